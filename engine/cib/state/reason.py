"""What can keep a resource from running, as values: codes and what belongs to each."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from engine.cib.state.model import Operation
from engine.cib.views import Constraint

RSC_DEFAULTS: Final = "rsc_defaults"
"""The ``owner`` of a reason that comes from the resource defaults."""


class Code(Enum):
    """Kinds of reasons; the comment says which fields of ``Reason`` each fills."""

    TARGET_ROLE = "target-role"  # owner (resource, template or RSC_DEFAULTS), value
    STOP_ALL = "stop-all-resources"
    MAINTENANCE_MODE = "maintenance-mode"
    MAINTENANCE = "maintenance"  # owner
    UNMANAGED = "unmanaged"  # owner
    BLOCKED = "blocked"  # operation (the failure that blocks it), node
    NO_QUORUM = "no-quorum"  # value (the policy)
    NO_FENCING_DEVICE = "no-fencing-device"
    WAITS_FOR_FENCING = "waits-for-fencing"  # node
    NO_NODE = "no-node"  # every node is offline, in standby or in maintenance
    FAILED_TOO_OFTEN = "failed-too-often"  # node, count, threshold
    BANNED = "banned"  # node, constraint
    NODE_UNAVAILABLE = "node-unavailable"  # node, value (offline, pending, standby, …)
    MEMBER_BEFORE = "member-before"  # owner (the group), resource (the member before it)
    STARTS_AFTER = "starts-after"  # resource (what has to start first), constraint
    STAYS_WITH = "stays-with"  # resource (what it has to run with), constraint
    TICKET = "ticket"  # value (the ticket, not granted or in standby), constraint
    COPY_THERE = "copy-there"  # node (it runs as many copies as it may), count
    LAST_FAILURE = "last-failure"  # operation, node; only where no other reason decides


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; with a node, it speaks of that node alone."""

    code: Code
    owner: str | None = None
    """Id of the resource (or template) whose setting it is; ``rsc_defaults`` for defaults."""
    resource: str | None = None
    node: str | None = None
    value: str | None = None
    count: int | None = None
    threshold: int | None = None
    constraint: Constraint | None = None
    operation: Operation | None = None

    @property
    def excludes_node(self) -> bool:
        """Whether it rules out its node, which by itself says nothing of other nodes."""
        return self.code in _EXCLUSIONS


_EXCLUSIONS: Final = frozenset(
    {Code.FAILED_TOO_OFTEN, Code.BANNED, Code.NODE_UNAVAILABLE, Code.COPY_THERE}
)
