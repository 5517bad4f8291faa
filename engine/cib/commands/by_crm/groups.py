"""Groups, in crm's words.

``group`` makes constraints on its members name the group, and ``delete`` of a group makes those
on it name its first member; so both are only used where there are none, or they go first.
"""

from collections.abc import Iterator

from engine.cib.commands.by_crm.configure import configure, sed_safe
from engine.cib.commands.mentions import (
    copied,
    group_around,
    listed_elsewhere,
    pairs_with,
    vanished,
)
from engine.cib.commands.shell import named
from engine.cib.commands.steps import Step
from engine.cib.document import Cib
from engine.cib.edits.vocabulary import JoinGroup, LeaveGroup, NewGroup, Ungroup
from engine.cib.views import Configuration, Group
from engine.cib.xml import is_element


def new_group(step: Step, edit: NewGroup) -> list[str] | None:
    """``configure group``."""
    before = step.before
    if (
        not named(edit.id, *edit.members)
        or any(before.parents(member) for member in edit.members)
        or pairs_with(before, *edit.members)
        or listed_elsewhere(before, *edit.members)
    ):
        return None
    return configure([("group", edit.id, *edit.members)])


def join_group(step: Step, edit: JoinGroup) -> list[str] | None:
    """``configure modgroup``: out of where they are, and in again one behind the other."""
    before = step.before
    former = [group_around(before, member) for member in edit.members]
    involved = {group.id for group in former if group is not None} | {edit.group}
    if (
        vanished(before, step.after)
        or not sed_safe(edit.group, *edit.members)
        or not all(_plain(step.cib_before, id_) for id_ in involved)
        or any(copied(before, id_) for id_ in involved)
    ):
        return None
    target = _members(step.after, edit.group)
    staying = [id_ for id_ in _members(before, edit.group) if id_ not in edit.members]
    moving = [id_ for id_ in target if id_ not in staying]
    if not staying:  # a group is never without members: the first one waits for the others
        staying = [moving.pop(0)]
    if not sed_safe(*target):
        return None
    lines = [
        ("modgroup", group.id, "remove", member)
        for member, group in zip(edit.members, former, strict=True)
        if group is not None and member in moving
    ]
    return configure([*lines, *_insertions(edit.group, target, staying)])


def leave_group(step: Step, edit: LeaveGroup) -> list[str] | None:
    """``configure modgroup … remove``; a group that is left by all is deleted."""
    gone = vanished(step.before, step.after)
    if gone:
        (only, *more) = gone
        return None if more else _delete(step, only)
    lines: list[tuple[str, ...]] = []
    for member in edit.members:
        group = group_around(step.before, member)
        if group is None or not sed_safe(member, *_members(step.before, group.id)):
            return None
        if not _plain(step.cib_before, group.id) or copied(step.before, group.id):
            return None
        lines.append(("modgroup", group.id, "remove", member))
    return configure(lines)


def ungroup(step: Step, edit: Ungroup) -> list[str] | None:
    """``configure delete``, the group's constraints first."""
    return _delete(step, edit.group)


def _delete(step: Step, group: str) -> list[str] | None:
    doomed = [constraint.id for constraint in pairs_with(step.before, group)]
    if (
        copied(step.before, group)
        or listed_elsewhere(step.before, group)
        or not isinstance(step.before.find(group), Group)
        or not named(group, *doomed)
    ):
        return None
    return configure([("delete", *doomed, group)])


def _insertions(group: str, target: list[str], staying: list[str]) -> Iterator[tuple[str, ...]]:
    before: str | None = None
    there = set(staying)
    for id_ in target:
        if id_ not in there:
            ahead = next((each for each in target[target.index(id_) :] if each in staying), None)
            if before is not None:
                yield ("modgroup", group, "add", id_, "after", before)
            else:
                assert ahead is not None
                yield ("modgroup", group, "add", id_, "before", ahead)
            there.add(id_)
        before = id_


def _members(configuration: Configuration, id_: str) -> list[str]:
    group = configuration.find(id_)
    assert isinstance(group, Group)
    return [member.id for member in group.members]


def _plain(cib: Cib, id_: str) -> bool:
    """Whether a group is nothing but its members and simple meta attributes.

    crm writes what it changes anew from a text of its own, in which comments, rules and
    references have no place or another form.
    """
    section = cib.section("resources")
    found = () if section is None else section.iter("group")
    group = next((node for node in found if node.get("id") == id_), None)
    if group is None or set(group.attrib) != {"id"}:
        return False
    sets = [node for node in group if not is_element(node) or node.tag != "primitive"]
    return len(sets) <= 1 and all(
        is_element(node)
        and node.tag == "meta_attributes"
        and set(node.attrib) == {"id"}
        and all(is_element(pair) and set(pair.attrib) == {"id", "name", "value"} for pair in node)
        for node in sets
    )
