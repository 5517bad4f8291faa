"""Transitions of real graphs under random schedules: whatever comes, their promises hold.

The graphs are what the scheduler makes of Pacemaker's own cases.
"""

import os
from collections import Counter
from collections.abc import Mapping
from random import Random

import pytest

from engine.cib.document import Cib
from engine.cib.transition.model import Graph, Step, StepKind
from engine.scheduler.projection.sequence import in_sequence
from engine.scheduler.schedule import schedule
from engine.stacks.lab.transition import Carry, Expired, Out, Over, Transition

SEEDS = range(int(os.environ.get("HAGUI_SIMULATIONS", "60")))
NOW = 1_700_000_000.0
MIGRATIONS = frozenset({"migrate_to", "migrate_from"})


class Player:
    """Plays the nodes, the fencing devices and the clock, and looks at all that comes out."""

    def __init__(self, graph: Graph, random: Random, *, trouble: bool) -> None:
        self.random = random
        self.trouble = trouble
        self.now = 0.0
        self.steps = {step.id: step for step in graph.steps}
        self.batch_limit = random.choice((0, 0, 1, 3, 20))
        self.node_limit = random.choice((0, 0, 0, 1, 2))
        self.migration_limit = random.choice((-1, 1))
        self.machine = Transition(
            Graph(graph.steps, {"migration-limit": str(self.migration_limit)}),
            now=self.now,
            batch_limit=self.batch_limit,
            node_limit=self.node_limit,
            cluster_delay=60.0,
        )
        self.begun: set[int] = set()
        self.running: dict[int, Step] = {}
        self.done: set[int] = set()
        self.failed: set[int] = set()
        self.lost: set[str] = set()
        self.least = 0
        self.aborted = False
        self.probing = True
        """Nothing but probes has failed."""
        self.over: Over | None = None

    def play(self) -> None:
        """From the beginning to the end."""
        self.see(self.machine.begin(self.now))
        events = 0
        while self.over is None:
            events += 1
            assert events <= 4 * len(self.steps) + 100, "It is never over"
            self.event()
        assert self.machine.over
        assert not self.running
        assert self.machine.deadline is None

    def event(self) -> None:
        """Something happens."""
        assert self.running, "Nothing is under way, and it is not over"
        chance = self.random.random()
        if self.trouble and chance < 0.01:
            self.stop_below(1_000_000)
            self.see(self.machine.abort("news", self.now))
        elif self.trouble and chance < 0.015:
            self.lose(self.random.choice(sorted({step.node or "" for step in self.steps.values()})))
        elif self.trouble and chance < 0.03 and self.machine.deadline is not None:
            self.now = max(self.now, self.machine.deadline)
            self.see(self.machine.tick(self.now))
        else:
            self.now += self.random.random()
            self.end(self.random.choice(sorted(self.running)))

    def end(self, id_: int) -> None:
        step = self.running.pop(id_)
        succeeded = not self.trouble or self.random.random() > 0.03
        if succeeded or step.attributes.get("CRM_meta_on_fail") == "ignore":
            self.done.add(id_)
        else:
            self.failed.add(id_)
            resource = step.kind is StepKind.RESOURCE
            self.stop_below(step.priority + 1 if resource else 1_000_000, probing=step.probe)
        self.see(self.machine.ended(id_, succeeded, self.now))
        if self.random.random() < 0.1:
            self.see(self.machine.ended(id_, not succeeded, self.now))

    def lose(self, node: str) -> None:
        self.lost.add(node)
        self.stop_below(1_000_000)
        for id_, step in list(self.running.items()):
            if step.node == node:
                del self.running[id_]
                self.failed.add(id_)
        self.see(self.machine.lost(node, self.now))

    def stop_below(self, priority: int, *, probing: bool = False) -> None:
        self.aborted = True
        self.probing = self.probing and probing
        self.least = min(1_000_000, max(self.least, priority))

    def see(self, outs: list[Out]) -> None:
        """Look at what the machine wants."""
        for out in outs:
            assert self.over is None, "It was over"
            match out:
                case Carry(step):
                    self.carry(step)
                case Expired(step):
                    assert self.running.pop(step.id) is step
                    assert step.task != "stonith"
                    self.failed.add(step.id)
                    self.stop_below(1_000_000)
                case Over():
                    self.over = out
        self.do_pseudo_steps()
        assert {step.id for step in self.machine.running} == set(self.running)
        for name, jobs in self.jobs().items():
            assert not self.node_limit or jobs <= self.node_limit, name
        operations = sum(step.kind is StepKind.RESOURCE for step in self.running.values())
        assert not self.batch_limit or operations <= self.batch_limit

    def carry(self, step: Step) -> None:
        self.do_pseudo_steps()
        assert step.kind is not StepKind.PSEUDO
        assert step.id not in self.begun, "It was begun before"
        assert set(step.after) <= self.done, "Something before it is not done"
        important = step.priority >= self.least or (self.probing and step.probe)
        assert important, "It is not important enough to go on with"
        assert step.node is None or step.node not in self.lost
        self.begun.add(step.id)
        if step.attributes.get("CRM_meta_op_no_wait") == "true":
            self.done.add(step.id)
        else:
            self.running[step.id] = step

    def do_pseudo_steps(self) -> None:
        """What the machine does by itself."""
        while ready := [
            step.id
            for step in self.steps.values()
            if step.kind is StepKind.PSEUDO
            and step.id not in self.done
            and set(step.after) <= self.done
        ]:
            self.done.update(ready)

    def jobs(self) -> Counter[str]:
        found: Counter[str] = Counter()
        migrating: Counter[str] = Counter()
        for step in self.running.values():
            if step.kind is not StepKind.RESOURCE:
                continue
            migrates = step.task in MIGRATIONS
            for node in {step.source, step.target} if migrates else {step.node}:
                assert node is not None
                found[node] += 1
                migrating[node] += migrates
        assert self.migration_limit < 0 or all(
            number <= self.migration_limit for number in migrating.values()
        )
        return found


@pytest.fixture(scope="module")
def graphs(scheduler_cases: Mapping[str, bytes]) -> list[Graph]:
    """Of every so manieth case, those that have much to do."""
    chosen = sorted(scheduler_cases)[:: 1 if len(SEEDS) > 400 else 6]
    found = [schedule(Cib.parse(scheduler_cases[name]), now=NOW).graph for name in chosen]
    return [graph for graph in found if len(graph.steps) > 4]


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_happens_it_holds_to_the_graph(graphs: list[Graph], seed: int) -> None:
    random = Random(seed)
    player = Player(random.choice(graphs), random, trouble=True)
    player.play()
    assert player.over is not None
    everything = player.done == set(player.steps)
    assert player.over.complete is everything
    assert player.over.stuck is (not everything and not player.aborted)


def test_all_that_can_be_done_is_done_where_nothing_goes_wrong(graphs: list[Graph]) -> None:
    for number, graph in enumerate(graphs):
        player = Player(graph, Random(number), trouble=False)
        player.play()
        assert player.done == {step.id for step in in_sequence(graph)}


def test_one_thing_at_a_time_is_enough_for_every_graph(graphs: list[Graph]) -> None:
    for graph in graphs:
        machine = Transition(graph, now=0.0, batch_limit=1)
        outs = machine.begin(0.0)
        for number in range(len(graph.steps)):
            if machine.over:
                break
            step = machine.running[0]
            assert sum(each.kind is StepKind.RESOURCE for each in machine.running) <= 1
            outs += machine.ended(step.id, succeeded=True, now=float(number))
        assert machine.over
        assert sum(isinstance(out, Over) for out in outs) == 1
