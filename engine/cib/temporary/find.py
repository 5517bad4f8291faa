"""From a CIB to the list of temporary things in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.document import Cib
from engine.cib.edits.vocabulary import RemoveConstraint
from engine.cib.score import parse_score
from engine.cib.state.model import ClusterState
from engine.cib.temporary.expiry import end_of
from engine.cib.temporary.model import Kind, Temporary
from engine.cib.views import (
    AttributeExpression,
    Configuration,
    Constraint,
    Expression,
    Location,
    Rule,
    constrained,
)
from engine.cib.xml import Element, child

_TOOL_MADE: Final = re.compile(r"cli-(prefer|ban|standby)-")
"""How crm_resource begins the ids of its constraints; standby is its word before 1.1.9 for ban."""
_UNTIL_REBOOT: Final = {"standby": Kind.STANDBY, "maintenance": Kind.MAINTENANCE}


def temporary(
    configuration: Configuration,
    state: ClusterState | None,
    cib: Cib,
    now: float | None = None,
) -> tuple[Temporary, ...]:
    """Everything temporary: constraints in document order, then attributes of nodes until reboot.

    Args:
        configuration: that of ``cib``, or of a draft made from it.
        state: gives nodes their names where the status section leaves them out; None without.
        cib: whose status section holds the attributes that end with a reboot.
        now: seconds since 1970, to tell what has expired; without it the CIB's own
            ``execution-date`` counts, and without that nothing has.
    """
    if now is None:
        date = cib.root.get("execution-date") or ""
        now = float(date) if date.isascii() and date.isdigit() else None
    names = {} if state is None else {node.id: name for name, node in state.nodes.items()}
    return (*_constraints(configuration.constraints, now), *_attributes(cib, names))


def kind_of(constraint: Constraint) -> Kind | None:
    """Whether ``crm_resource`` made a constraint, by its id: PREFER, BAN or None."""
    found = _TOOL_MADE.match(constraint.id) if isinstance(constraint, Location) else None
    if found is None:
        return None
    return Kind.PREFER if found.group(1) == "prefer" else Kind.BAN


def node_of(location: Location) -> str | None:
    """The one node that a location names, itself or in a rule (``#uname eq …``)."""
    if location.node is not None:
        return location.node
    named = set(_named(location.rules))
    return named.pop() if len(named) == 1 else None


def _constraints(constraints: Iterable[Constraint], now: float | None) -> Iterator[Temporary]:
    for constraint in constraints:
        kind, end = kind_of(constraint), end_of(constraint)
        if kind is None and end is None:
            continue
        resource = next(iter(constrained(constraint)), None)
        node = None
        if isinstance(constraint, Location):
            resource = resource or constraint.pattern
            node = node_of(constraint)
        yield Temporary(
            kind or Kind.EXPIRING,
            constraint.id,
            resource,
            node,
            end,
            expired=end is not None and now is not None and now > end,
            edits=(RemoveConstraint(constraint.id),),
        )


def _named(expressions: Iterable[Expression]) -> Iterator[str]:
    for part in expressions:
        match part:
            case Rule():
                yield from _named(part.expressions)
            case AttributeExpression(attribute="#uname", operation="eq", value=str(name)):
                yield name
            case _:
                pass


def _attributes(cib: Cib, names: Mapping[str, str]) -> Iterator[Temporary]:
    status = cib.section("status")
    if status is None:
        return
    for state in status.iterchildren("node_state"):
        id_ = state.get("id") or ""
        name = state.get("uname") or names.get(id_) or id_
        transient = child(state, "transient_attributes")
        for pair in () if transient is None else _pairs(transient):
            kind = _UNTIL_REBOOT.get(pair.get("name") or "")
            if kind is not None and _on(pair.get("value")):
                yield Temporary(kind, pair.get("id") or "", node=name)


def _pairs(transient: Element) -> Iterator[Element]:
    for block in transient.iterchildren("instance_attributes"):
        yield from block.iterchildren("nvpair")


def _on(value: str | None) -> bool:
    """Whether a switch is on; a score counts for standby as in old clusters (INFINITY)."""
    return bool(parse_boolean(value)) or parse_score(value) > 0
