"""Editing a file in the real window: keys, saving, what others write, what outlives a run."""

import bz2
import threading
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from engine.cib.document import Cib
from engine.cib.edits.vocabulary import AddLocation, Edits, SetMeta
from engine.cib.views import Order
from hagui.cluster.subject import Subject, SubjectKind
from hagui.desk import Desk
from hagui.shell.draft.pane import Begin
from hagui.shell.review.dialog import ReviewDialog
from hagui.shell.window import MainWindow
from hagui.workbench import filing, saving
from tests.hagui.held import until
from tests.hagui.workbench.conftest import Play

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
STOP: Edits = (SetMeta(resource="webip", name="target-role", value="Stopped"),)
LIKE: Edits = (AddLocation(id="like", resource="backup", node="node3", score="77"),)


def sentences(window: MainWindow) -> list[str]:
    return [row.sentence.text() for row in window.panes.bottom.draft.rows()]


def text_of(window: MainWindow) -> str:
    return window.panes.notice.text.text() if window.panes.notice.isVisible() else ""


def same(one: bytes, other: bytes) -> bool:
    return etree.canonicalize(one.decode()) == etree.canonicalize(other.decode())


def dialog(window: MainWindow, kind: type[QWidget]) -> QWidget | None:
    return next((item for item in window.findChildren(kind) if item.isVisible()), None)


def test_an_edit_is_undone_and_redone_by_key(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        assert window.panes.bottom.draft.findChildren(Begin)
        window.editing.edited.emit(STOP)
        assert sentences(window) == ["Stop webip"]
        assert window.panes.bottom.tabs.tabText(1) == "Draft (1)"
        assert window.panes.draft_bar.review.text() == "Save 1 change…"
        assert "Stop webip" in window.panes.draft_bar.undo.toolTip()
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
        assert sentences(window) == []
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)
        assert sentences(window) == ["Stop webip"]
        assert window.shown is not None
        assert window.shown.state.instances["webip"].target_role == "Stopped"

    play(steps)


def test_a_refused_edit_is_said_in_the_strip_and_nothing_changes(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit((SetMeta(resource="nothing", name="a", value="b"),))
        assert "nothing" in text_of(window)
        assert sentences(window) == []
        window.editing.edited.emit(STOP)
        assert text_of(window) == "", "what was said last does not hold any more"

    play(steps)


def test_what_is_saved_is_the_edit_and_nothing_else(play: Play, path: Path, example: str) -> None:
    path.chmod(0o604)

    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(LIKE)
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: text_of(window) == "cib.xml is saved.")
        assert sentences(window) == []
        before, after = example.splitlines(), path.read_text().splitlines()
        (new,) = [line for line in after if line not in before]
        assert 'id="like"' in new
        assert [line for line in after if line != new] == before
        assert path.stat().st_mode & 0o777 == 0o604
        assert list(path.parent.glob(".cib.xml.*")) == []

        # the commit is on record, and its opposite is one more change
        await until(lambda: window.editing.look.commits)
        keeping = desk.workbench.keeping
        assert keeping is not None
        window.editing.edited.emit(await keeping.revert_of(keeping.commits[0].id))
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: sentences(window) == [])
        assert same(path.read_bytes(), example.encode())

    play(steps)


def test_a_packed_file_stays_packed(play: Play, tmp_path: Path, example: str) -> None:
    packed = tmp_path / "pe-input-7.bz2"
    packed.write_bytes(bz2.compress(example.encode()))

    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(packed))
        window.editing.edited.emit(LIKE)
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: text_of(window) == "pe-input-7.bz2 is saved.")
        assert b'id="like"' in bz2.decompress(packed.read_bytes())

    play(steps)


def test_the_review_of_a_file_saves_it(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(LIKE)
        QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
        await until(lambda: dialog(window, ReviewDialog))
        review = desk.workbench.committing.dialog
        assert review is not None
        await until(lambda: review.review.crm)
        assert any('id="like"' in line.text for line in review.review.diff)
        QTest.mouseClick(review.commit, Qt.MouseButton.LeftButton)
        await until(lambda: text_of(window) == "cib.xml is saved.")
        assert b'id="like"' in path.read_bytes()
        assert dialog(window, ReviewDialog) is None

    play(steps)


def test_what_others_wrote_meanwhile_is_kept_and_shown_before_it_is_saved(
    play: Play, path: Path, example: str
) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(LIKE)
        theirs = example.replace('value="web-cluster"', 'value="theirs"')
        assert theirs != example
        path.write_text(theirs)
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: dialog(window, ReviewDialog))
        assert path.read_text() == theirs
        review = desk.workbench.committing.dialog
        assert review is not None
        assert len(review.review.others) == 1
        QTest.mouseClick(review.commit, Qt.MouseButton.LeftButton)
        await until(lambda: text_of(window) == "cib.xml is saved.")
        assert 'value="theirs"' in path.read_text()
        assert 'id="like"' in path.read_text()

    play(steps)


def test_a_file_that_cannot_be_written_stays_and_so_does_the_draft(
    play: Play, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(LIKE)
        before = path.read_bytes()
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", full)
            QTest.keyClick(window, Qt.Key.Key_S, CTRL)
            await until(lambda: "No space left" in text_of(window))
        assert path.read_bytes() == before
        assert len(sentences(window)) == 1
        assert list(path.parent.glob(".cib.xml.*")) == []
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: text_of(window) == "cib.xml is saved.")

    play(steps)


