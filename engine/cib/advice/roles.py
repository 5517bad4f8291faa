"""Constraints on a role that a resource never takes."""

from collections.abc import Iterator
from typing import Final

from engine.cib.advice.known import PROMOTED, UNPROMOTED, Known, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.views import Colocation, Constraint, Location, Order, Ticket

_OF_PROMOTABLES: Final = frozenset({PROMOTED, UNPROMOTED})
_ACTIONS: Final = {"promote": PROMOTED, "demote": PROMOTED}


def roles_never_taken(known: Known, placement: Placement) -> Iterator[Finding]:
    """What is not promotable is asked for its promoted role, or to be promoted first."""
    del placement
    for constraint in known.configuration.constraints:
        for name, role in dict.fromkeys(_roles(constraint)):
            meant = known.meant(name)
            if role in _OF_PROMOTABLES and meant and not any(map(known.promotable, meant)):
                yield warning(
                    "role-never-taken",
                    constraint.id,
                    f"{constraint.id} is about {name} when {role.lower()}, but {name} is not "
                    "promotable: it never is.",
                    resource=name,
                    role=role,
                )


def _roles(constraint: Constraint) -> Iterator[tuple[str, str]]:
    match constraint:
        case Location(resource=str(name)):
            yield name, constraint.role or ""
            for rule in constraint.rules:
                yield name, rule.role or ""
        case Ticket(resource=str(name)):
            yield name, constraint.role or ""
        case Colocation():
            yield constraint.resource or "", constraint.resource_role or ""
            yield constraint.with_resource or "", constraint.with_role or ""
        case Order():
            yield constraint.first or "", _ACTIONS.get(constraint.first_action, "")
            yield constraint.then or "", _ACTIONS.get(constraint.then_action, "")
        case _:
            pass
    for group in constraint.sets:
        for name in group.resources:
            yield name, group.role or _ACTIONS.get(group.action or "", "")
