"""Members of groups that are constrained on their own."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.temporary.find import kind_of
from engine.cib.views import Colocation, Constraint, Group, Location, Order, Ticket


def constrained_members(known: Known, placement: Placement) -> Iterator[Finding]:
    """A location, or a dependence on something, of a member moves or stops the whole group.

    That others depend on a member is sound: the group is not touched by it.
    """
    del placement
    for constraint in known.configuration.constraints:
        if kind_of(constraint) is not None:
            continue
        for name in dict.fromkeys(_dependents(constraint)):
            around = known.configuration.parents(name)
            if around and isinstance(around[0], Group):
                yield warning(
                    "member-constrained",
                    constraint.id,
                    f"{constraint.id} is about {name} alone, a member of the group "
                    f"{around[0].id}: what holds for it holds for all members after it, and "
                    "pulls the others along.",
                    resource=name,
                    group=around[0].id,
                )


def _dependents(constraint: Constraint) -> Iterator[str]:
    match constraint:
        case Location() | Ticket() | Colocation():
            named = constraint.resource
        case Order():
            named = constraint.then
    if named is not None:
        yield named
    if isinstance(constraint, Location | Ticket):
        for group in constraint.sets:
            yield from group.resources
