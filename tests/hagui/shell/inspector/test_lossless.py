"""Forms over the scheduler's own cases: what is not touched stays as it is."""

from collections.abc import Iterator, Mapping

from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply
from engine.cib.edits.vocabulary import Edits, SetSets
from engine.cib.errors import CibError
from engine.cib.views import Location
from hagui.cluster.live import LiveCluster
from hagui.cluster.subject import Subject, SubjectKind
from hagui.editors.rules import editable, rule_edits, specs
from hagui.editors.sets import read_sets, shared
from hagui.editors.values import Form
from hagui.shell.inspector.context import Context
from hagui.shell.inspector.pages import page_of


def contexts(cases: Mapping[str, bytes], every: int, having: bytes = b"") -> Iterator[Context]:
    """Some of the cases that have that text, as if an engine had sent them."""
    chosen = [data for data in cases.values() if having in data]
    for data in chosen[::every]:
        live = LiveCluster()
        try:
            live.load(Cib.parse(data).text(), at=0.0, source="file")
        except CibError:
            continue
        yield Context(live.configuration, live.state, live.cib, now=0.0)


def unchanged(cib: Cib, edits: Edits) -> bool | None:
    """Whether making ``edits`` leaves the document as it is; None where they are refused."""
    copy = cib.copy()
    try:
        apply(copy, edits)
    except EditRefused:
        return None
    return copy.canonical() == cib.canonical()


def test_every_constraint_has_a_page_with_fields(scheduler_cases: Mapping[str, bytes]) -> None:
    seen = 0
    for context in contexts(scheduler_cases, 20):
        for item in context.configuration.constraints:
            page = page_of(Subject(SubjectKind.CONSTRAINT, item.id), context)
            assert any(isinstance(block, Form) for block in page)
            seen += 1
    assert seen > 30


def test_every_resource_has_a_page_with_fields(scheduler_cases: Mapping[str, bytes]) -> None:
    for context in contexts(scheduler_cases, 25):
        for item in context.configuration.every_resource():
            page = page_of(Subject(SubjectKind.RESOURCE, item.id), context)
            assert any(isinstance(block, Form) for block in page)


def test_rules_that_are_not_touched_stay(scheduler_cases: Mapping[str, bytes]) -> None:
    answers: list[bool | None] = []
    for context in contexts(scheduler_cases, 1, b"<rule "):
        cib = context.cib
        assert cib is not None
        located = (item for item in context.configuration.constraints if isinstance(item, Location))
        answers += [
            unchanged(cib, rule_edits(item.id, specs(item.rules)))
            for item in located
            if item.rules and editable(item.rules)
        ]
    assert False not in answers
    assert answers.count(True) > 20


def test_sets_that_are_not_touched_stay(scheduler_cases: Mapping[str, bytes]) -> None:
    answers: list[bool | None] = []
    for context in contexts(scheduler_cases, 1, b"<resource_set"):
        cib = context.cib
        assert cib is not None
        for item in context.configuration.constraints:
            element = context.element(item.id) if item.sets else None
            if element is not None and not shared(element):
                answers.append(unchanged(cib, (SetSets(item.id, read_sets(element)),)))
    assert False not in answers
    assert answers.count(True) > 10
