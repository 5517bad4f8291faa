"""What the status section means, as plain values: nodes, resource instances, operations.

The words are crm_mon's own, so that every field can be compared with its XML output.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from engine.cib.version import Version


class NodeKind(Enum):
    """What a node is to the cluster."""

    MEMBER = "member"
    PING = "ping"
    REMOTE = "remote"
    GUEST = "guest"


class Condition(Enum):
    """One word for a node, the most pressing first: what an operator must know about it."""

    UNCLEAN = "unclean"
    PENDING = "pending"
    OFFLINE = "offline"
    STANDBY = "standby"
    MAINTENANCE = "maintenance"
    ONLINE = "online"


class Role(Enum):
    """The role an instance is in."""

    UNKNOWN = "Unknown"
    STOPPED = "Stopped"
    STARTED = "Started"
    UNPROMOTED = "Unpromoted"
    PROMOTED = "Promoted"
    MIGRATING = "Migrating"


class Problem(Enum):
    """How an operation's outcome counts against its resource."""

    FAILED = "failed"
    TIMED_OUT = "timed out"
    NOT_INSTALLED = "not installed"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class NodeState:
    """One node as the cluster sees it; the booleans are crm_mon's attributes of the same name."""

    id: str
    name: str
    kind: NodeKind = NodeKind.MEMBER
    online: bool = False
    standby: bool = False
    standby_onfail: bool = False
    maintenance: bool = False
    pending: bool = False
    unclean: bool = False
    shutdown: bool = False
    expected_up: bool = False
    is_dc: bool = False
    health: str = "green"
    feature_set: str | None = None
    resources_running: int = 0
    container: str | None = None
    """The id of the resource that makes this node, for guests and remotes."""
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    """Permanent (nodes section) and transient (status) attributes; transient ones win."""

    @property
    def condition(self) -> Condition:
        """The one word to show first."""
        if self.unclean:
            return Condition.UNCLEAN
        if self.pending:
            return Condition.PENDING
        if not self.online:
            return Condition.OFFLINE
        if self.standby or self.standby_onfail:
            return Condition.STANDBY
        if self.maintenance:
            return Condition.MAINTENANCE
        return Condition.ONLINE


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of a node's operation history (an lrm_rsc_op)."""

    key: str
    resource: str
    """The history's own id: the primitive's id, with ``:N`` for a unique clone's instance."""
    node: str
    task: str
    interval_ms: int
    call_id: int
    rc: int
    """Exit code by the OCF specification; 193 while pending."""
    status: int
    """Execution status (0 done, 1 cancelled, 2 timeout, 4 error, …; -1 pending)."""
    expected_rc: int | None = None
    last_change: int | None = None
    """Seconds since 1970 on the node's own clock (last-rc-change)."""
    exec_ms: int | None = None
    queue_ms: int | None = None
    exit_reason: str = ""
    on_node: str | None = None


@dataclass(frozen=True, slots=True)
class PendingOperation:
    """An operation that has been sent to a node and not come back."""

    resource: str
    instance: str | None
    node: str
    task: str
    interval_ms: int


@dataclass(frozen=True, slots=True)
class Failure:
    """A failed operation, as crm_mon lists under failures, until it is cleaned up."""

    operation: Operation
    problem: Problem


@dataclass(frozen=True, slots=True)
class FailCount:
    """The fail count of a resource on a node (all operations together)."""

    resource: str
    node: str
    count: int
    """Saturates at 1,000,000 (INFINITY)."""
    last_failure: int | None = None
    """Seconds since 1970."""
    threshold: int | None = None
    """migration-threshold in force, where one is set."""

    @property
    def banned(self) -> bool:
        """Whether the threshold is reached, so that the node may not run the resource."""
        return self.threshold is not None and 0 < self.threshold <= self.count


@dataclass(frozen=True, slots=True)
class Instance:
    """One instance of a primitive: what crm_mon shows as one ``<resource>`` element."""

    resource: str
    """The id of the primitive in the configuration (in the history, for an orphan)."""
    number: int | None = None
    """The instance number of a clone's or bundle's copy, else None."""
    agent: str = ""
    """class:provider:type, e.g. ``ocf:heartbeat:IPaddr2``."""
    role: Role = Role.STOPPED
    target_role: str | None = None
    nodes: tuple[str, ...] = ()
    """Names of the nodes on which it is active; more than one is an error of the cluster."""
    pending: str | None = None
    """What is under way, in crm_mon's words: Starting, Stopping, Promoting, Monitoring, …"""
    pending_node: str | None = None
    active: bool = False
    orphaned: bool = False
    blocked: bool = False
    managed: bool = True
    maintenance: bool = False
    failed: bool = False
    failure_ignored: bool = False
    locked_to: str | None = None
    unique: bool = False
    """Whether crm_mon shows the instance number in the id (globally-unique clones)."""

    @property
    def key(self) -> str:
        """Unique among instances: ``id`` or ``id:N``."""
        return self.resource if self.number is None else f"{self.resource}:{self.number}"


@dataclass(frozen=True, slots=True)
class ClusterState:
    """All that a CIB says about what is going on, at one version."""

    version: Version
    dc: str | None
    """Name of the designated controller, None while there is none."""
    quorate: bool
    nodes: Mapping[str, NodeState]
    """By name, in the order of the configuration; remote and guest nodes last."""
    instances: Mapping[str, Instance]
    """By ``Instance.key``, in the order of the configuration; orphans last."""
    failures: tuple[Failure, ...] = ()
    fail_counts: tuple[FailCount, ...] = ()
    pending: tuple[PendingOperation, ...] = ()
    maintenance: bool = False
    """maintenance-mode of the whole cluster."""
    fencing_enabled: bool = True
    tickets: Mapping[str, bool] = field(default_factory=dict[str, bool])
    """Tickets that the cluster has heard of: whether granted, and not in standby."""

    def instances_of(self, resource: str) -> list[Instance]:
        """All instances of the primitive with that id."""
        return [item for item in self.instances.values() if item.resource == resource]
