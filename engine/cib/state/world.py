"""The state while it is being worked out: nodes and instances that history changes as it is read.

Nothing outside this package sees these objects; what comes out are the values of ``model``.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NamedTuple

from engine.cib.fresh import new_dict, new_list
from engine.cib.state.model import Failure, NodeKind
from engine.cib.state.operations import HistoryOperation
from engine.cib.state.plan import NodePlan, Plan
from engine.cib.state.settings import Settings
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.values import STOPPED

FLAGS: Final = (
    "online",
    "standby",
    "standby_onfail",
    "maintenance",
    "pending",
    "unclean",
    "unseen",
    "shutdown",
    "expected_up",
    "requires_reset",
)


class Mark(Enum):
    """What an entry of the history means for where its resource may run."""

    HELD = "held"
    """It is unmanaged, and so stays on the node."""
    AVOIDED = "avoided"
    """A failure there asks for another node."""
    UNFIT = "unfit"
    """The resource cannot work there."""
    OUT = "out"
    """It may not run there, nor anywhere else: a failure asks for a stop, or it was active in too
    many places (multiple-active=stop_only)."""


class Demand(NamedTuple):
    """A task that is to be done because of what a history says."""

    task: str
    node: "NodeWork | None"
    """None: the one where the resource is active."""
    required: bool = True
    """Not where what is to be stopped was found to be stopped already."""


class NodeWork:
    """A node, its flags changing as histories are read."""

    __slots__ = (
        *FLAGS,
        "attributes",
        "connection",
        "id",
        "initial",
        "kind",
        "name",
        "place",
        "plan",
        "turn",
        "was_fenced",
    )

    def __init__(self, plan: NodePlan) -> None:
        self.plan = plan
        self.id = plan.id
        self.name = plan.name
        self.kind = plan.kind
        self.attributes = plan.attributes
        self.connection: Instance | None = None
        """The instance of the resource that connects to it, for remote and guest nodes."""
        self.place = -1
        """The place of its node_state among all of them; -1 where it has none."""
        self.was_fenced = False
        self.turn = -1
        """Its place in the order in which histories are read; -1 while it has not been read."""
        self.online = False
        self.standby = False
        self.standby_onfail = False
        self.maintenance = False
        self.pending = False
        self.unclean = False
        self.unseen = False
        self.shutdown = False
        self.expected_up = False
        self.requires_reset = False
        self.initial: tuple[bool, ...] = ()

    @property
    def is_guest(self) -> bool:
        """Whether a resource of the cluster makes this node."""
        return self.connection is not None and self.connection.container is not None

    @property
    def is_remote(self) -> bool:
        """Whether it is a Pacemaker Remote node of its own."""
        return self.kind in (NodeKind.REMOTE, NodeKind.GUEST) and not self.is_guest

    def flags(self) -> tuple[bool, ...]:
        """All flags, in the order of ``FLAGS``."""
        return tuple(getattr(self, name) for name in FLAGS)

    def restore(self, flags: tuple[bool, ...]) -> None:
        """Set all flags back to what ``flags`` returned."""
        for name, value in zip(FLAGS, flags, strict=True):
            setattr(self, name, value)


class Instance:
    """An instance of a resource, or a group or clone of them."""

    __slots__ = (
        "blocked",
        "children",
        "container",
        "dangling",
        "demands",
        "failed",
        "failed_on",
        "failure_ignored",
        "failure_timeout",
        "history_name",
        "known_on",
        "located",
        "lock_time",
        "locked_to",
        "managed",
        "marks",
        "may_migrate",
        "next_role",
        "number",
        "orphan",
        "parent",
        "partial_source",
        "partial_target",
        "pending_node",
        "pending_task",
        "role",
        "running_on",
        "separate",
        "spec",
        "start_pending",
        "stop_wanted",
        "untouched",
        "used",
    )

    def __init__(
        self, spec: Spec, number: int | None = None, parent: "Instance | None" = None
    ) -> None:
        self.spec = spec
        self.number = number
        self.parent = parent
        self.children: list[Instance] = []
        self.role = STOPPED
        self.next_role = spec.next_role
        self.managed = spec.managed
        self.blocked = False
        self.failed = False
        self.failure_ignored = False
        self.orphan = False
        self.failure_timeout = spec.failure_timeout
        self.running_on: list[NodeWork] = []
        self.pending_task: str | None = None
        self.pending_node: NodeWork | None = None
        self.partial_source: NodeWork | None = None
        self.partial_target: NodeWork | None = None
        self.history_name: str | None = None
        """What the history calls it, where that differs from ``id``."""
        self.locked_to: NodeWork | None = None
        self.lock_time = 0
        self.known_on: list[NodeWork] = []
        """Nodes whose history says whether it is active there."""
        self.dangling: tuple[NodeWork, ...] = ()
        """Sources of migrations that stopped halfway: what is left there has to be stopped."""
        self.may_migrate = True
        """Whether nothing that was read speaks against moving it live."""
        self.start_pending = False
        self.stop_wanted = False
        """Whether a failure asks for it to be stopped before anything else."""
        self.demands: tuple[Demand, ...] = ()
        """Tasks that failures ask for."""
        self.marks: tuple[tuple[Mark, NodeWork], ...] = ()
        """What is to be thought of nodes as places for it, in the order of reading."""
        self.failed_on: tuple[NodeWork, ...] = ()
        """Nodes on which it was found active and failed."""
        self.container: Instance | None = None
        self.untouched = True
        """Whether no entry of the history has been read into it."""
        self.located: set[NodeWork] = set() if spec.variant is Variant.CLONE else _NOWHERE
        """For clones: nodes on which an instance is active or about to be."""
        self.used = 0
        """For clones: so many instances, from the first one on, are on some node."""
        self.separate = True
        """For clones: whether each node's history spoke of an instance of its own, or of none."""

    @property
    def id(self) -> str:
        """Its name within the cluster, with ``:N`` for an instance of a clone."""
        return self.spec.id if self.number is None else f"{self.spec.id}:{self.number}"

    @property
    def unique(self) -> bool:
        """Whether its number tells it apart.

        Where a clone turns out to be anonymous because of one member's class of agent, Pacemaker
        takes that back for the instances made so far only: in the one made last, the other
        members stay unique.
        """
        spec = self.spec
        if spec.unique or not spec.unique_last:
            return spec.unique
        part = self
        while part.parent is not None and part.parent.spec.variant is not Variant.CLONE:
            part = part.parent
        return part.parent is not None and part.parent.children[-1] is part

    @property
    def top(self) -> "Instance":
        """The outermost parent, not counting a bundle; a bundle's own parts have none."""
        found = self
        while found.parent is not None and found.parent.spec.variant is not Variant.BUNDLE:
            found = found.parent
        return found

    def primitives(self) -> Iterator["Instance"]:
        """All primitives in it, itself included."""
        if self.spec.variant is Variant.PRIMITIVE:
            yield self
        for part in self.children:
            yield from part.primitives()


