"""Constraints that say the same twice."""

from collections.abc import Iterator
from dataclasses import replace

from engine.cib.advice.known import Known, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.views import Constraint, Expression, Location, Rule, Ticket


def duplicate_constraints(known: Known, placement: Placement) -> Iterator[Finding]:
    """Two constraints that differ in nothing but their ids."""
    del placement
    seen: dict[str, str] = {}
    for constraint in known.configuration.constraints:
        # Rules hold mappings, which cannot be keys themselves.
        key = repr(_anonymous(constraint))
        first = seen.setdefault(key, constraint.id)
        if first != constraint.id:
            yield warning(
                "duplicate-constraint",
                constraint.id,
                f"{constraint.id} says the same as {first}; scores of both are added.",
                other=first,
            )


def _anonymous(constraint: Constraint) -> Constraint:
    sets = tuple([replace(item, id="") for item in constraint.sets])
    if isinstance(constraint, Ticket):
        return replace(constraint, id="", sets=sets)
    lifetime = tuple([_rule(rule) for rule in constraint.lifetime])
    plain = replace(constraint, id="", sets=sets, lifetime=lifetime)
    if isinstance(plain, Location):
        return replace(plain, rules=tuple([_rule(rule) for rule in plain.rules]))
    return plain


def _rule(rule: Rule) -> Rule:
    return replace(rule, id="", expressions=tuple([_expression(e) for e in rule.expressions]))


def _expression(expression: Expression) -> Expression:
    return _rule(expression) if isinstance(expression, Rule) else replace(expression, id="")
