"""Real Corosync in two parts, of which the desktop hears both: who stands alone is told."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from hagui.cluster.opinions import Meaning
from hagui.monitor.alarms.model import AlarmKind
from tests.end2end.screen import Screen, Steps
from tests.rig import Node, Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
REFLECTION = 25.0
"""Seconds that fencing takes here: so long both parts go on."""
AGREE = "All engines that are heard agree"


def deafen(rig: Rig, victim: Node) -> None:
    """Let nothing of a node's reach the other nodes, while the desktop still hears it."""
    for node in rig.nodes:
        if node is not victim:
            victim.run(["ip", "route", "add", "blackhole", f"{node.address}/32"])


def let_hear(rig: Rig, victim: Node) -> None:
    """Let it be heard again."""
    for node in rig.nodes:
        if node is not victim:
            victim.run(["ip", "route", "del", "blackhole", f"{node.address}/32"])


def test_a_node_that_the_others_hear_no_more_stands_alone(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    rig.slow_fencing(REFLECTION)

    async def steps(screen: Screen) -> None:
        dc = rig.dc()
        victim = next(node for node in rig.nodes if node is not dc)
        rest = tuple(node.name for node in rig.nodes if node is not victim)
        await screen.connect(rig, *(node for node in rig.nodes if node is not victim), victim)
        screen.press(Qt.Key.Key_O, CTRL_ALT)
        opinions = screen.desk.opinions
        dialog = opinions.dialog
        assert dialog is not None
        await screen.until(lambda: dialog.sentence.text() == AGREE, "they agree")
        versions = {item.version for item in opinions.comparison.opinions}
        assert len(versions) == 1, "each engine tells where it is"
        await asyncio.to_thread(deafen, rig, victim)
        await screen.until(lambda: opinions.disagreement is not None, "it is told", 40.0)
        found = opinions.disagreement
        assert found is not None
        assert found.meaning is Meaning.CUT_OFF
        assert found.odd == (victim.name,)
        assert found.sides[0].nodes == rest
        assert found.sides[0].quorate
        assert victim.name in dialog.sentence.text()
        await screen.picture("cut-off")

        def kinds() -> set[AlarmKind]:
            lines = screen.desk.alarms.look.standing
            return {grief.kind for line in lines for grief in line.alarm.griefs}

        await screen.until(lambda: AlarmKind.DISAGREEMENT in kinds(), "it is an alarm")
        # fencing ends it: a node that has no power has no opinion
        await screen.until(lambda: opinions.disagreement is None, "fencing has ended it", 90.0)
        await screen.until(lambda: AlarmKind.DISAGREEMENT not in kinds(), "and the alarm")
        await screen.until(lambda: dialog.sentence.text() == AGREE, "those that are left agree")
        dialog.close()

    play(steps)


def test_parts_that_find_each_other_again_agree_without_fencing(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    rig.nodes[0].run(["crm_attribute", "-n", "stonith-enabled", "-v", "false"])

    async def steps(screen: Screen) -> None:
        dc = rig.dc()
        victim = next(node for node in rig.nodes if node is not dc)
        await screen.connect(rig, *(node for node in rig.nodes if node is not victim), victim)
        opinions = screen.desk.opinions
        await asyncio.to_thread(deafen, rig, victim)
        await screen.until(lambda: opinions.disagreement is not None, "it is told", 40.0)
        await asyncio.sleep(5)  # both parts go on, each counting versions of its own
        await asyncio.to_thread(let_hear, rig, victim)
        await screen.until(lambda: opinions.disagreement is None, "they agree again", 60.0)
        await screen.until(lambda: not opinions.comparison.parted, "in everything", 60.0)
        assert not any(item.apart for item in opinions.comparison.opinions)
        await screen.agrees(rig)

    play(steps)
