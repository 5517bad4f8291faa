"""The nodes, as the status leaves them."""

from engine.cib.score import INFINITY, parse_score
from engine.cib.state.failcounts import fail_counts
from engine.cib.state.model import NodeKind as SurveyedKind
from engine.cib.state.nodes import LOST
from engine.cib.state.nvpairs import unpack
from engine.cib.state.survey import Survey
from engine.cib.state.values import is_true, parse_integer
from engine.cib.state.world import NodeWork
from engine.cib.xml import Element, child
from engine.scheduler.model.node import Node, NodeKind
from engine.scheduler.status.names import name_key

_KINDS = {
    SurveyedKind.MEMBER: NodeKind.MEMBER,
    SurveyedKind.PING: NodeKind.PING,
    SurveyedKind.REMOTE: NodeKind.REMOTE,
    SurveyedKind.GUEST: NodeKind.REMOTE,
}


def make_nodes(survey: Survey, dc: str | None) -> dict[NodeWork, Node]:
    """All nodes by what was read of them, sorted by name; ``dc`` is the DC's id.

    Their connections are resources, and added with these.
    """
    states = dict(survey.states.values())
    ordered = sorted(survey.world.nodes, key=lambda node: name_key(node.name))
    made: dict[NodeWork, Node] = {}
    for index, work in enumerate(ordered):
        made[work] = _make(survey, work, states.get(work), dc, index)
    return made


def configured_score(work: NodeWork) -> int:
    """What the node's entry in the configuration adds to every resource's score there."""
    element = work.plan.element
    return 0 if element is None else parse_score(element.get("score"))


def _make(
    survey: Survey, work: NodeWork, state: Element | None, dc: str | None, index: int
) -> Node:
    plan = work.plan
    kind = _KINDS[work.kind]
    node = Node(
        id=work.id,
        name=work.name,
        kind=kind,
        index=index,
        online=work.online,
        standby=work.standby,
        standby_onfail=work.standby_onfail,
        maintenance=work.maintenance,
        pending=work.pending,
        unclean=work.unclean,
        unseen=work.unseen,
        shutdown=work.shutdown,
        expected_up=work.expected_up,
        is_dc=dc is not None and work.id == dc,
        requires_reset=work.requires_reset,
        was_fenced=work.was_fenced,
        fencing_wanted=work in survey.world.reasons,
        lost=survey.world.reasons.get(work) == LOST,
    )
    if plan.bundled_at is not None:
        node.score = -INFINITY
        node.bundled = True
    elif kind is not NodeKind.REMOTE and state is not None and (not node.online or node.shutdown):
        # Members that are down, or about to be, are out of the question from now on.
        node.score = -INFINITY
    else:
        node.score = configured_score(work)
    _add_attributes(survey, work, node, state)
    if kind is NodeKind.REMOTE:
        _read_remote(survey, work, node, state)
    return node


def _add_attributes(survey: Survey, work: NodeWork, node: Node, state: Element | None) -> None:
    """Attributes for rules: the node's own, and those that the cluster gives it."""
    plan = survey.plan
    is_remote = node.kind is NodeKind.REMOTE
    own = {"#kind": "cluster"}
    if is_remote:
        connection = work.connection
        inside = connection is not None and connection.container is not None
        own["#kind"] = "container" if inside else "remote"
    # What is neither configured as a node nor has a state has no attributes at all.
    read = state is not None and (work.turn >= 0 or not is_remote)
    if work.plan.element is not None or read:
        own |= {"#uname": work.name, "#id": work.id, "#is_dc": "true" if node.is_dc else "false"}
        name = plan.settings.properties.get("cluster-name")
        if name is not None:
            own["#cluster-name"] = name
        site = work.attributes.get("#site-name", work.attributes.get("site-name", name))
        if site is not None:
            own["#site-name"] = site
    node.attributes = {**own, **work.attributes}
    node.failures = fail_counts(node.attributes, survey.world.feature_set)
    blocks = [work.plan.element]
    if read and state is not None:
        blocks.append(child(state, "transient_attributes"))
    pairs: dict[str, str] = {}
    for block in blocks:
        unpack(block, "utilization", pairs, plan.circumstances, plan.references)
    node.utilization = {name: parse_integer(value) for name, value in pairs.items()}


def _read_remote(survey: Survey, work: NodeWork, node: Node, state: Element | None) -> None:
    """What only remote and guest nodes have."""
    if state is None or work.turn < 0:
        return
    node.maintenance_known = parse_integer(state.get("node_in_maintenance")) != 0
    wanted = work.attributes.get("resource-discovery-enabled")
    if wanted is not None and not is_true(wanted):
        # Without fencing, what may run on a remote node has to be found out.
        node.discovery_enabled = not (work.is_guest or survey.plan.settings.fencing_enabled)
