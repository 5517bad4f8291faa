"""What holds for any edit of any configuration."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.cib import saving
from engine.cib.checks import check
from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply, decode, encode, findings
from engine.cib.edits.vocabulary import Edit, Revert
from engine.cib.finding import Finding, Severity
from engine.cib.schema import validate
from engine.cib.views import Configuration
from tests.engine.cib.edits.documents import RICH, SCHEMAS, rich
from tests.engine.cib.edits.random_edits import edits

FOLDER = Path("/usr/share/pacemaker")

schemas = st.sampled_from(SCHEMAS)
many = st.lists(edits, min_size=1, max_size=6)


def _section(cib: Cib) -> str:
    section = cib.section("configuration")
    assert section is not None
    return etree.tostring(section, encoding="unicode", with_tail=False)


def _errors(cib: Cib) -> list[Finding]:
    """What the cluster would not accept; that it has no node of some name is a warning only."""
    return [each for each in check(cib) if each.severity is Severity.ERROR]


def _refusal(cib: Cib, edit: Edit) -> EditRefused | None:
    """Make an edit; why it is refused, if it is."""
    try:
        apply(cib, (edit,))
    except EditRefused as refused:
        return refused
    return None


def _made(cib: Cib, wanted: list[Edit]) -> list[Edit]:
    """Those of the edits that could be made, one by one."""
    return [edit for edit in wanted if _refusal(cib, edit) is None]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_document_is_sound(schema: str):
    assert check(rich(schema)) == []
    if FOLDER.is_dir():
        assert validate(rich(schema), FOLDER) == []


@settings(max_examples=100, deadline=None)
@given(schemas, many)
def test_the_views_and_the_document_say_the_same(schema: str, wanted: list[Edit]):
    cib = rich(schema)
    for edit in wanted:
        before = cib.canonical()
        expected = findings(Configuration.of(cib), edit)
        refused = _refusal(cib, edit)
        assert expected == (() if refused is None else refused.findings)
        if refused is not None:
            assert cib.canonical() == before
            assert str(refused) == expected[0].message


@settings(max_examples=100, deadline=None)
@given(schemas, many)
def test_what_is_accepted_stays_sound(schema: str, wanted: list[Edit]):
    cib = rich(schema)
    for edit in wanted:
        if not _made(cib, [edit]):
            continue
        assert _errors(cib) == [], edit
        if FOLDER.is_dir():
            assert validate(cib, FOLDER) == [], edit
        ids = Counter(
            node.get("id")
            for node in cib.root.iter("*")
            if node.get("id") is not None and node.tag not in {"resource_ref", "obj_ref"}
        )
        assert max(ids.values()) == 1


@settings(max_examples=100, deadline=None)
@given(schemas, many)
def test_all_or_none(schema: str, wanted: list[Edit]):
    cib, alone = rich(schema), rich(schema)
    before = cib.canonical()
    made = _made(alone, wanted)
    try:
        apply(cib, tuple(wanted))
    except EditRefused:
        assert cib.canonical() == before
        assert made != wanted
    else:
        assert cib.canonical() == alone.canonical()


@settings(max_examples=150, deadline=None)
@given(schemas, many)
def test_a_revert_restores_the_document(schema: str, wanted: list[Edit]):
    before = rich(schema)
    cib = before.copy()
    _made(cib, wanted)
    apply(cib, (Revert(_section(before), _section(cib), "the commit"),))
    assert cib.canonical() == before.canonical()


@settings(max_examples=150, deadline=None)
@given(schemas, many, many)
def test_a_revert_takes_back_only_its_own(schema: str, mine: list[Edit], theirs: list[Edit]):
    """What others did after a commit is still there when it is taken back, or it is refused."""
    before = rich(schema)
    after = before.copy()
    _made(after, mine)
    today = after.copy()
    _made(today, theirs)
    now = today.canonical()
    revert = Revert(_section(before), _section(after), "the commit")
    refused = _refusal(today, revert)
    if refused is not None:
        assert {each.code for each in refused.findings} <= {"changed-since", "not-reversible"}
        assert today.canonical() == now
        return
    assert _errors(today) == []
    if FOLDER.is_dir():
        assert validate(today, FOLDER) == []
    if after.canonical() == now:
        assert today.canonical() == before.canonical()


@settings(max_examples=100, deadline=None)
@given(many)
def test_edits_survive_the_disk(wanted: list[Edit]):
    assert decode(encode(tuple(wanted))) == tuple(wanted)


@settings(max_examples=100, deadline=None)
@given(many)
def test_a_saved_file_is_the_document_and_stays_pretty(wanted: list[Edit]):
    cib = Cib.parse(RICH)
    _made(cib, wanted)
    saved = saving.text_of(cib, RICH.encode())
    assert Cib.parse(saved).canonical() == cib.canonical()
    assert saved.startswith(b'<?xml version="1.0" ?>\n<!-- kept by hand -->\n<cib ')
    assert saved.endswith(b"</cib>\n")
    kept = set(saved.decode().splitlines()) & set(RICH.splitlines())
    assert len(kept) > 0.5 * len(RICH.splitlines())
