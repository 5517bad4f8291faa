"""Constraints in one neutral form: the attributes as the CIB names them, the sets, the rules.

What is added, what is there and what a change would make of it are all compared in this form, so
that one set of rules holds for all three.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import msgspec

from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    AddTicket,
    AttributeTest,
    DateTest,
    KeptTest,
    RuleSpec,
    SetSpec,
)
from engine.cib.views import (
    AttributeExpression,
    Colocation,
    Constraint,
    DateExpression,
    Location,
    Order,
    ResourceSet,
    Rule,
    Ticket,
)

LOCATION: Final = "rsc_location"
COLOCATION: Final = "rsc_colocation"
ORDER: Final = "rsc_order"
TICKET: Final = "rsc_ticket"

Adding = AddLocation | AddColocation | AddOrder | AddTicket

ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = {
    LOCATION: ("rsc", "rsc-pattern", "role", "node", "score", "resource-discovery"),
    COLOCATION: (
        "rsc",
        "rsc-role",
        "with-rsc",
        "with-rsc-role",
        "node-attribute",
        "score",
        "influence",
    ),
    ORDER: (
        "first",
        "first-action",
        "then",
        "then-action",
        "kind",
        "score",
        "symmetrical",
        "require-all",
    ),
    TICKET: ("rsc", "rsc-role", "ticket", "loss-policy"),
}
"""The attributes that each kind of constraint may have, in the order in which they are written."""

ENDS: Final = {
    LOCATION: ("rsc",),
    COLOCATION: ("rsc", "with-rsc"),
    ORDER: ("first", "then"),
    TICKET: ("rsc",),
}
"""The attributes that name resources."""

PAIR: Final = {
    LOCATION: ("rsc", "rsc-pattern", "role"),
    COLOCATION: ("rsc", "rsc-role", "with-rsc", "with-rsc-role", "node-attribute"),
    ORDER: ("first", "first-action", "then", "then-action"),
    TICKET: ("rsc", "rsc-role"),
}
"""The attributes for which resource sets have no place."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A constraint, whether it is there or would be."""

    tag: str
    id: str
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    sets: tuple[SetSpec, ...] = ()
    rules: tuple[RuleSpec, ...] = ()

    def changed(self, attributes: Mapping[str, str | None]) -> "Shape":
        """What it becomes with some attributes set or (None) removed.

        Naming both ends of a pair puts that in the place of sets, and naming a node and a score
        puts them in the place of rules. Where one rule says all, its score is meant.
        """
        merged = {**self.attributes, **attributes}
        now = {name: value for name, value in merged.items() if value is not None}
        if self.tag == ORDER and attributes.get("kind") is not None:
            now.pop("score", None)
        if attributes.get("rsc") is not None:
            now = without(now, "rsc-pattern") if self.tag == LOCATION else now
        elif attributes.get("rsc-pattern") is not None:
            now = without(now, "rsc")
        sets, rules = self.sets, self.rules
        pattern = attributes.get("rsc-pattern")
        if sets and (pattern is not None or all(attributes.get(e) for e in ENDS[self.tag])):
            sets = ()
        if rules and attributes.get("node") is not None:
            rules = ()
        elif len(rules) == 1 and "score" in attributes:
            now = without(now, "score")
            rules = (
                msgspec.structs.replace(rules[0], score=attributes["score"], score_attribute=None),
            )
        return replace(self, attributes=now, sets=sets, rules=rules)

    def with_sets(self, sets: tuple[SetSpec, ...]) -> "Shape":
        """The same with these sets in place of its pair of ends or its former sets."""
        return replace(self, sets=sets, attributes=without(self.attributes, *PAIR[self.tag]))

    def with_rules(self, rules: tuple[RuleSpec, ...]) -> "Shape":
        """The same with these rules in place of its node and score or its former rules."""
        return replace(self, rules=rules, attributes=without(self.attributes, "node", "score"))

    def swapped(self) -> "Shape | None":
        """The same the other way round; None where it has no direction."""
        if self.tag not in {COLOCATION, ORDER}:
            return None
        if self.sets:
            return _swapped_sets(self)
        now = dict(self.attributes)
        first, second = ("rsc", "with-rsc") if self.tag == COLOCATION else ("first", "then")
        if first not in now or second not in now:
            return None
        now[first], now[second] = now[second], now[first]
        if self.tag == COLOCATION:
            role, other = now.pop("rsc-role", None), now.pop("with-rsc-role", None)
            now |= {
                name: word for name, word in (("rsc-role", other), ("with-rsc-role", role)) if word
            }
            return replace(self, attributes=now)
        one = now.get("first-action", "start")
        two = now.get("then-action", one)
        if one != two:
            now["first-action"], now["then-action"] = two, one
            if two == "start":
                del now["first-action"]
        return replace(self, attributes=now)


