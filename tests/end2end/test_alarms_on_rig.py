"""A node of a real cluster that cannot be fenced is one alarm, from its loss until it is off."""

import asyncio
from collections.abc import Callable

import pytest

from hagui.monitor.alarms.model import AlarmKind
from tests.end2end.screen import Screen, Steps
from tests.rig import Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

REFUSALS = 1000
"""More than the cluster asks for while the test waits."""


def test_fencing_that_fails_is_an_alarm_until_it_succeeds(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    rig.fail_next_fencing(REFUSALS)

    async def steps(screen: Screen) -> None:
        dc = rig.dc()
        victim = next(node for node in rig.nodes if node is not dc)
        await screen.connect(rig, *(node for node in rig.nodes if node is not victim), victim)
        alarms = screen.desk.alarms
        await screen.until(lambda: not alarms.look.standing, "nothing is wrong")

        def kinds() -> list[set[AlarmKind]]:
            return [{g.kind for g in line.alarm.griefs} for line in alarms.look.standing]

        await asyncio.to_thread(victim.kill)
        told = lambda: any(AlarmKind.FENCING_FAILED in found for found in kinds())  # noqa: E731
        await screen.until(told, "it is told that fencing fails", 120.0)
        assert len(kinds()) == 1, "all that goes wrong in it is one alarm"
        assert screen.window.panes.health.alarms.text() == "1 alarm"
        assert screen.window.windowTitle().startswith("▲ 1 · ")
        assert f"{victim.name} could not be fenced" in screen.window.panes.health.alarms.toolTip()
        await screen.picture("not-fenced")
        await asyncio.to_thread(rig.fail_next_fencing, 0)
        await screen.until(lambda: not told(), "it is over once the node is off", 120.0)

    play(steps)
