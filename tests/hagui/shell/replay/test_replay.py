"""A moment of the past in the window: everything shows it, and nothing can be changed."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QRadioButton

from engine.cib.version import Version
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.events.model import EventRole
from hagui.shell.replay import actions as replay_actions
from hagui.shell.replay.saving import SaveRecordingDialog
from tests.hagui.cluster.mini import START
from tests.hagui.shell.replay.conftest import Stage


def test_everything_shows_the_moment(stage: Stage) -> None:
    stage.fail_over()
    assert stage.where("webip") == ["node2"]
    stage.at(10)
    assert stage.where("webip") == ["node1"]
    window = stage.window
    bar = window.panes.replay
    assert bar.isVisible()
    assert bar.title.text() == "Replay"
    assert bar.ago.text() == "50 s ago"
    assert window.windowTitle().startswith("▲ node1 offline — ⏪ ")
    assert window.panes.health.quorum.text() == "Quorum 3 of 3"
    stage.at(22)
    assert window.panes.health.quorum.text() == "Quorum 2 of 3"


def test_steps_show_one_patch_after_the_other(stage: Stage) -> None:
    stage.fail_over()
    window = stage.window
    QTest.keyClick(window, Qt.Key.Key_Comma)
    stage.rest()
    assert stage.where("webip") != ["node2"]
    moments = [stage.replaying.player.index if stage.replaying.player else None]
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_Comma)
        stage.rest()
        moments.append(stage.replaying.player.index if stage.replaying.player else None)
    assert moments == [2, 1, 0]
    assert stage.where("webip") == ["node1"]
    for _ in range(3):
        QTest.keyClick(window, Qt.Key.Key_Period)
        stage.rest()
    assert stage.where("webip") == ["node2"]


def test_escape_returns_to_the_cluster_as_it_is_now(stage: Stage) -> None:
    stage.fail_over()
    window = stage.window
    zoom = window.panes.canvas.zoom
    subject = Subject(SubjectKind.NODE, "node2")
    window.select(subject)
    stage.at(10)
    assert window.subject == subject
    stage.cluster.operation("webip", "node2", "stop", at=61)
    stage.cluster.operation("webip", "node3", "start", at=62)
    stage.step(63)
    assert stage.where("webip") == ["node1"], "the past stays as it was"
    window.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    stage.rest()
    assert stage.where("webip") == ["node3"]
    assert window.subject == subject
    assert window.panes.canvas.zoom == zoom
    assert not window.panes.replay.isVisible()
    assert window.panes.health.freshness.text().startswith("live")
    assert window.panes.canvas.cluster is not None
    assert window.panes.canvas.cluster[1] is stage.story.live.state
    assert stage.tape.closed


def test_nothing_can_be_changed(stage: Stage) -> None:
    stage.fail_over()
    window = stage.window
    window.select(Subject(SubjectKind.NODE, "node2"))
    before = {action.id for action, made in window.actions_ if made.isEnabled()}
    assert "node.standby" in before or any("standby" in item for item in before)
    stage.at(10)
    for action, made in window.actions_:
        if action.menu in {action.menu.EDIT, action.menu.ACT, action.menu.LAB}:
            assert not made.isEnabled(), action.id
            assert "return to live first" in made.toolTip(), action.id
    assert not window.panes.canvas.hands.gestures.enabled
    assert not window.panes.bottom.draft.isEnabled()
    offered = window.panes.inspector.findChildren(QAbstractButton)
    assert offered
    assert not [button.text() for button in offered if button.isVisible() and button.isEnabled()]
    window.replay.left.emit()
    stage.rest()
    window.select(Subject(SubjectKind.NODE, "node2"))
    after = {action.id for action, made in window.actions_ if made.isEnabled()}
    assert after == before
    assert all("return to live" not in made.toolTip() for _, made in window.actions_)


def test_another_language_and_lost_engines_leave_the_moment_alone(stage: Stage) -> None:
    stage.fail_over()
    window = stage.window
    stage.at(10)
    window.speak("zh_CN")
    assert stage.where("webip") == ["node1"]
    assert window.panes.replay.title.text() == "回放"
    stage.stale()
    stage.rest()
    assert window.panes.replay.now.isVisible()
    assert not window.panes.banner.isVisible()
    window.speak("en")
    window.replay.left.emit()
    stage.rest()
    assert window.panes.banner.isVisible()
    assert stage.where("webip") == ["node2"]


def test_events_after_the_moment_are_told_apart_and_lead_there(stage: Stage) -> None:
    stage.fail_over()
    events = stage.window.panes.bottom.events
    model = events.events
    stage.at(22)
    later = [bool(model.index(row).data(EventRole.LATER)) for row in range(model.rowCount())]
    assert later == sorted(later, reverse=True)
    assert True in later
    assert False in later
    events.activated.emit(model.index(0))
    stage.rest()
    assert not model.index(0).data(EventRole.LATER)
    assert stage.where("webip") == ["node2"]


def test_the_cursor_of_the_timeline_is_the_moment(stage: Stage) -> None:
    stage.fail_over()
    board = stage.window.panes.bottom.timeline.make()
    stage.at(10)
    assert board.painting.cursor == START + 10
    assert board.painting.shown
    board.plot.put.emit(START + 22.0, None)
    stage.rest()
    assert stage.replaying.player is not None
    assert stage.replaying.player.index == 1
    board.plot.put.emit(None, None)
    stage.rest()
    assert stage.replaying.player is None
    assert board.painting.cursor is None


def test_enter_on_the_timeline_shows_the_moment(stage: Stage) -> None:
    stage.fail_over()
    board = stage.window.panes.bottom.timeline.make()
    board.put(START + 10.0, None)
    assert stage.replaying.player is None
    QTest.keyClick(board.plot, Qt.Key.Key_Return)
    stage.rest()
    assert stage.where("webip") == ["node1"]


def test_marks_are_gone_to_one_after_the_other(stage: Stage) -> None:
    stage.fail_over()
    stage.cluster.up("node1")
    stage.step(70)
    stage.now += 10
    window = stage.window
    window.actions_[replay_actions.PREVIOUS].trigger()
    stage.rest()
    first = stage.replaying.player
    assert first is not None
    at = first.at
    window.actions_[replay_actions.PREVIOUS].trigger()
    stage.rest()
    assert first.at < at
    window.actions_[replay_actions.NEXT].trigger()
    stage.rest()
    assert first.at == at


def test_playing_reaches_the_end(stage: Stage) -> None:
    stage.fail_over()
    stage.at(0)
    bar = stage.window.panes.replay
    bar.speed.setCurrentIndex(bar.speed.findData(100))
    bar.slider.setFocus()
    QTest.keyClick(bar.slider, Qt.Key.Key_Space)
    player = stage.replaying.player
    assert player is not None
    assert player.playing
    stage.until(lambda: not player.playing)
    stage.rest()
    assert stage.where("webip") == ["node2"]


def test_another_cluster_ends_the_replay(stage: Stage) -> None:
    stage.fail_over()
    stage.at(10)
    stage.monitoring.end()
    stage.window.show_nothing()
    assert not stage.window.panes.replay.isVisible()
    assert stage.window.shown is None
    assert stage.window.windowTitle() == "hagui"


def test_what_cannot_be_read_is_said_and_the_live_cluster_stays(stage: Stage) -> None:
    stage.fail_over()
    stage.tape.broken = {0, 1, 2, 3}
    stage.at(10)
    assert "damaged" in stage.window.panes.notice.text.text()
    assert stage.where("webip") == ["node2"]
    assert stage.replaying.player is None


def test_another_document_in_between_is_no_hindrance(stage: Stage) -> None:
    """A recording goes on with a whole document where the engines were lost for a while."""
    stage.fail_over()
    stage.cluster.operation("webip", "node2", "stop", at=61)
    stage.cluster.operation("webip", "node3", "start", at=62)
    text = stage.cluster.snapshot()
    stage.now = START + 63.0
    stage.story.live.load(text, at=stage.now, source="node2")
    stage.tape.add_text(stage.now, text)
    stage.at(28)
    assert stage.where("webip") == ["node2"]
    QTest.keyClick(stage.window, Qt.Key.Key_Period)
    stage.rest()
    assert stage.where("webip") == ["node3"]
    QTest.keyClick(stage.window, Qt.Key.Key_Comma)
    stage.rest()
    assert stage.where("webip") == ["node2"]


def test_what_is_foretold_stays_with_the_live_cluster(stage: Stage) -> None:
    stage.fail_over()
    window = stage.window
    fate = Fate("webip", Verdict.MOVES, "node2", "node3", key="webip")
    foretold = Prediction(Version(0, 0, 0), (fate,))
    haunting = window.panes.canvas.board_scene.haunting
    window.editing.show_prediction(foretold)
    assert haunting.ghosts
    stage.at(10)
    assert not haunting.ghosts
    window.editing.show_prediction(foretold)
    assert not haunting.ghosts
    window.replay.left.emit()
    stage.rest()
    assert haunting.ghosts


def test_what_happens_meanwhile_is_in_the_list_of_events(stage: Stage) -> None:
    stage.fail_over()
    stage.at(10)
    model = stage.window.panes.bottom.events.events
    before = model.rowCount()
    stage.cluster.have_quorum = False
    stage.step(70)
    assert model.rowCount() > before
    assert model.index(0).data(EventRole.LATER)
    assert "quorum" in stage.window.panes.replay.now.text()
    assert stage.window.windowTitle().startswith("▲ quorum lost — ⏪")


def test_one_pulls_through_time_by_the_slider(stage: Stage) -> None:
    stage.fail_over()
    stage.at(10)
    slider = stage.window.panes.replay.slider
    place = slider.rect().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(7, place.y()))
    stage.rest()
    assert stage.where("webip") == ["node1"]
    QTest.mouseMove(slider, QPoint(slider.width() - 6, place.y()))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 6, place.y()))
    stage.rest()
    assert stage.where("webip") == ["node2"]


def test_a_stretch_is_chosen_and_saved(stage: Stage, tmp_path: Path) -> None:
    stage.fail_over()
    stage.window.actions_[replay_actions.SAVE].trigger()
    stage.rest()
    (dialog,) = stage.window.findChildren(SaveRecordingDialog)
    assert dialog.isVisible()
    buttons = dialog.findChildren(QRadioButton)
    assert len(buttons) == 1, "all that there is lies within the last ten minutes"
    dialog.chosen.emit(tmp_path / "a.hagui", dialog.stretch)
    dialog.reject()
    stage.rest()
    assert stage.saved == [(tmp_path / "a.hagui", START, START + 60.0)]
    assert "a.hagui" in stage.window.panes.notice.text.text()
