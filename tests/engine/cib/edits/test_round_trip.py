"""Every scheduler case opened, one constraint edited, saved: that constraint and nothing else."""

import difflib
from collections.abc import Mapping

from engine.cib import saving
from engine.cib.document import Cib
from engine.cib.edits import apply, findings, free_id
from engine.cib.edits.vocabulary import AddLocation, ChangeConstraint, RemoveConstraint
from engine.cib.patch import Create, Delete, Modify, make
from engine.cib.views import Configuration, Order


def _edit(configuration: Configuration) -> ChangeConstraint | AddLocation | None:
    """A change of the first constraint that can be changed; else a new one."""
    for each in configuration.constraints:
        edit = ChangeConstraint(
            each.id, {"kind": "Serialize"} if isinstance(each, Order) else {"score": "4321"}
        )
        if not findings(configuration, edit):
            return edit
    return _added(configuration)


def _added(configuration: Configuration) -> AddLocation | None:
    if not configuration.resources:
        return None
    resource = configuration.resources[-1].id
    id_ = free_id(configuration, f"loc-{resource}")
    return AddLocation(id_, resource, "one-more-node", "-INFINITY")


def _lines(before: bytes, after: bytes) -> list[str]:
    """The lines that differ, each with its sign."""
    old, new = before.decode().splitlines(), after.decode().splitlines()
    return [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if line[0] in "+-"][
        2:
    ]


def test_one_constraint_edited_in_every_case(scheduler_cases: Mapping[str, bytes]):
    edited = 0
    for name, content in scheduler_cases.items():
        before = Cib.parse(content)
        configuration = Configuration.of(before)
        edit = _edit(configuration)
        if edit is None:
            assert not configuration.resources, name
            continue
        after = before.copy()
        apply(after, (edit,), configuration)
        saved = saving.text_of(after, content)
        again = Cib.parse(saved)
        changes = make(before, again).changes
        assert len(changes) == 1, name
        (change,) = changes
        if isinstance(edit, ChangeConstraint):
            assert isinstance(change, Modify), name
            assert f"[@id='{edit.id}']" in change.path, name
        else:
            assert isinstance(change, Create), name
            assert change.path == "/cib/configuration/constraints", name
            assert change.node.get("node") == "one-more-node", name
        lines = _lines(content, saved)
        if isinstance(edit, ChangeConstraint):
            assert [line[0] for line in lines] == ["-", "+"], (name, lines)
        else:
            assert sum(line[0] == "+" for line in lines) <= 3, (name, lines)
            assert sum(line[0] == "-" for line in lines) <= 1, (name, lines)
        edited += 1
    assert edited > 400


def test_taking_the_edit_back_gives_the_same_bytes(scheduler_cases: Mapping[str, bytes]):
    for name, content in scheduler_cases.items():
        cib = Cib.parse(content)
        edit = _added(Configuration.of(cib))
        if edit is None:
            continue
        apply(cib, (edit,))
        apply(cib, (RemoveConstraint(edit.id),))
        assert cib.canonical() == Cib.parse(content).canonical(), name
        assert saving.text_of(cib, content) == content, name


def test_a_removed_constraint_takes_only_its_lines(scheduler_cases: Mapping[str, bytes]):
    for name, content in scheduler_cases.items():
        cib = Cib.parse(content)
        constraints = Configuration.of(cib).constraints
        if not constraints:
            continue
        apply(cib, (RemoveConstraint(constraints[0].id),))
        before = Cib.parse(content)
        changes = make(before, Cib.parse(saving.text_of(cib, content))).changes
        assert [type(change) for change in changes] == [Delete], name
        lines = _lines(content, saving.text_of(cib, content))
        assert all(line[0] == "-" for line in lines), (name, lines)
