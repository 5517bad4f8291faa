"""A node of the cluster as the scheduler sees it."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from engine.cib.fresh import new_dict, new_list

if TYPE_CHECKING:
    from engine.scheduler.model.resource import Resource


class NodeKind(Enum):
    """What makes it a node."""

    MEMBER = "member"
    REMOTE = "remote"
    """Reached through Pacemaker Remote: a node of its own, or a guest where its connection has a
    container."""
    PING = "ping"


@dataclass(slots=True, eq=False)
class Node:
    """One node. Nodes are told apart by identity; ``Cluster.nodes`` is sorted by name."""

    id: str
    name: str
    kind: NodeKind = NodeKind.MEMBER
    index: int = 0
    """Its place in ``Cluster.nodes``."""
    attributes: dict[str, str] = field(default_factory=new_dict)
    """Permanent and transient attributes, with ``#uname``, ``#kind``, … for rules."""
    utilization: dict[str, int] = field(default_factory=new_dict)
    """Capacity; what is assigned here is taken off as it is assigned."""
    score: int = 0
    """What a resource that was not considered for the node so far starts with there."""
    online: bool = False
    standby: bool = False
    standby_onfail: bool = False
    maintenance: bool = False
    maintenance_known: bool = False
    """Whether the node's own side knows of the maintenance (remote nodes only)."""
    pending: bool = False
    unclean: bool = False
    unseen: bool = False
    shutdown: bool = False
    expected_up: bool = False
    is_dc: bool = False
    discovery_enabled: bool = True
    """Whether resources are probed here (``resource-discovery-enabled``)."""
    bundled: bool = False
    """Whether it is the inside of a bundle's replica: resources that nothing placed there are not
    probed."""
    requires_reset: bool = False
    """A remote node whose connection failed: to be fenced or its container restarted."""
    was_fenced: bool = False
    """A remote node on which nothing can run any more since it was fenced."""
    fencing_wanted: bool = False
    """Whether anybody asked for its fencing."""
    lost: bool = False
    """Whether it left without a word (priority-fencing-delay)."""
    connection: "Resource | None" = None
    """The resource that connects to it; None for members."""
    running: list["Resource"] = field(default_factory=new_list, repr=False)
    """Primitives that are active here."""
    assigned: list["Resource"] = field(default_factory=new_list, repr=False)
    """Primitives that have been assigned to it so far."""
    fencing_priority: int = 0
    """For priority-fencing-delay: what is lost if it is fenced."""
    failures: dict[str, tuple[int, int]] = field(default_factory=new_dict, repr=False)
    """Fail count and time of the last failure (seconds since 1970) by resource name."""
    digests: dict[str, str] = field(default_factory=new_dict, repr=False)
    """Scratch space for unfencing: devices' digests as the node's attributes hold them."""

    @property
    def is_remote(self) -> bool:
        """Whether it is reached through Pacemaker Remote, guests included."""
        return self.kind is NodeKind.REMOTE

    @property
    def is_guest(self) -> bool:
        """Whether a resource of the cluster makes this node."""
        return self.connection is not None and self.connection.container is not None
