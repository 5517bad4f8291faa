"""A resource as the scheduler sees it: a primitive's instance, or what is made of them."""

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from engine.cib.fresh import new_dict, new_list, new_set
from engine.cib.score import INFINITY
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.cib.state.operations import HistoryOperation
    from engine.cib.state.specs import Spec
    from engine.cib.xml import Element
    from engine.scheduler.model.bundle import BundleParts
    from engine.scheduler.model.clone import CloneParts
    from engine.scheduler.model.cluster import Cluster
    from engine.scheduler.model.constraint import Colocation, Location, TicketConstraint


class Kind(Enum):
    """The kinds of resource."""

    PRIMITIVE = "primitive"
    GROUP = "group"
    CLONE = "clone"
    BUNDLE = "bundle"

    __hash__ = object.__hash__
    """By identity: the rules for each kind are looked up all the time."""


class Discovery(Enum):
    """Whether a resource is probed on a node (``resource-discovery`` of a location)."""

    ALWAYS = "always"
    NEVER = "never"
    EXCLUSIVE = "exclusive"


class MultipleActive(Enum):
    """What to do where it is active more often than it may be."""

    STOP_START = "stop_start"
    STOP_ONLY = "stop_only"
    BLOCK = "block"
    STOP_UNEXPECTED = "stop_unexpected"


class Term(NamedTuple):
    """A part of a score, and where it comes from."""

    score: int
    kind: str
    """``location``, ``colocation``, ``stickiness``, ``failure``, ``health``, ``default``, …"""
    id: str | None = None
    """Id of the constraint, resource or attribute behind it."""


@dataclass(slots=True, eq=False)
class Entry:
    """What a node's history says of a resource: one ``lrm_resource``."""

    node: Node
    name: str
    """The id in the history; an anonymous instance's may differ from the resource's."""
    operations: tuple["HistoryOperation", ...] = ()
    """By call, oldest first."""
    expired: dict["HistoryOperation", bool] = field(default_factory=new_dict)
    """Those older than ``failure-timeout``: whether it is a recurring operation to be renewed."""
    element: "Element | None" = None
    early: bool = False
    """Whether it is of a guest that was not known to need a reset when this was read: what is to be
    done there because of it can be done."""


