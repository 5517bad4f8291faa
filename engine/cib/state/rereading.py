"""Reading some resources of a survey again, as they would be read with all the others.

What the history of a resource does to a node (fencing, standby) counts for whatever is read after
it. Each such effect is kept with its place in the order of reading, so that it can be had again
between the entries that are read anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.cib.state.clones import part_of
from engine.cib.state.entries import Entry
from engine.cib.state.reading import conclude, conclude_parts, read_entry, resolve
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit, take_apart
from engine.cib.state.world import Effect, Findings, Instance, NodeWork


@dataclass(slots=True)
class Work:
    """What a change of the CIB asks to be looked at again."""

    units: set[Unit] = field(default_factory=set[Unit])
    """To be read again whole."""
    parts: dict[Unit, set[NodeWork]] = field(default_factory=dict[Unit, set[NodeWork]])
    """To be read again because of these nodes' entries."""
    nodes: set[NodeWork] = field(default_factory=set[NodeWork])
    """Nodes whose flags before any history are others; all that has entries there is above."""
    shown: set[NodeWork] = field(default_factory=set[NodeWork])
    """Nodes of which a value has to be made anew for another reason than what runs there."""
    everything: bool = False
    """Whether the change reaches further than that, so that all has to be read again."""

    def add_part(self, unit: Unit, node: NodeWork) -> None:
        """Read again what a node's entries say of a unit."""
        self.parts.setdefault(unit, set()).add(node)

    def all_units(self) -> set[Unit]:
        """All units that are read again."""
        return self.units | self.parts.keys()


class _Step(NamedTuple):
    when: tuple[int, int]
    node: NodeWork
    entry: Entry
    reading: "_Reading"


@dataclass(slots=True)
class _Reading:
    """One unit being read again: as a whole, or a part for each of some nodes."""

    unit: Unit
    whole: Instance | None = None
    parts: dict[NodeWork, Instance] = field(default_factory=dict[NodeWork, Instance])
    found: Findings = field(default_factory=Findings)

    def tree(self, node: NodeWork) -> Instance:
        """What a node's entries are read into."""
        return self.parts[node] if self.whole is None else self.whole

    def covers(self, effect: Effect, turns: set[int]) -> bool:
        """Whether an effect of the unit is among those that are found again."""
        return self.whole is not None or effect.when[0] in turns

    def fits(self) -> bool:
        """Whether the parts could be read without the rest."""
        return self.found.recheck is None and all(
            tree.separate and len(tree.children) == 1 for tree in self.parts.values()
        )


def reread(survey: Survey, work: Work) -> bool:
    """Read again what ``work`` names, and take over what it says.

    Returns False if more would change by it than named, so that all has to be read again; the
    survey is then of no more use.
    """
    if any(unit.spec.delicate for unit in work.all_units()):
        return False
    if not work.units and not work.parts and not work.nodes:
        return True
    while True:
        attempt = _Attempt(survey, work)
        attempt.read()
        unfit = attempt.unfit()
        if not unfit:
            return attempt.take_over()
        work.units |= unfit


class _Attempt:
    """One reading, nothing of which counts until it is taken over."""

    def __init__(self, survey: Survey, work: Work) -> None:
        self._survey = survey
        self._world = survey.world
        self._changed = work.nodes
        self._log = survey.world.effects
        self._flags = [
            (node, node.flags()) for node in survey.world.nodes if node not in work.nodes
        ]
        self._readings = {unit: _Reading(unit, survey.plant(unit)) for unit in work.units}
        self._turns: set[int] = set()
        for unit, nodes in work.parts.items():
            if unit not in self._readings:
                self._readings[unit] = self._begin(unit, nodes)

    def _begin(self, unit: Unit, nodes: set[NodeWork]) -> _Reading:
        if not unit.separate:
            return _Reading(unit, self._survey.plant(unit))
        parts: dict[NodeWork, Instance] = {}
        for node in nodes:
            number = self._survey.world.nodes.index(node)
            parts[node] = part_of(unit.spec, number)
            self._turns.add(node.turn if node.turn >= 0 else node.place)
        return _Reading(unit, None, parts)

    def read(self) -> None:
        """Read all entries, what else happens to nodes in between."""
        world = self._world
        if self._log or self._changed:
            for node in world.nodes:
                node.restore(node.initial)
        world.effects = []
        by_id = {id(unit): reading for unit, reading in self._readings.items()}
        self._others: list[Effect] = []
        self._expected: list[Effect] = []
        for effect in self._log:
            reading = by_id.get(effect.unit)
            again = reading is not None and reading.covers(effect, self._turns)
            (self._expected if again else self._others).append(effect)
        applied = 0
        for step in sorted(self._steps(), key=_when):
            while applied < len(self._others) and self._others[applied].when < step.when:
                _apply(self._others[applied])
                applied += 1
            self._read(step)
        for effect in self._others[applied:]:
            _apply(effect)

    def _steps(self) -> Iterable[_Step]:
        nodes = {node.id: node for node in self._world.nodes}
        for unit, reading in self._readings.items():
            ids = {node.id for node in reading.parts}
            for (id_, _), entry in unit.entries.items():
                if reading.whole is not None or id_ in ids:
                    node = nodes[id_]
                    yield _Step((node.turn, entry.position), node, entry, reading)

    def _read(self, step: _Step) -> None:
        world, node, reading = self._world, step.node, step.reading
        world.when, world.unit, world.found = step.when, id(reading.unit), reading.found
        instance = resolve(world, reading.tree(node), step.entry, node)
        if instance is not None:
            read_entry(world, instance, node, step.entry)

    def unfit(self) -> set[Unit]:
        """Units that have to be read whole after all."""
        return {unit for unit, reading in self._readings.items() if not reading.fits()} - {
            unit for unit, reading in self._readings.items() if reading.whole is not None
        }

    def take_over(self) -> bool:
        """Let what was read count; False if it did to other nodes what it did not do before."""
        world = self._world
        made = [effect for effect in world.effects if effect.node not in self._changed]
        if made != [effect for effect in self._expected if effect.node not in self._changed]:
            return False
        world.effects = sorted([*self._others, *world.effects], key=_time)
        for node, flags in self._flags:
            node.restore(flags)
        for unit, reading in self._readings.items():
            if reading.whole is not None:
                unit.found = reading.found
                conclude(world, unit, reading.whole)
                take_apart(reading.whole)
            else:
                _merge(unit.found, reading)
                conclude_parts(unit, reading.parts)
        return True


def _merge(found: Findings, reading: _Reading) -> None:
    """Replace what nodes' entries of a unit brought to light."""
    names = {node.name for node in reading.parts}
    failures = [item for item in found.failures if item[1].operation.node not in names]
    found.failures = sorted([*failures, *reading.found.failures], key=lambda item: item[0])
    pending = [item for item in found.pending if item[1] not in reading.parts]
    found.pending = sorted([*pending, *reading.found.pending], key=lambda item: item[1].turn)
    found.asks_fencing |= reading.found.asks_fencing


def _when(step: _Step) -> tuple[int, int]:
    return step.when


def _time(effect: Effect) -> tuple[int, int]:
    return effect.when


def _apply(effect: Effect) -> None:
    if hasattr(effect.node, effect.flag):
        setattr(effect.node, effect.flag, effect.value)
