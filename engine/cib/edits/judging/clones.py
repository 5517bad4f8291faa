"""Making, removing and promoting clones."""

from collections.abc import Generator, Iterator

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.judging.attributes import meta
from engine.cib.edits.judging.groups import new_id, resource
from engine.cib.edits.vocabulary import MakeClone, RemoveClone, SetMeta, SetPromotable
from engine.cib.finding import Finding
from engine.cib.views import (
    Bundle,
    Clone,
    Colocation,
    Configuration,
    Constraint,
    Group,
    Location,
    Order,
    Primitive,
    ResourceSet,
    Ticket,
    constrained,
)

PROMOTED: frozenset[str] = frozenset({"Promoted", "Unpromoted", "promote", "demote"})
"""Roles and actions that only what is promotable has."""


def make_clone(configuration: Configuration, edit: MakeClone) -> Iterator[Finding]:
    """What stands in the way of cloning."""
    yield from new_id(configuration, edit.id)
    found = resource(configuration, edit.resource)
    if found is None:
        yield refusal(Code.NO_SUCH_RESOURCE, resource=edit.resource)
        return
    if not isinstance(found, Primitive | Group):
        yield refusal(Code.NOT_CLONABLE, found.id, resource=found.id)
    match next(iter(configuration.parents(found.id)), None):
        case Group(id=group):
            yield refusal(Code.ALREADY_IN_GROUP, found.id, resource=found.id, group=group)
        case Clone(id=clone):
            yield refusal(Code.IN_CLONE, found.id, resource=found.id, clone=clone)
        case Bundle(id=bundle):
            yield refusal(Code.IN_BUNDLE, found.id, resource=found.id, bundle=bundle)
        case _:
            pass


def remove_clone(configuration: Configuration, edit: RemoveClone) -> Iterator[Finding]:
    """What stands in the way of leaving one instance."""
    clone = yield from _clone(configuration, edit.clone)
    if clone is None:
        return
    if clone.child is None:
        yield refusal(Code.EMPTY_CLONE, clone.id, clone=clone.id)
    yield from _roles_in_use(configuration, clone)


def set_promotable(configuration: Configuration, edit: SetPromotable) -> Iterator[Finding]:
    """What stands in the way of making a clone promotable, or plain."""
    clone = yield from _clone(configuration, edit.clone)
    if clone is None:
        return
    if not edit.on:
        yield from _roles_in_use(configuration, clone)
    value = "true" if edit.on else None
    if edit.on != clone.promotable:
        yield from meta(configuration, SetMeta(clone.id, "promotable", value))


def promotable(configuration: Configuration, id_: str) -> bool:
    """Whether what has that id can be promoted; True also where that cannot be told."""
    found = resource(configuration, id_)
    if found is None:
        return True
    return any(
        isinstance(each, Clone | Bundle) and each.promotable
        for each in (found, *configuration.parents(id_))
    )


def _clone(configuration: Configuration, id_: str) -> Generator[Finding, None, Clone | None]:
    found = resource(configuration, id_)
    if found is None:
        yield refusal(Code.NO_SUCH_RESOURCE, resource=id_)
        return None
    if not isinstance(found, Clone):
        yield refusal(Code.NOT_A_CLONE, id_, resource=id_)
        return None
    return found


def _roles_in_use(configuration: Configuration, clone: Clone) -> Iterator[Finding]:
    """Constraints that would speak of a role which the resource no longer has."""
    if not clone.promotable:
        return
    inside = {clone.id, *(primitive.id for primitive in clone.primitives())}
    if clone.child is not None:
        inside.add(clone.child.id)
    for constraint in configuration.constraints:
        if inside.isdisjoint(constrained(constraint)):
            continue
        for id_, role in roles(constraint):
            if id_ in inside and role in PROMOTED:
                yield refusal(
                    Code.ROLE_IN_USE,
                    constraint.id,
                    constraint=constraint.id,
                    role=role,
                    resource=id_,
                )


def roles(constraint: Constraint) -> Iterator[tuple[str, str]]:
    """Each end of a constraint that has a role or an action, with that."""
    ends: list[tuple[str | None, str | None]] = []
    match constraint:
        case Location() | Ticket():
            ends = [(constraint.resource, constraint.role)]
        case Colocation():
            ends = [
                (constraint.resource, constraint.resource_role),
                (constraint.with_resource, constraint.with_role),
            ]
        case Order():
            ends = [
                (constraint.first, constraint.first_action),
                (constraint.then, constraint.then_action),
            ]
    for each in constraint.sets:
        ends += _of_set(each)
    for id_, role in ends:
        if id_ is not None and role is not None:
            yield id_, role


def _of_set(each: ResourceSet) -> list[tuple[str | None, str | None]]:
    return [(id_, word) for id_ in each.resources for word in (each.role, each.action)]
