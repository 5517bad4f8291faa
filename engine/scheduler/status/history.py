"""What nodes' histories hold for each resource."""

from engine.cib.state.entries import Entry as SurveyedEntry
from engine.cib.state.entries import NodeEntries, element_of, resources_of
from engine.cib.state.failcounts import has_expired, resource_of
from engine.cib.state.operations import HistoryOperation, read_operations
from engine.cib.state.survey import Survey
from engine.cib.state.units import find
from engine.cib.state.world import Instance, NodeWork
from engine.cib.xml import Element
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Entry, Resource


def add_history(
    cluster: Cluster,
    survey: Survey,
    nodes: dict[NodeWork, Node],
    made: dict[Instance, Resource],
) -> None:
    """Give every resource its entries, and the nodes on which its state is known."""
    expired: dict[HistoryOperation, bool] = {}
    for unit in survey.all_units():
        expired |= unit.found.expired
    elements = {
        node: _Elements(survey.histories[id_], state)
        for id_, (node, state) in survey.states.items()
        if id_ in survey.histories
    }
    resets: dict[NodeWork, tuple[int, int]] = {}
    for effect in survey.world.effects:
        if effect.flag == "requires_reset" and effect.value:
            resets.setdefault(effect.node, effect.when)
    for instance, work, entry in survey.read:
        node = nodes[work]
        early = work.is_guest and (
            work not in resets or (work.turn, entry.position) <= resets[work]
        )
        over: dict[HistoryOperation, bool] = {}
        if expired:
            over = {each: expired[each] for each in entry.operations if each in expired}
        made[instance].history.setdefault(node, []).append(
            Entry(node, entry.name, entry.operations, over, elements[work].of(entry), early)
        )
    for instance, resource in made.items():
        for work in instance.known_on:
            _know(resource, nodes[work])
    _add_idle(cluster, survey, nodes)
    _forget_expired(survey, nodes, made)


class _Elements:
    """The elements of a node's history."""

    def __init__(self, history: NodeEntries, state: Element) -> None:
        self._history = history
        self._state = state
        self._in_order: list[Element] | None = None

    def of(self, entry: SurveyedEntry) -> Element | None:
        """The element of an entry; names may occur several times in hand-made documents."""
        if entry.name not in self._history.repeated:
            return self._history.elements.get(entry.name)
        if self._in_order is None:
            resources = resources_of(self._state)
            self._in_order = [] if resources is None else [*resources.iterchildren("lrm_resource")]
        return self._in_order[entry.position] if entry.position < len(self._in_order) else None


def _know(resource: Resource, node: Node) -> None:
    """Note that a resource's state on a node is known, and that of clones it is an instance of."""
    known: Resource | None = resource
    while known is not None:
        known.known_on.add(node)
        if known.unique:
            break
        known = known.parent


def _forget_expired(
    survey: Survey, nodes: dict[NodeWork, Node], made: dict[Instance, Resource]
) -> None:
    """Note fail counts that are over and to be cleared."""
    for work in nodes:
        _read_passed_over(survey, work)
    for unit in survey.all_units():
        for instance, work in unit.found.cleared:
            resource, node = made[instance], nodes[work]
            if node not in resource.cleared_on:
                resource.cleared_on.append(node)


def _read_passed_over(survey: Survey, work: NodeWork) -> None:
    """Look after fail counts of what was passed over when the history was read."""
    names = {name for each in work.attributes if (name := resource_of(each)) is not None}
    state = next((state for node, state in survey.states.values() if node is work), None)
    resources = None if state is None or work.turn < 0 or not names else resources_of(state)
    if state is None or resources is None:
        return
    history = survey.histories[state.get("id", "")]
    world = survey.world
    for name in names:
        place = survey.plan.place(name)
        idle = name in history.positions and name not in history.elements
        element = element_of(history, resources, name) if idle else None
        if place is None or place.spec.failure_timeout <= 0 or element is None:
            continue
        unit = survey.units[place.root.id]
        instance = find(survey.trees[unit], place.spec)
        if instance is None:
            continue
        world.found = unit.found
        survey.spent = True
        for operation in read_operations(element):
            has_expired(world, instance, work, operation)


def _add_idle(cluster: Cluster, survey: Survey, nodes: dict[NodeWork, Node]) -> None:
    """What was passed over when the history was read: probes that found nothing running."""
    passed_over: dict[str, list[Node]] = {}
    for id_, (work, _) in survey.states.items():
        history = survey.histories.get(id_)
        if history is None or work.turn < 0:
            continue
        node = nodes[work]
        for name in history.positions.keys() - history.elements.keys():
            known = passed_over.get(name)
            if known is None:
                passed_over[name] = [node]
            else:
                known.append(node)
    specs = survey.plan.primitives
    for name, found in passed_over.items():
        resource = cluster.by_id.get(name)
        if resource is not None and resource.spec is specs.get(name):
            resource.known_on.update(found)
