"""Rules: conditions on nodes, resources, operations and time, as a tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from engine.cib.duration import parse_duration
from engine.cib.score import parse_score
from engine.cib.views.reader import Reader
from engine.cib.views.roles import read_role
from engine.cib.xml import Element, attributes, child, elements

_DEEPEST: Final = 64
"""Rules nested more deeply than anyone can have meant are not followed."""


@dataclass(frozen=True, slots=True)
class AttributeExpression:
    """A comparison of a node attribute; ``operation`` is lt, gt, lte, gte, eq, ne, defined, …"""

    id: str
    attribute: str
    operation: str
    value: str | None = None
    type: str | None = None
    value_source: str | None = None


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A comparison of the time; ``operation`` is gt, lt, in_range or date_spec."""

    id: str
    operation: str
    start: str | None = None
    end: str | None = None
    spec: Mapping[str, str] | None = None
    """Fields of the date specification: hours, monthdays, weekdays, …, as ranges in text."""
    duration: Mapping[str, str] | None = None
    """Fields of the duration that takes the place of ``end``."""


@dataclass(frozen=True, slots=True)
class ResourceExpression:
    """A comparison of a resource's agent; None fits any."""

    id: str
    standard: str | None = None
    provider: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class OperationExpression:
    """A comparison of an operation's name and (in milliseconds) interval; None fits any."""

    id: str
    name: str
    interval: int | None = None
    interval_text: str | None = None


@dataclass(frozen=True, slots=True)
class UnknownExpression:
    """A condition of a kind that is not known here."""

    id: str
    tag: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """Conditions joined by ``and`` or ``or``."""

    id: str
    boolean_op: str = "and"
    score: int | None = None
    score_text: str | None = None
    score_attribute: str | None = None
    """Name of the node attribute that holds the score, in place of ``score``."""
    role: str | None = None
    expressions: "tuple[Expression, ...]" = ()


Expression = (
    AttributeExpression
    | DateExpression
    | ResourceExpression
    | OperationExpression
    | UnknownExpression
    | Rule
)


def read_rules(parent: Element, reader: Reader) -> tuple[Rule, ...]:
    """The rules directly below an element."""
    return tuple(read_rule(item, reader) for item in parent.iterchildren("rule"))


def read_rule(item: Element, reader: Reader) -> Rule:
    """One rule, with the rules in it. Only the outermost may be a reference, as in the schema."""
    return _rule(reader.resolve(item), 0)


def _rule(element: Element, depth: int) -> Rule:
    score = element.get("score")
    return Rule(
        id=element.get("id") or element.get("id-ref") or "",
        boolean_op=(element.get("boolean-op") or "and").lower(),
        score=None if score is None else parse_score(score),
        score_text=score,
        score_attribute=element.get("score-attribute"),
        role=read_role(element.get("role")),
        expressions=tuple([_expression(node, depth) for node in elements(element)]),
    )


def _expression(item: Element, depth: int) -> Expression:
    id_ = item.get("id") or ""
    match item.tag:
        case "rule" if depth < _DEEPEST:
            return _rule(item, depth + 1)
        case "expression":
            return AttributeExpression(
                id_,
                item.get("attribute") or "",
                item.get("operation") or "",
                item.get("value"),
                item.get("type"),
                item.get("value-source"),
            )
        case "date_expression":
            return DateExpression(
                id_,
                item.get("operation") or "",
                item.get("start"),
                item.get("end"),
                _fields(item, "date_spec"),
                _fields(item, "duration"),
            )
        case "rsc_expression":
            return ResourceExpression(
                id_, item.get("class"), item.get("provider"), item.get("type")
            )
        case "op_expression":
            interval = item.get("interval")
            return OperationExpression(
                id_, item.get("name") or "", parse_duration(interval), interval
            )
        case _:
            return UnknownExpression(id_, item.tag, attributes(item))


def _fields(item: Element, tag: str) -> dict[str, str] | None:
    found = child(item, tag)
    if found is None:
        return None
    return {name: value for name, value in attributes(found).items() if name != "id"}
