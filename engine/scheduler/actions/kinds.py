"""What every kind of resource has a rule for once it has been placed."""

from typing import Final

from engine.scheduler.model.action import Action
from engine.scheduler.model.bykind import ByKind
from engine.scheduler.model.node import Node

internal_constraints: Final[ByKind[[], None]] = ByKind("internal_constraints")
"""Orderings and colocations that follow from what a resource is, before it is placed."""

create_actions: Final[ByKind[[], None]] = ByKind("create_actions")
"""All actions that take it from where it is to where it shall be, recurring ones included."""

create_probe: Final[ByKind[[Node], bool]] = ByKind("create_probe")
"""Probe it on a node where that is needed; whether a probe was made."""

action_flags: Final[ByKind[[Action, Node | None], int]] = ByKind("action_flags")
"""Bits of ``flags`` of one of its actions: as seen on one node, or (None) as a whole."""

update_ordered: Final[ByKind[[Action, Action, Node | None, int, int, int], int]] = ByKind(
    "update_ordered"
)
"""Let an ordering change its two actions: (first, then, node, flags of first, filter, tie).
Returns bits of ``ordering.changed``: which of the two changed. What else a rule changes, or has to
be followed up, goes to ``ordering.again.look_again``."""

add_to_graph: Final[ByKind[[], None]] = ByKind("add_to_graph")
"""Put its actions into the graph."""
