"""Changing a real cluster by hand: an edit by menu, its rehearsal, the review, the commit."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton

from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.bottom import Tab
from hagui.shell.commits.dialog import CommitsDialog
from hagui.shell.review.dialog import ReviewDialog
from hagui.shell.review.values import Rehearsed
from tests.end2end.screen import ALT, CTRL, Screen, Steps
from tests.end2end.test_operating import walk_to
from tests.rig import Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

AS_PREDICTED = "done, the cluster has settled as predicted"


async def choose(screen: Screen, words: str) -> None:
    """Choose an entry of the context menu of what is selected, by keyboard."""
    screen.press(Qt.Key.Key_Menu)
    await screen.until(screen.app.activePopupWidget, "the menu opens")
    for _ in range(30):
        screen.press(Qt.Key.Key_Down)
        menu = screen.app.activePopupWidget()
        action = menu.activeAction() if isinstance(menu, QMenu) else None
        if action is not None and action.text().replace("&", "") == words:
            screen.press(Qt.Key.Key_Return)
            return
    raise AssertionError(f"no {words} in the menu")


async def target_role(rig: Rig, resource: str) -> str:
    """What the cluster's own tools say of a resource's target-role."""
    query = ["crm_resource", "--resource", resource, "--meta", "--get-parameter", "target-role"]
    found = await asyncio.to_thread(rig.nodes[1].run, query, check=False)
    return found.stdout.strip()


def drafted(screen: Screen) -> list[str]:
    """The changes of the draft as the list reads."""
    return [row.sentence.text() for row in screen.window.panes.bottom.draft.rows()]


def test_an_edit_by_menu_is_rehearsed_reviewed_committed_and_reverted(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        window, stages = screen.window, screen.window.stages
        (home,) = screen.where("backup")
        screen.press(Qt.Key.Key_1, ALT)
        await walk_to(screen, Subject(SubjectKind.RESOURCE, "backup"))
        await choose(screen, "Stop")
        await screen.until(lambda: drafted(screen) == ["Stop backup"], "the change is drafted")
        forecast = screen.desk.workbench.forecast

        def rehearsed() -> bool:
            now = forecast.rehearsal
            return now is not None and now.stage is Rehearsed.DONE

        await screen.until(rehearsed, "the draft is rehearsed")
        window.panes.bottom.show_tab(Tab.DRAFT)
        await screen.picture("edit-drafted")
        assert await target_role(rig, "backup") != "Stopped"
        assert forecast.prediction is not None
        (fate,) = forecast.prediction.fates
        assert (fate.resource, fate.before, fate.after) == ("backup", home, None)

        # all by keys: review, commit, and the cluster does what was foretold
        await screen.back()
        screen.press(Qt.Key.Key_Return, CTRL)
        dialog = await screen.found(ReviewDialog)
        await screen.until(lambda: dialog.review.crm, "the commands are found")
        await screen.picture("edit-reviewed")
        screen.press(Qt.Key.Key_Return, CTRL)
        await screen.until(lambda: AS_PREDICTED in stages, "settled as predicted")
        assert await target_role(rig, "backup") == "Stopped"
        await screen.agrees(rig)
        assert drafted(screen) == []
        await screen.picture("edit-committed")

        # the way back is one more change of the draft
        await screen.until(lambda: window.editing.look.commits, "the commit is on record")
        await screen.back()
        screen.press(Qt.Key.Key_Z, CTRL | ALT)
        await screen.found(CommitsDialog)
        await screen.picture("edit-commits")
        screen.press(Qt.Key.Key_Return)
        await screen.until(lambda: len(drafted(screen)) == 1, "the opposite is drafted")
        assert "Stop backup" in drafted(screen)[0]
        await screen.until(rehearsed, "it is rehearsed like any other")
        stages.clear()
        await screen.back()
        screen.press(Qt.Key.Key_Return, CTRL)
        await screen.found(ReviewDialog)
        screen.press(Qt.Key.Key_Return, CTRL)
        await screen.until(lambda: AS_PREDICTED in stages, "settled as predicted")
        assert await target_role(rig, "backup") != "Stopped"

    play(steps)


def test_what_others_change_meanwhile_is_never_overwritten(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        stages = screen.window.stages
        screen.press(Qt.Key.Key_1, ALT)
        await walk_to(screen, Subject(SubjectKind.RESOURCE, "backup"))
        await choose(screen, "Stop")
        await screen.until(lambda: drafted(screen) == ["Stop backup"], "the change is drafted")

        # somebody else says otherwise, and changes something else as well
        theirs = "configure property cluster-recheck-interval=7min"
        await asyncio.to_thread(rig.nodes[1].run, ["crm", *theirs.split()])
        set_role = ["--set-parameter", "target-role", "--parameter-value", "Started"]
        command = ["crm_resource", "--resource", "backup", "--meta", *set_role]
        await asyncio.to_thread(rig.nodes[1].run, command)
        draft = screen.desk.workbench.drafting.draft
        assert draft is not None
        await screen.until(lambda: draft.collisions, "the collision is seen")
        await screen.back()
        screen.press(Qt.Key.Key_Return, CTRL)
        dialog = await screen.found(ReviewDialog)
        assert not dialog.commit.isEnabled(), "nothing is committed before it is decided"
        assert len(dialog.review.others) == 2
        await screen.picture("edit-collision")
        mine = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Keep mine")
        screen.click(mine)
        await screen.until(dialog.commit.isEnabled, "it can be committed")
        screen.press(Qt.Key.Key_Return, CTRL)
        await screen.until(lambda: any(s.startswith("done") for s in stages), "settled")
        assert await target_role(rig, "backup") == "Stopped"
        kept = ["crm_attribute", "--name", "cluster-recheck-interval", "--query", "--quiet"]
        found = await asyncio.to_thread(rig.nodes[0].run, kept)
        assert found.stdout.strip() == "7min"

    play(steps)
