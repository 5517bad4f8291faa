"""Reading a whole status section.

Histories are read node by node in Pacemaker's order: full members first, then remote and guest
nodes as their connections turn out to be up.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from engine.cib.state import nodes as node_rules
from engine.cib.state import remotes
from engine.cib.state.entries import Entry, NodeEntries, element_of, resources_of
from engine.cib.state.model import NodeKind
from engine.cib.state.operations import HistoryOperation, read_operations
from engine.cib.state.plan import NodePlan, Plan
from engine.cib.state.reading import conclude, read_entry, resolve
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.units import Unit, build, find, take_apart
from engine.cib.state.world import Instance, NodeWork, World
from engine.cib.xml import Element

_BEFORE_ENTRIES: Final = -1
_ROUND: Final = 1 << 20
"""More than there are nodes: turns of one round come before all of the next one."""


class Survey:
    """All nodes and units of one CIB, read."""

    def __init__(
        self,
        plan: Plan,
        status: Element | None,
        histories: Mapping[str, NodeEntries],
        known: "Survey | None",
        *,
        now: float | None,
        feature_set: tuple[int, ...],
        keep: bool = False,
    ) -> None:
        """``keep`` leaves what was read in ``trees``, for those who go on from it; the values of
        the units are then not made."""
        self.plan = plan
        self.units: dict[str, Unit] = {}
        """By id of the outermost resource, in the order of the configuration."""
        self.orphans: dict[str, Unit] = {}
        """What is no longer configured, by its name in the history."""
        self.states: dict[str, tuple[NodeWork, Element]] = {}
        """Nodes with their node_state, by the id of that."""
        self.doubled: set[NodeWork] = set()
        """Nodes with more than one node_state."""
        self.partners: dict[str, set[Unit]] = {}
        """Units that tell of live migrations, by the names of the nodes concerned."""
        self.histories = histories
        """By the id of the node_state."""
        self._known = known
        self._end = 0
        self._keep = keep
        self.trees: dict[Unit, Instance] = {}
        """Every unit's instances; let go of at the end unless they are to be kept."""
        self.read: list[tuple[Instance, NodeWork, Entry]] = []
        """What was read into what, in this order; where trees are kept."""
        self.spent = False
        """Whether who went on from it has changed it, so that nobody else may."""
        self._watched: set[Instance] = set()
        """Instances of which failures want another role; where trees are kept."""
        self.world = World(
            plan=plan,
            now=now,
            feature_set=feature_set,
            nodes=[NodeWork(node) for node in plan.nodes],
            look_up=self._look_up,
            has_fencing_device=plan.has_fencing_device,
        )
        for node in self.world.nodes:
            self.world.by_name.setdefault(node.name, node)
        # Migrations may come from or lead to nodes that only turn out to be such later.
        self._all_states = [] if status is None else [*status.iterchildren("node_state")]
        self._run(status)

    def all_units(self) -> Iterator[Unit]:
        """Configured resources in their order, then orphans."""
        yield from self.units.values()
        yield from self.orphans.values()

    def recheck(self) -> float | None:
        """When, in seconds since 1970, something of this may read differently."""
        moments = [unit.found.recheck for unit in self.all_units()]
        return min((moment for moment in moments if moment is not None), default=None)

    # Reading everything

    def _run(self, status: Element | None) -> None:
        world = self.world
        for spec in self.plan.roots:
            self._add_unit(spec, orphan=False)
        self._link()
        for node in world.nodes:
            node_rules.start_unseen(world, node)
        states = [] if status is None else list(status.iterchildren("node_state"))
        for place, state in enumerate(states):
            self._read_state(state, place)
        world.effects.clear()
        for node in world.nodes:
            node.initial = node.flags()
        self._read_histories(states)
        self._finish()

    def _add_unit(self, spec: Spec, *, orphan: bool) -> Unit:
        unit = Unit(spec, orphan)
        mine = self.orphans if orphan else self.units
        if self._known is not None:
            before = (self._known.orphans if orphan else self._known.units).get(spec.id)
            unit.facts = {} if before is None else before.facts
        mine[spec.id] = unit
        self.trees[unit] = self.plant(unit)
        return unit

    def plant(self, unit: Unit) -> Instance:
        """A unit's resources with all their instances, nothing read into them."""
        tree = build(unit.spec)
        if unit.orphan:
            tree.orphan = True
            tree.managed = tree.managed and self.plan.settings.stop_orphans
        return tree

    def _link(self) -> None:
        """Tie connections to the nodes they make, and what lives in a container to it."""
        for unit in self.units.values():
            if not unit.spec.delicate:
                continue
            for instance in self.trees[unit].primitives():
                host = instance.spec.container
                if host is not None and instance.container is None:
                    instance.container = find(self.trees[self.units[host.root.id]], host)
                if instance.spec.is_connection:
                    node = self.world.by_name.get(instance.id)
                    if node is not None:
                        node.connection = instance

    def _node_of(self, state: Element) -> NodeWork | None:
        id_, name = state.get("id"), state.get("uname")
        if id_ is None or name is None:
            return None
        found = next((node for node in self.world.nodes if node.id == id_), None)
        return found or self.world.by_name.get(name)

    def _read_state(self, state: Element, place: int) -> None:
        node = self._node_of(state)
        if node is None:
            return
        if node.place >= 0:
            self.doubled.add(node)
        node.place = place
        self.states[state.get("id", "")] = (node, state)
        if remotes.is_remote_or_guest(node):
            node.was_fenced = (state.get("node_fenced") or "0") != "0"
        else:
            node_rules.read_member(self.world, node, state)

    def _read_histories(self, states: Sequence[Element]) -> None:
        start = 0
        again = True
        while again:
            again = False
            for place, id_, node, state in self._unread(states):
                if self.may_be_read(node):
                    self._read_history(id_, node, state, start + place)
                    again = True
            start += _ROUND
        if self.plan.settings.fencing_enabled:
            for place, id_, node, state in self._unread(states):
                self._read_history(id_, node, state, start + place)
        self._end = start + _ROUND

    def _unread(self, states: Sequence[Element]) -> Iterator[tuple[int, str, NodeWork, Element]]:
        """Nodes whose history has not been read, those included that come to light meanwhile."""
        for place, state in enumerate(states):
            id_ = state.get("id", "")
            if id_ not in self.states:
                node = self._node_of(state)
                if node is None:
                    continue
                self.states[id_] = (node, state)
            node, counted = self.states[id_]
            if counted is state and node.turn < 0:
                yield place, id_, node, state

    def may_be_read(self, node: NodeWork) -> bool:
        """Whether a node's history counts: as a rule where it is up, or can be fenced."""
        if remotes.is_remote_or_guest(node):
            return remotes.may_be_read(self.world, node)
        settings = self.plan.settings
        return settings.fencing_enabled or settings.shutdown_lock or node.online

    def _read_history(self, id_: str, node: NodeWork, state: Element, turn: int) -> None:
        world = self.world
        world.when, world.unit = (turn, _BEFORE_ENTRIES), 0
        if remotes.is_remote_or_guest(node):
            remotes.determine_online(world, node)
            remotes.read_state(world, node, state)
        node.turn = turn
        history = self.histories.get(id_)
        if history is None:
            return
        self._find_stopped(history)
        fillers = False
        for key, entry in sorted(history.entries.items(), key=_position):
            unit = self.unit_for(entry)
            if unit is None:
                continue
            self.file(unit, node, key, entry)
            world.when, world.unit, world.found = (turn, entry.position), id(unit), unit.found
            instance = self._instance(unit, entry, node)
            read_entry(world, instance, node, entry)
            if self._keep:
                self.read.append((instance, node, entry))
                if instance.next_role != instance.spec.next_role:
                    self._watched.add(instance)
            fillers |= unit.orphan and "container" in unit.spec.meta
        if fillers:
            self._link_orphans()

    def _find_stopped(self, history: NodeEntries) -> None:
        """What failures want of a resource is done where it is found to be stopped next."""
        for instance in list(self._watched):
            if instance.id in history.positions and instance.id not in history.elements:
                instance.next_role = instance.spec.next_role
                self._watched.discard(instance)

    def file(self, unit: Unit, node: NodeWork, key: str, entry: Entry) -> None:
        """Note that an entry of a node's history belongs to a unit."""
        unit.entries[node.id, key] = entry
        for name in entry.partners():
            unit.migrates = True
            self.partners.setdefault(name, set()).add(unit)

    def unit_of(self, entry: Entry) -> Unit | None:
        """The unit an entry belongs to, None where there is none so far."""
        if entry.place is None:
            return self.orphans.get(entry.name)
        return self.units.get(entry.place.root.id)

    def _instance(self, unit: Unit, entry: Entry, node: NodeWork) -> Instance:
        tree = self.trees[unit]
        if self._is_stray(tree, entry):
            return self.trees[self._orphan(entry)]
        return resolve(self.world, tree, entry, node) or self.trees[self._orphan(entry)]

    def _is_stray(self, tree: Instance, entry: Entry) -> bool:
        """Whether no instance of what is configured is meant, in spite of an entry's name."""
        place, name = entry.place, entry.name
        if place is None:
            return False
        if tree.spec.variant is Variant.BUNDLE:
            # Once a bundled resource was found where none of its replicas lives, that is what
            # its name means, unless a replica's instance went by that name before.
            return name in self.orphans and all(
                instance.history_name != name for instance in tree.primitives()
            )
        if not place.spec.unique_last:
            return False
        # While there is one instance, its members are unique, and looked for by their full names.
        return (name in self.orphans or len(tree.children) == 1) and all(
            name not in (instance.id, instance.history_name) for instance in tree.primitives()
        )

    def unit_for(self, entry: Entry) -> Unit | None:
        """The unit an entry belongs to; a new orphan where nothing is configured by its name."""
        if entry.place is not None:
            return self.units.get(entry.place.root.id)
        if not entry.operations:
            # Of itself it says nothing, but it may lock to its node what others have spoken of.
            return self.orphans.get(entry.name)
        return self._orphan(entry)

    def _orphan(self, entry: Entry) -> Unit:
        known = self.orphans.get(entry.name)
        if known is not None:
            return known
        element = etree.Element("primitive", {**entry.attributes, "id": entry.name})
        spec = self.plan.maker.make(element, None, Variant.PRIMITIVE)
        if spec is None:  # it has an id and no template
            raise AssertionError(entry.name)
        spec.delicate = spec.is_connection or spec.fences or "container" in spec.meta
        # A device that still runs can still fence.
        self.world.has_fencing_device |= spec.fences
        unit = self._add_unit(spec, orphan=True)
        if spec.is_connection:
            self._add_orphaned_node(self.trees[unit])
        return unit

    def _add_orphaned_node(self, connection: Instance) -> None:
        """A remote node of which only the history of its connection is left."""
        node = self.world.by_name.get(connection.id)
        if node is None:
            plan = NodePlan(connection.id, connection.id, NodeKind.REMOTE, {})
            plan.made_at = connection.spec.made_at
            node = NodeWork(plan)
            node.initial = node.flags()
            self.world.nodes.append(node)
            self.world.by_name[node.name] = node
        node.connection = connection
        self.world.change(node, "unclean", value=self.plan.settings.startup_fencing)
        self.world.change(node, "unseen", value=True)
        self.world.change(node, "shutdown", value=True)

    def _link_orphans(self) -> None:
        for unit in self.orphans.values():
            host = unit.spec.meta.get("container")
            tree = self.trees[unit]
            if host is None or tree.container is not None:
                continue
            spec = self.plan.primitives.get(host)
            if spec is not None:
                tree.container = find(self.trees[self.units[spec.root.id]], spec)
            elif host in self.orphans:
                tree.container = self.trees[self.orphans[host]]

    def _finish(self) -> None:
        world = self.world
        world.when, world.unit = (self._end, _BEFORE_ENTRIES), 0
        for node in world.nodes:
            if remotes.is_remote_or_guest(node) and node.turn < 0:
                remotes.determine_online(world, node)
        if self._keep:
            return
        for unit, tree in self.trees.items():
            conclude(world, unit, tree)
            if not unit.spec.delicate:
                take_apart(tree)
        self.trees.clear()

    def _look_up(self, node: str, name: str) -> Sequence[HistoryOperation] | None:
        found = next((state for state in self._all_states if state.get("uname") == node), None)
        if found is None:
            return None
        history, resources = self.histories.get(found.get("id", "")), resources_of(found)
        if history is None or resources is None:
            return None
        element = element_of(history, resources, name)
        return None if element is None else read_operations(element)


def _position(item: tuple[str, Entry]) -> int:
    return item[1].position
