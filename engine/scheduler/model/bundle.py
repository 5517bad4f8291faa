"""What only bundles have."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.cib.fresh import new_list
from engine.scheduler.model.node import Node

if TYPE_CHECKING:
    from engine.scheduler.model.resource import Resource


@dataclass(slots=True, eq=False)
class Replica:
    """One replica: the resources that the cluster makes for it."""

    number: int
    container: "Resource"
    address: "Resource | None" = None
    remote: "Resource | None" = None
    """The connection to the container as a guest node."""
    child: "Resource | None" = None
    """The instance of the bundle's primitive that runs inside."""
    node: Node | None = None
    """The guest node."""


@dataclass(slots=True, eq=False)
class BundleParts:
    """A bundle's replicas, and the clone of the primitive inside."""

    replicas_per_host: int = 1
    promoted_max: int = 0
    child: "Resource | None" = None
    """The implicit clone; its instances are the replicas' ``child``."""
    replicas: list[Replica] = field(default_factory=new_list)
