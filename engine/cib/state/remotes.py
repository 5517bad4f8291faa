"""Remote and guest nodes, whose state is that of the resource that connects to them."""

from engine.cib.state.model import NodeKind
from engine.cib.state.nodes import read_attributes, shutdown_requested
from engine.cib.state.values import STARTED, STOPPED, is_true
from engine.cib.state.world import NodeWork, World
from engine.cib.xml import Element


def is_remote_or_guest(node: NodeWork) -> bool:
    """Whether the node is no full member of the cluster."""
    return node.kind in (NodeKind.REMOTE, NodeKind.GUEST)


def may_be_read(world: World, node: NodeWork) -> bool:
    """Whether its connection is known to be up, so that its history can be read."""
    connection = node.connection
    if connection is None:
        return False
    if connection.container is not None:
        return connection.role == STARTED and connection.container.role == STARTED
    return world.settings.shutdown_lock or connection.role == STARTED


def determine_online(world: World, node: NodeWork) -> None:
    """Whether the node is up, by its connection and its container."""
    connection = node.connection
    if connection is None:
        world.change(node, "online", value=False)
        return
    container = connection.container
    host = None
    if container is not None and len(connection.running_on) == 1:
        host = connection.running_on[0]
    if connection.role == STARTED:
        world.change(node, "online", value=True)
        if connection.next_role == STOPPED:
            world.change(node, "shutdown", value=True)
    if container is not None and container.failed:
        world.change(node, "online", value=False)
        world.change(node, "requires_reset", value=True)
    elif connection.failed:
        world.change(node, "online", value=False)
    elif connection.role == STOPPED or (container is not None and container.role == STOPPED):
        world.change(node, "online", value=False)
        world.change(node, "requires_reset", value=False)
    elif host is not None and not host.online and host.unclean:
        world.change(node, "online", value=False)
        world.change(node, "requires_reset", value=True)


def read_state(world: World, node: NodeWork, state: Element) -> None:
    """Attributes of the node, once it is known to be up (or that no more will be known)."""
    connection = node.connection
    if not node.requires_reset:
        world.change(node, "unclean", value=False)
        world.change(node, "unseen", value=False)
    node.attributes = read_attributes(world.plan, node, state)
    if shutdown_requested(node.attributes):
        world.change(node, "shutdown", value=True)
    if is_true(node.attributes.get("standby")):
        world.change(node, "standby", value=True)
    unmanaged = connection is not None and not connection.managed
    if is_true(node.attributes.get("maintenance")) or unmanaged:
        world.change(node, "maintenance", value=True)
