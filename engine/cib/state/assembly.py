"""Putting nodes and instances together into one value, keeping what did not change."""

from engine.cib.document import Cib
from engine.cib.score import INFINITY
from engine.cib.state import nodes as node_rules
from engine.cib.state import remotes
from engine.cib.state.failcounts import base_name, fail_counts
from engine.cib.state.model import ClusterState, FailCount, Failure, NodeState, PendingOperation
from engine.cib.state.model import Instance as InstanceState
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit
from engine.cib.state.values import is_true
from engine.cib.state.world import NodeWork


class Assembly:
    """Makes states; remembers what it made, so that equal parts stay the same objects."""

    def __init__(self) -> None:
        self._nodes: dict[str, NodeState] = {}
        self._instances: dict[str, InstanceState] = {}
        self._running: dict[str, int] = {}
        self._counted: dict[Unit, dict[str, int]] = {}
        self._shown: dict[Unit, tuple[InstanceState, ...]] = {}
        self._fail_counts: dict[str, tuple[FailCount, ...]] = {}
        self._failures: tuple[Failure, ...] = ()
        self._pending: tuple[PendingOperation, ...] = ()

    def whole(self, survey: Survey, cib: Cib) -> ClusterState:
        """A state from everything that was read."""
        self._running = {}
        self._counted = {}
        self._shown = {}
        instances: dict[str, InstanceState] = {}
        for unit in survey.all_units():
            self._count(unit)
            self._shown[unit] = unit.instances
            for instance in unit.instances:
                instances[instance.key] = instance
        self._instances = instances
        ordered = sorted(survey.world.nodes, key=remotes.is_remote_or_guest)
        known, self._nodes, self._fail_counts = self._nodes, {}, {}
        for node in ordered:
            self._add_node(survey, cib, node, known.get(node.name))
            self._count_failures(survey, node)
        self._collect(survey)
        return self._state(survey, cib)

    def changed(
        self,
        survey: Survey,
        cib: Cib,
        units: set[Unit],
        nodes: set[NodeWork],
        gone: set[Unit] | None = None,
    ) -> ClusterState:
        """A state that differs from the last one only by some units and nodes.

        Args:
            survey: of all.
            cib: what was read.
            units: those that may be others than before.
            nodes: the same.
            gone: units that are no more; not None only where the order of units may have changed.
        """
        moved: set[str] = set()
        if gone is not None:
            moved = self._drop(gone)
        for unit in units:
            moved |= self._recount(unit)
        if gone is not None:
            self._shown = {unit: unit.instances for unit in survey.all_units()}
            self._instances = _in_order(survey)
        elif units:
            self._replace_instances(survey, units)
        self._nodes = dict(self._nodes) if moved or nodes else self._nodes
        for node in survey.world.nodes:
            if node in nodes or node.id in moved:
                self._add_node(survey, cib, node, self._nodes.get(node.name))
            if node in nodes:
                self._count_failures(survey, node)
        if units or gone is not None:
            self._collect(survey)
        return self._state(survey, cib)

    def _state(self, survey: Survey, cib: Cib) -> ClusterState:
        dc = cib.dc_uuid
        settings = survey.plan.settings
        return ClusterState(
            version=cib.version,
            dc=next((node.name for node in survey.world.nodes if node.id == dc), None),
            quorate=settings.quorate,
            nodes=self._nodes,
            instances=self._instances,
            failures=self._failures,
            fail_counts=tuple(
                count for node in self._nodes for count in self._fail_counts.get(node, ())
            ),
            pending=self._pending,
            maintenance=settings.maintenance,
            fencing_enabled=settings.fencing_enabled,
            tickets=_tickets(cib),
        )

    def _count(self, unit: Unit) -> None:
        self._counted[unit] = unit.running
        for id_, number in unit.running.items():
            self._running[id_] = self._running.get(id_, 0) + number

    def _recount(self, unit: Unit) -> set[str]:
        """Ids of the nodes on which more, or fewer, resources run than before."""
        before = self._counted.get(unit, {})
        self._counted[unit] = unit.running
        moved: set[str] = set()
        if before == unit.running:
            return moved
        for id_ in before.keys() | unit.running.keys():
            difference = unit.running.get(id_, 0) - before.get(id_, 0)
            if difference:
                self._running[id_] = self._running.get(id_, 0) + difference
                moved.add(id_)
        return moved

    def _drop(self, units: set[Unit]) -> set[str]:
        """Count units no longer; returns the ids of the nodes where they ran."""
        moved: set[str] = set()
        for unit in units:
            for id_, number in self._counted.pop(unit, {}).items():
                self._running[id_] = self._running.get(id_, 0) - number
                moved.add(id_)
        return moved

    def _replace_instances(self, survey: Survey, units: set[Unit]) -> None:
        instances: dict[str, InstanceState] | None = dict(self._instances)
        for unit in units:
            before = self._shown[unit]
            self._shown[unit] = unit.instances
            if instances is None:
                continue
            if len(before) != len(unit.instances):
                # Something appeared or went: put all in order again.
                instances = None
                continue
            for old, new in zip(before, unit.instances, strict=True):
                if old is new:
                    continue
                if old.key != new.key:
                    instances = None
                    break
                instances[new.key] = new
        if instances is None:
            instances = _in_order(survey)
        self._instances = instances

    def _add_node(self, survey: Survey, cib: Cib, node: NodeWork, known: NodeState | None) -> None:
        running = self._running.get(node.id, 0)
        state = node_rules.node_state(survey.world, node, cib.dc_uuid, running)
        self._nodes[node.name] = known if known == state and known is not None else state

    def _count_failures(self, survey: Survey, node: NodeWork) -> None:
        world = survey.world
        found: list[FailCount] = []
        for name, (count, last) in fail_counts(node.attributes, world.feature_set).items():
            if count <= 0:
                continue
            place = survey.plan.place(name)
            threshold = INFINITY if place is None else place.spec.migration_threshold
            found.append(
                FailCount(
                    resource=base_name(name) if place is None else place.spec.id,
                    node=node.name,
                    count=count,
                    last_failure=last or None,
                    threshold=threshold,
                )
            )
        self._fail_counts[node.name] = tuple(found)

    def _collect(self, survey: Survey) -> None:
        failures = [found for unit in survey.all_units() for found in unit.found.failures]
        failures.sort(key=lambda item: item[0])
        self._failures = tuple(failure for _, failure in failures)
        self._pending = tuple(found for unit in survey.all_units() for found in unit.pending)


def _in_order(survey: Survey) -> dict[str, InstanceState]:
    return {instance.key: instance for unit in survey.all_units() for instance in unit.instances}


def _tickets(cib: Cib) -> dict[str, bool]:
    return {
        ticket.get("id", ""): is_true(ticket.get("granted")) and not is_true(ticket.get("standby"))
        for ticket in cib.root.iterfind("status/tickets/ticket_state")
    }
