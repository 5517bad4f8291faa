"""Constraints that a move or ban left behind."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.temporary.expiry import end_of
from engine.cib.temporary.find import kind_of, node_of
from engine.cib.temporary.model import Kind
from engine.cib.views import Location


def leftover_constraints(known: Known, placement: Placement) -> Iterator[Finding]:
    """``cli-prefer-…`` and ``cli-ban-…`` that do not end by themselves."""
    del placement
    for constraint in known.configuration.constraints:
        kind = kind_of(constraint)
        if kind is None or not isinstance(constraint, Location) or end_of(constraint) is not None:
            continue
        resource = constraint.resource or constraint.pattern or ""
        node = node_of(constraint) or ""
        if kind is Kind.PREFER:
            code, words = "leftover-prefer", f"still draws {resource} to {node}"
        else:
            code, words = "leftover-ban", f"still keeps {resource} away from {node}"
        yield warning(
            code,
            constraint.id,
            f"{constraint.id}, left behind by a move or ban, {words}.",
            resource=resource,
            node=node,
        )
