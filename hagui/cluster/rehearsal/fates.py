"""What becomes of each instance, by the placement before and after. Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Final

from engine.cib.state.model import ClusterState, Instance, Role
from engine.cib.transition.model import Step
from hagui.cluster.placement import told_as
from hagui.cluster.rehearsal.model import Fate, Verdict
from hagui.cluster.rehearsal.placing import Placing, Slot
from hagui.cluster.rehearsal.timing import Timing

_RANK: Final = {Role.STOPPED: 0, Role.STARTED: 1, Role.UNPROMOTED: 1, Role.PROMOTED: 2}


def fates(placing: Placing, state: ClusterState, timing: Timing) -> tuple[Fate, ...]:
    """What becomes of every instance that does not stay as it is, in the configuration's order.

    Copies of an anonymous clone are told apart by their nodes; one that leaves a node and one
    that comes to another are the same where the scheduler takes them for the same.
    """
    copies: defaultdict[str, list[Instance]] = defaultdict(list)
    for instance in state.instances.values():
        copies[told_as(instance)].append(instance)
    nodes: defaultdict[str, set[str]] = defaultdict(set)
    for slot in (*placing.before, *placing.after):
        nodes[slot.name].add(slot.node)
    found: list[Fate] = []
    for name, instances in copies.items():
        if name in nodes:
            found += _One(name, instances, placing, timing).fates(nodes[name])
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _One:
    """One resource, or one instance that has an identity of its own."""

    name: str
    instances: list[Instance]
    placing: Placing
    timing: Timing

    def fates(self, nodes: Collection[str]) -> Iterator[Fate]:
        order = sorted(nodes)
        before = [node for node in order if self._slot(node) in self.placing.before]
        after = [node for node in order if self._slot(node) in self.placing.after]
        gone = [node for node in before if node not in after]
        come = [node for node in after if node not in before]
        for node in before:
            if node in after:
                yield from self._stays(node)
        pairs = self._pairs(gone, come)
        for old in gone:
            yield self._leaves(old, pairs.get(old))
        free = [item.key for item in self.instances if not item.nodes]
        moved = set(pairs.values())
        for node in come:
            if node not in moved:
                yield self._starts(node, free.pop(0) if free else "")

    def _slot(self, node: str) -> Slot:
        return Slot(self.name, node)

    def _pairs(self, gone: list[str], come: list[str]) -> dict[str, str]:
        """Which of those that come are those that go."""
        if len(self.instances) == 1:
            return dict(zip(gone, come, strict=False))
        arriving = {
            step.instance: node
            for node in come
            for step in self.placing.steps.get(self._slot(node), ())
            if step.instance is not None
        }
        return {
            node: arriving[known] for node in gone if (known := self._known_as(node)) in arriving
        }

    def _known_as(self, node: str) -> str:
        """The scheduler's name for the copy on a node; where no agent is asked, our own."""
        steps = self.placing.steps.get(self._slot(node), ())
        return next((step.instance for step in steps if step.instance), self._key(node))

    def _key(self, node: str) -> str:
        return next((item.key for item in self.instances if node in item.nodes), "")

    def _stays(self, node: str) -> Iterator[Fate]:
        slot = self._slot(node)
        old, new = self.placing.before[slot], self.placing.after[slot]
        tasks = self.placing.tasks(slot)
        verdict: Verdict | None = None
        if "start" in tasks and ("stop" in tasks or node in self.placing.fenced):
            verdict = Verdict.RESTARTS
        elif _RANK.get(new, 1) > _RANK.get(old, 1):
            verdict = Verdict.PROMOTES
        elif _RANK.get(new, 1) < _RANK.get(old, 1):
            verdict = Verdict.DEMOTES
        elif {"demote", "promote"} <= tasks:
            verdict = Verdict.RESTARTS
        if verdict is not None:
            yield self._fate(verdict, node, node)

    def _leaves(self, old: str, new: str | None) -> Fate:
        if new is None:
            return self._fate(Verdict.STOPS, old, None)
        live = "migrate_from" in self.placing.tasks(self._slot(new))
        return self._fate(Verdict.MIGRATES if live else Verdict.MOVES, old, new)

    def _starts(self, node: str, key: str) -> Fate:
        return Fate(
            self.instances[0].resource,
            Verdict.STARTS,
            after=node,
            role_after=self.placing.after[self._slot(node)],
            key=key,
        )

    def _fate(self, verdict: Verdict, old: str, new: str | None) -> Fate:
        role_after = Role.STOPPED if new is None else self.placing.after[self._slot(new)]
        fate = Fate(
            self.instances[0].resource,
            verdict,
            before=old,
            after=new,
            role_before=self.placing.before[self._slot(old)],
            role_after=role_after,
            key=self._key(old),
        )
        if new is None or not fate.interrupted or verdict is Verdict.DEMOTES:
            return fate
        return replace(fate, outage=self._outage(old, new, role_after))

    def _outage(self, old: str, new: str, role: Role) -> float | None:
        first = self._steps(old, "stop", "demote")
        if old in self.placing.fenced:
            first.append(self.placing.fenced[old])
        back = ("start", "promote") if role is Role.PROMOTED else ("start",)
        last = self._steps(new, *back)
        return self.timing.span(first, last) if first and last else None

    def _steps(self, node: str, *tasks: str) -> list[Step]:
        steps = self.placing.steps.get(self._slot(node), ())
        return [step for step in steps if step.task in tasks]
