"""What an operator does to a real cluster, by mouse and by keyboard, and what the window shows."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.marks import Mark
from tests.end2end.screen import ALT, CTRL, LEFT, SHIFT, Screen, Steps, button
from tests.rig import Node, Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

MOVED = ("webip", "webstore", "webserver")
DONE = "done, the cluster has settled"


def test_standby_by_mouse_and_back_by_keyboard(rig: Rig, play: Callable[[Steps], None]) -> None:
    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        home = str(rig.crm_mon().xpath("string(resources//resource[@id='webip']/node/@name)"))
        stages = screen.window.stages

        # the switch in the column's header asks first, and says what is at stake
        screen.click_canvas(screen.topology.switch(home))
        question = await screen.found(QMessageBox)
        assert question.text() == f"Set {home} to standby?"
        assert "webserver" in question.informativeText()
        await screen.picture("standby-asked")
        screen.click(button(question, "Set to standby"))
        await screen.until(lambda: DONE in stages, "the strip says that all is done")
        await screen.picture("standby")
        assert stages[0] == "asked for"
        assert stages.index("accepted") < stages.index(DONE)

        # canvas, events, tree and inspector tell the same as crm_mon
        await screen.agrees(rig)
        (new_home,) = screen.where("webip")
        assert new_home not in {home, ""}
        assert all(screen.where(name) == [new_home] for name in MOVED)
        told = screen.sentences()
        assert f"{home} went to standby" in told
        for name in MOVED:
            words = f"{name} stopped on {home}, started on {new_home}, "
            assert sum(line.startswith(words) for line in told) == 1, told
        node = Subject(SubjectKind.NODE, home)
        assert screen.row(node).word == "standby"
        QTest.mouseClick(screen.tree.viewport(), LEFT, pos=screen.place_in_tree(node))
        assert screen.window.subject == node
        await screen.until(lambda: "standby" in screen.details(), "the details tell of the standby")
        seen = await asyncio.to_thread(rig.crm_mon)
        assert seen.find(f"nodes/node[@name='{home}'][@standby='true']") is not None

        # by keyboard: into the tree, to the node, its menu, its first entry
        stages.clear()
        await screen.back()
        screen.press(Qt.Key.Key_1, ALT)
        await walk_to(screen, node)
        screen.press(Qt.Key.Key_Menu)
        await screen.until(screen.app.activePopupWidget, "the menu opens")
        screen.press(Qt.Key.Key_Down)
        screen.press(Qt.Key.Key_Return)
        await screen.until(lambda: DONE in stages, "the strip says that all is done")
        await screen.agrees(rig)
        assert f"{home} left standby" in screen.sentences()
        assert screen.row(node).word != "standby"

    play(steps)


def test_maintenance_by_key(rig: Rig, play: Callable[[Steps], None]) -> None:
    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        stages = screen.window.stages
        node = Subject(SubjectKind.NODE, "node2")
        screen.press(Qt.Key.Key_1, ALT)
        await walk_to(screen, node)
        for key, modifiers, said in (
            (Qt.Key.Key_M, CTRL, "node2 is in maintenance"),
            (Qt.Key.Key_M, CTRL | SHIFT, "node2 left maintenance"),
            (Qt.Key.Key_M, CTRL | ALT, "the cluster is in maintenance"),
            (Qt.Key.Key_M, CTRL | ALT | SHIFT, "the cluster left maintenance"),
        ):
            stages.clear()
            screen.press(key, modifiers)
            await screen.until(lambda: DONE in stages, f"settled after {said}")
            await screen.agrees(rig)
            assert any(line.startswith(said) for line in screen.sentences()), said
            if said == "node2 is in maintenance":
                assert screen.row(node).word == "maintenance"
            pill = screen.window.panes.health.maintenance
            assert pill.isVisible() == ("cluster is in" in said)

    play(steps)


def test_a_failure_is_marked_until_it_is_cleaned_up(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        stages = screen.window.stages
        (home,) = screen.where("backup")
        # watched more closely than in the example, so that its end is noticed at once
        watch = ["cibadmin", "--modify", "--xml-text", '<op id="backup-monitor" interval="1s"/>']
        await asyncio.to_thread(rig[home].run, watch)
        await screen.agrees(rig)
        await asyncio.to_thread(break_backup, rig[home])
        await screen.until(lambda: failed(screen), "the failure is marked")
        await screen.agrees(rig)
        card = screen.card("backup")
        assert card.fail_counts
        assert card.mark is Mark.STARTED, "it was started anew; the failure stays marked"
        health = screen.window.panes.health
        assert health.failures.text() == "1 failure"
        lines = [line for line in screen.sentences() if line.startswith(f"backup failed on {home}")]
        assert len(lines) == 1
        assert "monitor" in lines[0]
        await screen.picture("failed")

        # the link on the failed card cleans it up
        place = screen.topology.card(card.key)
        point = screen.canvas.mapFromScene(QPointF(place.right - 24, place.y + 33))
        QTest.mouseClick(screen.canvas.viewport(), LEFT, pos=point)
        await screen.until(lambda: DONE in stages, "cleaned up")
        await screen.agrees(rig)
        assert not failed(screen)
        assert not health.failures.isVisible()
        assert any(line.startswith("backup cleaned up") for line in screen.sentences())

        # refresh by key asks the cluster for the state anew, and nothing is told to have happened
        screen.press(Qt.Key.Key_1, ALT)
        await walk_to(screen, Subject(SubjectKind.RESOURCE, "backup"))
        stages.clear()
        before = screen.sentences()
        screen.press(Qt.Key.Key_R, CTRL)
        await screen.until(lambda: DONE in stages, "refreshed")
        await screen.agrees(rig)
        news = screen.sentences()[len(before) :]
        assert not [line for line in news if "failed" in line], news
        await screen.picture("refreshed")

    play(steps)


async def walk_to(screen: Screen, subject: Subject) -> None:
    """Go down the tree by arrow until ``subject`` is selected."""
    screen.press(Qt.Key.Key_Home)
    for _ in range(60):
        if screen.tree.subject() == subject:
            return
        screen.press(Qt.Key.Key_Down)
    raise AssertionError(f"no arrow leads to {subject.id}")


def break_backup(node: Node) -> None:
    """Let the resource die as a process may: its state is gone, and its monitor sees that."""
    node.run(["rm", "/run/Dummy-backup.state"])


def failed(screen: Screen) -> bool:
    """Whether the canvas marks a failure of the resource."""
    return bool(screen.card("backup").failures)
