"""Locations that say always and never of one resource on one node."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.score import INFINITY
from engine.cib.views import Location


def contradicting_locations(known: Known, placement: Placement) -> Iterator[Finding]:
    """∞ and −∞ of the same resource, node and role: never wins."""
    del placement
    said: dict[tuple[str, str, str | None], dict[int, str]] = {}
    for location in known.configuration.constraints:
        if (
            not isinstance(location, Location)
            or location.node is None
            or location.lifetime
            or abs(location.score) != INFINITY
        ):
            continue
        role = None if location.role == "Started" else location.role
        for resource in known.located(location):
            scores = said.setdefault((resource.id, location.node.lower(), role), {})
            scores.setdefault(location.score, location.id)
            other = scores.get(-location.score)
            if other is None:
                continue
            likes, bans = (location.id, other) if location.score > 0 else (other, location.id)
            yield warning(
                "always-and-never",
                location.id,
                f"{likes} wants {resource.id} on {location.node} whenever possible, and {bans} "
                "never there; never wins.",
                resource=resource.id,
                node=location.node,
                likes=likes,
                bans=bans,
            )
