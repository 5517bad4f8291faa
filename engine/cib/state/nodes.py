"""Nodes: what ``node_state`` and the node attributes say of each.

Follows how Pacemaker 2.1 reads ``in_ccm``, ``crmd``, ``join`` and ``expected``. From 2.1.7 on the
first two may be times (seconds since 1970, 0 for "not"), which are read as well.
"""

from collections.abc import Mapping
from typing import Final

from engine.cib.score import parse_score
from engine.cib.state.model import NodeKind, NodeState
from engine.cib.state.nvpairs import unpack
from engine.cib.state.plan import Plan
from engine.cib.state.values import is_true, parse_integer
from engine.cib.state.world import NodeWork, World
from engine.cib.xml import Element, child

LOST: Final = "it is no longer part of the cluster"
"""Why a node is to be fenced that left without a word."""
_OLDEST_FEATURE_SET: Final = "<3.15.1"


def read_attributes(plan: Plan, node: NodeWork, state: Element | None) -> dict[str, str]:
    """Permanent and transient attributes of a node; the transient ones win."""
    attributes = dict(node.plan.attributes)
    block = None if state is None else child(state, "transient_attributes")
    unpack(
        block,
        "instance_attributes",
        attributes,
        plan.circumstances,
        plan.references,
        overwrite=True,
    )
    return attributes


def start_unseen(world: World, node: NodeWork) -> None:
    """A node of which nothing has been read yet."""
    connection = node.plan.connection
    remote = node.kind in (NodeKind.REMOTE, NodeKind.GUEST)
    if remote and (connection is None or connection.container is not None):
        return
    node.unclean = world.settings.startup_fencing
    node.unseen = True


def read_member(world: World, node: NodeWork, state: Element) -> None:
    """First reading of a cluster node's state: all but its resources."""
    node.attributes = read_attributes(world.plan, node, state)
    node.standby = is_true(node.attributes.get("standby"))
    node.maintenance = is_true(node.attributes.get("maintenance"))
    node.unclean = False
    node.unseen = False
    node.pending = False
    node.shutdown = shutdown_requested(node.attributes)
    node.expected_up = not node.shutdown and _word(state, "expected") == "member"
    if node.kind is NodeKind.PING:
        node.online = False
    elif world.settings.fencing_enabled:
        node.online = _online_with_fencing(world, node, state)
    else:
        node.online = _online_without_fencing(world, node, state)
    if node.online and not world.settings.quorate and world.settings.no_quorum_policy == "suicide":
        world.fence(node, "quorum was lost")


def shutdown_requested(attributes: Mapping[str, str]) -> bool:
    """Whether the node has asked to leave."""
    return attributes.get("shutdown", "0") != "0"


def _online_without_fencing(world: World, node: NodeWork, state: Element) -> bool:
    if not _is_in(state):
        return False
    if _is_up(state):
        return _word(state, "join") == "member"
    if node.expected_up:
        world.fence(node, "its cluster processes are gone")
    return False


def _online_with_fencing(world: World, node: NodeWork, state: Element) -> bool:
    inside, up = _is_in(state), _is_up(state)
    join = _word(state, "join")
    doomed = _to_be_terminated(node.attributes.get("terminate"))
    if node.shutdown:
        return up
    if state.get("in_ccm") is None:
        world.fence(node, "it has never been seen by the cluster")
    elif join == "banned":
        world.fence(node, "it failed to join the cluster")
    elif not doomed and (_word(state, "expected") or "down") == "down":
        if inside or up:
            node.standby = node.pending = True
    elif doomed and join == "down" and not inside and not up:
        return False
    elif not inside or not up or doomed:
        world.fence(node, _why_lost(inside=inside, up=up))
    elif join in ("pending", "down"):
        node.standby = node.pending = True
    elif join != "member":
        world.fence(node, "its membership is unknown")
    return inside


def _why_lost(*, inside: bool, up: bool) -> str:
    if not inside:
        return LOST
    return "fencing was asked for" if up else "its cluster processes are gone"


def _to_be_terminated(text: str | None) -> bool:
    """Whether the attribute ``terminate`` asks for fencing: true, or the time it was asked."""
    return is_true(text) or (text or "")[:1] in set("123456789")


def _is_in(state: Element) -> bool:
    text = state.get("in_ccm")
    return is_true(text) or parse_integer(text) > 1


def _is_up(state: Element) -> bool:
    text = state.get("crmd")
    return (text or "").lower() == "online" or parse_integer(text) > 1


def _word(state: Element, name: str) -> str | None:
    text = state.get(name)
    return None if text is None else text.lower()


def health(plan: Plan, attributes: Mapping[str, str]) -> str:
    """``green``, ``yellow`` or ``red``, by the attributes whose names begin with #health."""
    if plan.settings.health_strategy == "none":
        return "green"
    scores = dict(plan.settings.health_scores)
    verdict = "green"
    for name, value in attributes.items():
        if not name.startswith("#health"):
            continue
        word = value.lower()
        number = scores[word] if word in scores else parse_score(value)
        if word == "red" or (word != "yellow" and number <= scores["red"]):
            return "red"
        if word == "yellow" or (number <= scores["yellow"] and scores["yellow"] != scores["green"]):
            verdict = "yellow"
    return verdict


def node_state(world: World, node: NodeWork, dc: str | None, running: int) -> NodeState:
    """The node as a value."""
    kind = node.kind
    connection = node.connection
    if kind in (NodeKind.REMOTE, NodeKind.GUEST):
        kind = NodeKind.GUEST if node.is_guest else NodeKind.REMOTE
    container = None
    if connection is not None:
        host = connection.container
        container = connection.spec.id if host is None else host.spec.id
    feature_set = None
    if node.online and kind in (NodeKind.MEMBER, NodeKind.PING):
        feature_set = node.attributes.get("#feature-set", _OLDEST_FEATURE_SET)
    return NodeState(
        id=node.id,
        name=node.name,
        kind=kind,
        online=node.online,
        standby=node.standby,
        standby_onfail=node.standby_onfail,
        maintenance=node.maintenance,
        pending=node.pending,
        unclean=node.unclean,
        shutdown=node.shutdown,
        expected_up=node.expected_up,
        is_dc=dc is not None and node.id == dc,
        health=health(world.plan, node.attributes),
        feature_set=feature_set,
        resources_running=running,
        container=container,
        attributes=node.attributes,
    )
