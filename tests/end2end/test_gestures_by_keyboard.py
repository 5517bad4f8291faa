"""Every gesture by keyboard alone on a real cluster, down to the CIB that it leaves there.

No mouse is touched: what a card dropped somewhere means is reached by keys, by the menu of what is
selected, by lists of targets, and by the fields of offers and of the inspector. What was changed
is reviewed and committed, and then the whole configuration, as ``cibadmin`` tells it, is compared
with one that was written by hand: what was meant is there, and nothing else has changed. As each
of these begins with a cluster of its own, gestures share tests, and so the tests are long.
"""

import asyncio
import difflib
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from hagui.graph.gestures.model import Kind
from hagui.shell import actions
from hagui.shell.review.dialog import ReviewDialog
from hagui.shell.viewing import DEPENDENCIES
from tests.end2end.expected import Expected, configured, furnished, load
from tests.end2end.keyboard import Keyboard
from tests.end2end.screen import ALT, CTRL, SHIFT, Screen, Steps, button
from tests.rig import Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

Key = Qt.Key


def meta(owner: str, name: str, value: str) -> str:
    """Meta attributes with one value."""
    set_ = f"{owner}-meta_attributes"
    pair = f'<nvpair id="{set_}-{name}" name="{name}" value="{value}"/>'
    return f'<meta_attributes id="{set_}">{pair}</meta_attributes>'


async def differences(rig: Rig, expected: Expected) -> str:
    """Lines that the cluster's configuration and the one written by hand do not share."""
    found = difflib.ndiff(expected.lines(), await configured(rig))
    return "\n".join(line for line in found if line[0] in "+-")


async def settled(stages: list[str]) -> None:
    """Wait until an act is done, by what the strip reads."""
    async with asyncio.timeout(60):
        while not any(stage.startswith("done") for stage in stages):
            await asyncio.sleep(0.01)


async def sits_down(screen: Screen, rig: Rig) -> Keyboard:
    """Connect, and wait until all is drawn."""
    await screen.connect(rig)
    await screen.until(lambda: screen.where("job1") != [""], "the jobs run")
    return Keyboard(screen)


def test_resources_join_leave_move_and_make_groups(rig: Rig, play: Callable[[Steps], None]) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail", "index", "store")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        keys = await sits_down(screen, rig)
        # into a group at a place that is picked from a list
        await keys.find("report")
        keys.press(Key.Key_G, CTRL | SHIFT)
        await keys.pick("job2")
        await keys.drafts("Put report into jobs, before job2")
        # several that are selected go together
        await keys.find("cache")
        keys.also("queue")
        await screen.picture("keys-several")
        await keys.menu("Group", "Add to a group…")
        await keys.pick("jobs")
        await keys.drafts("into jobs, as the last")
        # within the group
        await keys.find("job3")
        keys.press(Key.Key_Up, ALT, times=3)
        await keys.drafts("Move job3 before job1 in jobs")
        keys.press(Key.Key_Down, ALT)
        await keys.drafts("Move job3 before report in jobs")
        # out of it
        await keys.find("job1")
        keys.press(Key.Key_G, CTRL | ALT)
        await keys.drafts("Take job1 out of jobs")
        # two that are on their own, selected together, and one with another from a list
        await keys.find("index")
        keys.also("mail")
        keys.press(Key.Key_G, CTRL)
        offer = await keys.offer()
        assert offer.choice.kind is Kind.GROUP
        await screen.picture("keys-new-group")
        keys.press(Key.Key_Return)
        await keys.drafts("New group")
        await keys.find("store")
        await keys.menu("Group", "New group…")
        await keys.pick("backup")
        await keys.offer(Kind.GROUP)
        keys.press(Key.Key_Escape)
        await screen.picture("keys-grouped")
        await keys.commit()

        expected.move("report", "jobs", "job2")
        expected.move("cache", "jobs").move("queue", "jobs")
        expected.move("job3", "jobs", "report").move("job1", "resources", "mail")
        expected.put('<group id="grp-mail"/>', "resources", "mail")
        expected.move("mail", "grp-mail").move("index", "grp-mail")
        assert await differences(rig, expected) == ""

    play(steps)


