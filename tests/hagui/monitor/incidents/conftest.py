"""Incidents of a small cluster, told step by step."""

from itertools import pairwise

import pytest

from engine.cib.state.model import Role
from hagui.monitor.incidents.machine import Incidents
from hagui.monitor.incidents.model import Cause, Incident, Stage, Step
from hagui.monitor.story.model import Added
from hagui.monitor.story.teller import Teller
from tests.hagui.cluster.mini import START, MiniCluster, Story


class Watching:
    """A story, and the incidents that are made of it. Times are seconds after its begin."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.now = float(START)
        story.begin()
        self.teller = Teller(story.live, clock=lambda: self.now)
        self.machine = Incidents()
        self.told: list[Incident] = []
        self.teller.listen(self._added)
        self.first()

    @property
    def cluster(self) -> MiniCluster:
        return self.story.cluster

    @property
    def last(self) -> Incident:
        return self.machine.incidents[-1]

    def step(self, at: float, *, configuration: bool = False) -> Incident | None:
        """A patch with all that was changed; what is open then."""
        self.now = START + at
        self.teller.told(self.story.step(at, configuration=configuration))
        assert self.teller.state is not None
        self.told += self.machine.looked(self.teller.state, self.now)
        return self.machine.open

    def wait(self, until: float) -> Incident | None:
        """Time passes, as a clock that ticks every half a second tells it."""
        assert self.teller.state is not None
        while self.now < START + until:
            self.now = min(self.now + 0.5, START + until)
            self.told += self.machine.looked(self.teller.state, self.now)
        return self.machine.open

    def snapshot(self, at: float) -> Incident | None:
        """Another engine's snapshot is read, after a gap."""
        self.now = START + at
        self.story.live.load(self.cluster.snapshot(), at=self.now, source="node2")
        return self.machine.open

    def first(self) -> None:
        state = self.teller.state
        assert state is not None
        self.machine.begin(state, list(self.teller.chronicle.bars), self.now)

    def _added(self, added: Added) -> None:
        if added.everything:
            self.first()
        else:
            assert self.teller.state is not None
            self.told += self.machine.told(added, self.teller.state)


def steps(incident: Incident) -> dict[Stage, tuple[float, float | None]]:
    """Begins and ends by stage, in seconds after the story's begin."""
    return {
        step.stage: (
            round(step.begin - START, 3),
            None if step.end is None else round(step.end - START, 3),
        )
        for step in incident.steps
    }


def in_order(incident: Incident) -> bool:
    """Whether its steps follow on each other, and only the last may be under way."""

    def fits(before: Step, after: Step) -> bool:
        return before.end == after.begin and before.stage is not after.stage

    found = incident.steps
    stages = list(Stage)
    return (
        bool(found)
        and found[0].begin == incident.begin
        and all(fits(one, two) for one, two in pairwise(found))
        and [stages.index(step.stage) for step in found]
        == sorted(stages.index(step.stage) for step in found)
        and all(step.end is None or step.end >= step.begin for step in found)
        and all(step.end is not None for step in found[:-1])
        and found[-1].end == incident.end
    )


def causes(incident: Incident) -> list[tuple[Cause, str | None, str | None]]:
    """What set it off, in order: cause, node, resource."""
    return [(item.cause, item.node, item.resource) for item in incident.reasons]


def moves(incident: Incident) -> dict[tuple[str, Role], tuple[str | None, str | None]]:
    """Origin and target by instance and the role that it had."""
    return {(move.instance, move.before): (move.origin, move.target) for move in incident.moves}


@pytest.fixture
def watching(story: Story) -> Watching:
    return Watching(story)
