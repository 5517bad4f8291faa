"""Every gesture by a real mouse on a real cluster, down to the CIB that it leaves there.

Each test drags in the real window, looks the changes through in the review and commits them, all
by mouse, and then compares the whole configuration, as ``cibadmin`` on a node tells it, with one
that was written by hand: what the gestures meant is there, and nothing else has changed. It is long
because it goes through every gesture of both views.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from hagui.graph.gestures.model import Kind
from hagui.graph.gestures.surface import Side
from hagui.shell.bottom import Tab
from hagui.shell.review.dialog import ReviewDialog
from hagui.shell.review.values import Rehearsed
from hagui.shell.viewing import DEPENDENCIES, TOPOLOGY
from tests.end2end.expected import Expected, configured, furnished, load
from tests.end2end.mouse import Mouse
from tests.end2end.screen import Screen, Steps, button
from tests.rig import Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

SETTLED = "done, the cluster has settled"
AS_PREDICTED = f"{SETTLED} as predicted"
SAME_GROUP = (
    "job1 and job2 are in the group jobs: they start in its order and stay together already."
)
ORDER = "New: mail starts after jobs has started, if both are due"
TOGETHER = "New: queue runs with db's primary if it can (500)"
NODES = (
    "New: report prefers to run on node2 (250)",
    "New: cache runs on node2 whenever it can",
    "New: queue runs on node1 and nowhere else",
    "New: mail never runs on node3",
)
APART = "New: report never runs where mail runs"
VIEWS = pytest.mark.parametrize("view", [TOPOLOGY, DEPENDENCIES])
"""For what both views can do."""


def drafted(screen: Screen) -> list[str]:
    """The changes of the draft as the list reads."""
    return [row.sentence.text() for row in screen.window.panes.bottom.draft.rows()]


async def drafts(screen: Screen, *sentences: str) -> None:
    """The draft comes to consist of these changes."""
    await screen.until(lambda: len(drafted(screen)) == len(sentences), f"drafted: {sentences[-1]}")
    assert drafted(screen) == list(sentences)


async def sits_down(screen: Screen, rig: Rig, view: str = TOPOLOGY) -> Mouse:
    """Connect, and turn to a view by its tab."""
    await screen.connect(rig)
    mouse, views = Mouse(screen), screen.window.panes.views
    if view == DEPENDENCIES:
        bar = views.tabBar()
        mouse.click(bar, bar.tabRect(1).center())
    await screen.until(lambda: views.name == view, f"{view} is in front")
    return mouse


async def commit(screen: Screen, mouse: Mouse) -> None:
    """Review and commit the draft, and wait until the cluster has done it."""
    forecast, window = screen.desk.workbench.forecast, screen.window
    window.stages.clear()

    def rehearsed() -> bool:
        now = forecast.rehearsal
        return now is not None and now.stage is Rehearsed.DONE

    await screen.until(rehearsed, "the draft is rehearsed")
    mouse.click(window.panes.draft_bar.review)
    dialog = await screen.found(ReviewDialog)
    mouse.click(dialog.commit)
    await screen.until(lambda: AS_PREDICTED in window.stages, "settled as predicted")
    assert drafted(screen) == []
    await screen.back()


@VIEWS
def test_cards_join_leave_move_and_make_groups(
    rig: Rig, play: Callable[[Steps], None], view: str
) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail", "index")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        mouse = await sits_down(screen, rig, view)
        said: list[str] = []
        # onto a group: it joins where it is let go, and that is said before
        between = mouse.card("job2", 0.5, 0.2)
        mouse.carry(mouse.card("report"), between)
        assert mouse.said() == "joins jobs before job2"
        await screen.picture(f"{view}-joining")
        mouse.drop(between)
        said.append("Put report into jobs, before job2")
        await drafts(screen, *said)
        # several that are selected go together
        mouse.select(mouse.card("cache"))
        mouse.select(mouse.card("queue"), also=True)
        mouse.drag(mouse.card("queue"), mouse.card("job3", 0.5, 0.8))
        said.append("Put cache, queue into jobs, as the last")
        await drafts(screen, *said)
        # within the group: it moves
        mouse.drag(mouse.card("job3"), mouse.card("job1", 0.5, 0.2))
        said.append("Move job3 before job1 in jobs")
        await drafts(screen, *said)
        # out of it: it leaves
        mouse.drag(mouse.card("job1"), mouse.free("job1"))
        said.append("Take job1 out of jobs")
        await drafts(screen, *said)
        # two that are on their own: a new group
        mouse.drag(mouse.card("mail"), mouse.card("index"))
        offer = await mouse.choose(Kind.GROUP)
        await screen.picture(f"{view}-grouping")
        await mouse.take(offer)
        said.append("New group grp-index: index, mail")
        await drafts(screen, *said)
        await screen.picture(f"{view}-grouped")
        await commit(screen, mouse)

        expected.move("report", "jobs", "job2")
        expected.move("cache", "jobs").move("queue", "jobs")
        expected.move("job3", "jobs", "job1").move("job1", "resources", "mail")
        expected.put('<group id="grp-index"/>', "resources", "index")
        expected.move("index", "grp-index").move("mail", "grp-index")
        assert await configured(rig) == expected.lines()

    play(steps)


def test_cards_on_nodes_say_where_they_run_and_move(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        mouse = await sits_down(screen, rig)
        mouse.drag(mouse.card("report"), mouse.node("node2"))
        offer = await mouse.choose(Kind.PREFER, score="250")
        await screen.picture("node-offer")
        await mouse.take(offer)
        for name, node, kind in (
            ("cache", "node2", Kind.ALWAYS),
            ("queue", "node1", Kind.ONLY),
            ("mail", "node3", Kind.NEVER),
        ):
            mouse.drag(mouse.card(name), mouse.node(node))
            await mouse.take(await mouse.choose(kind))
        await drafts(screen, *NODES)
        await screen.picture("node-drafted")
        await commit(screen, mouse)

        for name, node, score in (
            ("report", "node2", "250"),
            ("cache", "node2", "INFINITY"),
            ("mail", "node3", "-INFINITY"),
        ):
            place = f'id="loc-{name}-{node}" rsc="{name}" node="{node}" score="{score}"'
            expected.put(f"<rsc_location {place}/>", "constraints")
        elsewhere = 'attribute="#uname" operation="ne" value="node1"'
        expected.put(
            '<rsc_location id="loc-queue-node1-only" rsc="queue">'
            '<rule id="loc-queue-node1-only-rule" score="-INFINITY">'
            f'<expression id="loc-queue-node1-only-rule-expression" {elsewhere}/>'
            "</rule></rsc_location>",
            "constraints",
            "loc-mail-node3",
        )
        assert await configured(rig) == expected.lines()

        # move now: it runs there, and nothing is left behind
        await screen.agrees(rig)
        (home,) = screen.where("job1")
        other = next(node.name for node in rig.nodes if node.name != home)
        screen.window.stages.clear()
        mouse.drag(mouse.card("job2"), mouse.node(other))
        await mouse.take(await mouse.choose(Kind.MIGRATE), "Move now")
        question = await screen.found(QMessageBox)
        assert question.text() == f"Move jobs to {other} now?"
        await screen.picture("move-asked")
        mouse.click(button(question, "Move now"))
        await screen.until(lambda: SETTLED in screen.window.stages, "moved")
        await screen.agrees(rig)
        assert {*screen.where("job1"), *screen.where("job3")} == {other}
        assert await configured(rig) == expected.lines()
        assert drafted(screen) == []
        await screen.picture("moved")

    play(steps)


TIES = (
    '<rsc_order id="after" first="report" then="cache" kind="Mandatory"/>',
    '<rsc_order id="turned" first="queue" then="mail" kind="Optional"/>',
    '<rsc_colocation id="near" rsc="cache" with-rsc="queue" score="20"/>',
    '<rsc_colocation id="gone" rsc="mail" with-rsc="report" score="30"/>',
    '<rsc_location id="shy" rsc="cache" node="node1" score="-20"/>',
    '<rsc_location id="never" rsc="mail" node="node1" score="-INFINITY"/>',
)


@VIEWS
def test_constraints_are_drawn_from_card_to_card(
    rig: Rig, play: Callable[[Steps], None], view: str
) -> None:
    expected = furnished(rig, "report", "queue", "mail")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        mouse = await sits_down(screen, rig, view)
        # how strict the order is, whose role counts, and how much
        mouse.draw("mail", "job2")
        offer = await mouse.choose(Kind.AFTER)
        mouse.click(mouse.named(offer, "how strict: optional"))
        await screen.picture(f"{view}-order")
        await mouse.take(offer)
        await drafts(screen, ORDER)
        mouse.draw("queue", "db" if view == DEPENDENCIES else "database:0")
        offer = await mouse.choose(Kind.WITH, score="500")
        mouse.click(mouse.named(offer, "role of db: promoted"))
        await screen.picture(f"{view}-colocation")
        await mouse.take(offer)
        await drafts(screen, ORDER, TOGETHER)
        mouse.draw("report", "mail")
        await mouse.take(await mouse.choose(Kind.APART))
        await drafts(screen, ORDER, TOGETHER, APART)
        await screen.picture(f"{view}-drawn")
        await commit(screen, mouse)

        promoted = 'with-rsc="db" with-rsc-role="Promoted"'
        for made in (
            'rsc_order id="order-jobs-mail" first="jobs" then="mail" kind="Optional"',
            f'rsc_colocation id="coloc-queue-db" rsc="queue" {promoted} score="500"',
            'rsc_colocation id="coloc-report-mail" rsc="report" with-rsc="mail" score="-INFINITY"',
        ):
            expected.put(f"<{made}/>", "constraints")
        assert await configured(rig) == expected.lines()

    play(steps)


def test_lines_of_the_dependencies_are_changed_where_they_are(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail")
    for tie in TIES:
        expected.put(tie, "constraints")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        mouse = await sits_down(screen, rig, DEPENDENCIES)
        # the score in place, by a double click; its sign turns the meaning
        mouse.double_click(mouse.chip("near"))
        offer = await mouse.offer()
        screen.type("-70")
        await screen.picture("score-in-place")
        await mouse.take(offer)
        said = ["“cache with queue”: score 20 → −70"]
        await drafts(screen, *said)
        # deleted, reversed, made mandatory and optional by menu
        for constraint, words, sentence in (
            ("gone", "Delete the constraint", "Delete “mail with report”"),
            ("turned", "Reverse", "Reverse “queue, then mail”"),
            ("turned", "Mandatory", "“mail, then queue”: kind Optional → Mandatory"),
            ("after", "Optional", "“report, then cache”: kind Mandatory → Optional"),
            ("never", "Delete the constraint", "Delete “mail not on node1”"),
        ):
            await mouse.menu(mouse.chip(constraint), words)
            said.append(sentence)
            await drafts(screen, *said)
        # both ends of lines go to other cards
        mouse.select(mouse.chip("near"))
        mouse.drag(mouse.end("near", Side.HEAD), mouse.card("mail"))
        said.append("“cache apart from queue”: with queue → mail")
        await drafts(screen, *said)
        mouse.select(mouse.chip("after"))
        mouse.drag(mouse.end("after", Side.TAIL), mouse.card("queue"))
        said.append("“report, then cache”: first report → queue")
        await drafts(screen, *said)
        await screen.picture("lines-changed")
        await commit(screen, mouse)

        expected.set("near", score="-70", with_rsc="mail").drop("gone").drop("never")
        expected.set("turned", first="mail", then="queue", kind="Mandatory")
        expected.set("after", first="queue", kind="Optional")
        assert await configured(rig) == expected.lines()

    play(steps)


def test_lines_to_nodes_are_changed_where_they_are(rig: Rig, play: Callable[[Steps], None]) -> None:
    expected = furnished(rig, "report", "cache", "queue", "mail")
    for tie in TIES:
        expected.put(tie, "constraints")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        mouse = await sits_down(screen, rig)
        await mouse.shows("shy", "cache")
        await screen.picture("line-to-node")
        mouse.double_click(mouse.chip("shy"))
        offer = await mouse.offer()
        screen.type("-70")
        await mouse.take(offer)
        said = ["“cache not on node1”: score −20 → −70"]
        await drafts(screen, *said)
        # either end goes elsewhere: to another node, to another card
        mouse.select(mouse.chip("shy"))
        mouse.drag(mouse.end("shy", Side.HEAD), mouse.node("node3"))
        said.append("“cache not on node1”: node node1 → node3")
        await drafts(screen, *said)
        mouse.select(mouse.chip("shy"))
        mouse.drag(mouse.end("shy", Side.TAIL), mouse.card("report"))
        said.append("“cache not on node3”: resource cache → report")
        await drafts(screen, *said)
        await mouse.shows("never", "mail")
        await mouse.menu(mouse.chip("never"), "Delete the constraint")
        said.append("Delete “mail not on node1”")
        await drafts(screen, *said)
        await screen.picture("lines-to-nodes")
        await commit(screen, mouse)

        expected.set("shy", rsc="report", node="node3", score="-70").drop("never")
        assert await configured(rig) == expected.lines()

    play(steps)


@VIEWS
def test_bad_targets_say_why_and_escape_changes_nothing(
    rig: Rig, play: Callable[[Steps], None], view: str
) -> None:
    expected = furnished(rig)
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        mouse = await sits_down(screen, rig, view)
        clone = "dlm-clone" if view == DEPENDENCIES else "dlm:0"
        # what cannot be says so while it is held, and nothing comes of it
        mouse.carry(mouse.card(clone, down=0.1), mouse.card("job2"))
        assert mouse.said().endswith("is cloned; groups hold single resources only.")
        await screen.picture(f"{view}-refused")
        mouse.drop(mouse.card("job2"))
        mouse.point(mouse.card("job1"))
        mouse.carry(mouse.card("job1", 1.0), mouse.card("job2"))
        assert mouse.said() == SAME_GROUP
        mouse.drop(mouse.card("job2"))
        # Escape gives up what is held, and an offer that is open
        mouse.carry(mouse.card("backup"), mouse.card("job2"))
        assert mouse.said()
        screen.press(Qt.Key.Key_Escape)
        assert not mouse.said()
        mouse.drop(mouse.card("job2"))
        mouse.draw("backup", "job2")
        await mouse.offer()
        screen.press(Qt.Key.Key_Escape)
        await screen.until(lambda: mouse.view.hands.popover is None, "the offer closes")
        assert drafted(screen) == []
        assert not screen.window.panes.draft_bar.isVisible()
        assert await configured(rig) == expected.lines()

    play(steps)


def test_nodes_and_resources_are_switched_by_mouse(rig: Rig, play: Callable[[Steps], None]) -> None:
    expected = furnished(rig, "report")
    load(rig, expected.cib)

    async def steps(screen: Screen) -> None:
        mouse = await sits_down(screen, rig)
        stages, canvas = screen.window.stages, screen.canvas
        kept = Expected(expected.cib)

        # a node's switch, into the draft; a resource's menu
        mouse.click(canvas.viewport(), mouse.spot(screen.topology.switch("node3")))
        question = await screen.found(QMessageBox)
        mouse.click(button(question, "Into the draft"))
        await drafts(screen, "Set node3 to standby")
        await screen.back()
        await mouse.menu(mouse.card("report"), "Stop")
        await drafts(screen, "Set node3 to standby", "Stop report")
        await mouse.menu(mouse.card("job2"), "Do not manage")
        screen.window.panes.bottom.show_tab(Tab.DRAFT)
        await drafts(screen, "Set node3 to standby", "Stop report", "Leave job2 unmanaged")
        await screen.picture("switched")
        await commit(screen, mouse)
        meta = "meta_attributes"
        for owner, tag, set_id, name, value in (
            ("3", "instance_attributes", "nodes-3", "standby", "on"),
            ("report", meta, f"report-{meta}", "target-role", "Stopped"),
            ("job2", meta, f"job2-{meta}", "is-managed", "false"),
        ):
            pair = f'<nvpair id="{set_id}-{name}" name="{name}" value="{value}"/>'
            expected.put(f'<{tag} id="{set_id}">{pair}</{tag}>', owner)
        assert await configured(rig) == expected.lines()

        # the switch on the live cluster ends it; the menu's other entries
        await screen.agrees(rig)
        stages.clear()
        mouse.click(canvas.viewport(), mouse.spot(screen.topology.switch("node3")))
        await screen.until(lambda: SETTLED in stages, "node3 runs resources again")
        await screen.agrees(rig)
        await mouse.menu(mouse.card("report"), "Start")
        await mouse.menu(mouse.card("job2"), "Manage")
        await drafts(screen, "Let report run", "Manage job2")
        await commit(screen, mouse)
        # of the set that held the switch the cluster's own tool leaves an empty one
        kept.put('<instance_attributes id="nodes-3"/>', "3")
        assert await configured(rig) == kept.lines()

        # a card that is put where nothing runs is to stop
        await screen.agrees(rig)
        tray = screen.topology.tray.rect
        mouse.drag(mouse.card("report"), mouse.spot(tray, 0.95, 0.9))
        await drafts(screen, "Stop report")

    play(steps)
