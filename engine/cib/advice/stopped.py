"""Resources that cannot run because what they need is switched off."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.pairs import after, together
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.score import INFINITY
from engine.cib.views import Colocation, Order

_STARTS = frozenset({"start", "promote"})


def needs_what_is_stopped(known: Known, placement: Placement) -> Iterator[Finding]:
    """It has to run with, or start after, a resource whose target-role is Stopped."""
    del placement
    said: set[tuple[str, str]] = set()
    for constraint, needing, needed in _needs(known):
        for other in known.meant(needed):
            off = known.stopped(other)
            if off is None:
                continue
            for resource in known.meant(needing):
                names = (resource.id, off.id)
                if names in said or resource.id == off.id or known.stopped(resource) is not None:
                    continue
                said.add(names)
                yield warning(
                    "needs-stopped",
                    constraint,
                    f"{resource.id} needs {other.id} ({constraint}), and {off.id} is told to "
                    "stay stopped; so both are.",
                    resource=resource.id,
                    other=off.id,
                )


def _needs(known: Known) -> Iterator[tuple[str, str, str]]:
    for constraint in known.configuration.constraints:
        match constraint:
            case Colocation(lifetime=()):
                for pair in together(constraint):
                    if pair.score == INFINITY and pair.dependent_role in {None, "Started"}:
                        yield constraint.id, pair.dependent, pair.primary
            case Order(lifetime=(), kind="Mandatory"):
                for step in after(constraint):
                    starts = step.first_action in _STARTS and step.then_action == "start"
                    if starts and step.needed:
                        yield constraint.id, step.then, step.first
            case _:
                pass
