"""Every verb of the protocol, declared once: name, request, reply, and how far it reaches.

Authorisation, audit and the desktop's confirmation all follow from these declarations.
Names are mgmtd's where the meaning is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Final, Generic, TypeVar

import msgspec

from engine.protocol.messages import RequestId, Triple

Q = TypeVar("Q", bound=msgspec.Struct)
R = TypeVar("R", bound=msgspec.Struct)

Secret = Annotated[str, msgspec.Meta(extra={"audit": "omit"})]
"""Never written to the audit log."""
Bulk = Annotated[str, msgspec.Meta(extra={"audit": "digest"})]
"""Long, and may hold secrets: the audit log keeps its length and SHA-256."""


class Access(Enum):
    """What a verb may do to a cluster."""

    OPEN = "open"
    """Allowed before login."""
    READ = "read"
    WRITE = "write"
    """Changes something; audited."""
    DESTRUCTIVE = "destructive"
    """May stop services or lose data; audited, and the desktop asks first."""


@dataclass(frozen=True, slots=True)
class Verb(Generic[Q, R]):
    """One verb."""

    name: str
    request: type[Q]
    reply: type[R]
    access: Access


class Nothing(msgspec.Struct, frozen=True):
    """No arguments, or no result."""


class Login(msgspec.Struct, frozen=True):
    """A user's name and password, or the text of a token file (then no user is needed)."""

    user: str = ""
    password: Secret = ""
    token: Secret = ""

    def __repr__(self) -> str:
        return f"Login(user={self.user!r})"


class LoggedIn(msgspec.Struct, frozen=True):
    """Who is logged in now."""

    user: str


class Echo(msgspec.Struct, frozen=True):
    """Sent back as it came."""

    text: str = ""


class Cancel(msgspec.Struct, frozen=True):
    """Nobody waits for that request of the same connection any more."""

    id: RequestId


class Cib(msgspec.Struct, frozen=True):
    """A whole CIB, as XML text."""

    version: Triple
    cib: str


class Commit(msgspec.Struct, frozen=True):
    """A configuration patchset and the version of the CIB that it was made from."""

    base: Triple
    diff: Bulk


class Committed(msgspec.Struct, frozen=True):
    """The version that holds the change."""

    version: Triple


class Standby(msgspec.Struct, tag="standby", frozen=True):
    """Set a node to standby, or back."""

    node: str
    on: bool
    until_reboot: bool = False


class Maintenance(msgspec.Struct, tag="maintenance", frozen=True):
    """Put a node, or with no node the whole cluster, into maintenance, or back."""

    on: bool
    node: str | None = None


class Cleanup(msgspec.Struct, tag="cleanup", frozen=True):
    """Forget failures (and check again): of one resource or all, on one node or all."""

    resource: str | None = None
    node: str | None = None


class Refresh(msgspec.Struct, tag="refresh", frozen=True):
    """Forget the whole operation history and probe again: one resource or all, node or all."""

    resource: str | None = None
    node: str | None = None


class Migrate(msgspec.Struct, tag="migrate", frozen=True):
    """Move a resource to a node now, and leave no constraint behind once it is there.

    The engine adds a temporary constraint, waits until the cluster has settled, and removes it.
    The constraint also ends by itself after ``seconds``, should nobody be left to remove it.
    """

    resource: str
    node: str
    seconds: int = 600


class Fault(msgspec.Struct, tag="fault", frozen=True):
    """Do something bad to a lab, on purpose; other stacks refuse it."""

    kind: str
    """``kill`` (the plug is pulled), ``freeze``, ``thaw``, ``power`` (on again): of one node;
    ``cut``: two nodes, or one from all others; ``heal``: every cut and delay ends;
    ``slow``: all packets of the nodes (none: of all) come later; ``fail``: a resource."""
    nodes: tuple[str, ...] = ()
    resource: str | None = None
    milliseconds: int = 0
    """How much later packets come."""


