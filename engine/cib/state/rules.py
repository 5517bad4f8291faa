"""Rules on sets of name-value pairs.

Follows "Rules" in Pacemaker Explained. Defaults and meta-attributes are evaluated without a
node, so that no comparison with a node attribute holds there; a resource's parameters with one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cib.state.comparison import attribute_passes
from engine.cib.state.dates import date_expression_holds
from engine.cib.state.values import parse_milliseconds
from engine.cib.xml import Element, elements


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a rule may ask about."""

    now: float | None = None
    """Seconds since 1970; without it no date expression holds."""
    agent: tuple[str | None, str | None, str | None] | None = None
    """Class, provider and type of the resource in question."""
    operation: tuple[str, int] | None = None
    """Name and interval (milliseconds) of the operation in question."""
    node: Mapping[str, str] | None = None
    """Attributes of the node in question."""


def set_applies(block: Element, circumstances: Circumstances) -> bool:
    """Whether a set's rules let it count: it has none, or one of them holds."""
    rules = list(block.iterchildren("rule"))
    return not rules or any(rule_holds(rule, circumstances) for rule in rules)


def rule_holds(rule: Element, circumstances: Circumstances) -> bool:
    """Whether a rule holds: all its expressions, or with ``boolean-op="or"`` one of them."""
    verdicts = [_expression_holds(part, circumstances) for part in elements(rule)]
    known = [verdict for verdict in verdicts if verdict is not None]
    if (rule.get("boolean-op") or "").lower() == "or":
        return any(known)
    return all(known)


def _expression_holds(part: Element, circumstances: Circumstances) -> bool | None:
    if part.tag == "rule":
        return rule_holds(part, circumstances)
    if part.tag == "date_expression":
        return date_expression_holds(part, circumstances.now)
    if part.tag == "rsc_expression":
        return _agent_matches(part, circumstances)
    if part.tag == "op_expression":
        return _operation_matches(part, circumstances)
    if part.tag == "expression":
        return _attribute_matches(part, circumstances)
    return None


def _attribute_matches(part: Element, circumstances: Circumstances) -> bool:
    """A comparison with a node attribute never holds where there is no node."""
    name, operation = part.get("attribute"), part.get("operation")
    if circumstances.node is None or name is None or operation is None:
        return False
    found = circumstances.node.get(name)
    return attribute_passes(found, part.get("value"), part.get("type"), operation.lower())


def _agent_matches(part: Element, circumstances: Circumstances) -> bool:
    if circumstances.agent is None:
        return False
    wanted = (part.get("class"), part.get("provider"), part.get("type"))
    return all(
        value is None or value == found
        for value, found in zip(wanted, circumstances.agent, strict=True)
    )


def _operation_matches(part: Element, circumstances: Circumstances) -> bool:
    if circumstances.operation is None:
        return False
    name, interval = circumstances.operation
    wanted = part.get("interval")
    if wanted is not None and parse_milliseconds(wanted) != interval:
        return False
    return part.get("name") == name
