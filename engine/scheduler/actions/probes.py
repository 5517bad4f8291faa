"""Finding out where resources run: a probe of each on every node whose history says nothing of it.

See "resource-discovery" and "enable-startup-probes" in Pacemaker Explained.
"""

from typing import Final

from engine.cib.boolean import parse_boolean
from engine.scheduler.actions.kinds import create_probe
from engine.scheduler.actions.make import make_action, resource_action
from engine.scheduler.fencing.request import fence_node
from engine.scheduler.fencing.unfencing import order_after_unfencing
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Discovery, Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import add_ordering, operation_key, order_tasks
from engine.scheduler.ordering.remote_state import has_failed_connection

_NOT_RUNNING: Final = "7"
_RUNNING_PROMOTED: Final = "8"


def probe_all(cluster: Cluster) -> None:
    """Probe whatever is not known on each node that can say."""
    for node in cluster.nodes:
        if not node.online:
            if has_failed_connection(node):
                fence_node(node)
            continue
        if node.unclean or not node.discovery_enabled:
            continue
        if parse_boolean(node.attributes.get("probe_complete")) is False:
            # CIBs of Pacemaker before 1.1.14 ask for new probes so.
            reprobe = make_action(
                cluster, None, f"probe_again-{node.name}", "probe_again", node, optional=False
            )
            reprobe.meta["op_no_wait"] = "true"
            continue
        probe_each(cluster.resources, node)


def probe_each(resources: list[Resource], node: Node) -> bool:
    """Probe all of them on a node; whether any was probed."""
    made = False
    for resource in resources:
        if resource.settled:
            continue
        if resource.kind is not Kind.PRIMITIVE or node not in resource.known_on:
            made |= create_probe(resource, node)
    return made


def may_be_probed(resource: Resource, node: Node) -> bool:
    """Whether a node of this kind may have it at all."""
    if not resource.cluster.options.enable_startup_probes:
        return False
    if not node.is_remote:
        return True
    if resource.spec.agent[0] == "stonith":
        return False
    if node.is_guest and any(filler.is_connection for filler in resource.fillers):
        return False  # guests within guests
    return not resource.is_connection


@create_probe.of(Kind.PRIMITIVE)
def probe_primitive(resource: Resource, node: Node) -> bool:
    """Probe a primitive on a node where that is needed."""
    if node in resource.known_on or not may_be_probed(resource, node):
        return False
    if resource.orphan or (resource.container is not None and not resource.is_connection):
        return False
    top = resource.top
    mode = resource.discovery.get(node)
    exclusive = resource.exclusive_discovery or top.exclusive_discovery
    if exclusive and (node not in resource.allowed or mode is not Discovery.EXCLUSIVE):
        return False
    if mode is Discovery.NEVER or (mode is None and _is_inside_another(node, resource)):
        return False
    if node.is_guest and _is_guest_down(node, top):
        return False

    probe = resource_action(resource, "monitor", node, optional=False)
    probe.optional = False
    order_after_unfencing(resource, node, probe, ties.OPTIONAL)
    if node not in resource.running_on:
        probe.meta["op_target_rc"] = _NOT_RUNNING
    elif resource.role is Role.PROMOTED:
        probe.meta["op_target_rc"] = _RUNNING_PROMOTED
    # An instance of a device that unfences is started as soon as its own node was probed.
    alone = resource.fences and resource.cluster.uses_unfencing
    started = top if top.kind is Kind.CLONE and not alone else resource
    _order_before_start(probe, resource, started)
    return True


def _order_before_start(probe: Action, resource: Resource, started: Resource) -> None:
    """Start (or reload) only what has been probed; a clone as a whole waits for all its instances.

    What cannot be probed is not started, yet goes on running where it does.
    """
    tie = ties.OPTIONAL
    if not probe.runnable and not resource.running_on:
        tie |= ties.RUNNABLE_FIRST
    start = operation_key(started.id, "start")
    reload = operation_key(resource.id, "reload-agent")
    for key, meaning in ((start, tie), (reload, ties.OPTIONAL)):
        add_ordering(
            started.cluster, meaning, first_action=probe, then_resource=started, then_key=key
        )


def _is_inside_another(node: Node, resource: Resource) -> bool:
    """Whether a node is the inside of a bundle's replica, which nothing else gets to see.

    What the bundle itself was made with may have been there before the node was.
    """
    if not node.bundled or node.connection is None:
        return False
    return node not in resource.allowed or node.connection.root is not resource.root


def _is_guest_down(node: Node, top: Resource) -> bool:
    """Whether nothing can run on a guest node since its container is, or will be, stopped."""
    guest = None if node.connection is None else node.connection.container
    if guest is None:
        return False
    if guest.role is Role.STOPPED:
        if guest.assigned_to is not None and guest.assigned_to not in guest.known_on:
            order_tasks(guest, "monitor", top, "start", ties.OPTIONAL)
        return True
    if _will_stop(node, guest):
        order_tasks(guest, "stop", top, "start", ties.OPTIONAL)
        return True
    return False


def _will_stop(node: Node, guest: Resource) -> bool:
    """Whether the container will be stopped, as far as can be told before actions are made."""
    return (
        node.requires_reset
        or node.unclean
        or guest.failed
        or guest.next_role is Role.STOPPED
        or (
            guest.role > Role.STOPPED
            and guest.assigned_to is not None
            and guest.assigned_to not in guest.running_on
        )
    )
