"""From the scheduler's graph to plain values."""

import re
from typing import Final

from engine.cib.state.values import parse_integer
from engine.cib.transition.model import Graph, Step, StepKind
from engine.scheduler.graph.attributes import attributes_of, graph_attributes
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import operation_key

_CLUSTER: Final = frozenset({"do_shutdown", "clear_failcount", "lrm_delete"})
_SEQUENCE_ONLY: Final = (
    ties.OPTIONAL
    | ties.SERIALIZE
    | ties.LOAD
    | ties.ANTI_COLOCATION
    | ties.SAME_NODE
    | ties.INTERNAL
    | ties.NOT_MIGRATABLE_FIRST
    | ties.FIRST_PRINTED
    | ties.THEN_PRINTED
)
_NUMBER: Final = re.compile(r":\d+\Z")


def steps_of(cluster: Cluster) -> Graph:
    """The transition graph that ``make_graph`` put together."""
    facts: dict[tuple[Resource | None, bool], _Facts] = {}
    steps: list[Step] = []
    for action in cluster.graph:
        key = action.resource, action.pseudo
        known = facts.get(key)
        if known is None:
            known = facts[key] = _resource_facts(action)
        steps.append(_step(action, known))
    return Graph(tuple(steps), graph_attributes(cluster))


def kind_of(action: Action) -> StepKind:
    """What carries it out."""
    if action.task == "stonith":
        return StepKind.PSEUDO if action.pseudo else StepKind.CLUSTER
    if action.task in _CLUSTER:
        return StepKind.CLUSTER
    return StepKind.PSEUDO if action.pseudo else StepKind.RESOURCE


def shown_key(action: Action) -> str:
    """The operation key, by the name under which histories know an instance."""
    resource = action.resource
    if resource is None or not resource.history_name:
        return action.key
    if action.task == "notify":
        when, told = action.meta["notify_type"], action.meta["notify_operation"]
        return f"{resource.history_name}_{when}_notify_{told}_0"
    task = action.cancel_task or action.task
    return operation_key(resource.history_name, task, action.interval_ms)


def recorded_names(resource: Resource) -> tuple[str, str | None]:
    """How histories name a primitive, and by which other name they may know it.

    An anonymous instance goes by its primitive's id; an orphan by the name it was found under,
    as there may be several on one node.
    """
    if resource.orphan and resource.history_name:
        return resource.history_name, resource.id
    if not resource.unique:
        own = resource.spec.id
        if resource.history_name and resource.history_name != own:
            return own, resource.history_name
        return own, resource.id
    return resource.id, None


def _step(action: Action, facts: "_Facts") -> Step:
    kind = kind_of(action)
    fences = action.task == "stonith"
    attributes = attributes_of(action, kind)
    timeout = attributes.get("CRM_meta_timeout", "")
    node = None if action.node is None or kind is StepKind.PSEUDO else action.node.name
    resource, instance, recorded_as, known_as, agent, configured_priority = facts
    after = [link for link in action.before if not link.dropped]
    return Step(
        id=action.number,
        kind=kind,
        task=action.task,
        key=action.task if kind is StepKind.CLUSTER else shown_key(action),
        node=None if fences else node,
        resource=resource,
        instance=instance,
        recorded_as=recorded_as,
        known_as=known_as,
        agent=agent,
        interval_ms=action.interval_ms,
        timeout_ms=int(timeout) if timeout.isdecimal() else None,
        target=(
            (None if action.node is None else action.node.name)
            if fences
            else attributes.get("CRM_meta_migrate_target")
        ),
        source=attributes.get("CRM_meta_migrate_source"),
        attributes=attributes,
        after=tuple(link.action.number for link in after),
        preferred=tuple(link.action.number for link in after if not link.tie & ~_SEQUENCE_ONLY),
        priority=max(0, configured_priority, action.priority),
    )


def _configured_priority(resource: Resource) -> int:
    """The priority that was asked for, not what promotion scores have made of it."""
    return parse_integer(resource.meta.get("priority"))


_Facts = tuple[
    str | None,
    str | None,
    str | None,
    str | None,
    tuple[str, str | None, str] | None,
    int,
]
"""Resource, instance, two names in histories, agent, and priority: the same for all of a
resource's actions that are pseudo-actions, or are none."""


def _resource_facts(action: Action) -> _Facts:
    resource = action.resource
    if resource is None:
        return None, None, None, None, None, 0
    priority = _configured_priority(resource)
    if resource.kind is not Kind.PRIMITIVE or action.pseudo:
        name = resource.history_name or resource.id
        numbered = next((item for item in (name, resource.id) if _NUMBER.search(item)), None)
        return _NUMBER.sub("", name), numbered, None, None, None, priority
    recorded_as, known_as = recorded_names(resource)
    numbered = next(
        (item for item in (recorded_as, resource.id, known_as) if item and _NUMBER.search(item)),
        None,
    )
    standard, provider, name = resource.spec.agent
    agent = None if standard is None or name is None else (standard, provider, name)
    return _NUMBER.sub("", recorded_as), numbered, recorded_as, known_as, agent, priority
