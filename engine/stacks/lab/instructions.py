"""What machines want done, and what they are told: the border between rules and the world."""

from dataclasses import dataclass

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.wire import Agent, Payload, Wish

# Told to a node


@dataclass(frozen=True, slots=True)
class Tick:
    """Time has passed: what was due by ``deadline`` is due."""


@dataclass(frozen=True, slots=True)
class Datagram:
    """A packet arrived; who sent it stands in it, signed."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Persisted:
    """What ``Persist`` asked for is on disk; ``trouble`` where it cannot be written."""

    number: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class AgentEnded:
    """An agent that ``RunAgent`` started has ended."""

    number: int
    rc: int
    """By the OCF specification (``engine.agents.running`` gives it so), negative where a signal
    ended it; meaningless where ``killed``."""
    killed: bool = False
    """It was ended by ``KillAgent``."""
    missing: bool = False
    """There is no such agent."""
    reason: str = ""
    """The last words on its standard error."""
    output: str = ""
    """The beginning of its standard output."""


@dataclass(frozen=True, slots=True)
class AttributeSet:
    """An agent set a transient attribute, or removed it (None)."""

    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A desktop asks this node's engine for a commit (``diff``) or an act (``wish``)."""

    number: int
    user: str
    diff: str = ""
    base: tuple[int, int, int] = (0, 0, 0)
    wish: Wish | None = None


@dataclass(frozen=True, slots=True)
class PingAnswered:
    """A ping node (or one of a ping group) answered."""

    name: str


@dataclass(frozen=True, slots=True)
class LeaveWanted:
    """The node is to leave in good order: stop its resources, then end (``Halt``)."""


Event = Tick | Datagram | Persisted | AgentEnded | AttributeSet | Asked | PingAnswered | LeaveWanted

# Wanted by a node


@dataclass(frozen=True, slots=True)
class Transmit:
    """Send a packet to a node; it may be lost."""

    peer: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Ping:
    """Ask a ping node for a sign of life."""

    name: str


@dataclass(frozen=True, slots=True)
class Persist:
    """Write this, sync it, and say so with ``Persisted``; a later one replaces an earlier one."""

    number: int
    durable: Durable


@dataclass(frozen=True, slots=True)
class RunAgent:
    """Run an agent; the end is told by ``AgentEnded``."""

    number: int
    agent: Agent
    resource: str
    task: str
    environment: dict[str, str]
    """``OCF_RESKEY_*`` and their like."""
    timeout_ms: int
    """For the agent's knowledge; who counts is the machine, which asks for ``KillAgent``."""


@dataclass(frozen=True, slots=True)
class KillAgent:
    """End an agent and all its children at once."""

    number: int


@dataclass(frozen=True, slots=True)
class PublishWhole:
    """Engines' clients see this CIB from now on."""

    cib: str


@dataclass(frozen=True, slots=True)
class PublishChange:
    """And this patchset on top of it."""

    diff: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an act has come: so many operations are pending; 0 and settled at the end."""

    number: int
    stage: str
    pending: int = 0


@dataclass(frozen=True, slots=True)
class Replied:
    """What came of what was ``Asked``."""

    number: int
    code: str = ""
    """Empty: it was done."""
    message: str = ""
    version: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class View:
    """Membership as this node sees it, whenever it changes."""

    members: tuple[str, ...]
    dc: str | None
    quorate: bool


@dataclass(frozen=True, slots=True)
class FencingOver:
    """This node, as DC, has had another one fenced, or could not."""

    target: str
    action: str
    done: bool
    at: float
    """Seconds since 1970."""
    reason: str = ""
    """Why not."""


@dataclass(frozen=True, slots=True)
class Halt:
    """End this node at once: it was told to, or must not go on."""

    reason: str
    clean: bool = True
    """False: as if its power had been cut."""


@dataclass(frozen=True, slots=True)
class Say:
    """A line for the log."""

    text: str
    level: str = "info"
    """``info``, ``warning`` or ``error``."""


Instruction = (
    Transmit
    | Ping
    | Persist
    | RunAgent
    | KillAgent
    | PublishWhole
    | PublishChange
    | Progress
    | Replied
    | FencingOver
    | View
    | Halt
    | Say
)


# Between the machines of one node


@dataclass(frozen=True, slots=True)
class Delivered:
    """A payload arrived from a peer, in order."""

    peer: str
    payload: Payload


@dataclass(frozen=True, slots=True)
class PeerUp:
    """A node is heard; what is sent to it from now on arrives while it is."""

    peer: str
    boot: int
    """Which of its lives it is."""


@dataclass(frozen=True, slots=True)
class PeerDown:
    """A node was not heard for deadtime, or began another life; what was on its way is lost."""

    peer: str


@dataclass(frozen=True, slots=True)
class Send:
    """Send a payload to a peer that is up; for one that is not it is dropped."""

    peer: str
    payload: Payload


# What the membership machine tells the node


@dataclass(frozen=True, slots=True)
class Elected:
    """This node is DC now."""

    term: int
    cib: str
    """The configuration that counts, without status."""
    members: tuple[str, ...]
    quorate: bool
    gone: tuple[str, ...] = ()
    """Nodes of which is agreed that they run nothing. Any other one that is no member may."""


@dataclass(frozen=True, slots=True)
class MembersChanged:
    """To the DC: nodes came or went, or quorum changed."""

    members: tuple[str, ...]
    quorate: bool


@dataclass(frozen=True, slots=True)
class Deposed:
    """This node is DC no more: nothing it has not finished may be begun."""


@dataclass(frozen=True, slots=True)
class Led:
    """Another node is DC; ``dc`` None: nobody is known to be."""

    term: int
    dc: str | None
    members: tuple[str, ...]
    quorate: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """A configuration counts from now on: enough nodes have it on disk."""

    cib: str


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """To the DC: what it proposed does not come to count, and why.

    ``no-quorum`` and ``deposed``: nobody was asked. ``unknown``: some were asked, and quorum or
    this node's being DC was lost meanwhile; it may still come to count, which ``Agreed`` tells.
    """

    code: str


@dataclass(frozen=True, slots=True)
class ProposalWanted:
    """The controller wants this configuration to count."""

    cib: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The controller knows for certain that a node which is no member runs nothing: it left in
    good order, or was fenced, or there is no fencing and it has to be believed.

    Membership has that agreed: it outlives the DC, and where votes are equal the others count.
    """

    node: str


@dataclass(frozen=True, slots=True)
class Departed:
    """This node was DC and wanted to leave: it is agreed that it runs nothing, or cannot be."""


@dataclass(frozen=True, slots=True)
class PingChanged:
    """A ping node or group began to answer, or stopped."""

    name: str
    up: bool
