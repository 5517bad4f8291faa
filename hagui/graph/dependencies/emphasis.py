"""What is brought out and what recedes: by selection, search, filter and draft. No Qt."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from engine.cib.views import Constraint, Location, constrained
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.board import Board
from hagui.graph.dependencies.model import Plan, Unit, UnitKind

RECEDED: Final = 0.45
UNFOUND: Final = 0.24
FILTERED: Final = 0.14


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a selection means in the diagram."""

    units: frozenset[str] = frozenset()
    """Units that are framed."""
    row: str = ""
    """The member or instance inside that is meant, where it is not the whole unit."""
    constraint: str | None = None
    lit_units: frozenset[str] = frozenset()
    """Units that touch the selection, itself included."""
    lit_constraints: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """Whether something is chosen that is in the diagram."""
        return bool(self.units or self.constraint)


def unit_of(plan: Plan, board: Board, subject: Subject | None) -> str | None:
    """The unit that a subject is or is inside of."""
    if subject is None:
        return None
    if subject.kind is SubjectKind.INSTANCE:
        instance = board.state.instances.get(subject.id)
        name = instance.resource if instance is not None else subject.id.partition(":")[0]
        return plan.homes.get(name) or _bundle_of(plan, name)
    if subject.kind is SubjectKind.RESOURCE:
        return plan.homes.get(subject.id) or _bundle_of(plan, subject.id)
    return None


def chosen_of(plan: Plan, board: Board, subject: Subject | None) -> Chosen:
    """What to frame and what to leave lit for a subject."""
    if subject is None:
        return Chosen()
    if subject.kind is SubjectKind.CONSTRAINT:
        constraint = plan.constraints.get(subject.id)
        if constraint is None:
            return Chosen()
        lit = frozenset({subject.id})
        return Chosen(
            constraint=subject.id, lit_units=touched(plan, constraint), lit_constraints=lit
        )
    if subject.kind is SubjectKind.NODE:
        return _of_node(plan, board, subject.id)
    unit = unit_of(plan, board, subject)
    if unit is None:
        return Chosen()
    row = "" if subject.id == unit else subject.id
    named = _names(plan, board, unit, subject)
    lit = frozenset(
        constraint.id
        for constraint in plan.constraints.values()
        if not named.isdisjoint(_about(plan, constraint))
    )
    units = {unit}
    for constraint in lit:
        units |= touched(plan, plan.constraints[constraint])
    return Chosen(frozenset({unit}), row, None, frozenset(units), lit)


def touched(plan: Plan, constraint: Constraint) -> frozenset[str]:
    """The units that a constraint is about."""
    return frozenset(plan.homes[each] for each in _about(plan, constraint) if each in plan.homes)


def touching(plan: Plan, unit: str) -> list[str]:
    """Ids of the constraints of a unit: lines first, tags after, each once."""
    found = [
        link.constraint.id
        for link in plan.links.values()
        if unit in {link.tail.vertex, link.head.vertex}
    ]
    found += [tag.constraint.id for tag in plan.tags.get(unit, ())]
    return list(dict.fromkeys(found))


def found_by(plan: Plan, keys: AbstractSet[str]) -> frozenset[str]:
    """Units that a search found.

    Args:
        plan: what is shown.
        keys: instance keys, ids of resources and constraints.
    """
    names = {key.partition(":")[0] for key in keys} | keys
    found = {plan.homes[name] for name in names if name in plan.homes}
    for constraint in names & plan.constraints.keys():
        found |= touched(plan, plan.constraints[constraint])
    return frozenset(found)


def found_by_text(plan: Plan, text: str) -> frozenset[str]:
    """Units of which something contains a text: their id, a member's, agent's or constraint's."""
    wanted = text.casefold()
    found = {unit.id for unit in plan.units.values() if wanted in _text(unit).casefold()}
    for constraint in plan.constraints.values():
        if wanted in constraint.id.casefold():
            found |= touched(plan, constraint)
    return frozenset(found)


def _text(unit: Unit) -> str:
    agents = (primitive.agent for primitive in unit.resource.primitives())
    return " ".join((unit.id, unit.copied or "", unit.group or "", *unit.members, *agents))


def _about(plan: Plan, constraint: Constraint) -> frozenset[str]:
    """Ids of resources that a constraint is about, tags and patterns followed."""
    names = {
        end.resource
        for link in plan.links_of(constraint.id)
        for end in (link.tail, link.head)
        if end.resource in plan.homes
    }
    for tags in plan.tags.values():
        names |= {tag.resource for tag in tags if tag.constraint.id == constraint.id}
    return frozenset(names | set(constrained(constraint)))


def _names(plan: Plan, board: Board, unit: str, subject: Subject) -> frozenset[str]:
    """Ids that stand for a subject in constraints: of a unit also all that is inside."""
    if subject.id == unit:
        return frozenset(key for key, home in plan.homes.items() if home == unit)
    name = subject.id
    if subject.kind is SubjectKind.INSTANCE and name in board.state.instances:
        name = board.state.instances[name].resource
    return frozenset({name, unit})


def _of_node(plan: Plan, board: Board, node: str) -> Chosen:
    column = board.columns.get(node)
    cards = [] if column is None else [c for u in column.units.values() for c in u.cards]
    units = {plan.homes[card.leaf.id] for card in cards if card.leaf.id in plan.homes}
    named = frozenset(
        constraint.id
        for constraint in plan.constraints.values()
        if isinstance(constraint, Location) and constraint.node == node
    )
    return Chosen(lit_units=frozenset(units), lit_constraints=named)


def _bundle_of(plan: Plan, name: str) -> str | None:
    """The bundle that implies a resource of that name."""
    return next((unit for unit in _bundles(plan) if name.startswith(f"{unit}-")), None)


def _bundles(plan: Plan) -> Iterator[str]:
    return (unit.id for unit in plan.units.values() if unit.kind is UnitKind.BUNDLE)
