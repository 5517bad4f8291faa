import pytest

from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    ChangeConstraint,
    Edit,
    JoinGroup,
    LeaveGroup,
    MakeClone,
    NewGroup,
    RemoveConstraint,
    Revert,
    SetMeta,
    SetProperty,
)
from tests.engine.cib.edits.small import attributes_of, cib, done, group, primitive, tree, xml


def start() -> Cib:
    return cib(
        "".join(map(primitive, "abc")) + group("g", "d", "e"),
        '<rsc_location id="l" rsc="a" node="n1" score="1"/>'
        '<rsc_location id="m" rsc="g" node="n1" score="1"/>',
    )


def revert_of(*edits: Edit) -> tuple[Cib, Revert]:
    """A document with the edits committed, and what takes them back."""
    before, after = start(), done(start(), *edits)
    section = "configuration"
    return after, Revert(xml(before, section), xml(after, section), "Monday's commit")


@pytest.mark.parametrize(
    "edit",
    [
        NewGroup("n", ("c", "a")),
        LeaveGroup(("d",)),
        LeaveGroup(("e", "d")),
        JoinGroup("g", ("b",), "d"),
        JoinGroup("g", ("e",), "d"),
        MakeClone("g", "k", promotable=True),
        RemoveConstraint("l"),
        ChangeConstraint("l", {"score": "2", "node": "n2"}),
        SetMeta("a", "x", "1"),
    ],
)
def test_nothing_remains_of_a_commit(edit: Edit):
    document, revert = revert_of(edit)
    assert done(document, revert).canonical() == start().canonical()


def test_what_others_did_since_stays():
    document, revert = revert_of(
        NewGroup("n", ("a", "b")), ChangeConstraint("l", {"score": "2"}), RemoveConstraint("m")
    )
    done(
        document,
        SetMeta("a", "x", "1"),
        AddLocation("other", "c", "n2", "5"),
        ChangeConstraint("l", {"node": "n2"}),
        SetProperty("maintenance-mode", "true"),
        LeaveGroup(("d",)),
    )
    done(document, revert)
    assert tree(document) == "a b c g(e) d"
    assert 'name="x"' in xml(document, "resources")
    assert tree(document, "constraints") == "l m other"
    assert attributes_of(document, "l") == {"rsc": "a", "node": "n2", "score": "1"}
    assert "maintenance-mode" in xml(document, "crm_config")


def test_taking_back_twice_changes_nothing_more():
    document, revert = revert_of(NewGroup("n", ("a", "b")), RemoveConstraint("l"))
    assert done(document, revert, revert).canonical() == start().canonical()


def collision(committed: Edit, since: Edit) -> list[tuple[str, str]]:
    document, revert = revert_of(committed)
    done(document, since)
    before = document.canonical()
    with pytest.raises(EditRefused) as caught:
        apply(document, (revert,))
    assert document.canonical() == before
    assert all("Monday's commit" in finding.message for finding in caught.value.findings)
    return [(each.code, each.facts["what"]) for each in caught.value.findings]


@pytest.mark.parametrize(
    ("committed", "since", "code", "what"),
    [
        (
            ChangeConstraint("l", {"score": "2"}),
            ChangeConstraint("l", {"score": "3"}),
            "changed-since",
            "score of l",
        ),
        (
            ChangeConstraint("l", {"score": "2"}),
            RemoveConstraint("l"),
            "changed-since",
            "l",
        ),
        (NewGroup("n", ("a", "b")), JoinGroup("n", ("c",)), "changed-since", "n"),
        (NewGroup("n", ("a", "b")), LeaveGroup(("b",)), None, ""),
        (
            NewGroup("n", ("a", "b")),
            AddColocation("x", "c", "n", "5"),
            "not-reversible",
            "x",
        ),
        (MakeClone("a", "k"), AddLocation("x", "k", "n2", "5"), "not-reversible", "x"),
        (SetMeta("a", "x", "1"), SetMeta("a", "y", "1"), "changed-since", "a-meta_attributes"),
        (SetMeta("a", "x", "1"), SetMeta("a", "x", "2"), "changed-since", "a-meta_attributes-x"),
        (JoinGroup("g", ("e",), "d"), JoinGroup("g", ("c",), "d"), None, ""),
        (RemoveConstraint("m"), LeaveGroup(("d", "e")), "not-reversible", "m"),
        (RemoveConstraint("l"), AddLocation("l", "b", "n1", "1"), "changed-since", "l"),
    ],
)
def test_collisions_are_named(committed: Edit, since: Edit, code: str | None, what: str):
    if code is None:
        document, revert = revert_of(committed)
        done(document, since, revert)
        return
    assert (code, what) in collision(committed, since)


@pytest.mark.parametrize("text", ["", "<configuration", "<cib/>", "<!DOCTYPE x><configuration/>"])
def test_what_cannot_be_read_is_refused(text: str):
    with pytest.raises(EditRefused, match="Monday") as caught:
        apply(start(), (Revert(text, "<configuration/>", "Monday"),))
    assert caught.value.findings[0].code == "unreadable-commit"
