"""The engine in view is lost, or all are: what the window shows meanwhile and afterwards."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from hagui.cluster.events import Event, EventKind
from hagui.cluster.sources import Freshness
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell import actions
from tests.end2end.comparison import differences
from tests.end2end.following import follow
from tests.end2end.screen import ABOUT_THE_VIEW, CTRL, Screen, Steps, Told, button
from tests.rig import Node, Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

WITHIN = 1.0
"""Seconds after which the view must go on."""
HOME = "resources//resource[@id='webip']/node/@name"

Fault = Callable[[Node], None]


@pytest.mark.parametrize("fault", [Node.kill, Node.cut, Node.freeze], ids=["kill", "cut", "freeze"])
def test_the_view_goes_on_though_the_node_in_view_dies_amid_its_failover(
    rig: Rig, play: Callable[[Steps], None], fault: Fault
) -> None:
    async def steps(screen: Screen) -> None:
        # followed first, and so in view, is the node where most is to move
        victim = rig[str(rig.crm_mon().xpath(f"string({HOME})"))]
        witness, other = (node for node in rig.nodes if node is not victim)
        await screen.connect(rig, victim, witness, other)
        async with follow(rig, witness) as undisturbed:
            before = len(screen.desk.told)
            screen.window.select(Subject(SubjectKind.NODE, victim.name))
            screen.press(Qt.Key.Key_B, CTRL)
            screen.click(button(await screen.found(QMessageBox), "Set to standby"))
            await screen.until(lambda: screen.live.state.pending, "the failover has begun")
            assert in_view(screen, rig) is victim
            lost = time.monotonic()
            await asyncio.to_thread(fault, victim)

            def elsewhere() -> Told | None:
                later = (item for item in screen.desk.told[before:] if item.at > lost)
                return next((t for t in later if from_another(t, victim, lost)), None)

            await screen.until(elsewhere, "the view goes on from another engine")
            gone_on = elsewhere()
            assert gone_on is not None
            took = gone_on.at - max(lost, heard_last(screen.desk.told, victim))
            print(f"{fault.__name__}: the view went on after {took * 1000:.0f} ms")
            await screen.picture(f"{fault.__name__}-gone-on")
            assert took < WITHIN
            assert not screen.window.panes.banner.isVisible()
            assert victim.name not in screen.freshness().partition("from")[2]
            lost_one = next(s for s in screen.session.status.sources if s.node == victim.name)
            assert lost_one.facts is None, "what it believed is not shown as its view of now"

            # what became of the order is said plainly; it may have settled by then
            strip = screen.window.panes.progress
            assert strip.isVisible()
            await screen.until(
                lambda: "connection" in strip.stage.text() and "was lost" in strip.stage.text(),
                "the order's fate is told",
            )

            await screen.agrees(rig)
            told = screen.desk.told[before:]
            await screen.picture(f"{fault.__name__}-settled")

            # nothing on screen but the source has changed by it
            assert {item.status.freshness for item in told} == {Freshness.LIVE}
            assert not any(item.change is not None and item.change.everything for item in told)
            versions = [item.version for item in told]
            assert versions == sorted(versions)

            # whoever followed only the survivor was told the same, each thing once
            assert differences(undisturbed.live, await asyncio.to_thread(rig.crm_mon)) == []
            assert tale(screen.live.events) == tale(undisturbed.live.events)
            assert len(screen.sentences()) == len(list(screen.live.events))

    play(steps)


def in_view(screen: Screen, rig: Rig) -> Node:
    """The node whose engine's patches are shown now."""
    followed = screen.session.status.followed
    return next(node for node in rig.nodes if f"{node.address}:{node.port}" == followed)


def heard_last(told: Iterable[Told], victim: Node) -> float:
    """When the lost engine gave its last sign of life; a node takes a moment to freeze."""
    every = (source for item in told for source in item.status.sources)
    return max(s.heard for s in every if s.node == victim.name and s.heard is not None)


def from_another(told: Told, victim: Node, lost: float) -> bool:
    """Whether what was shown then came from another engine, heard after the loss."""
    status = told.status
    return (
        status.followed not in {None, f"{victim.address}:{victim.port}"}
        and status.heard is not None
        and status.heard > lost
    )


def tale(events: Iterable[Event]) -> Counter[tuple[object, ...]]:
    """What happened in the cluster, without when it was heard."""
    return Counter(
        (e.kind.value, e.resource, e.node, e.origin, e.detail, e.reason, e.count)
        for e in events
        if e.kind not in ABOUT_THE_VIEW
    )


def test_all_engines_gone_is_said_and_heals_by_itself(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        panes = screen.window.panes
        shown = screen.sentences()

        async def each(work: Callable[[Node], None]) -> None:
            await asyncio.gather(*(asyncio.to_thread(work, node) for node in rig.nodes))

        # the engine in view goes: on the canvas not a pixel changes
        first = in_view(screen, rig)
        picture = screen.canvas.grab().toImage()
        await asyncio.to_thread(first.stop_daemon, "engine")
        await screen.until(lambda: first.name not in screen.freshness(), "another is in view")
        assert screen.freshness().startswith("live")
        assert screen.canvas.grab().toImage() == picture

        # all go
        await each(lambda node: node.stop_daemon("engine"))
        begun = time.monotonic()
        await screen.until(panes.banner.isVisible, "the window says that its data is old")
        assert time.monotonic() - begun < 1.0
        assert panes.banner.text.text().startswith("STALE since ")
        assert "STALE" in screen.freshness()
        assert not screen.window.actions_[actions.MAINTENANCE_ON].isEnabled()
        assert screen.where("webip") != [""], "the last known state is still there"
        await screen.picture("stale")

        # something happens while nobody looks
        change = ["crm_attribute", "--node", "node3", "--name", "standby", "--update", "on"]
        await asyncio.to_thread(rig.nodes[0].run, change)
        await asyncio.to_thread(rig.wait_settled)
        assert screen.where("backup") == ["node3"]
        await each(lambda node: node.start_daemon("engine"))
        await screen.until(lambda: not panes.banner.isVisible(), "the window is live again")
        await screen.agrees(rig)
        await screen.until(lambda: len(screen.session.status.live) == 3, "all engines are back")
        assert screen.where("backup") != ["node3"]
        news = screen.sentences()[len(shown) :]
        await screen.picture("live-again")
        assert len([line for line in news if line.startswith("no engine answers")]) == 1
        assert any(line.startswith("live again") for line in news)
        assert news.count("node3 went to standby") == 1
        assert len([line for line in news if line.startswith("backup ")]) == 1, news
        assert max(tale(screen.live.events).values()) == 1
        kinds = (EventKind.LIVE, EventKind.CONFIGURATION, EventKind.NODE_STANDBY)
        times = [event.time for event in screen.live.events if event.kind in kinds]
        assert times == sorted(times), "news stand in the order in which they came"

    play(steps)
