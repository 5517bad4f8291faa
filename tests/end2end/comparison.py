"""The desktop's model and Pacemaker's own ``crm_mon``, side by side."""

from collections import Counter

from engine.cib.state.model import ClusterState, Instance, NodeState
from engine.cib.xml import Element

NODE_FLAGS = (
    "online",
    "standby",
    "standby_onfail",
    "maintenance",
    "pending",
    "unclean",
    "shutdown",
    "expected_up",
    "is_dc",
)
INSTANCE_FLAGS = ("active", "orphaned", "blocked", "managed", "failed", "failure_ignored")


def differences(state: ClusterState, seen: Element) -> list[str]:
    """What the model says otherwise than ``crm_mon --output-as=xml --inactive`` does."""
    return [*_cluster(state, seen), *_nodes(state, seen), *_instances(state, seen)]


def _cluster(state: ClusterState, seen: Element) -> list[str]:
    found: list[str] = []
    dc = seen.find("summary/current_dc")
    name = dc.get("name") if dc is not None and dc.get("present") == "true" else None
    if name != state.dc:
        found.append(f"DC: crm_mon says {name}, the model {state.dc}")
    if dc is not None and (dc.get("with_quorum") == "true") != state.quorate:
        found.append(f"quorum: the model says {state.quorate}")
    return found


def _nodes(state: ClusterState, seen: Element) -> list[str]:
    theirs = {node.get("name", ""): _seen_node(node) for node in seen.iterfind("nodes/node")}
    ours = {name: _node(node) for name, node in state.nodes.items()}
    return [
        f"node {name}: crm_mon says {theirs.get(name)}, the model {ours.get(name)}"
        for name in sorted(theirs.keys() | ours.keys())
        if theirs.get(name) != ours.get(name)
    ]


def _seen_node(node: Element) -> dict[str, str]:
    told = {flag: node.get(flag, "") for flag in NODE_FLAGS}
    return told | {"running": node.get("resources_running", "")}


def _node(node: NodeState) -> dict[str, str]:
    told = {flag: str(getattr(node, flag)).lower() for flag in NODE_FLAGS}
    return told | {"running": str(node.resources_running)}


def _instances(state: ClusterState, seen: Element) -> list[str]:
    theirs = Counter(_seen_instance(item) for item in seen.iterfind("resources//resource"))
    ours = Counter(_instance(item) for item in state.instances.values())
    return [f"only crm_mon: {item}" for item in (theirs - ours).elements()] + [
        f"only the model: {item}" for item in (ours - theirs).elements()
    ]


Row = tuple[str, ...]


def _seen_instance(item: Element) -> Row:
    nodes = sorted(node.get("name", "") for node in item.iterfind("node"))
    return (
        item.get("id", ""),
        item.get("role", ""),
        item.get("target_role", ""),
        item.get("pending", ""),
        item.get("locked_to", ""),
        *(f"{flag}={item.get(flag)}" for flag in INSTANCE_FLAGS),
        *nodes,
    )


def _instance(item: Instance) -> Row:
    return (
        item.key if item.unique else item.resource,
        item.role.value,
        item.target_role or "",
        item.pending or "",
        item.locked_to or "",
        *(f"{flag}={str(getattr(item, flag)).lower()}" for flag in INSTANCE_FLAGS),
        *sorted(item.nodes),
    )
