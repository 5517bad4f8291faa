"""What every kind of resource has a rule for while it is being placed."""

from typing import Final

from engine.scheduler.model.bykind import ByKind
from engine.scheduler.model.constraint import Colocation, Location
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource

apply_location: Final[ByKind[[Location], None]] = ByKind("apply_location")
"""Add a location's scores to a resource's own, or to those of its parts."""

assign: Final[ByKind[[Node | None], Node | None]] = ByKind("assign")
"""Assign it to a node: the one that is preferred if it is as good as any, or the best."""

apply_as_dependent: Final[ByKind[[Resource, Colocation], None]] = ByKind("apply_as_dependent")
"""Let a colocation with an assigned primary change a dependent's scores: (primary, colocation).
Dispatches on the dependent."""

apply_as_primary: Final[ByKind[[Resource, Colocation], None]] = ByKind("apply_as_primary")
"""The same from the primary's side, which knows where its parts are: (dependent, colocation).
Dispatches on the primary."""

add_colocated_scores: Final[ByKind[[str, dict[Node, int], str, float, int], dict[Node, int]]] = (
    ByKind("add_colocated_scores")
)
"""Add its scores, and those of what is colocated with it, to a table of another resource:
(that one's id for loops and logs, table, node attribute, factor, bits of ``spread``). Returns the
table to go on with: the one given, or a copy that replaces it."""

colocated_resources: Final[ByKind[[Resource, list[Resource]], list[Resource]]] = ByKind(
    "colocated_resources"
)
"""All that has to run on one node with it: (original resource, those found so far)."""

add_utilization: Final[ByKind[[Resource, list[Resource], dict[str, int]], None]] = ByKind(
    "add_utilization"
)
"""Add what it needs to a sum: (original resource, all colocated ones, the sum)."""

lock_to_node: Final[ByKind[[], None]] = ByKind("lock_to_node")
"""Hold it on the node where it was active when that was shut down (shutdown-lock)."""
