"""Rules as conditions in words."""

from collections.abc import Mapping

from engine.cib.views import (
    AttributeExpression,
    DateExpression,
    Expression,
    OperationExpression,
    ResourceExpression,
    Rule,
    UnknownExpression,
)
from hagui.i18n import tr
from hagui.phrases.units import interval


def rule_words(rule: Rule) -> str:
    """The condition of a rule; a rule in it stands in parentheses."""
    parts = [
        f"({rule_words(item)})" if isinstance(item, Rule) else expression_words(item)
        for item in rule.expressions
    ]
    if not parts:
        return tr("rule", "always")
    glue = tr("rule", " or ") if rule.boolean_op == "or" else tr("rule", " and ")
    return glue.join(parts)


def expression_words(item: Expression) -> str:
    """One condition."""
    match item:
        case AttributeExpression():
            return _attribute(item)
        case DateExpression():
            return _date(item)
        case ResourceExpression():
            agent = ":".join(part or "*" for part in (item.standard, item.provider, item.type))
            return tr("rule", "the agent is {agent}", agent=agent)
        case OperationExpression():
            if item.interval is None:
                return tr("rule", "the operation is {name}", name=item.name)
            often = interval(item.interval)
            return tr("rule", "the operation is {name}, {often}", name=item.name, often=often)
        case UnknownExpression():
            return tr("rule", "{tag} {fields}", tag=item.tag, fields=_fields(item.attributes))
        case Rule():
            return rule_words(item)


def _attribute(item: AttributeExpression) -> str:
    name, value = item.attribute, item.value or ""
    if name == "#uname":
        name = tr("rule", "the node's name")
    match item.operation:
        case "eq":
            return tr("rule", "{name} is {value}", name=name, value=value)
        case "ne":
            return tr("rule", "{name} is not {value}", name=name, value=value)
        case "lt":
            return tr("rule", "{name} is below {value}", name=name, value=value)
        case "lte":
            return tr("rule", "{name} is at most {value}", name=name, value=value)
        case "gt":
            return tr("rule", "{name} is above {value}", name=name, value=value)
        case "gte":
            return tr("rule", "{name} is at least {value}", name=name, value=value)
        case "defined":
            return tr("rule", "{name} is set", name=name)
        case "not_defined":
            return tr("rule", "{name} is not set", name=name)
        case other:
            return f"{name} {other} {value}".strip()


def _date(item: DateExpression) -> str:
    end = item.end
    if end is None and item.duration:
        end = tr("rule", "{fields} later", fields=_fields(item.duration))
    match item.operation:
        case "gt":
            return tr("rule", "it is after {start}", start=item.start)
        case "lt":
            return tr("rule", "it is before {end}", end=end)
        case "in_range" | "in-range" if item.start and end:
            return tr("rule", "it is between {start} and {end}", start=item.start, end=end)
        case "in_range" | "in-range" if end:
            return tr("rule", "it is before {end}", end=end)
        case "in_range" | "in-range":
            return tr("rule", "it is after {start}", start=item.start)
        case _:
            return tr("rule", "the date fits {fields}", fields=_fields(item.spec or {}))


def _fields(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
