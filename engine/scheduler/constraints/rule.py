"""Rules of constraints, as they hold on one node.

Pacemaker Explained: "Rules". The node, and for patterns what they matched, is in the context.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from engine.cib.state.comparison import attribute_passes
from engine.cib.state.dates import date_expression_holds
from engine.cib.xml import Element, elements
from engine.scheduler.constraints.findings import complain
from engine.scheduler.constraints.recheck import expect_change
from engine.scheduler.constraints.references import References

_SUBMATCH: Final = re.compile(r"%([0-9])")


@dataclass(slots=True)
class RuleContext:
    """What a rule may ask about."""

    references: References
    node: Mapping[str, str] | None = None
    """The node's attributes; without a node no comparison with them holds."""
    parameters: Mapping[str, str] | None = None
    """The resource's parameters, for ``value-source="param"``."""
    meta: Mapping[str, str] | None = None
    """The resource's meta-attributes, for ``value-source="meta"``."""
    submatches: Sequence[str | None] | None = None
    """What ``rsc-pattern`` and its groups matched, for ``%0`` to ``%9``."""


def rule_passes(rule: Element, context: RuleContext) -> bool:
    """Whether a rule holds: all its expressions, or with ``boolean-op="or"`` one of them."""
    place = context.references.resolve(rule)
    if place is None:
        return False
    either = (place.get("boolean-op") or "").lower() == "or"
    parts = elements(place)
    if not parts:
        complain(
            context.references.cluster, place, "rule-empty", "The rule has no expression to test."
        )
    for part in parts:
        if _holds(part, context) == either:
            return either
    return not either


def expand_submatches(text: str, submatches: Sequence[str | None] | None) -> str:
    """``text`` with ``%0`` to ``%9`` replaced by what the pattern and its groups matched."""
    if submatches is None:
        return text

    def replacement(match: re.Match[str]) -> str:
        number = int(match.group(1))
        return (submatches[number] or "") if number < len(submatches) else ""

    return _SUBMATCH.sub(replacement, text)


def asks_for_resource(rule: Element, references: References) -> bool:
    """Whether a rule's verdict on a node may differ between resources."""
    place = references.resolve(rule)
    if place is None:
        return False
    for part in elements(place):
        if part.tag == "rule":
            if asks_for_resource(part, references):
                return True
        elif "%" in part.get("attribute", "") or part.get("value-source") is not None:
            return True
    return False


def _holds(part: Element, context: RuleContext) -> bool:
    if part.tag == "rule":
        return rule_passes(part, context)
    cluster = context.references.cluster
    if part.tag == "date_expression":
        expect_change(cluster, part)
        return date_expression_holds(part, cluster.now)
    if part.tag == "expression":
        return _compares(part, context)
    # What asks for an agent or an operation has none to ask about here.
    return False


def _compares(part: Element, context: RuleContext) -> bool:
    attribute, operation = part.get("attribute"), part.get("operation")
    if context.node is None or attribute == "#role":
        return False
    if attribute is None or operation is None:
        complain(
            context.references.cluster,
            part,
            "expression-incomplete",
            "A comparison needs an attribute and an operation.",
        )
        return False
    found = context.node.get(expand_submatches(attribute, context.submatches))
    return attribute_passes(found, _value(part, context), part.get("type"), operation.lower())


def _value(part: Element, context: RuleContext) -> str | None:
    value = part.get("value")
    if not value:
        return None
    source = (part.get("value-source") or "").lower()
    if source == "param":
        return (context.parameters or {}).get(value)
    if source == "meta":
        return (context.meta or {}).get(value)
    return value
