"""What must hold for any document and any edit."""

from copy import deepcopy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cib.document import Cib
from engine.cib.patch import (
    Change,
    Create,
    Delete,
    Modify,
    Move,
    PatchError,
    Patchset,
    apply,
    make,
)
from engine.cib.version import Version
from engine.cib.xml import Element
from tests.engine.cib.patch.documents import Edit, cibs, edit, edits

relaxed = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])


@relaxed
@given(cibs(), edits)
def test_applying_what_was_made_gives_the_same_document(before: Cib, changes: list[Edit]):
    after = before.copy()
    edit(after, changes)
    after.version = Version(0, 5, 0)
    unchanged = before.canonical()
    patchset = make(before, after)
    assert before.canonical() == unchanged
    result = before.copy()
    apply(result, patchset, verify=True)
    assert result.canonical() == after.canonical()
    assert result.text() == after.text(), "the order of attributes counts for digests"


@relaxed
@given(cibs(), edits)
def test_a_patchset_survives_the_wire(before: Cib, changes: list[Edit]):
    after = before.copy()
    edit(after, changes)
    after = Cib.parse(after.text())
    after.version = Version(0, 5, 0)
    result = Cib.parse(before.text())
    apply(result, Patchset.parse(make(result, after).text()))
    assert result.canonical() == after.canonical()


@relaxed
@given(cibs(), cibs())
def test_any_document_becomes_any_other(before: Cib, after: Cib):
    after.version = Version(1, 0, 0)
    result = before.copy()
    apply(result, make(before, after), verify=True)
    assert result.canonical() == after.canonical()


@relaxed
@given(cibs())
def test_no_difference_is_no_change(cib: Cib):
    patchset = make(cib, cib.copy())
    assert patchset.changes == ()
    assert patchset.source == patchset.target == cib.version


def _broken(path: str) -> list[Change]:
    return [
        Modify(f"{path}/nothing[@id='here']", "nothing", {"x": "y"}, {}),
        Move(f"{path}/nothing[@id='here']", 0),
        Delete("/cib"),
        Delete("nonsense"),
    ]


@relaxed
@given(cibs(), edits, st.integers(0, 100), st.integers(0, 3))
def test_a_patchset_that_fails_changes_nothing(
    before: Cib, changes: list[Edit], place: int, wrong: int
):
    after = before.copy()
    edit(after, changes)
    patchset = make(before, after)
    held = list(patchset.changes)
    held.insert(place % (len(held) + 1), _broken("/cib/configuration")[wrong])
    text = before.text()
    with pytest.raises(PatchError):
        apply(before, Patchset(patchset.source, patchset.target, tuple(held)))
    assert before.text() == text


@relaxed
@given(
    cibs(),
    st.lists(
        st.tuples(
            st.sampled_from(["create", "delete", "move", "modify"]),
            st.integers(0, 10**6),
            st.integers(0, 8),
        ),
        max_size=10,
    ),
)
def test_any_changes_are_applied_whole_or_not_at_all(cib: Cib, picks: list[tuple[str, int, int]]):
    paths = [_path(node) for node in cib.root.iter("*") if not node.tag.startswith("{")]
    content = cib.root[0]
    changes: list[Change] = []
    for kind, number, position in picks:
        path = paths[number % len(paths)]
        match kind:
            case "create":
                changes.append(Create(path, position, deepcopy(content)))
            case "delete":
                changes.append(Delete(path, position))
            case "move":
                changes.append(Move(path, position))
            case _:
                changes.append(Modify(path, "x", {"x": "new"}, {"x": "new"}))
    text = cib.text()
    target = Version(0, 5, 0)
    try:
        apply(cib, Patchset(cib.version, target, tuple(changes)))
    except PatchError:
        assert cib.text() == text
    else:
        assert cib.version == target


def _path(node: Element) -> str:
    steps = [node, *node.iterancestors()]
    return "".join(
        f"/{each.tag}" + (f"[@id='{each.get('id')}']" if each.get("id") else "")
        for each in reversed(steps)
    )