def test_where_resources_run_is_said_and_they_move(rig: Rig, play: Callable[[Steps], None]) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        keys = await sits_down(screen, rig)
        for name, node, kind, score, said in (
            ("report", "node2", Kind.PREFER, "250", "New: report"),
            ("cache", "node2", Kind.PREFER, "i", "New: cache"),
            ("queue", "node1", Kind.ONLY, "", "New: queue"),
            ("mail", "node3", Kind.PREFER, "n", "New: mail"),
        ):
            await keys.find(name)
            keys.press(Key.Key_P, CTRL)
            await keys.pick(node)
            offer = await keys.offer(kind)
            if score:
                keys.score(offer, score)
            if score == "250":
                await screen.picture("keys-node")
            keys.press(Key.Key_Return)
            await keys.drafts(said)
        await keys.commit()
        only = (
            '<rsc_location id="loc-queue-node1-only" rsc="queue">'
            '<rule id="loc-queue-node1-only-rule" score="-INFINITY">'
            '<expression id="loc-queue-node1-only-rule-expression" attribute="#uname"'
            ' operation="ne" value="node1"/></rule></rsc_location>'
        )
        for name, node, score in (
            ("report", "node2", "250"),
            ("cache", "node2", "INFINITY"),
            ("queue", "node1", ""),
            ("mail", "node3", "-INFINITY"),
        ):
            ends = f'rsc="{name}" node="{node}" score="{score}"'
            place = f'<rsc_location id="loc-{name}-{node}" {ends}/>'
            expected.put(place if score else only, "constraints")
        assert await differences(rig, expected) == ""

        # move now: asked first; it runs there, and nothing is left behind
        await screen.agrees(rig)
        (home,) = screen.where("job1")
        there = next(node.name for node in rig.nodes if node.name != home)
        await keys.find("jobs")
        keys.press(Key.Key_P, CTRL)
        await keys.pick(there)
        offer = await keys.offer(Kind.MIGRATE)
        await screen.picture("keys-move")
        screen.window.stages.clear()
        keys.press(Key.Key_Return)
        question = await screen.found(QMessageBox)
        assert question.text() == f"Move jobs to {there} now?"
        keys.push(button(question, "Move now"))
        await settled(screen.window.stages)
        await screen.agrees(rig)
        assert screen.where("job1") == [there]
        assert await differences(rig, expected) == ""

    play(steps)


def test_constraints_are_made_changed_and_deleted(rig: Rig, play: Callable[[Steps], None]) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        keys = await sits_down(screen, rig)
        keys.press(Key.Key_F8)
        views = screen.window.panes.views
        await screen.until(lambda: views.name == DEPENDENCIES, "the dependencies are in front")
        # lines from a card to another, with role, strictness and score
        await keys.find("report")
        keys.press(Key.Key_J, CTRL)
        await keys.pick("db")
        keys.switch(await keys.offer(Kind.AFTER), "role of db: promoted")
        await screen.picture("keys-after")
        keys.press(Key.Key_Return)
        await keys.drafts("New: report")
        await keys.find("cache")
        keys.press(Key.Key_J, CTRL)
        await keys.pick("report")
        keys.switch(await keys.offer(), "how strict: optional")
        keys.press(Key.Key_Return)
        await keys.drafts("New: cache")
        await keys.find("queue")
        keys.press(Key.Key_K, CTRL)
        await keys.pick("db")
        offer = await keys.offer(Kind.WITH)
        keys.switch(offer, "role of db: promoted")
        keys.score(offer, "500")
        keys.press(Key.Key_Return)
        await keys.drafts("New: queue")
        await keys.find("mail")
        await keys.menu("Add constraint", "Stay apart from…")
        await keys.pick("report")
        keys.press(Key.Key_Return)
        await keys.drafts("New: mail")
        await keys.find("mail")
        keys.press(Key.Key_K, CTRL)
        await keys.pick("cache")
        keys.score(await keys.offer(Kind.WITH), "20")
        keys.press(Key.Key_S, ALT)
        keys.press(Key.Key_Return)
        await keys.drafts("New: cache")
        # an end to another card, and to another node
        await keys.find("backup-with-fencing")
        keys.press(Key.Key_BracketRight, CTRL)
        await keys.pick("mail")
        await keys.drafts("fencing → mail")
        await keys.find("backup-likes-node3")
        await keys.menu("Move its second end…")
        await keys.pick("node2")
        await keys.drafts("node3 → node2")
        await keys.find("webservice-likes-node2")
        keys.press(Key.Key_BracketLeft, CTRL)
        await keys.pick("queue")
        await keys.drafts("webservice → queue")
        # turned, made optional and mandatory, its score in place, deleted
        await keys.find("backup-with-fencing")
        keys.press(Key.Key_I, CTRL)
        await keys.drafts("Reverse")
        await keys.find("dlm-then-db")
        await keys.menu("Optional")
        await keys.drafts()
        await keys.find("order-report-cache")
        await keys.menu("Mandatory")
        await keys.drafts()
        await keys.find("backup-away-from-webservice")
        keys.press(Key.Key_F2)
        offer = await keys.offer()
        assert offer.choice.kind is Kind.SCORE
        screen.type("-200")
        await screen.picture("keys-score")
        keys.press(Key.Key_Return)
        await keys.drafts("200")
        await keys.find("fencing-likes-node2")
        keys.press(Key.Key_Delete)
        await keys.drafts("Delete")
        await screen.picture("keys-constraints")
        await keys.commit()

        promoted = 'first-action="promote" then-action="start"'
        for kind, first, then, rest in (
            ("order", "db", "report", promoted),
            ("order", "report", "cache", ""),
            ("coloc", "queue", "db", 'with-rsc-role="Promoted" score="500"'),
            ("coloc", "mail", "report", 'score="-INFINITY"'),
            ("coloc", "cache", "mail", 'score="20"'),
        ):
            id_ = f"{kind}-{first}-{then}"
            xml = f'<rsc_colocation id="{id_}" rsc="{first}" with-rsc="{then}" {rest}/>'
            if kind == "order":
                ends = f'first="{first}" then="{then}" kind="Mandatory"'
                xml = f'<rsc_order id="{id_}" {ends} {rest}/>'
            expected.put(xml, "constraints")
        expected.set("backup-with-fencing", rsc="mail", with_rsc="backup")
        expected.set("backup-likes-node3", node="node2")
        expected.set("webservice-likes-node2", rsc="queue")
        expected.set("dlm-then-db", kind="Optional")
        expected.set("backup-away-from-webservice", score="-200")
        expected.drop("fencing-likes-node2")
        assert await differences(rig, expected) == ""

    play(steps)


