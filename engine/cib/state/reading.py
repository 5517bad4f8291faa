"""Reading a unit's history entries into its instances, one after the other."""

from engine.cib.state.aftermath import settle
from engine.cib.state.clones import (
    anonymous_instance,
    locate,
    number_by_node,
    replica_instance,
)
from engine.cib.state.entries import Entry
from engine.cib.state.history import Trail, read_operation
from engine.cib.state.instances import instance_state
from engine.cib.state.model import Instance as InstanceState
from engine.cib.state.model import PendingOperation
from engine.cib.state.specs import Variant, requested_role
from engine.cib.state.units import Unit, find
from engine.cib.state.values import UNKNOWN
from engine.cib.state.world import Instance, NodeWork, World


def resolve(world: World, tree: Instance, entry: Entry, node: NodeWork) -> Instance | None:
    """The instance that an entry speaks of; None if the tree has none for it."""
    place = entry.place
    if place is None:
        return tree
    spec = place.spec
    top = spec.top
    if top.variant is not Variant.CLONE:
        found = find(tree, spec)
    elif top.unique:
        found = find(tree, spec, place.number)
    elif spec.bundled:
        found = replica_instance(tree, spec, node)
    else:
        found = anonymous_instance(world, tree, spec, node)
    if found is not None and entry.name not in (found.id, found.history_name):
        found.history_name = entry.name
    return found


def read_entry(world: World, instance: Instance, node: NodeWork, entry: Entry) -> None:
    """Read all operations of one resource on one node."""
    if entry.lock is not None:
        _read_lock(world, instance, node, entry.lock)
    before = instance.role
    instance.role = UNKNOWN
    trail = Trail()
    for operation in entry.operations:
        read_operation(world, instance, node, operation, trail)
    settle(world, instance, node, trail.on_fail)
    wanted = requested_role(instance.spec)
    if wanted != UNKNOWN and (instance.next_role == UNKNOWN or wanted < instance.next_role):
        instance.next_role = wanted
    instance.role = max(instance.role, before)
    top = instance
    while top.parent is not None:
        top = top.parent
    if top.spec.variant is Variant.CLONE:
        locate(top, instance)


def _read_lock(world: World, instance: Instance, node: NodeWork, lock: str) -> None:
    """A resource stays with a node that was shut down, for a while or for ever."""
    since = int(lock) if lock.isdecimal() else 0
    if not since:
        return
    limit = world.settings.shutdown_lock_limit
    if limit > 0 and world.now is not None:
        if int(world.now) > since + limit:
            return
        world.recheck_at(since + limit + 1)
    instance.locked_to = node


def conclude(world: World, unit: Unit, tree: Instance) -> None:
    """Take over what a finished tree says, keeping equal values by identity."""
    if tree.spec.variant is Variant.CLONE and not tree.spec.unique:
        number_by_node(world, tree)
    known = {state.key: state for state in unit.instances}
    running: dict[str, int] = {}
    found: list[InstanceState] = []
    for instance in tree.primitives():
        for node in instance.running_on:
            running[node.id] = running.get(node.id, 0) + 1
        state = instance_state(instance)
        if unit.orphan and not state.active:
            continue
        old = known.get(state.key)
        found.append(old if old is not None and old == state else state)
    unit.instances = tuple(found)
    unit.running = running
    unit.pending = tuple(
        PendingOperation(
            resource=instance.spec.id,
            instance=instance.id,
            node=node.name,
            task=operation.task,
            interval_ms=operation.interval_ms,
        )
        for instance, node, operation in unit.reading
    )
