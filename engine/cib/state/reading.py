"""Reading a unit's history entries into its instances, one after the other."""

from collections.abc import Mapping

from engine.cib.state.aftermath import settle
from engine.cib.state.clones import (
    anonymous_instance,
    is_separate,
    locate,
    number_by_node,
    replica_instance,
)
from engine.cib.state.entries import Entry, Outcome
from engine.cib.state.history import Trail, read_operation
from engine.cib.state.instances import facts_of, instance_state
from engine.cib.state.model import Instance as InstanceState
from engine.cib.state.model import PendingOperation
from engine.cib.state.specs import Variant
from engine.cib.state.units import Fact, Unit, find
from engine.cib.state.values import UNKNOWN
from engine.cib.state.world import Demand, Instance, Mark, NodeWork, World


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
    flags = (node.online, node.unclean, node.maintenance, node.shutdown)
    before = len(world.found.pending)
    fresh = instance.untouched and not (instance.failed or instance.demands)
    if fresh and entry.outcome is not None and entry.outcome.flags == flags:
        entry.outcome.apply(instance, node)
    else:
        _read_operations(world, instance, node, entry, flags)
    instance.untouched = False
    top = instance
    while top.parent is not None:
        top = top.parent
    if top.spec.variant is Variant.CLONE:
        locate(top, instance, node, entry, pending=len(world.found.pending) > before)


def _read_operations(
    world: World,
    instance: Instance,
    node: NodeWork,
    entry: Entry,
    flags: tuple[bool, bool, bool, bool],
) -> None:
    found = (len(world.effects), world.found.size())
    top = instance.top
    marks = len(top.marks)
    if entry.lock is not None:
        _read_lock(world, instance, node, entry.lock)
    before = instance.role
    instance.role = UNKNOWN
    trail = Trail()
    for operation in entry.operations:
        read_operation(world, instance, node, operation, trail)
    settle(world, instance, node, trail.on_fail)
    wanted = instance.spec.next_role
    if wanted != UNKNOWN and (instance.next_role == UNKNOWN or wanted < instance.next_role):
        instance.next_role = wanted
    instance.role = max(instance.role, before)
    if (
        instance.untouched
        and found == (len(world.effects), world.found.size())
        and not world.found.asks_fencing
        and (top is instance or all(mark is Mark.HELD for mark, _ in top.marks[marks:]))
        and _speaks_for_itself(instance, node, entry)
    ):
        entry.outcome = Outcome.of(instance, flags)


def _speaks_for_itself(instance: Instance, node: NodeWork, entry: Entry) -> bool:
    """Whether an entry, read again on a node in the same state, comes to the same."""
    return (
        entry.lock is None
        and node.connection is None
        and instance.container is None
        and not instance.spec.failure_timeout
        and instance.running_on in ([], [node])
        and instance.marks in ((), ((Mark.HELD, node),))
        and not (instance.demands or instance.failed_on or instance.dangling)
        and not (instance.stop_wanted or instance.start_pending)
        and not any(operation.source is not None for operation in entry.operations)
    )


def _read_lock(world: World, instance: Instance, node: NodeWork, lock: str) -> None:
    """A resource stays with a node that was shut down, for a while or for ever."""
    since = int(lock) if lock.isdecimal() else 0
    if not since:
        return
    limit = world.settings.shutdown_lock_limit
    if limit > 0 and world.now is not None:
        if int(world.now) > since + limit:
            instance.demands += (Demand("lrm_delete", node),)
            return
        world.recheck_at(since + limit + 1)
    instance.locked_to = node
    instance.lock_time = since


def conclude(world: World, unit: Unit, tree: Instance) -> None:
    """Take over what a finished tree says, keeping equal values by identity."""
    unit.separate = is_separate(world, unit, tree)
    if tree.spec.variant is Variant.CLONE and not tree.spec.unique:
        number_by_node(world, tree)
    running: dict[str, int] = {}
    found: list[InstanceState] = []
    facts: dict[tuple[str, int | None], Fact] = {}
    for instance in tree.primitives():
        for node in instance.running_on:
            running[node.id] = running.get(node.id, 0) + 1
        key = (instance.spec.id, instance.number)
        fact = facts[key] = _fact(unit, key, instance)
        if fact[1].active or not unit.orphan:
            found.append(fact[1])
    unit.facts = facts
    unit.instances = tuple(found)
    unit.running = running
    _conclude_pending(unit)


def conclude_parts(unit: Unit, parts: Mapping[NodeWork, Instance]) -> None:
    """Take over what some nodes' parts of a separate clone say."""
    instances = list(unit.instances)
    running = dict(unit.running)
    for node, tree in parts.items():
        child = tree.children[0]
        members = list(child.primitives())
        count = sum(node in member.running_on for member in members)
        if count:
            running[node.id] = count
        else:
            running.pop(node.id, None)
        first = (child.number or 0) * len(members)
        for index, member in enumerate(members, first):
            key = (member.spec.id, member.number)
            fact = unit.facts[key] = _fact(unit, key, member)
            instances[index] = fact[1]
    unit.instances = tuple(instances)
    unit.running = running
    _conclude_pending(unit)


def _fact(unit: Unit, key: tuple[str, int | None], instance: Instance) -> Fact:
    """An instance's value, the known one where it is equal."""
    seen = facts_of(instance)
    known = unit.facts.get(key)
    if known is not None and known[0] == seen:
        return known
    state = instance_state(instance)
    return (seen, state if known is None or known[1] != state else known[1])


def _conclude_pending(unit: Unit) -> None:
    unit.pending = tuple(
        PendingOperation(
            resource=instance.spec.id,
            instance=instance.id,
            node=node.name,
            task=operation.task,
            interval_ms=operation.interval_ms,
        )
        for instance, node, operation in unit.found.pending
    )
