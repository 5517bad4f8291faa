"""Groups, in pcs's words. pcs leaves constraints on members alone, as the edits do."""

from engine.cib.commands.mentions import copied, group_around, listed_elsewhere, vanished
from engine.cib.commands.shell import line, named
from engine.cib.commands.steps import Step
from engine.cib.edits.vocabulary import JoinGroup, LeaveGroup, NewGroup, Ungroup
from engine.cib.views import Group


def new_group(step: Step, edit: NewGroup) -> list[str] | None:
    """``resource group add``."""
    if not _simple(step, edit.id, *edit.members):
        return None
    return [line("pcs", "resource", "group", "add", edit.id, *edit.members)]


def join_group(step: Step, edit: JoinGroup) -> list[str] | None:
    """``resource group add``, which also moves within the group."""
    if not _simple(step, edit.group, *edit.members):
        return None
    place = _place(step, edit)
    if place is None:
        return None
    return [line("pcs", "resource", "group", "add", edit.group, *place)]


def leave_group(step: Step, edit: LeaveGroup) -> list[str] | None:
    """``resource group remove``, for each group."""
    groups: dict[str, list[str]] = {}
    for member in edit.members:
        group = group_around(step.before, member)
        if group is None or not _simple(step, group.id, member):
            return None
        groups.setdefault(group.id, []).append(member)
    return [
        line("pcs", "resource", "group", "remove", group, *members)
        for group, members in groups.items()
    ]


def ungroup(step: Step, edit: Ungroup) -> list[str] | None:
    """``resource ungroup``, which removes the constraints on the group too."""
    if not _simple(step, edit.group):
        return None
    return [line("pcs", "resource", "ungroup", edit.group)]


def _place(step: Step, edit: JoinGroup) -> list[str] | None:
    """Members to add and where, which pcs has to be told for those that are there already."""
    members, former = (
        [member.id for member in found.members]
        for found in (step.after.find(edit.group), step.before.find(edit.group))
        if isinstance(found, Group)
    )
    if set(members) == set(edit.members):
        # One must stay: the first, where it is no newcomer.
        if set(former) != set(members):
            return None
        return [*members[1:], "--after", members[0]]
    following = members[members.index(edit.members[-1]) + 1 :]
    if following:
        return [*edit.members, "--before", following[0]]
    if set(former).isdisjoint(edit.members):
        return [*edit.members]
    return [*edit.members, "--after", members[members.index(edit.members[0]) - 1]]


def _simple(step: Step, *ids: str) -> bool:
    """Whether nothing is cloned, and no resource set or tag names a group that goes."""
    gone = vanished(step.before, step.after)
    return (
        named(*ids)
        and not any(copied(step.before, id_) for id_ in (*ids, *gone))
        and not listed_elsewhere(step.before, *gone)
    )
