"""What it means to put resources into a group, take them out, or make a new one; pure."""

from collections.abc import Sequence

from engine.cib.edits.naming import group_id
from engine.cib.edits.vocabulary import Edit, JoinGroup, LeaveGroup, NewGroup
from engine.cib.views import Bundle, Clone, Configuration, Group, Primitive
from hagui.graph.gestures.around import group_of, resource
from hagui.graph.gestures.model import Choice, IntoGroup, Kind, Moved, Offer, Refusal, Terms


def unfit(configuration: Configuration, names: tuple[str, ...]) -> Refusal | None:
    """Why these cannot be members of a group; None where they can."""
    for name in names:
        found = resource(configuration, name)
        facts = {"resource": name}
        match found:
            case None:
                return Refusal("unknown", facts)
            case Group():
                return Refusal("nested-group", facts)
            case Clone():
                return Refusal("cloned", facts)
            case Bundle():
                return Refusal("bundled", facts)
            case Primitive():
                around = configuration.parents(name)
                if around and isinstance(around[0], Clone):
                    return Refusal("cloned", facts)
                if around and isinstance(around[0], Bundle):
                    return Refusal("bundled", facts)
    return None


def into_group(configuration: Configuration, question: Moved, spot: IntoGroup) -> Offer | Refusal:
    """Join a group at a place, or move within it."""
    names = question.resources
    group = resource(configuration, spot.group)
    if not isinstance(group, Group):
        return Refusal("unknown", {"resource": spot.group})
    refusal = unfit(configuration, names)
    if refusal is not None:
        return refusal
    now = [member.id for member in group.members]
    before = spot.before
    while before in names:  # beside itself: before the next one that stays
        after = now.index(before) + 1
        before = now[after] if after < len(now) else None
    staying = [member for member in now if member not in names]
    at = staying.index(before) if before in staying else len(staying)
    if [*staying[:at], *names, *staying[at:]] == now:
        return Refusal("unchanged", {"resource": names[0], "group": group.id})
    within = all(name in now for name in names)
    edit = JoinGroup(group.id, names, before if before in staying else None)
    choice = Choice(Kind.MOVE if within else Kind.JOIN, (edit,))
    return Offer(question, (choice,), names[0], group.id)


def leaving(configuration: Configuration, names: tuple[str, ...]) -> Choice | Refusal:
    """Take members out of their groups."""
    members = tuple(name for name in names if group_of(configuration, name) is not None)
    if not members:
        return Refusal("unchanged", {"resource": names[0]})
    return Choice(Kind.LEAVE, (LeaveGroup(members),))


def new_group(configuration: Configuration, names: tuple[str, ...]) -> Choice | Refusal:
    """A new group of several."""
    refusal = unfit(configuration, names)
    if refusal is not None:
        return refusal
    if len(names) < 2:
        return Refusal("unchanged", {"resource": "".join(names)})
    name = group_id(configuration, names[0])
    edits: tuple[Edit, ...] = (NewGroup(name, names),)
    leave = tuple(each for each in names if group_of(configuration, each) is not None)
    if leave:
        edits = (LeaveGroup(leave), *edits)
    return Choice(Kind.GROUP, edits, Terms(name=name))


def stepped(configuration: Configuration, names: Sequence[str], step: int) -> Moved | None:
    """A member of a group one place up (-1) or down (1); None where it is no member."""
    (name, *_) = names
    group = group_of(configuration, name)
    if group is None:
        return None
    members = [member.id for member in group.members]
    at = members.index(name) + step
    staying = [member for member in members if member != name]
    before = staying[at] if 0 <= at < len(staying) else None
    return Moved((name,), IntoGroup(group.id, before if at >= 0 else members[0]))
