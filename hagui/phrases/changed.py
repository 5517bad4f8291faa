"""Changes of a constraint's attributes as a sentence: what it was, and what it will be."""

from collections.abc import Mapping

from engine.cib.edits.vocabulary import ChangeConstraint
from engine.cib.views import (
    Colocation,
    Configuration,
    Constraint,
    Location,
    Order,
    Ticket,
)
from hagui.i18n import tr
from hagui.phrases.constraints import constraint_short
from hagui.phrases.units import score


def constraint_name(id_: str, configuration: Configuration) -> str:
    """A few words for the constraint of that id; the id where there is none."""
    found = configuration.find(id_)
    if isinstance(found, Location | Colocation | Order | Ticket):
        return constraint_short(found)[0]
    return id_


def changed_attributes(edit: ChangeConstraint, configuration: Configuration) -> str:
    """What a change of attributes means, one after the other."""
    found = configuration.find(edit.id)
    before: Mapping[str, str | None] = {}
    if isinstance(found, Location | Colocation | Order | Ticket):
        before = _attributes(found)
    name = constraint_name(edit.id, configuration)
    changes = [
        _change(attribute, before.get(attribute), value)
        for attribute, value in edit.attributes.items()
    ]
    return tr("edit", "“{constraint}”: {changes}", constraint=name, changes="; ".join(changes))


def _change(attribute: str, before: str | None, after: str | None) -> str:
    word = _word(attribute)
    old, new = (_value(attribute, value) for value in (before, after))
    return tr("edit", "{what} {old} → {new}", what=word, old=old, new=new)


def _value(attribute: str, value: str | None) -> str:
    if value is None:
        return "–"
    return score(value) if attribute == "score" else value


def _word(attribute: str) -> str:
    match attribute:
        case "score":
            return tr("edit", "score")
        case "kind":
            return tr("edit", "kind")
        case "rsc":
            return tr("edit", "resource")
        case "with-rsc":
            return tr("edit", "with")
        case "node":
            return tr("edit", "node")
        case "first":
            return tr("edit", "first")
        case "then":
            return tr("edit", "then")
        case "ticket":
            return tr("edit", "ticket")
        case "role" | "rsc-role":
            return tr("edit", "role")
        case "with-rsc-role":
            return tr("edit", "role of the other")
        case _:
            return attribute


def _attributes(item: Constraint) -> Mapping[str, str | None]:
    """What the constraint says now, by the CIB's names."""
    match item:
        case Location():
            return {
                "rsc": item.resource,
                "node": item.node,
                "score": item.score_text,
                "role": item.role,
                "resource-discovery": item.discovery,
            }
        case Colocation():
            return {
                "rsc": item.resource,
                "with-rsc": item.with_resource,
                "score": item.score_text,
                "rsc-role": item.resource_role,
                "with-rsc-role": item.with_role,
                "node-attribute": item.node_attribute,
            }
        case Order():
            return {
                "first": item.first,
                "then": item.then,
                "first-action": item.first_action,
                "then-action": item.then_action,
                "kind": item.kind,
                "symmetrical": "true" if item.symmetrical else "false",
                "require-all": "true" if item.require_all else "false",
            }
        case Ticket():
            return {
                "rsc": item.resource,
                "ticket": item.ticket,
                "rsc-role": item.role,
                "loss-policy": item.loss_policy,
            }
