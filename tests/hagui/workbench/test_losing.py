"""Losses are worked out in the background, told in the window, and follow what changes."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.cib.document import Cib
from engine.cib.edits import apply as edit
from engine.cib.edits.vocabulary import AddLocation, Edits, SetNodeAttribute
from engine.cib.patch import make
from hagui.cluster.draft.draft import Draft
from hagui.cluster.live import LiveCluster
from hagui.desk import Desk
from hagui.graph.ghosts import Ghost
from hagui.monitor.losses.model import LossKind, Matrix
from hagui.shell.bottom import Tab
from hagui.shell.losses.pane import LossesPane
from hagui.shell.window import MainWindow
from hagui.workbench.losing import Losing
from tests.hagui.held import until
from tests.hagui.workbench.conftest import Play

ONLY_NODE1: Edits = (
    AddLocation(id="not-two", resource="webservice", node="node2", score="-INFINITY"),
)


def lines(pane: LossesPane) -> list[tuple[str, ...]]:
    items = (pane.table.topLevelItem(i) for i in range(pane.table.topLevelItemCount()))
    return [tuple(item.text(i) for i in range(3)) for item in items if item is not None]


def ghosts(window: MainWindow) -> list[Ghost]:
    return [item.ghost for item in window.panes.canvas.board_scene.haunting.ghosts.values()]


def whole(matrix: Matrix) -> bool:
    return matrix.ready and not matrix.busy


def test_a_look_at_the_losses_tells_them_and_a_choice_shows_one(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        bottom = window.panes.bottom
        pane = bottom.losses
        assert not desk.workbench.losing.matrix.ready, "nobody has looked yet"
        QTest.keyClick(window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
        assert pane.table.hasFocus()
        await until(lambda: whole(window.losses.matrix))
        await until(lambda: len(lines(pane)) == 6)
        assert pane.summary.text() == "Any one node may be lost: all goes on elsewhere."
        assert pane.progress.text() == ""
        first, second, third, *pairs = lines(pane)
        assert first[0] == "node1"
        assert first[1].startswith("All goes on elsewhere; 4 interrupted")
        assert first[2] == "kept: 2 of 3 nodes"
        assert (second[0], third[0]) == ("node2", "node3")
        assert third[1] == "All goes on: nothing is interrupted"
        assert {len(name.split(" + ")) for name, _, _ in pairs} == {2}
        assert pairs[0][2] == "lost: 1 of 3 nodes"
        assert pairs[0][1].startswith("No quorum: all ")
        assert bottom.tabs.tabIcon(Tab.LOSSES).isNull()

        # one of them is chosen by the keyboard: its details, and ghosts on the canvas
        assert ghosts(window) == []
        QTest.keyClick(pane.table, Qt.Key.Key_Down)
        QTest.keyClick(pane.table, Qt.Key.Key_Home)
        assert pane.row is not None
        assert pane.row.loss.names == ("node1",)
        assert "Fenced first: node1" in pane.details.texts
        assert any(text.startswith("webip moves node1 → node2") for text in pane.details.texts)
        assert {ghost.node for ghost in ghosts(window)} == {"node2"}
        QTest.keyClick(pane.table, Qt.Key.Key_Escape)
        assert pane.row is None
        assert ghosts(window) == []

        # another list in front takes the ghosts away
        QTest.keyClick(pane.table, Qt.Key.Key_Down)
        assert ghosts(window) != []
        bottom.show_tab(Tab.EVENTS)
        assert ghosts(window) == []

    play(steps)


def test_the_losses_are_those_of_the_draft(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        bottom = window.panes.bottom
        pane = bottom.losses
        bottom.show_tab(Tab.LOSSES)
        await until(lambda: whole(window.losses.matrix))
        window.editing.edited.emit(ONLY_NODE1)
        await until(lambda: bool(window.losses.matrix.grave))
        await until(lambda: whole(window.losses.matrix))
        await until(lambda: lines(pane)[0][1].startswith("Runs nowhere"))
        assert window.losses.matrix.drafted
        await until(lambda: pane.progress.text() == "with the draft")
        assert pane.summary.text() == "1 of 3 single losses would stop something for good: node1"
        assert lines(pane)[0][0] == "node1"
        assert lines(pane)[0][1].startswith("Runs nowhere: webip, webstore, webserver")
        assert not bottom.tabs.tabIcon(Tab.LOSSES).isNull()
        pane.table.setFocus()
        QTest.keyClick(pane.table, Qt.Key.Key_Down)
        QTest.keyClick(pane.table, Qt.Key.Key_Home)
        told = next(text for text in pane.details.texts if text.startswith("webip"))
        assert told.startswith("webip runs nowhere: may run on no node that is left (node2:")
        assert "not-two" in told

        # the ghosts are those of the draft again once the loss is let go
        forecast = desk.workbench.forecast
        await until(lambda: forecast.current is not None)
        pane.let_go()
        assert ghosts(window) == []

        window.editing.undo_wanted.emit()
        await until(lambda: whole(window.losses.matrix) and not window.losses.matrix.grave)
        assert not window.losses.matrix.drafted

    play(steps)


def test_another_language_shows_the_same(play: Play, path: Path) -> None:
    async def steps(window: MainWindow, desk: Desk) -> None:
        await desk.open(str(path))
        window.panes.bottom.show_tab(Tab.LOSSES)
        await until(lambda: whole(window.losses.matrix))
        window.speak("zh_CN")
        pane = window.panes.bottom.losses
        await until(lambda: len(lines(pane)) == 6)
        assert pane.summary.text().endswith("全部在别处继续。")
        await desk.connecting.disconnect_cluster()
        desk.closed()
        await until(lambda: lines(pane) == [])

    play(steps)


@pytest.fixture
async def losing(qapp: QApplication) -> AsyncIterator[Losing]:
    parent = QApplication.instance()
    assert parent is not None
    tasks = set[asyncio.Task[object]]()

    def spawn(work: Coroutine[object, object, object], name: str) -> "asyncio.Task[object]":
        task = asyncio.get_running_loop().create_task(work, name=name)
        tasks.add(task)
        return task

    made = Losing(parent, spawn)
    yield made
    made.watch(None, None)
    made.close()
    await asyncio.gather(*tasks, return_exceptions=True)
    made.deleteLater()


async def test_what_others_change_is_worked_out_anew(
    losing: Losing, live: LiveCluster, example: str
) -> None:
    draft = Draft(live)
    losing.watch(live, draft)
    losing.want()
    await until(lambda: whole(losing.matrix))
    assert losing.matrix.grave == ()
    before = Cib.parse(example)
    after = before.copy()
    edit(after, (SetNodeAttribute("node2", "standby", "on"),))
    change = live.apply(make(before, after).text(), at=1_791_470_005.0)
    draft.follow(change)
    losing.again()
    assert losing.matrix.done == losing.matrix.asked, "what is shown stays until it is asked again"
    await until(lambda: bool(losing.matrix.grave))
    await until(lambda: whole(losing.matrix))
    assert losing.matrix.grave[0].loss.names == ("node1",)
    assert [row.loss.kind for row in losing.matrix.rows][-1] is LossKind.PAIR
    draft.close()


async def test_a_question_that_has_no_answer_is_said(losing: Losing, live: LiveCluster) -> None:
    draft = Draft(live)
    losing.watch(None, draft)
    losing.want()
    await until(lambda: losing.matrix.trouble)
    assert not losing.matrix.busy
    draft.close()
