"""Fills what a person chose (score, roles, strictness, name) into the edits of a choice."""

from collections.abc import Mapping
from typing import Final

import msgspec

from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    ChangeConstraint,
    Edit,
    Edits,
    NewGroup,
)
from engine.cib.score import format_score, parse_score
from engine.cib.views import Colocation, Constraint, Location, Order, Ticket
from hagui.graph.gestures.model import PROMOTED, Choice, Kind, Terms

_ACTIONS: Final = {PROMOTED: "promote", "Unpromoted": "start"}


def settle(choice: Choice, terms: Terms) -> Edits:
    """The edits of a choice on these terms; empty where all is so already."""
    made: list[Edit] = []
    for edit in choice.edits:
        settled = _with(edit, terms, choice.kind)
        adds = isinstance(settled, AddLocation | AddColocation | AddOrder)
        existing = choice.replaces.get(settled.id) if adds else None
        if existing is None:
            if not _idle(edit, settled, choice):
                made.append(settled)
            continue
        changed = _differences(existing, settled)
        if changed:
            made.append(ChangeConstraint(existing.id, changed))
    return tuple(made)


def filled(choice: Choice, terms: Terms) -> Edits:
    """The same, with constraints that are there already as if they were made anew."""
    return tuple(_with(edit, terms, choice.kind) for edit in choice.edits)


def _idle(before: Edit, after: Edit, choice: Choice) -> bool:
    """Whether a score is set to what it is."""
    return choice.kind is Kind.SCORE and before == after


def terms_of(constraint: Constraint, *, score: str | None = None) -> Terms:
    """What a constraint says now."""
    match constraint:
        case Location():
            roles = {constraint.resource or "": constraint.role}
            return Terms(score or format_score(constraint.score), _some(roles))
        case Colocation():
            roles = {
                constraint.resource or "": constraint.resource_role,
                constraint.with_resource or "": constraint.with_role,
            }
            return Terms(score or format_score(constraint.score), _some(roles))
        case Order():
            roles = {
                constraint.first or "": _role_after(constraint.first_action),
                constraint.then or "": _role_after(constraint.then_action),
            }
            return Terms(score, _some(roles), constraint.kind)
        case Ticket():
            return Terms(score)


def sign(score: str | None) -> int:
    """-1, 0 or 1."""
    value = parse_score(score)
    return (value > 0) - (value < 0)


def _with(edit: Edit, terms: Terms, kind: Kind) -> Edit:
    roles = terms.roles
    match edit:
        case AddLocation(rules=()):
            score = terms.score if kind is Kind.PREFER and terms.score else edit.score
            return msgspec.structs.replace(edit, score=score, role=roles.get(edit.resource))
        case AddColocation():
            return msgspec.structs.replace(
                edit,
                score=terms.score or edit.score,
                resource_role=roles.get(edit.resource or ""),
                with_role=roles.get(edit.with_resource or ""),
            )
        case AddOrder():
            first = _ACTIONS.get(roles.get(edit.first or "") or "")
            then = _ACTIONS.get(roles.get(edit.then or "") or "")
            if first is not None and then is None:
                then = "start"  # without it Pacemaker takes the first one's action for both
            return msgspec.structs.replace(
                edit,
                kind=terms.strictness,
                first_action=first,
                then_action=then,
            )
        case ChangeConstraint() if kind is Kind.SCORE and terms.score is not None:
            return ChangeConstraint(edit.id, {**edit.attributes, "score": terms.score})
        case NewGroup() if terms.name:
            return msgspec.structs.replace(edit, id=terms.name)
        case _:
            return edit


def _differences(existing: Constraint, wanted: Edit) -> Mapping[str, str | None]:
    changed: dict[str, str | None] = {}

    def note(name: str, before: str | None, after: str | None) -> None:
        if before != after:
            changed[name] = after

    match existing, wanted:
        case Location(), AddLocation():
            note("score", format_score(existing.score), wanted.score)
            note("role", existing.role, wanted.role)
        case Colocation(), AddColocation():
            note("score", format_score(existing.score), wanted.score)
            note("rsc-role", existing.resource_role, wanted.resource_role)
            note("with-rsc-role", existing.with_role, wanted.with_role)
        case Order(), AddOrder():
            note("kind", existing.kind, wanted.kind or "Mandatory")
            if existing.score_text is not None and changed:
                changed["score"] = None
            first, then = wanted.first_action or "start", wanted.then_action or "start"
            if (first, then) != (existing.first_action, existing.then_action):
                changed["first-action"] = wanted.first_action
                changed["then-action"] = wanted.then_action
        case _:
            pass
    return changed


def _role_after(action: str) -> str | None:
    return PROMOTED if action == "promote" else None


def _some(roles: Mapping[str, str | None]) -> dict[str, str]:
    return {name: role for name, role in roles.items() if name and role and role != "Started"}
