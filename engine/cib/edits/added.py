"""A constraint that an edit would add, as the value that the views would read from the CIB."""

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
from engine.cib.score import parse_score
from engine.cib.views import Colocation, Constraint, Location, Order, ResourceSet, Ticket
from engine.cib.views.rules import (
    AttributeExpression,
    DateExpression,
    Expression,
    Rule,
    UnknownExpression,
)


def added_constraint(edit: AddLocation | AddColocation | AddOrder | AddTicket) -> Constraint:
    """The constraint as it would be; what the edit leaves open has Pacemaker's defaults."""
    match edit:
        case AddLocation():
            return Location(
                edit.id,
                edit.resource,
                node=edit.node,
                score=parse_score(edit.score),
                score_text=edit.score,
                role=edit.role,
                discovery=edit.discovery or "always",
                rules=tuple(map(added_rule, edit.rules)),
            )
        case AddColocation():
            return Colocation(
                edit.id,
                edit.resource,
                edit.with_resource,
                score=parse_score(edit.score),
                score_text=edit.score,
                resource_role=edit.resource_role,
                with_role=edit.with_role,
                node_attribute=edit.node_attribute,
                sets=tuple(map(added_set, edit.sets)),
            )
        case AddOrder():
            first_action = edit.first_action or "start"
            return Order(
                edit.id,
                edit.first,
                edit.then,
                first_action=first_action,
                # as Pacemaker has it: what is not said is as for the other end
                then_action=edit.then_action or first_action,
                kind=edit.kind or "Mandatory",
                symmetrical=edit.symmetrical is not False,
                sets=tuple(map(added_set, edit.sets)),
            )
        case AddTicket():
            return Ticket(
                edit.id,
                edit.ticket,
                edit.resource,
                role=edit.role,
                loss_policy=edit.loss_policy or "stop",
                sets=tuple(map(added_set, edit.sets)),
            )


def added_set(spec: SetSpec) -> ResourceSet:
    """A resource set as it would be."""
    return ResourceSet(
        spec.id or "",
        spec.resources,
        sequential=spec.sequential is not False,
        require_all=spec.require_all is not False,
        ordering=spec.ordering,
        action=spec.action,
        role=spec.role,
        score=None if spec.score is None else parse_score(spec.score),
        score_text=spec.score,
        kind=spec.kind,
    )


def added_rule(spec: RuleSpec) -> Rule:
    """A rule as it would be; what stays as it is appears by its id."""
    return Rule(
        spec.id or "",
        spec.boolean_op,
        None if spec.score is None else parse_score(spec.score),
        spec.score,
        spec.score_attribute,
        spec.role,
        tuple(map(_expression, spec.tests)),
    )


def _expression(test: AttributeTest | DateTest | KeptTest | RuleSpec) -> Expression:
    match test:
        case AttributeTest():
            return AttributeExpression(
                test.id or "", test.attribute, test.operation, test.value, test.type
            )
        case DateTest():
            return DateExpression(
                test.id or "", test.operation, test.start, test.end, test.spec, test.duration
            )
        case KeptTest():
            return UnknownExpression(test.id, test.id, {})
        case RuleSpec():
            return added_rule(test)
