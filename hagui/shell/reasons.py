"""Why something does not run, as far as configuration and state tell by themselves. Pure.

Not a scheduler: it names causes that are certain (a ban, a reached threshold, a node that may
run nothing, a partner that is not there) and keeps silent about scores.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from engine.cib.state.model import ClusterState, Condition, Instance, NodeKind, NodeState, Role
from engine.cib.views import (
    AttributeExpression,
    Bundle,
    Clone,
    Colocation,
    Configuration,
    Constraint,
    Group,
    Location,
    Order,
    Primitive,
    Rule,
)
from hagui.i18n import tr
from hagui.shell.phrases.constraints import Name, constraint_sentence, plain
from hagui.shell.phrases.states import condition_word
from hagui.shell.phrases.units import INFINITY, score

RESOURCES = (Primitive, Group, Clone, Bundle)


class Cause(Enum):
    """Kinds of causes."""

    TARGET_ROLE = "target-role"
    UNMANAGED = "unmanaged"
    MAINTENANCE = "maintenance"
    NO_QUORUM = "no-quorum"
    MEMBER_BEFORE = "member-before"
    PARTNER = "partner"
    NODE_STATE = "node-state"
    THRESHOLD = "threshold"
    BANNED = "banned"
    COPY_THERE = "copy-there"


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause; with a node, it holds for that node alone."""

    cause: Cause
    node: str | None = None
    who: str = ""
    """The resource, constraint or word that it is about."""
    count: int = 0
    limit: int = 0
    constraint: Constraint | None = None


def why_stopped(
    instance: Instance, configuration: Configuration, state: ClusterState
) -> list[Reason]:
    """Causes for an instance that is active nowhere; empty where none is certain."""
    if instance.nodes or instance.role is not Role.STOPPED:
        return []
    around = [instance.resource, *(r.id for r in configuration.parents(instance.resource))]
    found = list(_everywhere(instance, around, configuration, state))
    if any(reason.cause in {Cause.TARGET_ROLE, Cause.NO_QUORUM} for reason in found):
        return found
    for node in state.nodes.values():
        if node.kind is NodeKind.PING:
            continue
        reason = _on_node(instance, node, around, configuration, state)
        if reason is not None:
            found.append(reason)
    return found


def reason_sentence(reason: Reason, name: Name = plain) -> str:
    """A cause in words."""
    node = name(reason.node or "")
    match reason.cause:
        case Cause.TARGET_ROLE:
            return tr("reason", "It is told to be stopped (target-role of {who})", who=reason.who)
        case Cause.UNMANAGED:
            return tr("reason", "It is not managed by the cluster")
        case Cause.MAINTENANCE:
            return tr("reason", "The cluster is in maintenance: nothing is started")
        case Cause.NO_QUORUM:
            return tr("reason", "The cluster has no quorum: nothing is started")
        case Cause.MEMBER_BEFORE:
            return tr("reason", "{who}, before it in the group, is not running", who=reason.who)
        case Cause.PARTNER:
            text = constraint_sentence(reason.constraint, name) if reason.constraint else ""
            return tr("reason", "{who} is not there: {rule}", who=name(reason.who), rule=text)
        case Cause.NODE_STATE:
            return tr("reason", "{node}: {word}", node=node, word=reason.who)
        case Cause.THRESHOLD:
            return tr(
                "reason",
                "{node}: failed {times} times of {limit} allowed, so banned until cleaned up",
                node=node,
                times=score(reason.count),
                limit=reason.limit,
            )
        case Cause.BANNED:
            return tr("reason", "{node}: never there (−∞, {who})", node=node, who=reason.who)
        case Cause.COPY_THERE:
            return tr("reason", "{node}: runs a copy already", node=node)