@dataclass(slots=True, eq=False)
class Resource:
    """One resource; instances of a clone are resources of their own (``db:0``).

    Told apart by identity. What only clones or bundles have lies in ``clone`` and ``bundle``.
    """

    cluster: "Cluster" = field(repr=False)
    id: str
    kind: Kind
    spec: "Spec" = field(repr=False)
    """The configuration, with inheritance and defaults worked out."""
    parent: "Resource | None" = field(default=None, repr=False)
    children: list["Resource"] = field(default_factory=new_list, repr=False)
    number: int | None = None
    """Instance number of a clone's instance and of all that is in it."""
    history_name: str = ""
    """Its id in the operation history where that is another one: anonymous instances go by their
    primitive's (``db``). Empty as long as no history was found for it."""
    meta: dict[str, str] = field(default_factory=new_dict, repr=False)
    clone: "CloneParts | None" = field(default=None, repr=False)
    bundle: "BundleParts | None" = field(default=None, repr=False)

    # Configured
    priority: int = 0
    stickiness: int = 0
    migration_threshold: int = INFINITY
    failure_timeout: int = 0
    """Seconds; 0: failures stay."""
    multiple_active: MultipleActive = MultipleActive.STOP_START
    fences: bool = False
    """Whether it is a fencing device."""
    needs_fencing: bool = False
    """Whether unclean nodes are fenced before it starts (requires=fencing)."""
    needs_unfencing: bool = False
    needs_quorum: bool = True
    notify: bool = False
    unique: bool = False
    promotable: bool = False
    """Whether it is, or is in, a promotable clone."""
    allow_migrate: bool = False
    is_connection: bool = False
    """Whether it is a connection to a Pacemaker Remote node."""
    connects: Node | None = field(default=None, repr=False)
    """The remote or guest node to which it is the connection."""
    container: "Resource | None" = field(default=None, repr=False)
    """The resource that hosts the node this one connects to, or runs inside."""
    fillers: list["Resource"] = field(default_factory=new_list, repr=False)
    """Resources of which it is the container."""
    remotes_allowed: bool = True
    critical: bool = True
    """Default of its colocations' ``influence``."""
    exclusive_discovery: bool = False
    utilization: dict[str, int] = field(default_factory=new_dict, repr=False)

    # Found in the status
    managed: bool = True
    maintenance: bool = False
    blocked: bool = False
    failed: bool = False
    failure_ignored: bool = False
    orphan: bool = False
    stop_wanted: bool = False
    """An unexpected copy runs somewhere, or a failure asks for a stop."""
    demands: list[tuple[str, Node | None, bool]] = field(default_factory=new_list, repr=False)
    """Tasks that the status asks for, each with its node (None: where it is active), and whether
    it is required. Failures ask for ``stop`` and ``demote``, shutdown locks that are over for
    ``lrm_delete``."""
    cleared_on: list[Node] = field(default_factory=new_list, repr=False)
    """Nodes on which its fail count has expired and is to be cleared."""
    start_pending: bool = False
    stop_unexpected: bool = False
    role: Role = Role.STOPPED
    next_role: Role = Role.UNKNOWN
    running_on: list[Node] = field(default_factory=new_list, repr=False)
    """In the order in which it was found there; of what has parts, in which any part was."""
    known_on: set[Node] = field(default_factory=new_set, repr=False)
    """Nodes whose history says whether it is active there."""
    dangling: list[Node] = field(default_factory=new_list, repr=False)
    """Nodes that were the source of a migration which stopped halfway."""
    pending_task: str | None = None
    pending_node: Node | None = field(default=None, repr=False)
    partial_source: Node | None = field(default=None, repr=False)
    partial_target: Node | None = field(default=None, repr=False)
    history: dict[Node, list[Entry]] = field(default_factory=new_dict, repr=False)
    """As a rule one entry for each node; more where instances were told apart before. Probes that
    found nothing are left out of what is no clone."""
    lock_node: Node | None = field(default=None, repr=False)
    """Node that it waits for during a shutdown lock."""
    lock_time: int = 0

    # Placement
    allowed: dict[Node, int] = field(default_factory=new_dict, repr=False)
    """Score on each node where it may be considered at all."""
    terms: dict[Node, list[Term]] = field(default_factory=new_dict, repr=False)
    """What the scores are made of."""
    discovery: dict[Node, Discovery] = field(default_factory=new_dict, repr=False)
    """Where not ``ALWAYS``."""
    counts: dict[Node, int] = field(default_factory=new_dict, repr=False)
    """For clones: instances assigned to each node so far."""
    locations: list["Location"] = field(default_factory=new_list, repr=False)
    colocations: list["Colocation"] = field(default_factory=new_list, repr=False)
    """Those in which it is the dependent, sorted for application."""
    colocated_with_this: list["Colocation"] = field(default_factory=new_list, repr=False)
    """Those in which it is the primary, sorted for application."""
    tickets: list["TicketConstraint"] = field(default_factory=new_list, repr=False)
    assigned_to: Node | None = field(default=None, repr=False)
    assigned_score: int = 0
    """The score that it had there when it was assigned; the node's own where it was held there."""
    provisional: bool = True
    """Whether it has not been assigned yet (its placement may still change)."""
    assigning: bool = False
    """Whether its assignment is under way, to break loops."""
    merging: bool = False
    """Whether scores are being collected through it, to break loops."""
    sort_score: int = 0

    # Actions
    actions: list[Action] = field(default_factory=new_list, repr=False)
    actions_by: dict[str, list[Action]] = field(default_factory=new_dict, repr=False)
    """By key, oldest first; see ``actions.make``."""
    restarting: bool = False
    settled: bool = False
    """Whether it goes on as it is whatever happens to others; then no actions are made for it. Of
    what has parts: whether all of them do."""

    @property
    def top(self) -> "Resource":
        """The outermost parent, not counting a bundle."""
        found = self
        while found.parent is not None and found.parent.kind is not Kind.BUNDLE:
            found = found.parent
        return found

    @property
    def root(self) -> "Resource":
        """The outermost parent, counting a bundle."""
        found = self
        while found.parent is not None:
            found = found.parent
        return found

    @property
    def is_instance(self) -> bool:
        """Whether it is, or is in, an instance of a clone."""
        return self.top.kind is Kind.CLONE and self.kind is not Kind.CLONE

    @property
    def anonymous(self) -> bool:
        """Whether it is, or is in, an instance of a clone that is not globally unique."""
        top = self.top
        return self.is_instance and not top.unique

    def primitives(self) -> "Iterator[Resource]":
        """All primitives in it, itself included, in order."""
        if self.kind is Kind.PRIMITIVE:
            yield self
            return
        for child in self.children:
            yield from child.primitives()
