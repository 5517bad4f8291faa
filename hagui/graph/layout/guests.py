"""Places for what is not there yet, beside what is: nothing real moves to another row for it."""

from collections.abc import Sequence
from typing import NamedTuple

from hagui.graph.board import UnitKey
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology


class Guest(NamedTuple):
    """What asks for a place in a column."""

    node: str
    unit: str
    """Its row elsewhere is taken where it is free."""


def seat(topology: Topology, guests: Sequence[Guest]) -> tuple[dict[UnitKey, Rect], bool]:
    """A place for each guest, and whether columns had to grow for them."""
    metrics = topology.metrics
    placed: dict[UnitKey, tuple[float, float, float]] = {}
    lanes = {guest.node: topology.lanes_of(guest.node) for guest in guests}
    for guest in guests:
        height = metrics.pitch
        home = topology.home_of(guest.unit)
        wanted = None if home is None else home._replace(height=height)
        place = lanes[guest.node].put(f"guest:{guest.unit}", height, wanted)
        x = metrics.pad + place.lane * (metrics.card_width + metrics.lane_gap)
        placed[guest.node, guest.unit] = (x, place.top, height - metrics.gap)
    moved = topology.reserve({node: each.bottom for node, each in lanes.items()})
    seats = {
        key: topology.in_body(key[0], Rect(x, top, metrics.card_width, height))
        for key, (x, top, height) in placed.items()
    }
    return seats, moved
