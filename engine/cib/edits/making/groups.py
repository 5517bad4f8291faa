"""Groups: made, joined, left, dissolved."""

from lxml import etree

from engine.cib.edits.making.draft import RESOURCES, Drafted
from engine.cib.edits.making.references import forget
from engine.cib.edits.vocabulary import JoinGroup, LeaveGroup, NewGroup, Ungroup
from engine.cib.xml import Element, child, is_element


def new_group(draft: Drafted, edit: NewGroup) -> None:
    """Make the group where its first member is, and move the members into it."""
    members = [draft.resource(id_) for id_ in edit.members]
    group = etree.Element("group", {"id": edit.id})
    members[0].addprevious(group)
    for member in members:
        group.append(draft.take_out(member))


def join_group(draft: Drafted, edit: JoinGroup) -> None:
    """Move the members into the group; a group that loses its last one goes."""
    group = draft.resource(edit.group)
    members = [draft.resource(id_) for id_ in edit.members]
    left = [member.getparent() for member in members]
    place = _place(group, edit)
    for member in members:
        draft.take_out(member)
    if place is None:
        last = next(group.iterchildren("primitive", reversed=True), None)
        at = len(group) if last is None else group.index(last) + 1
    else:
        at = group.index(place)
    for number, member in enumerate(members):
        group.insert(at + number, member)
    _drop_empty(draft, left)


def leave_group(draft: Drafted, edit: LeaveGroup) -> None:
    """Put the members behind what they were in, on their own."""
    members = [draft.resource(id_) for id_ in edit.members]
    left = [member.getparent() for member in members]
    last: dict[Element, Element] = {}
    for member in members:
        around = _outermost(member)
        draft.take_out(member)
        last.get(around, around).addnext(member)
        last[around] = member
    _drop_empty(draft, left)


def ungroup(draft: Drafted, edit: Ungroup) -> None:
    """Put what is in the group in its place."""
    group = draft.resource(edit.group)
    unwrap(draft, group, "primitive")
    forget(draft, {edit.group})


def unwrap(draft: Drafted, container: Element, *tags: str) -> None:
    """Put what is in a container (comments too) in its place; the rest of it goes."""
    for node in list(container):
        if not is_element(node) or node.tag in tags:
            container.addprevious(draft.take_out(node))
    draft.drop(container)


def _place(group: Element, edit: JoinGroup) -> Element | None:
    """The member before which the others come: one that does not move itself."""
    found = edit.before is None
    for member in group.iterchildren("primitive"):
        found = found or member.get("id") == edit.before
        if found and edit.before is not None and member.get("id") not in edit.members:
            return member
    return None


def _outermost(member: Element) -> Element:
    around = member
    for each in member.iterancestors(*RESOURCES):
        around = each
    return around


def _drop_empty(draft: Drafted, groups: list[Element | None]) -> None:
    """Remove groups without members, the clones around them, and all that named them."""
    gone: set[str] = set()
    for group in dict.fromkeys(groups):
        if group is None or group.tag != "group" or child(group, "primitive") is not None:
            continue
        around = group.getparent()
        outer = group if around is None or around.tag not in RESOURCES else around
        gone |= {group.get("id", ""), outer.get("id", "")}
        draft.drop(outer)
    if gone:
        forget(draft, gone)
