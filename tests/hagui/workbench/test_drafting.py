"""Undo, redo and all that changes the draft, with the words that the window shows for it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from engine.cib.edits.refused import EditRefused
from engine.cib.edits.vocabulary import Edits, RemoveConstraint, SetMeta, SetProperty
from engine.cib.views import Primitive
from hagui.cluster.changes import ChangeSet
from hagui.cluster.draft import Keep
from hagui.cluster.live import LiveCluster
from hagui.workbench.drafting import Drafting

STOP: Edits = (SetMeta(resource="webip", name="target-role", value="Stopped"),)
LOWER: Edits = (SetProperty(name="batch-limit", value="7"),)


@pytest.fixture
def drafting(live: LiveCluster, english: None) -> Iterator[Drafting]:
    """A draft of the example cluster, empty yet."""
    parent = QObject()
    made = Drafting(parent)
    made.begin(live)
    yield made
    made.end()
    parent.deleteLater()


def numbers(drafting: Drafting) -> list[int]:
    assert drafting.draft is not None
    return [entry.number for entry in drafting.draft.entries]


def text(drafting: Drafting) -> str:
    assert drafting.draft is not None
    return drafting.draft.text()


def test_undo_says_what_it_takes_back(drafting: Drafting) -> None:
    before = text(drafting)
    assert not drafting.stack.canUndo()
    assert drafting.edit(STOP)
    assert drafting.edit(LOWER)
    assert "batch-limit" in drafting.stack.undoText()
    drafting.undo()
    assert drafting.stack.undoText() == "Stop webip"
    assert "batch-limit" in drafting.stack.redoText()
    drafting.undo()
    assert text(drafting) == before
    drafting.redo()
    assert numbers(drafting) == [1]
    drafting.edit(STOP)
    assert not drafting.stack.canRedo(), "another change takes the place of what was undone"


def test_an_entry_taken_out_of_the_middle_comes_back_to_its_place(drafting: Drafting) -> None:
    for edits in (STOP, LOWER):
        drafting.edit(edits)
    whole = text(drafting)
    drafting.remove(1)
    assert numbers(drafting) == [2]
    assert "Stop webip" in drafting.stack.undoText()
    drafting.undo()
    assert numbers(drafting) == [1, 2]
    assert text(drafting) == whole
    drafting.undo()
    assert numbers(drafting) == [1]


def test_a_discarded_draft_comes_back(drafting: Drafting) -> None:
    drafting.edit(STOP)
    drafting.edit(LOWER)
    drafting.discard()
    assert numbers(drafting) == []
    drafting.undo()
    assert numbers(drafting) == [1, 2]


def test_what_cannot_be_made_changes_nothing_and_says_why(drafting: Drafting) -> None:
    refused: list[EditRefused] = []
    drafting.refused.connect(refused.append)
    assert not drafting.edit((RemoveConstraint(id="nothing"),))
    assert refused
    assert numbers(drafting) == []
    assert not drafting.stack.canUndo()


def test_the_window_is_told_what_looks_different(drafting: Drafting) -> None:
    told: list[ChangeSet] = []
    drafting.shown.connect(told.append)
    drafting.edit(STOP)
    assert told[-1].configuration
    drafting.undo()
    assert told[-1].configuration


def test_what_others_did_cannot_be_undone_here(drafting: Drafting, live: LiveCluster) -> None:
    drafting.edit(STOP)
    drafting.edit(LOWER)
    other = live.cib.text()
    mine = '<meta_attributes id="webip-meta_attributes"><nvpair id="webip-x" name="target-role" '
    mine += 'value="Started"/></meta_attributes><operations>'
    at = other.index("<operations>", other.index('id="webip"'))
    other = other[:at] + mine + other[at + len("<operations>") :]
    other = other.replace('epoch="42"', 'epoch="43"')
    drafting.follow(live.load(other, at=2e9, source="node1"))
    draft = drafting.draft
    assert draft is not None
    assert [item.entry.number for item in draft.collisions] == [1]
    assert numbers(drafting) == [2]
    assert "batch-limit" in drafting.stack.undoText()
    assert drafting.words(1)[0] == "Stop webip"
    drafting.decide(1, Keep.MINE)
    assert numbers(drafting) == [1, 2]
    webip = draft.configuration.find("webip")
    assert isinstance(webip, Primitive)
    assert webip.meta["target-role"] == "Stopped"


def test_entries_from_disk_have_their_words(drafting: Drafting, live: LiveCluster) -> None:
    drafting.edit(STOP)
    drafting.edit(LOWER)
    drafting.undo()
    assert drafting.draft is not None
    kept = drafting.draft.kept()
    parent = QObject()
    again = Drafting(parent)
    again.begin(live)
    again.restore(kept)
    assert again.stack.undoText() == "Stop webip"
    assert "batch-limit" in again.stack.redoText()
    again.redo()
    assert numbers(again) == [1, 2]
    again.end()
    parent.deleteLater()
