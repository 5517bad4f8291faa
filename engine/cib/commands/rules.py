"""Rules in the words of a tool: one level of conditions, joined by ``and`` or by ``or``."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engine.cib.commands.shell import named
from engine.cib.views import AttributeExpression, DateExpression, Expression, Rule

_UNARY: Final = frozenset({"defined", "not_defined"})
_BINARY: Final = frozenset({"lt", "gt", "lte", "gte", "eq", "ne"})
_EVERYWHERE: Final = _UNARY | _BINARY | {"and", "or", "date"}

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """In what the tools differ."""

    typed: Callable[[str, str], Words]
    """From an operation and the type of its value."""
    until: Callable[[str, str], Words]
    """From the start and the end of a range of time."""
    lasting: Callable[[str], Words]
    """From the start of a range, before the fields of its duration."""
    repeated: Words
    """Before the fields of a date specification."""
    fields: frozenset[str]
    reserved: frozenset[str]
    """Words that cannot be names or values."""
    value: Callable[[str], bool] = bool
    """Whether a value can be said."""


def conditions(rule: Rule, language: Language) -> list[str] | None:
    """The conditions of a rule; None where the language does not reach."""
    if rule.boolean_op not in {"and", "or"} or not rule.expressions:
        return None
    words: list[str] = []
    for number, expression in enumerate(rule.expressions):
        said = _expression(expression, language)
        if said is None:
            return None
        words += [rule.boolean_op, *said] if number else said
    return words


def _expression(expression: Expression, language: Language) -> Words | None:
    match expression:
        case AttributeExpression(value_source=None):
            return _attribute(expression, language)
        case DateExpression():
            words = tuple(_date(expression, language))
            return None if not words or "" in words else words
        case _:
            return None


def _attribute(test: AttributeExpression, language: Language) -> Words | None:
    name, value = test.attribute, test.value
    reserved = _EVERYWHERE | language.reserved
    if not named(name.removeprefix("#")) or name in reserved:
        return None
    if test.operation in _UNARY and value is None and test.type is None:
        return (test.operation, name)
    if (
        test.operation not in _BINARY
        or value is None
        or value in reserved
        or not language.value(value)
    ):
        return None
    if test.type is None:
        return (name, test.operation, value)
    return (name, *language.typed(test.operation, test.type), value)


def _date(test: DateExpression, language: Language) -> Iterator[str]:
    """The words; an empty one stands for what cannot be said."""
    match test:
        case DateExpression(operation="lt", start=None, end=str(end), spec=None, duration=None):
            yield from ("date", "lt", end)
        case DateExpression(operation="gt", start=str(start), end=None, spec=None, duration=None):
            yield from ("date", "gt", start)
        case DateExpression(operation="in_range", start=str(start), spec=None):
            if test.end is not None and test.duration is None:
                yield from language.until(start, test.end)
            elif test.end is None and test.duration:
                yield from language.lasting(start)
                yield from _fields(test.duration, language)
        case DateExpression(operation="date_spec", start=None, end=None, duration=None):
            yield from language.repeated
            yield from _fields(test.spec, language)
        case _:
            pass


def _fields(fields: Mapping[str, str] | None, language: Language) -> Iterator[str]:
    for name, value in (fields or {"": ""}).items():
        yield f"{name}={value}" if name in language.fields else ""