class LabNode(msgspec.Struct, frozen=True):
    """One machine of a lab, as its power switch knows it."""

    name: str
    state: str
    """``on``, ``off`` or ``frozen``."""
    plugged: bool = True
    """False: its plug was pulled, so that no fencing device brings it back."""


class LabStanding(msgspec.Struct, frozen=True):
    """What has been done to a lab and still holds, whoever did it."""

    nodes: tuple[LabNode, ...]
    cuts: tuple[tuple[str, str], ...] = ()
    """Pairs of nodes between which no packet passes."""
    delays: dict[str, int] = {}
    """By node, the milliseconds by which packets to and from it come later."""


class NodeEvent(msgspec.Struct, tag="node", frozen=True):
    """A node comes (``up``), leaves in order (``down``), or is lost (``fail``)."""

    node: str
    becomes: str


class OperationEvent(msgspec.Struct, tag="operation", frozen=True):
    """An operation of a resource on a node ends with an exit code."""

    resource: str
    task: str
    node: str
    rc: int
    interval_ms: int = 0


class TicketEvent(msgspec.Struct, tag="ticket", frozen=True):
    """A ticket is granted (``grant``), taken back (``revoke``), put aside (``standby``), …"""

    ticket: str
    becomes: str


class QuorumEvent(msgspec.Struct, tag="quorum", frozen=True):
    """Quorum is gained or lost."""

    quorate: bool


Injection = NodeEvent | OperationEvent | TicketEvent | QuorumEvent
"""An event that a rehearsal supposes."""


class Simulate(msgspec.Struct, frozen=True):
    """Rehearse: the cluster's CIB of now, with a configuration patchset and events supposed."""

    base: Triple
    """The version that the patchset was made from."""
    diff: Bulk = ""
    """Empty: the configuration as it is."""
    inject: tuple[Injection, ...] = ()
    date: int | None = None
    """Seconds since 1970; None: now."""


class Simulated(msgspec.Struct, frozen=True):
    """What the stack's scheduler would do."""

    version: Triple
    """Of the CIB that it was asked on."""
    graph: Bulk
    """The transition graph, as Pacemaker's XML."""
    seconds: float
    """How long the scheduler took."""
    by: str
    """Its name: ``crm_simulate``."""


class Settle(msgspec.Struct, frozen=True):
    """Wait, with progress, until the cluster has nothing left to do."""


class Provenance(msgspec.Struct, frozen=True):
    """Ask who made parts of the configuration, and when."""

    ids: tuple[str, ...]


class Origin(msgspec.Struct, frozen=True):
    """Who made one part of the configuration, as far as the cluster's archive goes back."""

    id: str
    user: str = ""
    """Empty, as are program and node, where several changes were recorded as one."""
    client: str = ""
    """The program: ``crm_resource``, ``cibadmin``."""
    node: str = ""
    at: int | None = None
    """Seconds since 1970."""
    exact: bool = True
    """False: it is older than ``at``, where the archive begins."""


class Origins(msgspec.Struct, frozen=True):
    """What is known of those asked for; the others are left out."""

    origins: tuple[Origin, ...]


class Probe(msgspec.Struct, frozen=True):
    """Ask from this node, again and again, whether a service answers; the reply is what came since
    the same was last asked. An engine asks only what the configuration of its own cluster names,
    and ends some seconds after the last such request.
    """

    how: str
    """``tcp``, ``http`` or ``icmp``."""
    host: str
    port: int = 0
    path: str = "/"
    expected: str = ""
    """Text that an answer of HTTP must hold; empty: any with a status below 400."""
    interval_ms: int = 1000
    timeout_ms: int = 1000


class Probed(msgspec.Struct, frozen=True):
    """One question and its answer."""

    sent: float
    """Seconds since 1970, by the engine's clock."""
    seconds: float
    """Until it was answered, or given up."""
    miss: str = ""
    """Why there was no answer that counts: ``refused``, ``timeout``, ``unreachable``, ``wrong``,
    ``closed`` or ``not-allowed``; empty: it answered."""


