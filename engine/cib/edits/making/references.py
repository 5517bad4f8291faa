"""What names a resource: constraints, resource sets, tags."""

from collections.abc import Iterator
from typing import Final

from engine.cib.edits.making.draft import Drafted
from engine.cib.xml import Element, child, elements

_ENDS: Final = ("rsc", "with-rsc", "first", "then")


def forget(draft: Drafted, ids: set[str]) -> None:
    """Remove every mention of resources that are gone, and what says nothing without them.

    A constraint of which an end is gone goes; a resource set loses the member, and goes when it
    is empty, as a tag does; a constraint goes with the last of its sets.
    """
    while ids:
        for constraint in _constraints(draft):
            if any(constraint.get(end) in ids for end in _ENDS):
                draft.drop(constraint)
        for constraint in _constraints(draft):
            for each in list(constraint.iterchildren("resource_set")):
                _forget_members(draft, each, "resource_ref", ids)
        for constraint in _constraints(draft):
            if _lost_its_sets(constraint):
                draft.drop(constraint)
        ids = _forget_tagged(draft, ids)


def retarget(draft: Drafted, old: str, new: str) -> None:
    """Make every constraint, resource set and tag that names ``old`` name ``new``."""
    for constraint in _constraints(draft):
        touched = [end for end in _ENDS if constraint.get(end) == old]
        for end in touched:
            constraint.set(end, new)
        for each in constraint.iterchildren("resource_set"):
            _retarget_members(draft, each, "resource_ref", old, new)
        if touched and _with_itself(constraint):
            draft.drop(constraint)
    tags = child(draft.root, "tags")
    for tag in () if tags is None else tags.iterchildren("tag"):
        _retarget_members(draft, tag, "obj_ref", old, new)


def _constraints(draft: Drafted) -> list[Element]:
    section = child(draft.root, "constraints")
    return [] if section is None else elements(section)


def _members(parent: Element, kind: str) -> Iterator[Element]:
    return iter(list(parent.iterchildren(kind)))


def _forget_members(draft: Drafted, parent: Element, kind: str, ids: set[str]) -> bool:
    """Remove members from a set or tag, and that itself when none is left; True if it went."""
    touched = False
    for member in _members(parent, kind):
        if member.get("id") in ids:
            draft.drop(member)
            touched = True
    if not touched or child(parent, kind) is not None:
        return False
    id_ = parent.get("id")
    for reference in [] if id_ is None else draft.references_to(id_):
        draft.take_out(reference)
    draft.take_out(parent)
    return True


def _lost_its_sets(constraint: Element) -> bool:
    """Whether a constraint has neither ends nor sets, as none of its kind may."""
    return (
        constraint.tag in {"rsc_colocation", "rsc_order", "rsc_ticket", "rsc_location"}
        and child(constraint, "resource_set") is None
        and not any(constraint.get(end) for end in (*_ENDS, "rsc-pattern"))
    )


def _forget_tagged(draft: Drafted, ids: set[str]) -> set[str]:
    """Take ids out of tags; the ids of tags that went with their last member."""
    tags = child(draft.root, "tags")
    if tags is None:
        return set()
    gone: set[str] = set()
    for tag in list(tags.iterchildren("tag")):
        if _forget_members(draft, tag, "obj_ref", ids):
            gone.add(tag.get("id", ""))
    return gone


def _retarget_members(draft: Drafted, parent: Element, kind: str, old: str, new: str) -> None:
    known = {member.get("id") for member in parent.iterchildren(kind)}
    for member in _members(parent, kind):
        if member.get("id") == old:
            if new in known:
                draft.take_out(member)
            else:
                member.set("id", new)


def _with_itself(constraint: Element) -> bool:
    ends = [constraint.get(end) for end in _ENDS if constraint.get(end) is not None]
    return len(ends) == 2 and ends[0] == ends[1]
