"""What would be made, in a sentence, before it is made."""

from dataclasses import replace

from engine.cib.edits.added import added_constraint
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    ChangeConstraint,
    Edit,
    SwapEnds,
)
from engine.cib.score import parse_score
from engine.cib.views import Colocation, Configuration, Constraint, Location, Order
from hagui.graph.gestures.model import Choice, Terms
from hagui.graph.gestures.terms import filled, settle
from hagui.i18n import tr
from hagui.phrases.constraints import constraint_sentence, order_reverse
from hagui.phrases.edits import entry_sentence


def choice_sentence(choice: Choice, terms: Terms, configuration: Configuration) -> str:
    """What a choice does on these terms; of a constraint, what that will mean."""
    edits = settle(choice, terms)
    if not edits:
        return tr("offer", "It is so already.")
    meant = [_meant(edit, configuration) for edit in filled(choice, terms)]
    sentences = [_said(item) for item in meant if item is not None]
    if len(sentences) != len(meant):
        return entry_sentence(edits, configuration)
    said = "\n".join(sentences)
    changed = [edit.id for edit in edits if isinstance(edit, ChangeConstraint)]
    if changed:
        return said + "\n" + tr("offer", "Changes {ids}.", ids=", ".join(changed))
    return said


def _meant(edit: Edit, configuration: Configuration) -> Constraint | None:
    """The constraint that there will be; None where an edit is about something else."""
    match edit:
        case AddLocation() | AddColocation() | AddOrder():
            return added_constraint(edit)
        case ChangeConstraint(id=name, attributes=attributes):
            item = configuration.find(name)
            score = attributes.get("score")
            if isinstance(item, Location | Colocation) and score is not None:
                return replace(item, score=parse_score(score), score_text=score)
            if isinstance(item, Order) and attributes.get("kind") is not None:
                return replace(item, kind=attributes["kind"] or "Mandatory")
            return None
        case SwapEnds(id=name):
            return _swapped(configuration.find(name))
        case _:
            return None


def _swapped(item: object) -> Constraint | None:
    match item:
        case Colocation(sets=()):
            return replace(
                item,
                resource=item.with_resource,
                with_resource=item.resource,
                resource_role=item.with_role,
                with_role=item.resource_role,
            )
        case Order(sets=()):
            return replace(
                item,
                first=item.then,
                then=item.first,
                first_action=item.then_action,
                then_action=item.first_action,
            )
        case _:
            return None


def _said(item: Constraint) -> str:
    if isinstance(item, Order) and item.kind == "Mandatory":
        reverse = order_reverse(item)
        return "; ".join(part for part in (constraint_sentence(item), reverse) if part)
    return constraint_sentence(item)
