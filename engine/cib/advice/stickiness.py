"""Resources that move back as soon as their favourite node returns."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, fencing, listed, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.score import INFINITY
from engine.cib.views import Location

_NAME = "resource-stickiness"


def no_stickiness(known: Known, placement: Placement) -> Iterator[Finding]:
    """No resource-stickiness anywhere, and locations that draw: each failover costs two stops."""
    configuration = known.configuration
    sets = (*configuration.rsc_default_sets, *configuration.property_sets)
    names = {pair.name for item in sets for pair in item.pairs}
    if names & {_NAME, "default-resource-stickiness"} or len(known.nodes) == 1:
        return
    drawn: dict[str, None] = {}
    for location in configuration.constraints:
        if not isinstance(location, Location) or not 0 < location.score < INFINITY:
            continue
        for resource in known.located(location):
            top = known.top(resource)
            if (
                known.copies(top) is None
                and not fencing(top)
                and len(placement.allowed(top)) != 1
                and not any(_NAME in each.meta for each in (top, *top.primitives()))
            ):
                drawn[top.id] = None
    if drawn:
        names_drawn = listed(drawn)
        yield warning(
            "no-stickiness",
            None,
            "No resource-stickiness is set: when a failed node returns, what prefers it is "
            f"stopped once more to move back ({names_drawn}).",
            resources=names_drawn,
        )
