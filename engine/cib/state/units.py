"""Outermost resources with all their instances: what is read, and re-read, as one."""

from dataclasses import dataclass, field
from typing import TypeAlias

from engine.cib.fresh import new_dict
from engine.cib.state.entries import Entry
from engine.cib.state.model import Instance as InstanceState
from engine.cib.state.model import PendingOperation
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.world import Findings, Instance

Fact: TypeAlias = tuple[tuple[object, ...], InstanceState]
"""What an instance's value was made from, so that it need not be made again, and the value."""


@dataclass(slots=True, eq=False)
class Unit:
    """One outermost resource, the history entries that belong to it, and what they come to."""

    spec: Spec
    orphan: bool = False
    entries: dict[tuple[str, str], Entry] = field(default_factory=new_dict)
    """By node id and name in the history."""
    facts: dict[tuple[str, int | None], Fact] = field(default_factory=new_dict)
    instances: tuple[InstanceState, ...] = ()
    running: dict[str, int] = field(default_factory=new_dict)
    """How many instances count as running on which node (by id)."""
    found: Findings = field(default_factory=Findings)
    """What came to light when it was read."""
    pending: tuple[PendingOperation, ...] = ()
    migrates: bool = False
    """Whether an entry tells of a live migration, and so of another node than its own."""
    separate: bool = False
    """Whether each node's entries concern one instance alone, numbered by the node's place."""


def build(spec: Spec, number: int | None = None, parent: Instance | None = None) -> Instance:
    """A resource with all its instances, none of them active yet."""
    instance = Instance(spec, number, parent)
    if spec.variant is Variant.GROUP:
        instance.children = [build(member, number, instance) for member in spec.children]
    elif spec.variant is Variant.CLONE:
        for _ in range(max(1, spec.instances)):
            add_instance(instance)
    elif spec.variant is Variant.BUNDLE:
        _build_bundle(instance)
    return instance


def add_instance(clone: Instance) -> Instance:
    """One more instance of a clone; past clone-max it is an orphan."""
    number = len(clone.children)
    child = build(clone.spec.children[0], number, clone)
    clone.children.append(child)
    if number >= clone.spec.instances:
        child.orphan = True
        for part in child.children:
            part.orphan = True
    return child


def take_apart(tree: Instance) -> None:
    """Let go of the parents, so that a tree which is done with goes at once."""
    for part in tree.children:
        part.parent = None
        if part.children:
            take_apart(part)


def _build_bundle(bundle: Instance) -> None:
    inner = next((part for part in bundle.spec.children if part.variant is Variant.CLONE), None)
    for replica in bundle.spec.replicas:
        container = Instance(replica.container, None, bundle)
        bundle.children.append(container)
        if replica.address is not None:
            bundle.children.append(Instance(replica.address, None, bundle))
        if replica.connection is not None:
            connection = Instance(replica.connection, None, bundle)
            connection.container = container
            bundle.children.append(connection)
    if inner is not None:
        bundle.children.append(build(inner, None, bundle))


def find(tree: Instance, spec: Spec, number: int | None = None) -> Instance | None:
    """The instance of a primitive in a tree."""
    for instance in tree.primitives():
        if instance.spec is spec and instance.number == number:
            return instance
    return None
