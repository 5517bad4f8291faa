"""When a constraint's dates let it end for good.

A rule ends when no later moment can fulfil it: joined by ``and`` it ends with the first of its
expressions that does, joined by ``or`` with the last, if all do. Date specifications (every
Sunday) return and never end.
"""

from collections.abc import Iterable
from datetime import datetime

from engine.cib.state.dates import after, parse_instant
from engine.cib.views import Colocation, Constraint, DateExpression, Expression, Location, Order
from engine.cib.views.rules import Rule


def end_of(constraint: Constraint) -> int | None:
    """Seconds since 1970 after which the constraint has no effect; None where it does not end."""
    ends: list[datetime] = []
    match constraint:
        case Location():
            groups = (constraint.rules, constraint.lifetime)
        case Colocation() | Order():
            groups = (constraint.lifetime,)
        case _:
            groups = ()
    for rules in groups:
        end = _last(rules)
        if end is not None:
            ends.append(end)
    return int(min(ends).timestamp()) if ends else None


def _last(expressions: Iterable[Expression]) -> datetime | None:
    """The end of those of which one suffices; None where one of them never ends."""
    latest: datetime | None = None
    for expression in expressions:
        end = _end(expression)
        if end is None:
            return None
        latest = end if latest is None else max(latest, end)
    return latest


def _end(expression: Expression) -> datetime | None:
    match expression:
        case Rule(boolean_op="or"):
            return _last(expression.expressions)
        case Rule():
            ends = [_end(part) for part in expression.expressions]
            return min((end for end in ends if end is not None), default=None)
        case DateExpression():
            return _date_end(expression)
        case _:
            return None


def _date_end(expression: DateExpression) -> datetime | None:
    if expression.operation not in {"lt", "in_range"}:
        return None
    end = parse_instant(expression.end)
    start = parse_instant(expression.start)
    if end is not None or expression.operation == "lt" or start is None:
        return end
    if expression.duration is None:
        return None
    try:
        return after(start, expression.duration)
    except (ValueError, OverflowError):
        return None