def test_nodes_and_resources_are_switched_and_converted(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        keys = await sits_down(screen, rig)
        stages = screen.window.stages
        # standby at once: asked first
        await keys.find("node3")
        keys.press(Key.Key_B, CTRL)
        question = await screen.found(QMessageBox)
        keys.push(button(question, "Set to standby"))
        await settled(stages)
        await screen.agrees(rig)
        assert screen.where("backup") != ["node3"]
        stages.clear()
        await screen.back()
        await keys.find("node3")
        keys.press(Key.Key_B, CTRL | SHIFT)
        await settled(stages)
        await screen.agrees(rig)
        before = Expected(await asyncio.to_thread(rig.cib))

        # standby as a change of the draft, from the question and by its own key
        await keys.find("node2")
        keys.press(Key.Key_B, CTRL)
        keys.push(button(await screen.found(QMessageBox), "Into the draft"))
        await keys.drafts("Set node2 to standby")
        await screen.back()
        keys.press(Key.Key_B, CTRL | ALT)
        await keys.drafts("Let node2 run resources again")
        await keys.find("node3")
        keys.press(Key.Key_B, CTRL | ALT)
        await keys.drafts("Set node3 to standby")
        for name, words, said in (
            ("report", ("Stop",), "Stop report"),
            ("cache", ("Do not manage",), "Leave cache unmanaged"),
            ("queue", ("Clone", "Make a clone"), "queue"),
            ("mail", ("Clone", "Make a promotable clone"), "mail"),
        ):
            await keys.find(name)
            await keys.menu(*words)
            await keys.drafts(said)
        # a meta attribute in the inspector
        await keys.find("backup")
        keys.press(Key.Key_3, ALT)
        keys.push(await keys.shown("meta attribute"))
        screen.type("priority")
        keys.press(Key.Key_Return)
        screen.type("7")
        keys.press(Key.Key_Return)
        await keys.drafts("Set priority to 7 for backup")
        await screen.picture("keys-states")
        await keys.commit()
        drafted = Expected(before.cib)
        drafted.put('<nvpair id="nodes-3-standby" name="standby" value="on"/>', "nodes-3")
        drafted.put('<nvpair id="backup-meta-priority" name="priority" value="7"/>', "backup-meta")
        for name, attribute, value in (
            ("report", "target-role", "Stopped"),
            ("cache", "is-managed", "false"),
        ):
            drafted.put(meta(name, attribute, value), name)
        drafted.put('<clone id="queue-clone"/>', "resources", "queue").move("queue", "queue-clone")
        drafted.put('<clone id="mail-clone"/>', "resources", "mail").move("mail", "mail-clone")
        drafted.put(meta("mail-clone", "promotable", "true"), "mail-clone", "mail")
        assert await differences(rig, drafted) == ""

        # and back
        await keys.find("node3")
        keys.press(Key.Key_B, CTRL | ALT)
        await keys.drafts("Let node3 run resources again")
        for name, words, said in (
            ("report", ("Start",), "Let report run"),
            ("cache", ("Manage",), "Manage cache"),
            ("queue-clone", ("Clone", "Clone no longer"), "queue"),
            ("mail-clone", ("Clone", "Make the clone plain"), "mail"),
        ):
            await keys.find(name)
            await keys.menu(*words)
            await keys.drafts(said)
        await keys.commit()
        before.put('<nvpair id="backup-meta-priority" name="priority" value="7"/>', "backup-meta")
        before.put('<clone id="mail-clone"/>', "resources", "mail").move("mail", "mail-clone")
        before.drop("nodes-3")
        assert await differences(rig, before) == ""

    play(steps)


def test_changes_are_undone_made_again_and_discarded(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    expected = Expected(rig.cib())

    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        keys = Keyboard(screen)
        bar = screen.window.panes.draft_bar
        await keys.find("backup")
        await keys.menu("Stop")
        await keys.find("webserver")
        keys.press(Key.Key_Up, ALT)
        await keys.find("backup-with-fencing")
        keys.press(Key.Key_I, CTRL)
        await keys.find("fencing-likes-node2")
        keys.press(Key.Key_Delete)
        await keys.drafts("Delete")
        made = keys.drafted
        assert len(made) == 4
        # each step back and forth is named before it is made
        for left in (3, 2, 1, 0):
            await screen.until(lambda n=left: bar.undo.toolTip() == f"Undo: {made[n]}", made[left])
            keys.press(Key.Key_Z, CTRL)
            await screen.until(lambda n=left: keys.drafted == made[:n], f"{left} are left")
            await screen.until(lambda n=left: bar.redo.toolTip() == f"Redo: {made[n]}", made[left])
        assert not screen.window.actions_[actions.draft_actions.UNDO].isEnabled()
        for there in (1, 2, 3, 4):
            keys.press(Key.Key_Z, CTRL | SHIFT)
            await screen.until(lambda n=there: keys.drafted == made[:n], f"{there} are back")
        # Escape keeps the draft, Discard drops it, and Undo has it back
        keys.press(Key.Key_Delete, CTRL | SHIFT)
        question = await screen.found(QMessageBox)
        assert question.text() == "Discard 4 changes?"
        keys.press(Key.Key_Escape)
        await screen.until(lambda: not screen.visible(question), "the question is gone")
        await screen.back()
        assert keys.drafted == made
        for undo in (True, False):
            keys.press(Key.Key_Delete, CTRL | SHIFT)
            keys.push(button(await screen.found(QMessageBox), "Discard"))
            await screen.until(lambda: not keys.drafted, "the draft is dropped")
            await screen.back()
            if undo:
                keys.press(Key.Key_Z, CTRL)
                await screen.until(lambda: keys.drafted == made, "the draft is back")
        assert await differences(rig, expected) == ""

    play(steps)


def test_escape_gives_everything_up(rig: Rig, play: Callable[[Steps], None]) -> None:
    expected = Expected(rig.cib())

    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        keys = Keyboard(screen)
        views = screen.window.panes.views
        front = views.front
        # a list of targets, and an offer with a score half written
        await keys.find("backup")
        keys.press(Key.Key_P, CTRL)
        await screen.until(lambda: front.hands.picker, "the list opens")
        keys.press(Key.Key_Escape)
        await screen.until(lambda: front.hands.picker is None, "the list closes")
        await screen.until(front.hasFocus, "the canvas has the keyboard again")
        keys.press(Key.Key_P, CTRL)
        await keys.pick("node2")
        keys.score(await keys.offer(Kind.PREFER), "77")
        keys.press(Key.Key_Escape)
        await screen.until(lambda: front.hands.popover is None, "the offer closes")
        await screen.until(front.hasFocus, "the canvas has the keyboard again")
        # a score in place
        await keys.find("backup-with-fencing")
        keys.press(Key.Key_F2)
        await keys.offer()
        screen.type("5")
        keys.press(Key.Key_Escape)
        await screen.until(lambda: front.hands.popover is None, "the offer closes")
        # a menu, and one in it
        await keys.find("backup")
        keys.press(Key.Key_Menu)
        await screen.until(screen.app.activePopupWidget, "the menu opens")
        keys.press(Key.Key_Escape)
        await screen.until(lambda: not screen.app.activePopupWidget(), "the menu closes")
        await screen.back()
        # a question
        await keys.find("node2")
        keys.press(Key.Key_B, CTRL)
        question = await screen.found(QMessageBox)
        keys.press(Key.Key_Escape)
        await screen.until(lambda: not screen.visible(question), "the question is gone")
        await screen.back()
        assert keys.drafted == []
        # the review: what was drafted is still there
        await keys.find("backup")
        await keys.menu("Stop")
        await keys.drafts("Stop backup")
        keys.press(Key.Key_Return, CTRL)
        dialog = await screen.found(ReviewDialog)
        keys.press(Key.Key_Escape)
        await screen.until(lambda: not screen.visible(dialog), "the review is gone")
        await screen.back()
        assert keys.drafted == ["Stop backup"]
        # what is selected
        keys.press(Key.Key_2, ALT)
        keys.press(Key.Key_Escape)
        assert views.selection == frozenset()
        assert await differences(rig, expected) == ""

    play(steps)
