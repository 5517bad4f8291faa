"""Where an instance is active, and what being active in too many places leads to."""

from engine.cib.state.specs import Variant
from engine.cib.state.values import STARTED, UNPROMOTED
from engine.cib.state.world import Instance, Mark, NodeWork, World


def set_active(instance: Instance) -> None:
    """Running, in the lowest role that counts as running."""
    instance.role = UNPROMOTED if instance.spec.in_promotable else STARTED


def add_running(world: World, instance: Instance, node: NodeWork, *, failed: bool = False) -> None:
    """Record that an instance is active on a node; ``failed``: and has failed there."""
    if node in instance.running_on:
        return
    instance.running_on.append(node)
    if failed:
        instance.failed_on += (node,)
    if node.maintenance:
        instance.managed = False
    if not instance.managed:
        instance.marks += ((Mark.HELD, node),)
        tell_parents(instance, node, managed=False)
        return
    answer = instance.spec.multiple_active
    if answer == "stop_only" and _is_multiply_active(instance):
        instance.marks += tuple((Mark.OUT, each) for each in world.nodes)
    elif answer == "block" and _is_multiply_active(instance):
        _block(instance)
        parent = instance.parent
        if (
            parent is not None
            and parent.spec.variant in (Variant.GROUP, Variant.BUNDLE)
            and parent.spec.multiple_active == "block"
        ):
            for sibling in parent.children:
                _block(sibling)
    tell_parents(instance, node, managed=True)


def tell_parents(instance: Instance, node: NodeWork, *, managed: bool) -> None:
    """Record in what an instance belongs to that it is active there.

    ``managed``: whether the instance was when it was found there. What is not counts for its
    parents only where it can be seen, but then each time: a node may stand there more than once.
    """
    parent = instance.parent if managed or node.online else None
    while parent is not None:
        if managed and node in parent.running_on:
            return
        parent.running_on.append(node)
        if managed and not parent.managed:
            parent.marks += ((Mark.HELD, node),)
        managed = managed and parent.managed
        parent = parent.parent if managed or node.online else None


def _block(instance: Instance) -> None:
    instance.managed = False
    instance.blocked = True


def _is_multiply_active(instance: Instance) -> bool:
    """Nodes that are to be fenced count only where the resource has to wait for fencing."""
    if instance.spec.needs_fencing:
        return len(instance.running_on) > 1
    return sum(node.online and not node.unclean for node in instance.running_on) > 1


def is_active(instance: Instance) -> bool:
    """Whether it counts as active: on a node that is up, or may still be running it."""
    return any(node.unclean or node.online or not instance.managed for node in instance.running_on)