def _everywhere(
    instance: Instance, around: list[str], configuration: Configuration, state: ClusterState
) -> Iterator[Reason]:
    for id_ in around:
        resource = configuration.find(id_)
        if isinstance(resource, RESOURCES) and (
            resource.meta.get("target-role", "").lower() == "stopped"
        ):
            yield Reason(Cause.TARGET_ROLE, who=id_)
            return
    if state.maintenance:
        yield Reason(Cause.MAINTENANCE)
    elif not instance.managed:
        yield Reason(Cause.UNMANAGED)
    if not state.quorate and configuration.properties.get("no-quorum-policy", "stop") != "ignore":
        yield Reason(Cause.NO_QUORUM)
    before = _member_before(instance, configuration)
    if before is not None and not _active(before, state):
        yield Reason(Cause.MEMBER_BEFORE, who=before)
    for id_ in around:
        for item in configuration.constraints_of(id_):
            partner = _partner(item, id_)
            if partner is not None and not _active_any(partner, configuration, state, item):
                yield Reason(Cause.PARTNER, who=partner, constraint=item)


def _partner(item: Constraint, id_: str) -> str | None:
    """What must be there for ``id_`` to run, where a constraint demands it outright."""
    match item:
        case Colocation(resource=who, with_resource=other, score=value) if who == id_:
            return other if value >= INFINITY else None
        case Order(first=first, then=then, kind="Mandatory") if then == id_:
            return first if item.first_action in {"start", "promote"} else None
        case _:
            return None


def _active_any(
    id_: str, configuration: Configuration, state: ClusterState, item: Constraint
) -> bool:
    wanted = isinstance(item, Order) and item.first_action == "promote"
    wanted |= isinstance(item, Colocation) and item.with_role == "Promoted"
    resource = configuration.find(id_)
    ids = {p.id for p in resource.primitives()} if isinstance(resource, RESOURCES) else {id_}
    return any(
        (i.role is Role.PROMOTED) if wanted else bool(i.nodes)
        for i in state.instances.values()
        if i.resource in ids
    )


def _active(id_: str, state: ClusterState) -> bool:
    return any(instance.nodes for instance in state.instances_of(id_))


def _member_before(instance: Instance, configuration: Configuration) -> str | None:
    parents = configuration.parents(instance.resource)
    group = parents[0] if parents else None
    if not isinstance(group, Group):
        return None
    ids = [member.id for member in group.members]
    place = ids.index(instance.resource)
    return ids[place - 1] if place else None


def _on_node(
    instance: Instance,
    node: NodeState,
    around: list[str],
    configuration: Configuration,
    state: ClusterState,
) -> Reason | None:
    if node.condition not in {Condition.ONLINE, Condition.MAINTENANCE}:
        return Reason(Cause.NODE_STATE, node.name, condition_word(node.condition))
    for count in state.fail_counts:
        if count.node == node.name and count.banned and count.resource.partition(":")[0] in around:
            return Reason(Cause.THRESHOLD, node.name, count=count.count, limit=count.threshold or 0)
    for id_ in around:
        for item in configuration.constraints_of(id_):
            if isinstance(item, Location) and _bans(item, node):
                return Reason(Cause.BANNED, node.name, item.id, constraint=item)
    copies = any(isinstance(configuration.find(id_), Clone) for id_ in around)
    if copies and any(node.name in i.nodes for i in state.instances_of(instance.resource)):
        return Reason(Cause.COPY_THERE, node.name)
    return None


def _bans(item: Location, node: NodeState) -> bool:
    if item.lifetime or item.role is not None:
        return False
    if item.node is not None:
        return item.node == node.name and item.score <= -INFINITY
    return any(
        (rule.score or 0) <= -INFINITY and len(rule.expressions) == 1 and _holds(rule, node)
        for rule in item.rules
    )


def _holds(rule: Rule, node: NodeState) -> bool:
    """Whether a rule of one plain comparison holds on a node; False where unsure."""
    first = rule.expressions[0]
    if not isinstance(first, AttributeExpression) or first.value_source:
        return False
    name = first.attribute
    value = node.name if name == "#uname" else node.attributes.get(name)
    match first.operation:
        case "defined":
            return value is not None
        case "not_defined":
            return value is None
        case "eq":
            return value is not None and value == first.value
        case "ne":
            return value is None or value != first.value
        case _:
            return False
