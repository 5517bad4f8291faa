"""What an entry of the history, read to its end, means for the instance and for the node."""

from typing import Final

from engine.cib.state.model import NodeKind
from engine.cib.state.onfail import OnFail
from engine.cib.state.running import add_running
from engine.cib.state.values import STARTED, STOPPED, UNKNOWN
from engine.cib.state.world import Demand, Instance, Mark, NodeWork, World

_NOT_STOPPED: Final = frozenset({OnFail.DEMOTE, OnFail.BLOCK})


def settle(world: World, instance: Instance, node: NodeWork, on_fail: OnFail) -> None:
    """Apply role and failures: where it runs, what is failed or blocked, who must be fenced."""
    if instance.role > STOPPED and not node.online and not node.maintenance and instance.managed:
        _fence_lost_node(world, instance, node)
    given = on_fail
    if node.unclean:
        # Fencing the node is the answer to every failure on it.
        on_fail = OnFail.IGNORE
    _answer(world, instance, node, on_fail)
    if instance.failed and instance.spec.is_connection:
        target = world.by_name.get(instance.id)
        if target is not None and target.unclean:
            world.change(target, "unseen", value=False)
    if instance.role != UNKNOWN:
        instance.known_on.append(node)
    if instance.role > STOPPED:
        add_running(world, instance, node, failed=given is not OnFail.IGNORE)
        if on_fail is not OnFail.IGNORE:
            instance.failed = True
            instance.stop_wanted |= on_fail not in _NOT_STOPPED
    elif instance.history_name is not None and ":" in instance.history_name:
        instance.history_name = None
    else:
        # What does not run there need not be stopped.
        instance.demands = tuple(
            Demand(*each[:2], required=False) if each[:2] == ("stop", node) else each
            for each in instance.demands
        )
    if (
        instance.role == STOPPED
        and instance.partial_source is node
        and instance.partial_target is not None
        and instance.running_on
    ):
        # A stop on the source does not undo a migration that reached the target.
        instance.role = STARTED


def _fence_lost_node(world: World, instance: Instance, node: NodeWork) -> None:
    """Something that may still run where no one can see it."""
    if node.is_guest:
        instance.failed = instance.stop_wanted = True
        world.fence(node, f"{instance.id} may be active there")
    elif world.settings.fencing_enabled:
        connection = node.connection
        remote = node.kind is not NodeKind.MEMBER and node.is_remote
        if remote and connection is not None and not connection.failed:
            world.change(node, "unseen", value=True)
        world.fence(node, f"{instance.id} may be active there")


def _answer(world: World, instance: Instance, node: NodeWork, on_fail: OnFail) -> None:
    if on_fail is OnFail.DEMOTE:
        instance.failed = True
        instance.demands += (Demand("demote", node),)
    elif on_fail is OnFail.RESTART_CONTAINER:
        instance.failed = instance.stop_wanted = True
        _stop_container(instance, node)
    elif on_fail is OnFail.MIGRATE:
        instance.marks += ((Mark.AVOIDED, node),)
    elif on_fail is OnFail.FENCE:
        world.fence(node, f"{instance.id} failed there")
    elif on_fail is OnFail.STANDBY:
        world.change(node, "standby", value=True)
        world.change(node, "standby_onfail", value=True)
    elif on_fail is OnFail.BLOCK:
        instance.managed = False
        instance.blocked = True
    elif on_fail is OnFail.STOP:
        instance.next_role = STOPPED
    elif on_fail is OnFail.RECOVER:
        if instance.role not in (STOPPED, UNKNOWN):
            instance.failed = instance.stop_wanted = True
            instance.demands += (Demand("stop", node),)
            _fence_if_unreachable(world, instance, node)
    elif on_fail is OnFail.RESET_REMOTE:
        _reset_connection(world, instance)


def _fence_if_unreachable(world: World, instance: Instance, node: NodeWork) -> None:
    """A stop that is needed where no one can carry it out."""
    reachable = node.online or (node.is_guest and not node.requires_reset)
    if instance.managed and not reachable and not node.unclean:
        world.fence(node, f"{instance.id} cannot be stopped there")


def _stop_container(instance: Instance, node: NodeWork) -> None:
    """What runs in a container is recovered with it."""
    container = instance.container
    if container is not None and instance.spec.bundled:
        container.demands += (Demand("stop", None),)
    elif container is not None:
        container.demands += (Demand("stop", node),)
    elif instance.role not in (STOPPED, UNKNOWN):
        instance.demands += (Demand("stop", node),)


def _reset_connection(world: World, instance: Instance) -> None:
    instance.failed = instance.stop_wanted = True
    node = world.by_name.get(instance.id) if instance.spec.is_connection else None
    if (
        world.settings.fencing_enabled
        and node is not None
        and node.is_remote
        and not node.was_fenced
    ):
        world.fence(node, "the connection to it cannot be recovered")
    if instance.spec.reconnect_ms:
        instance.next_role = STOPPED