_NOWHERE: Final[set[NodeWork]] = set()
"""For all that is no clone; nothing is put in."""


class Effect(NamedTuple):
    """A change of a node that came from reading a resource's history."""

    when: tuple[int, int]
    unit: int
    """``id()`` of the unit whose history it was, 0 for none."""
    node: NodeWork
    flag: str
    value: bool


@dataclass(slots=True)
class Findings:
    """What reading history entries brought to light, besides the state of their resource."""

    failures: list[tuple[tuple[int, int], Failure]] = field(default_factory=new_list)
    """Failures found, each with its place in the order of reading."""
    pending: list[tuple["Instance", NodeWork, HistoryOperation]] = field(default_factory=new_list)
    """Pending operations, each with the node whose history names it."""
    recheck: float | None = None
    """Earliest time at which something of what was read expires."""
    cleared: list[tuple["Instance", NodeWork]] = field(default_factory=new_list)
    """Instances whose fail count on a node has expired, and is to be cleared."""
    expired: dict[HistoryOperation, bool] = field(default_factory=new_dict)
    """Results that are older than ``failure-timeout``: whether they are those of recurring
    operations that count no more, so that these have to be renewed."""
    asks_fencing: bool = False
    """Whether it counted if nodes can be fenced, which may change with the quorum."""

    def size(self) -> tuple[int, int]:
        """How much was found, to see whether more is found."""
        return (len(self.failures), len(self.pending))


@dataclass(slots=True)
class World:
    """What all rules share."""

    plan: Plan
    now: float | None
    feature_set: tuple[int, ...]
    nodes: list[NodeWork]
    look_up: Callable[[str, str], Sequence[HistoryOperation] | None]
    """Operations of a resource on the node of that name, None without any entry."""
    by_name: dict[str, NodeWork] = field(default_factory=new_dict)
    when: tuple[int, int] = (0, 0)
    unit: int = 0
    effects: list[Effect] = field(default_factory=new_list)
    found: Findings = field(default_factory=Findings)
    """Of the unit that is being read."""
    has_fencing_device: bool = False
    reasons: dict[NodeWork, str] = field(default_factory=new_dict)
    """Why nodes have to be fenced."""

    @property
    def settings(self) -> Settings:
        """The cluster's properties."""
        return self.plan.settings

    def change(self, node: NodeWork, flag: str, *, value: bool) -> None:
        """Set a flag of a node, and remember who did it."""
        if getattr(node, flag) != value:
            setattr(node, flag, value)
            self.effects.append(Effect(self.when, self.unit, node, flag, value))

    def note(self, node: NodeWork, what: str) -> None:
        """Remember a consequence for a node that is no flag of it."""
        self.effects.append(Effect(self.when, self.unit, node, what, value=True))

    def recheck_at(self, moment: float) -> None:
        """Remember that what was read will read differently from ``moment`` on."""
        if self.now is not None and moment > self.now:
            known = self.found.recheck
            self.found.recheck = moment if known is None else min(known, moment)

    def can_fence(self, node: NodeWork, asking: tuple[NodeWork, ...] = ()) -> bool:
        """Whether the cluster would be able to fence the node.

        ``asking`` are the guests for whose sake this is asked: one that is its own
        host can be fenced nonetheless.
        """
        if node.connection is not None and node.connection.container is not None:
            asking = (*asking, node)
            return all(
                host.online or host in asking or self.can_fence(host, asking)
                for host in node.connection.container.running_on
            )
        if not self.settings.fencing_enabled or not self.has_fencing_device:
            return False
        self.found.asks_fencing = True
        return self.settings.quorate or self.settings.no_quorum_policy == "ignore" or node.online

    def fence(self, node: NodeWork, reason: str) -> None:
        """Note that a node has to be fenced: a guest by recovering the resource that hosts it."""
        connection = node.connection
        if not node.unclean:
            self.reasons[node] = reason
        if connection is not None and connection.container is not None:
            host = connection.container
            if not host.failed and host.managed:
                self.change(node, "requires_reset", value=True)
                host.failed = host.stop_wanted = True
            self.note(node, "guest-fenced")
        elif node.kind is NodeKind.MEMBER or node.kind is NodeKind.PING:
            self.change(node, "unclean", value=True)
        elif connection is not None and connection.orphan and "container" in connection.spec.meta:
            connection.failed = connection.stop_wanted = True
        else:
            if connection is None or connection.managed:
                self.change(node, "requires_reset", value=True)
            self.change(node, "unclean", value=True)