class ProbeResults(msgspec.Struct, frozen=True):
    """In order of sending; may be none."""

    results: tuple[Probed, ...]
    now: float
    """The engine's clock, in seconds since 1970."""
    lost: int = 0
    """Results that had no room while the client did not ask for them."""
    stretch: float = 1.0
    """By how much the interval is longer than asked for, as the engine has a lot to ask."""


class FencingTry(msgspec.Struct, frozen=True):
    """The cluster has tried to fence a node, by whatever devices there are."""

    target: str
    action: str
    """``off``, ``reboot`` or ``on``."""
    done: bool
    at: int
    """When it was done or had failed, in whole seconds since 1970."""
    words: str = ""
    """Why it failed, as far as that is known."""


class FencingHistory(msgspec.Struct, frozen=True):
    """What a node remembers of fencing, which may be less than another one does."""

    tries: tuple[FencingTry, ...] = ()


LOGIN = Verb("login", Login, LoggedIn, Access.OPEN)
LOGOUT = Verb("logout", Nothing, Nothing, Access.OPEN)
ECHO = Verb("echo", Echo, Echo, Access.OPEN)
CANCEL = Verb("cancel", Cancel, Nothing, Access.READ)
"""Ends a request that only reads; it is then answered with the failure ``cancelled``. What changes
something goes on. An engine that does not know this verb says so, and nothing is lost."""
SUBSCRIBE = Verb("subscribe", Nothing, Nothing, Access.READ)
"""After the reply come the snapshot and every patchset; asked again, a fresh snapshot."""
CIB_QUERY = Verb("cib_query", Nothing, Cib, Access.READ)
COMMIT = Verb("commit", Commit, Committed, Access.WRITE)
STANDBY = Verb("standby", Standby, Nothing, Access.DESTRUCTIVE)
MAINTENANCE = Verb("maintenance", Maintenance, Nothing, Access.WRITE)
CLEANUP = Verb("cleanup_rsc", Cleanup, Nothing, Access.WRITE)
REFRESH = Verb("refresh_rsc", Refresh, Nothing, Access.WRITE)
MIGRATE = Verb("migrate", Migrate, Nothing, Access.DESTRUCTIVE)
FAULT = Verb("lab_fault", Fault, Nothing, Access.DESTRUCTIVE)
"""For labs only."""
LAB_STATUS = Verb("lab_status", Nothing, LabStanding, Access.READ)
"""For labs only: what faults are in force."""
SIMULATE = Verb("simulate", Simulate, Simulated, Access.READ)
"""One at a time on a connection: a newer one takes the place of an older, which then fails with
``superseded``."""
SETTLE = Verb("settle", Settle, Nothing, Access.READ)
PROVENANCE = Verb("provenance", Provenance, Origins, Access.READ)
FENCING_HISTORY = Verb("fencing_history", Nothing, FencingHistory, Access.READ)
PROBE = Verb("probe", Probe, ProbeResults, Access.READ)
"""Recorded when it begins and ends, although it changes nothing: it speaks to others."""

Act = Standby | Maintenance | Cleanup | Refresh | Migrate
"""Verbs that a stack carries out with progress until the cluster has settled."""

VERBS: Final[Mapping[str, Verb[Any, Any]]] = {
    verb.name: verb
    for verb in (
        LOGIN,
        LOGOUT,
        ECHO,
        CANCEL,
        SUBSCRIBE,
        CIB_QUERY,
        COMMIT,
        STANDBY,
        MAINTENANCE,
        CLEANUP,
        REFRESH,
        MIGRATE,
        FAULT,
        LAB_STATUS,
        SIMULATE,
        SETTLE,
        PROVENANCE,
        FENCING_HISTORY,
        PROBE,
    )
}
"""Every verb by its name."""