def test_a_file_is_never_written_over_with_another_that_was_opened_meanwhile(
    play: Play, path: Path, example: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = path.with_name("other.xml")
    other.write_text(example.replace('value="web-cluster"', 'value="other"'))
    begun, go_on = threading.Event(), threading.Event()

    def slow(place: Path, cib: Cib, read: bytes) -> bytes:
        begun.set()
        assert go_on.wait(30)
        return saving.save(place, cib, read)

    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(LIKE)
        with monkeypatch.context() as patch:
            patch.setattr(filing, "save", slow)
            QTest.keyClick(window, Qt.Key.Key_S, CTRL)
            await until(begun.is_set)
            await desk.open(str(other))
            go_on.set()
            await until(lambda: b'id="like"' in path.read_bytes())
            await until(lambda: text_of(window) == "cib.xml is saved.")
        window.editing.edited.emit(STOP)
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: text_of(window) == "other.xml is saved.")
        assert b"target-role" in other.read_bytes()
        assert b"target-role" not in path.read_bytes()

    play(steps)


def test_the_example_is_saved_elsewhere_and_that_is_shown_then(play: Play, tmp_path: Path) -> None:
    target = tmp_path / "copy.xml"

    async def steps(window: MainWindow, desk: Desk) -> None:
        window.example_wanted.emit()
        await until(lambda: window.shown is not None and window.shown.loaded)
        window.editing.edited.emit(LIKE)
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: dialog(window, QFileDialog))
        asked = dialog(window, QFileDialog)
        assert isinstance(asked, QFileDialog)
        asked.fileSelected.emit(str(target))
        asked.reject()
        await until(lambda: "copy.xml" in window.panes.health.freshness.text())
        assert b'id="like"' in target.read_bytes()
        assert sentences(window) == []

    play(steps)


def test_a_discarded_draft_is_asked_for_and_can_be_had_back(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(STOP)
        window.editing.edited.emit(LIKE)
        QTest.keyClick(window, Qt.Key.Key_Delete, CTRL | SHIFT)
        box = dialog(window, QMessageBox)
        assert isinstance(box, QMessageBox)
        assert "Discard 2 changes?" in box.text()
        yes = next(b for b in box.findChildren(QPushButton) if b.text() == "Discard")
        QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
        await until(lambda: sentences(window) == [])
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
        assert len(sentences(window)) == 2

    play(steps)


def test_a_draft_outlives_the_window(play: Play, path: Path) -> None:
    async def first(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(STOP)
        window.editing.edited.emit(LIKE)
        QTest.keyClick(window, Qt.Key.Key_Z, CTRL)

    async def second(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        await until(lambda: sentences(window) == ["Stop webip"])
        assert text_of(window).startswith("A draft with 1 change from ")
        assert window.editing.look.redo, "what was undone can be redone still"
        assert b"target-role" not in path.read_bytes()

    play(first)
    play(second)


def test_a_draft_that_was_damaged_by_hand_is_set_aside_and_said(play: Play, path: Path) -> None:
    async def first(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.editing.edited.emit(STOP)

    async def second(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        await until(lambda: "damaged" in text_of(window))
        assert sentences(window) == []
        window.editing.edited.emit(LIKE)

    async def third(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        await until(lambda: len(sentences(window)) == 1)

    play(first)
    (kept,) = (path.parent / "settings" / "drafts").glob("*.jsonl")
    damaged = kept.read_text().replace("<configuration>", "<configuration")
    kept.write_text(damaged)
    play(second)
    (aside,) = kept.parent.glob("*.damaged-*")
    assert aside.read_text() == damaged
    play(third)


def test_every_constraint_action_by_key_reaches_the_draft(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        assert window.shown is not None
        constraints = window.shown.configuration.constraints
        name = next(item.id for item in constraints if isinstance(item, Order))
        window.select(Subject(SubjectKind.CONSTRAINT, name))
        QTest.keyClick(window, Qt.Key.Key_I, CTRL)
        assert len(sentences(window)) == 1
        QTest.keyClick(window, Qt.Key.Key_Delete)
        assert len(sentences(window)) == 2
        assert window.shown.configuration.find(name) is None

    play(steps)


def test_a_temporary_constraint_is_counted_and_cleared(play: Play, path: Path) -> None:
    left = '<rsc_location id="cli-ban-webservice-on-node2" rsc="webservice" role="Started"'
    left += ' node="node2" score="-INFINITY"/></constraints>'
    path.write_text(path.read_text().replace("</constraints>", left))

    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        await until(lambda: window.panes.health.temporary.text() == "1 temporary")
        QTest.mouseClick(window.panes.health.temporary, Qt.MouseButton.LeftButton)
        (row,) = window.panes.bottom.temporary.rows()
        QTest.mouseClick(row.clear, Qt.MouseButton.LeftButton)
        assert len(sentences(window)) == 1
        assert not window.panes.health.temporary.isVisible()
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
        await until(lambda: text_of(window) == "cib.xml is saved.")
        assert "cli-ban" not in path.read_text()

    play(steps)
