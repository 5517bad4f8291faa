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
    after = step.after.find(edit.group)
    assert isinstance(after, Group)
    members = [member.id for member in after.members]
    following = members[members.index(edit.members[-1]) + 1 :]
    before = ("--before", following[0]) if following else ()
    if not following and len(edit.members) == len(members):
        return None  # pcs needs one that stays
    return [line("pcs", "resource", "group", "add", edit.group, *edit.members, *before)]


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


def _simple(step: Step, *ids: str) -> bool:
    """Whether nothing is cloned, and no resource set or tag names a group that goes."""
    gone = vanished(step.before, step.after)
    return (
        named(*ids)
        and not any(copied(step.before, id_) for id_ in (*ids, *gone))
        and not listed_elsewhere(step.before, *gone)
    )
