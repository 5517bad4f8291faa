"""Which nodes may not run a resource, each with its reason."""

from collections import Counter
from collections.abc import Iterator, Sequence

from engine.cib.score import INFINITY
from engine.cib.state.model import ClusterState, Instance, NodeKind, NodeState
from engine.cib.state.reason import Code, Reason
from engine.cib.state.values import parse_integer
from engine.cib.views import (
    AttributeExpression,
    Clone,
    Configuration,
    Location,
    Resource,
    Rule,
    constrained,
)


def exclusions(
    configuration: Configuration,
    state: ClusterState,
    instance: Instance,
    around: Sequence[Resource],
) -> Iterator[Reason]:
    """Every certain reason for which a node is ruled out, and first whether all nodes are.

    ``around`` is the instance's primitive and what contains it.
    """
    ids = {resource.id for resource in around}
    bans = [
        item
        for item in configuration.constraints
        if isinstance(item, Location) and _may_ban(item) and not ids.isdisjoint(constrained(item))
    ]
    nodes = [node for node in state.nodes.values() if node.kind is not NodeKind.PING]
    if nodes and all(_unavailable(node) for node in nodes):
        yield Reason(Code.NO_NODE)
    copies = _copies(state, instance, around)
    for node in nodes:
        word = _unavailable(node)
        if word is not None:
            yield Reason(Code.NODE_UNAVAILABLE, node=node.name, value=word)
        yield from _too_often(state, instance, node)
        for constraint in bans:
            if _bans(constraint, node):
                yield Reason(Code.BANNED, node=node.name, constraint=constraint)
        if node.name in copies:
            yield Reason(Code.COPY_THERE, node=node.name, count=copies[node.name])


def same_resource(name: str, instance: Instance) -> bool:
    """Whether a name in history or attributes means the instance's resource.

    The number counts only where instances can be told apart.
    """
    if name in (instance.resource, instance.key):
        return True
    base, colon, digits = name.rpartition(":")
    return bool(colon) and digits.isdecimal() and base == instance.resource and not instance.unique


def _unavailable(node: NodeState) -> str | None:
    """Why a node may start nothing, in one word; None where it may."""
    if not node.online:
        return "offline"
    for word, holds in (
        ("pending", node.pending),
        ("unclean", node.unclean),
        ("shutdown", node.shutdown),
        ("standby", node.standby or node.standby_onfail),
        ("maintenance", node.maintenance),
    ):
        if holds:
            return word
    return None


def _too_often(state: ClusterState, instance: Instance, node: NodeState) -> Iterator[Reason]:
    for failed in state.fail_counts:
        if failed.banned and failed.node == node.name and same_resource(failed.resource, instance):
            yield Reason(
                Code.FAILED_TOO_OFTEN,
                node=node.name,
                count=failed.count,
                threshold=failed.threshold,
            )


def _copies(state: ClusterState, instance: Instance, around: Sequence[Resource]) -> dict[str, int]:
    """Nodes that run as many copies of a clone as they may: one, or clone-node-max."""
    clone = next((resource for resource in around if isinstance(resource, Clone)), None)
    if clone is None:
        return {}
    limit = parse_integer(clone.meta.get("clone-node-max"), 1)
    copies = Counter(
        name for other in state.instances_of(instance.resource) for name in other.nodes
    )
    return {name: count for name, count in copies.items() if 0 < limit <= count}


# Bans


def _may_ban(constraint: Location) -> bool:
    """Whether it may concern every role, and for ever."""
    roles = (constraint.role, *(each.role for each in constraint.sets))
    return not constraint.lifetime and all(role in (None, "Started") for role in roles)


def _bans(constraint: Location, node: NodeState) -> bool:
    if constraint.node is not None:
        same = constraint.node.lower() == node.name.lower()
        return same and constraint.score <= -INFINITY
    return any(_rule_bans(rule, node) for rule in constraint.rules)


def _rule_bans(rule: Rule, node: NodeState) -> bool:
    """Whether a rule of one plain comparison rules a node out; False where that is unsure."""
    if rule.score is None or rule.score > -INFINITY or rule.role not in (None, "Started"):
        return False
    if rule.score_attribute is not None or len(rule.expressions) != 1:
        return False
    (expression,) = rule.expressions
    return isinstance(expression, AttributeExpression) and _holds(expression, node)


def _holds(expression: AttributeExpression, node: NodeState) -> bool:
    if expression.value_source not in (None, "literal") or expression.type not in (None, "string"):
        return False
    names = {"#uname": node.name, "#id": node.id}
    value = names.get(expression.attribute, node.attributes.get(expression.attribute))
    match expression.operation:
        case "defined":
            return value is not None
        case "not_defined":
            return value is None
        case "eq":
            return value is not None and value == expression.value
        case "ne":
            return value is None or value != expression.value
        case _:
            return False
