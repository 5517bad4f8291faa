"""Locations of ∞ that are often taken for more than they are."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, fencing, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.score import INFINITY
from engine.cib.temporary.find import kind_of
from engine.cib.views import Location


def infinite_preferences(known: Known, placement: Placement) -> Iterator[Finding]:
    """∞ for one node reads like «only here», and means «here whenever possible».

    Where other nodes have scores of their own, the ranking shows that this is known.
    """
    liked: dict[str, list[Location]] = {}
    for location in known.configuration.constraints:
        if isinstance(location, Location) and location.score > 0 and location.node is not None:
            for resource in known.located(location):
                liked.setdefault(resource.id, []).append(location)
    for name, locations in liked.items():
        location, resource = locations[0], known.resources[name]
        others = placement.allowed(resource) - {(location.node or "").lower()}
        if (
            len(locations) > 1
            or location.score != INFINITY
            or location.role not in {None, "Started"}
            or location.lifetime
            or kind_of(location) is not None
            or known.copies(resource) is not None
            or fencing(resource)
            or not others
        ):
            continue
        yield warning(
            "infinity-is-not-only",
            location.id,
            f"{location.id} draws {name} to {location.node} whenever possible; it does not keep "
            f"{name} from running elsewhere when {location.node} fails.",
            resource=name,
            node=location.node or "",
        )
