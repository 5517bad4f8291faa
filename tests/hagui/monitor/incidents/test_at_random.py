"""Whole labs under random schedules of faults, watched from one node as a desktop does.

What is told of incidents always makes sense, nothing is missed, and every one ends once the cluster
is calm.
"""

import os
import random

import pytest

from engine.stacks.lab.instructions import PublishChange, PublishWhole
from hagui.cluster.live import Gap, LiveCluster
from hagui.monitor.incidents.causes import failed
from hagui.monitor.incidents.machine import Incidents
from hagui.monitor.incidents.model import Cause, Incident
from hagui.monitor.story.model import Added
from hagui.monitor.story.teller import Teller
from tests.hagui.monitor.incidents.conftest import in_order
from tests.lab.play import Case, make_case, make_world, play
from tests.lab.world import World

RUNS = int(os.environ.get("HAGUI_INCIDENTS", "30"))
SEEDS = random.Random(606).sample(range(10_000_000), RUNS)
TICK = 0.5
PATIENCE = 1.5
"""Seconds after which a desktop follows another engine."""


class Desktop:
    """Follows one node of a simulated lab, and another when that one is not heard any more."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.live = LiveCluster()
        self.teller = Teller(self.live, clock=lambda: world.now)
        self.machine = Incidents()
        self.teller.listen(self._added)
        self.followed: str | None = None
        self.silent_since: float | None = None
        self.known: dict[int, Incident] = {}
        self.failed: set[tuple[str, str | None]] = set()
        world.heard = self._heard
        world.at(world.now + TICK, self._tick)

    def _heard(self, who: str, what: PublishWhole | PublishChange) -> None:
        if who != self.followed:
            return
        if isinstance(what, PublishWhole):
            self._load(what.cib)
            return
        try:
            change = self.live.apply(what.diff, at=self.world.now)
        except Gap:
            self._snapshot()
        else:
            self.teller.told(change)

    def _tick(self) -> None:
        world = self.world
        host = world.hosts.get(self.followed or "")
        if host is None or host.node is None or host.frozen:
            if self.silent_since is None:
                self.silent_since = world.now
            there = [one.name for one in world.running if one.node is not None]
            if there and world.now >= self.silent_since + PATIENCE:
                self.followed, self.silent_since = there[0], None
                self._snapshot()
        else:
            self.silent_since = None
            if self.teller.state is not None:
                self._tell(self.machine.looked(self.teller.state, world.now))
        world.at(world.now + TICK, self._tick)

    def _snapshot(self) -> None:
        node = self.world.hosts[self.followed or ""].node
        if node is not None:
            self._load(node.cib)

    def _load(self, text: str) -> None:
        if "crm_feature_set" in text:
            self.live.load(text, at=self.world.now, source=self.followed or "")

    def _added(self, added: Added) -> None:
        state = self.teller.state
        assert state is not None
        if added.everything:
            bars = list(self.teller.chronicle.bars)
            self._tell(self.machine.begin(state, bars, self.world.now))
            return
        since = self.teller.chronicle.watched_from or 0.0
        self.failed |= {
            (bar.node, bar.resource) for bar in added.bars if failed(bar) and (bar.end or 0) > since
        }
        self._tell(self.machine.told(added, state))

    def _tell(self, found: tuple[Incident, ...]) -> None:
        for incident in found:
            self.world.tell("*", f"incident {incident}")
            assert in_order(incident), incident
            before = self.known.get(incident.number)
            assert before is None or before.end is None, f"told again after its end: {incident}"
            assert before is None or before.begin >= incident.begin
            assert all(step.end is None or step.end <= self.world.now for step in incident.steps)
            for move in incident.moves:
                times = [t for t in (move.since, move.stopped) if t is not None]
                assert times == sorted(times), move
                assert move.down is None or move.down >= 0
            self.known[incident.number] = incident
        going_on = [item for item in self.machine.incidents if item.end is None]
        assert len(going_on) <= 1
        assert going_on == ([] if self.machine.open is None else [self.machine.open])


def watch(case: Case) -> Desktop:
    """Play a case, and watch it to the end."""
    world = make_world(case, telling=True)
    desktop = Desktop(world)
    play(case, world)
    world.run(30.0)
    return desktop


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_told_makes_sense_and_ends(seed: int) -> None:
    case = make_case(seed)
    try:
        desktop = watch(case)
        assert desktop.machine.open is None, f"goes on for ever: {desktop.machine.open}"
        told = {
            (reason.node, reason.resource)
            for incident in desktop.machine.incidents
            for reason in incident.reasons
            if reason.cause is Cause.FAILED
        }
        assert desktop.failed <= told, f"missed: {desktop.failed - told}"
    except AssertionError as error:
        pytest.fail(f"seed {seed}: {error}")
