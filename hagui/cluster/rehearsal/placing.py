"""Where everything is before a transition, and where it is after it. Pure.

What the scheduler decides is in the graph's actions; played on the present placement they give
the one afterwards, without the cost of having crm_simulate play them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from engine.cib.state.model import ClusterState, Role
from engine.cib.transition.model import Graph, Step, StepKind
from engine.cib.views import Bundle, Clone, Configuration
from hagui.cluster.placement import told_as

_PLACES: Final = frozenset({"start", "stop", "promote", "demote", "migrate_to", "migrate_from"})
_NOT_ACTIVE: Final = frozenset({Role.STOPPED, Role.UNKNOWN})


class Slot(NamedTuple):
    """One copy of a resource on one node."""

    name: str
    """The primitive's id, or ``id:N`` of an instance that has an identity of its own; copies of
    anonymous clones are told apart by their node."""
    node: str


@dataclass(frozen=True, slots=True)
class Placing:
    """What a transition does to the placement."""

    before: Mapping[Slot, Role]
    after: Mapping[Slot, Role]
    steps: Mapping[Slot, tuple[Step, ...]]
    """What agents do there, in the order of the graph."""
    fenced: Mapping[str, Step]
    """By node."""

    def tasks(self, slot: Slot) -> frozenset[str]:
        """What agents do there."""
        return frozenset(step.task for step in self.steps.get(slot, ()))


def place(
    graph: Graph,
    state: ClusterState,
    configuration: Configuration,
    lost: frozenset[str] = frozenset(),
) -> Placing:
    """Play a graph on the placement of ``state``.

    Args:
        graph: what is done.
        state: where everything is before.
        configuration: by which that is seen.
        lost: names of nodes on which nothing is active any more, fenced or not.
    """
    before = {
        Slot(told_as(instance), node): instance.role
        for instance in state.instances.values()
        if instance.role not in _NOT_ACTIVE
        for node in instance.nodes
    }
    unique = {item.resource for item in state.instances.values() if item.unique}
    alike = {item.key for item in state.instances.values() if not item.unique}
    steps: defaultdict[Slot, list[Step]] = defaultdict(list)
    for step in graph.steps:
        if step.kind is StepKind.RESOURCE and step.task in _PLACES and step.node and step.resource:
            single = step.resource in unique and step.instance not in alike
            own = step.instance if single else None
            steps[Slot(own or step.resource, step.node)].append(step)
    fenced = {step.target: step for step in graph.steps if step.target is not None and _kills(step)}
    left = {node for _, node in before} - fenced.keys() - lost
    after = {slot: role for slot, role in before.items() if slot.node in left}
    promotable = frozenset(_promotable(configuration))
    for slot, done in steps.items():
        role = _played(done, after.get(slot), promotable=_resource(slot) in promotable)
        if role is None:
            after.pop(slot, None)
        else:
            after[slot] = role
    played = {slot: tuple(done) for slot, done in steps.items()}
    return Placing(before, after, played, fenced)


def _kills(step: Step) -> bool:
    """Whether it fences a node (``on`` only lets it use a shared device again)."""
    return step.task == "stonith" and step.attributes.get("CRM_meta_stonith_action") != "on"


def _played(steps: Iterable[Step], role: Role | None, *, promotable: bool) -> Role | None:
    """The role after these steps; the scheduler lets what takes away come first."""
    tasks = {step.task for step in steps}
    if "stop" in tasks:
        role = None
    elif "demote" in tasks and role is not None:
        role = Role.UNPROMOTED
    if tasks & {"start", "migrate_from"}:
        role = Role.UNPROMOTED if promotable else Role.STARTED
    if "promote" in tasks:
        role = Role.PROMOTED
    return role


def _promotable(configuration: Configuration) -> Iterable[str]:
    for resource in configuration.resources:
        if isinstance(resource, Clone | Bundle) and resource.promotable:
            yield from (primitive.id for primitive in resource.primitives())


def _resource(slot: Slot) -> str:
    return slot.name.partition(":")[0]