def shape_of_edit(edit: Adding) -> Shape:
    """What an edit would add."""
    rules: tuple[RuleSpec, ...] = ()
    sets: tuple[SetSpec, ...] = ()
    values: dict[str, str | None]
    match edit:
        case AddLocation():
            tag, rules = LOCATION, edit.rules
            values = {
                "rsc": edit.resource,
                "role": edit.role,
                "node": edit.node,
                "score": edit.score,
                "resource-discovery": edit.discovery,
            }
        case AddColocation():
            tag, sets = COLOCATION, edit.sets
            values = {
                "rsc": edit.resource,
                "rsc-role": edit.resource_role,
                "with-rsc": edit.with_resource,
                "with-rsc-role": edit.with_role,
                "node-attribute": edit.node_attribute,
                "score": edit.score,
            }
        case AddOrder():
            tag, sets = ORDER, edit.sets
            values = {
                "first": edit.first,
                "first-action": edit.first_action,
                "then": edit.then,
                "then-action": edit.then_action,
                "kind": edit.kind,
                "symmetrical": boolean(edit.symmetrical),
            }
        case AddTicket():
            tag, sets = TICKET, edit.sets
            values = {
                "rsc": edit.resource,
                "rsc-role": edit.role,
                "ticket": edit.ticket,
                "loss-policy": edit.loss_policy,
            }
    return Shape(tag, edit.id, _present(values), sets, rules)


def shape_of(constraint: Constraint) -> Shape:
    """What is there. Defaults that the views fill in are left out again."""
    rules: tuple[Rule, ...] = ()
    values: dict[str, str | None]
    match constraint:
        case Location():
            tag, rules = LOCATION, constraint.rules
            discovery = constraint.discovery
            values = {
                "rsc": constraint.resource,
                "rsc-pattern": constraint.pattern,
                "role": constraint.role,
                "node": constraint.node,
                "score": constraint.score_text,
                "resource-discovery": None if discovery == "always" else discovery,
            }
        case Colocation():
            tag = COLOCATION
            values = {
                "rsc": constraint.resource,
                "rsc-role": constraint.resource_role,
                "with-rsc": constraint.with_resource,
                "with-rsc-role": constraint.with_role,
                "node-attribute": constraint.node_attribute,
                "score": constraint.score_text,
                "influence": boolean(constraint.influence),
            }
        case Order():
            tag = ORDER
            first, then = constraint.first_action, constraint.then_action
            score = constraint.score_text
            values = {
                "first": constraint.first,
                "first-action": None if first == "start" else first,
                "then": constraint.then,
                "then-action": None if then == first else then,
                "kind": constraint.kind if score is None else None,
                "score": score,
            }
        case Ticket():
            tag = TICKET
            values = {
                "rsc": constraint.resource,
                "rsc-role": constraint.role,
                "ticket": constraint.ticket,
                "loss-policy": constraint.loss_policy,
            }
    return Shape(
        tag,
        constraint.id,
        _present(values),
        tuple(map(spec_of_set, constraint.sets)),
        tuple(map(spec_of_rule, rules)),
    )


def spec_of_set(found: ResourceSet) -> SetSpec:
    """A set that is there, as an edit would name it; what has its default is left out."""
    return SetSpec(
        resources=found.resources,
        sequential=None if found.sequential else False,
        require_all=None if found.require_all else False,
        ordering=found.ordering,
        action=found.action,
        role=found.role,
        score=found.score_text,
        kind=found.kind,
        id=found.id,
    )


def spec_of_rule(rule: Rule) -> RuleSpec:
    """A rule that is there, as an edit would name it."""
    tests: list[AttributeTest | DateTest | KeptTest | RuleSpec] = []
    for each in rule.expressions:
        match each:
            case AttributeExpression():
                tests.append(
                    AttributeTest(each.attribute, each.operation, each.value, each.type, each.id)
                )
            case DateExpression():
                tests.append(
                    DateTest(
                        each.operation, each.start, each.end, each.spec, each.duration, each.id
                    )
                )
            case Rule():
                tests.append(spec_of_rule(each))
            case _:
                tests.append(KeptTest(each.id))
    return RuleSpec(
        tuple(tests), rule.boolean_op, rule.score_text, rule.score_attribute, rule.role, rule.id
    )


def boolean(value: bool | None) -> str | None:
    """A boolean as the CIB writes it."""
    return None if value is None else "true" if value else "false"


def without(values: Mapping[str, str], *names: str) -> dict[str, str]:
    """``values`` without those of some names."""
    return {name: value for name, value in values.items() if name not in names}


def _present(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value is not None}


def _swapped_sets(shape: Shape) -> Shape | None:
    only, *others = shape.sets
    if others:
        return replace(shape, sets=shape.sets[::-1])
    if only.sequential is False or len(only.resources) < 2:
        return None
    return replace(shape, sets=(msgspec.structs.replace(only, resources=only.resources[::-1]),))
