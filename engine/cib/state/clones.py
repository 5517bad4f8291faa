"""Which instance of a clone a history entry speaks of.

The history of anonymous clones has no instance numbers, or old ones that mean nothing: the
numbers are handed out anew each time, in the order in which histories are read.
"""

from engine.cib.state.entries import Entry
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.units import Unit, add_instance, build
from engine.cib.state.values import STOPPED
from engine.cib.state.world import Instance, NodeWork, World


def anonymous_instance(
    world: World, clone: Instance, primitive: Spec, node: NodeWork
) -> Instance | None:
    """The instance for a node: the one active there, else a free one, else an orphan.

    None where the clone holds another primitive of the same id.
    """
    if _member(clone.children[0], primitive) is None:
        return None
    found, free = _candidates(clone, primitive, node)
    instance = found or free
    if instance is not None and not _may_be_used(world, clone, instance, node):
        instance = None
    if instance is None:
        instance = _member(add_instance(clone), primitive)
    return instance


def replica_instance(bundle: Instance, primitive: Spec, node: NodeWork) -> Instance | None:
    """The bundled primitive's instance that lives on the replica's own node."""
    for replica in bundle.spec.replicas:
        if replica.connection is not None and replica.connection.id == node.name:
            return next(
                (
                    instance
                    for instance in bundle.primitives()
                    if instance.spec is primitive and instance.number == replica.number
                ),
                None,
            )
    return None


def locate(
    clone: Instance, instance: Instance, node: NodeWork, entry: Entry, *, pending: bool
) -> None:
    """Remember for a clone where an instance is into which a node's entry was read.

    ``pending`` says whether the entry told of something pending.
    """
    where, waiting = instance.running_on, instance.pending_node
    clone.located.update(where)
    if waiting is not None:
        clone.located.add(waiting)
    if not clone.separate:
        return
    if where or waiting is not None:
        own = (not where or where == [node]) and (waiting is None or waiting is node)
    else:
        own = not pending and _is_as_new(instance)
    clone.separate = own and entry.unnumbered


def _is_as_new(instance: Instance) -> bool:
    """Whether an instance that is nowhere reads on as one into which nothing was read."""
    spec = instance.spec
    return (
        instance.role == STOPPED
        and instance.next_role == spec.next_role
        and instance.managed == spec.managed
        and instance.failure_timeout == spec.failure_timeout
        and instance.pending_task is None
        and instance.locked_to is None
        and instance.partial_source is None
        and not (instance.blocked or instance.failed or instance.failure_ignored)
    )


def is_separate(world: World, unit: Unit, tree: Instance) -> bool:
    """Whether any node's entries of an anonymous clone may be read again without the others.

    That is so where each node that has an instance has one of its own, with the node's place as
    its number, and what the other nodes say leaves no trace in any instance.
    """
    return (
        tree.separate
        and tree.spec.variant is Variant.CLONE
        and not tree.spec.unique
        and len(world.nodes) <= tree.spec.instances == len(tree.children)
        and unit.found.recheck is None
        and not (unit.orphan or unit.migrates or unit.spec.delicate)
        and not any(
            member.spec.unique or member.spec.unique_last
            for member in tree.children[0].primitives()
        )
    )


def part_of(spec: Spec, number: int) -> Instance:
    """A clone with one instance only, to read one node's entries into it."""
    clone = Instance(spec)
    child = build(spec.children[0], number, clone)
    clone.children.append(child)
    return clone


def _candidates(
    clone: Instance, primitive: Spec, node: NodeWork
) -> tuple[Instance | None, Instance | None]:
    """The instance active on the node, and the first one that is active nowhere."""
    children = clone.children
    if node in clone.located:
        skip_free = False
        for child in children:
            if node not in _locations(child):
                continue
            member = _member(child, primitive)
            if member is not None and not member.running_on:
                return member, None
            # A second history of the same clone here: once it was told apart by number.
            skip_free = skip_free or member is not None
        if skip_free:
            return None, None
    while clone.used < len(children) and _locations(children[clone.used]):
        clone.used += 1
    for child in children[clone.used :]:
        if not child.blocked and not _locations(child):
            return None, _member(child, primitive)
    return None, None


def number_by_node(world: World, clone: Instance) -> None:
    """Give the instances of an anonymous clone numbers that do not change without a cause.

    The numbers that the cluster hands out shift whenever a node comes or goes, and are shown
    nowhere. Where each node can have an instance, that with the node's own place is its.
    """
    count = clone.spec.instances
    numbered = any(member.unique for child in clone.children for member in child.primitives())
    if numbered or len(world.nodes) > count:
        return
    places = {node: place for place, node in enumerate(world.nodes)}
    taken: set[int] = set()
    rest: list[Instance] = []
    for child in clone.children[:count]:
        where = _locations(child)
        place = places[where[0]] if where else None
        if place is None or place in taken:
            rest.append(child)
        else:
            taken.add(place)
            _renumber(child, place)
    free = (number for number in range(count) if number not in taken)
    for child, number in zip(rest, free, strict=False):
        _renumber(child, number)
    clone.children[:count] = sorted(clone.children[:count], key=lambda child: child.number or 0)


def _renumber(child: Instance, number: int) -> None:
    for member in (child, *child.children):
        member.number = number


def _locations(child: Instance) -> list[NodeWork]:
    members = [child] if child.spec.variant is Variant.PRIMITIVE else child.children
    found: list[NodeWork] = []
    for member in members:
        found += [node for node in member.running_on if node not in found]
        if member.pending_node is not None and member.pending_node not in found:
            found.append(member.pending_node)
    return found


def _member(child: Instance, primitive: Spec) -> Instance | None:
    if child.spec is primitive:
        return child
    return next((member for member in child.children if member.spec is primitive), None)


def _may_be_used(world: World, clone: Instance, instance: Instance, node: NodeWork) -> bool:
    """Do not spend a number on a lost node that needs no fencing, if there are not enough."""
    if instance.spec.needs_fencing or (node.online and not node.unclean) or node.is_guest:
        return True
    return clone.spec.instances == len(world.nodes)
