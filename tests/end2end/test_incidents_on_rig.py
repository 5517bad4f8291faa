"""Scripted incidents on real Pacemaker: the card says what the cluster itself says."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from tests.end2end.incidents import on_rig
from tests.end2end.incidents.comparing import differences
from tests.end2end.incidents.furnishing import PORT, SERVICE, furnish, place_of
from tests.end2end.incidents.on_rig import Script
from tests.end2end.incidents.polling import Polling, polling
from tests.end2end.incidents.rig_truth import contradictions, places, truth
from tests.end2end.incidents.watching import Watcher, outages
from tests.end2end.screen import Screen, Steps
from tests.rig import Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]

SCRIPTS: Final[tuple[Script, ...]] = (
    on_rig.agent_failing,
    on_rig.start_timing_out,
    on_rig.network_cut,
    on_rig.fencing_failing_once,
    on_rig.standby_amid_failover,
    on_rig.node_killed,
)


def test_each_incident_is_told_once_and_as_the_cluster_keeps_it(
    rig: Rig, play: Callable[[Steps], None], tmp_path: Path
) -> None:
    furnish(rig)

    async def steps(screen: Screen) -> None:
        await screen.connect(rig)
        watcher = Watcher(screen.desk, screen.until)
        await watcher.probe(rig.webip, PORT, SERVICE)
        wrong = await play_all(rig, screen, watcher, tmp_path)
        assert not wrong, "\n".join(wrong)

    play(steps)


def test_nothing_is_missed_though_the_engine_in_view_dies_with_its_node(
    rig: Rig, play: Callable[[Steps], None], tmp_path: Path
) -> None:
    furnish(rig)

    async def steps(screen: Screen) -> None:
        victim = await asyncio.to_thread(place_of, rig, SERVICE)
        await screen.connect(rig, victim, *(node for node in rig.nodes if node is not victim))
        watcher = Watcher(screen.desk, screen.until)
        await watcher.probe(rig.webip, PORT, SERVICE)
        assert screen.session.status.followed == f"{victim.address}:{victim.port}"
        with polling(rig.webip, PORT, tmp_path / "polled") as polled:
            wrong = await played(on_rig.node_killed, rig, screen, watcher, polled)
        assert not wrong, "\n".join(wrong)

    play(steps)


async def play_all(rig: Rig, screen: Screen, watcher: Watcher, folder: Path) -> list[str]:
    """Bring one incident about after the other, and say what was told otherwise than it was."""
    with polling(rig.webip, PORT, folder / "polled") as polled:
        return [
            f"{script.__name__}: {line}"
            for script in SCRIPTS
            for line in await played(script, rig, screen, watcher, polled)
        ]


async def played(
    script: Script, rig: Rig, screen: Screen, watcher: Watcher, polled: Polling
) -> list[str]:
    """Bring an incident about, and say what was told of it otherwise than it was."""
    before = await asyncio.to_thread(places, rig)
    known = len(watcher.incidents)
    notes = await asyncio.to_thread(on_rig.bring_about, rig, script)
    card = await watcher.over(known)
    lost = notes.victim if notes.lost else None
    true = await asyncio.to_thread(truth, rig, notes.begun, before, lost=lost)
    watcher.cards.append((script.__name__, card, true))
    wrong = await asyncio.to_thread(contradictions, rig, true)
    wrong += differences(card, true)
    await screen.picture(script.__name__)
    if notes.outage:
        wrong += await outages(script.__name__, notes, watcher, polled)
    await asyncio.to_thread(on_rig.mend, rig)
    await watcher.calm(known + 1)
    return wrong
