"""Joining, leaving, making and dissolving groups."""

from collections.abc import Iterator

from engine.cib.edits.codes import Code, refusal
from engine.cib.edits.ids import is_id
from engine.cib.edits.vocabulary import JoinGroup, LeaveGroup, NewGroup, Ungroup
from engine.cib.finding import Finding
from engine.cib.views import (
    Bundle,
    Clone,
    Configuration,
    Group,
    Primitive,
    Resource,
    constrained,
)


def resource(configuration: Configuration, id_: str) -> Resource | None:
    """The resource (and no template, tag or anything else) of that id."""
    found = configuration.find(id_)
    return found if isinstance(found, Primitive | Group | Clone | Bundle) else None


def new_id(configuration: Configuration, id_: str) -> Iterator[Finding]:
    """What is wrong with the id of something new."""
    if not is_id(id_):
        yield refusal(Code.BAD_ID, id=id_)
    elif id_ in configuration.ids:
        yield refusal(Code.ID_TAKEN, id_, id=id_)


def new_group(configuration: Configuration, edit: NewGroup) -> Iterator[Finding]:
    """What stands in the way of a new group."""
    yield from new_id(configuration, edit.id)
    yield from _movable(configuration, edit.members)
    for id_ in dict.fromkeys(edit.members):
        group = _group_of(configuration, id_)
        if group is not None:
            yield refusal(Code.ALREADY_IN_GROUP, id_, resource=id_, group=group.id)


def join_group(configuration: Configuration, edit: JoinGroup) -> Iterator[Finding]:
    """What stands in the way of joining a group, or of moving within it."""
    group = resource(configuration, edit.group)
    if group is None:
        yield refusal(Code.NO_SUCH_RESOURCE, resource=edit.group)
    elif not isinstance(group, Group):
        yield refusal(Code.NOT_A_GROUP, edit.group, resource=edit.group)
    yield from _movable(configuration, edit.members)
    if (
        edit.before is not None
        and isinstance(group, Group)
        and all(member.id != edit.before for member in group.members)
    ):
        yield refusal(Code.NOT_IN_GROUP, edit.before, resource=edit.before, group=edit.group)
    if isinstance(group, Group):
        yield from _bound(configuration, group, edit.members)


def leave_group(configuration: Configuration, edit: LeaveGroup) -> Iterator[Finding]:
    """What stands in the way of leaving a group."""
    yield from _named(edit.members)
    for id_ in dict.fromkeys(edit.members):
        found = resource(configuration, id_)
        if found is None:
            yield refusal(Code.NO_SUCH_RESOURCE, resource=id_)
        elif _group_of(configuration, id_) is None:
            yield refusal(Code.IN_NO_GROUP, id_, resource=id_)


def ungroup(configuration: Configuration, edit: Ungroup) -> Iterator[Finding]:
    """What stands in the way of dissolving a group."""
    group = resource(configuration, edit.group)
    if group is None:
        yield refusal(Code.NO_SUCH_RESOURCE, resource=edit.group)
        return
    if not isinstance(group, Group):
        yield refusal(Code.NOT_A_GROUP, edit.group, resource=edit.group)
        return
    around = configuration.parents(group.id)
    if around and len(group.members) != 1:
        yield refusal(Code.CLONE_HOLDS_ONE, group.id, group=group.id, clone=around[0].id)


def _named(members: tuple[str, ...]) -> Iterator[Finding]:
    if not members:
        yield refusal(Code.NOTHING_NAMED)
    for id_ in dict.fromkeys(members):
        if members.count(id_) > 1:
            yield refusal(Code.NAMED_TWICE, id_, resource=id_)


def _movable(configuration: Configuration, members: tuple[str, ...]) -> Iterator[Finding]:
    """What stands in the way of moving each of ``members`` into a group."""
    yield from _named(members)
    for id_ in dict.fromkeys(members):
        found = resource(configuration, id_)
        if found is None:
            yield refusal(Code.NO_SUCH_RESOURCE, resource=id_)
        elif not isinstance(found, Primitive):
            yield refusal(Code.NOT_A_PRIMITIVE, id_, resource=id_)
        else:
            around = next(iter(configuration.parents(id_)), None)
            if isinstance(around, Clone):
                yield refusal(Code.IN_CLONE, id_, resource=id_, clone=around.id)
            elif isinstance(around, Bundle):
                yield refusal(Code.IN_BUNDLE, id_, resource=id_, bundle=around.id)


def _bound(
    configuration: Configuration, group: Group, members: tuple[str, ...]
) -> Iterator[Finding]:
    """Constraints between newcomers and the group (or the clone around it) that they join."""
    around = {group.id, *(each.id for each in configuration.parents(group.id))}
    new = set(members) - {member.id for member in group.members}
    for constraint in configuration.constraints:
        named = () if constraint.sets else constrained(constraint)
        for id_ in new.intersection(named):
            for outer in around.intersection(named):
                yield refusal(
                    Code.BOUND_TO_GROUP,
                    constraint.id,
                    constraint=constraint.id,
                    resource=id_,
                    group=outer,
                )


def _group_of(configuration: Configuration, id_: str) -> Group | None:
    around = next(iter(configuration.parents(id_)), None)
    return around if isinstance(around, Group) else None
