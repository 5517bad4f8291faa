"""What the nodes of a lab say to each other: the payloads of the reliable channels.

``messaging`` carries them, in order and each once, between two nodes that see each other.
"""

from typing import Final

import msgspec

from engine.protocol.messages import Triple
from engine.protocol.verbs import Cleanup, Maintenance, Migrate, Refresh, Standby


class Stamp(msgspec.Struct, frozen=True, order=True):
    """Which configuration of all that were ever kept; the later one is the larger."""

    term: int = 0
    """Of the DC that made it."""
    index: int = 0
    """Counts every configuration, over all terms."""


# Election and membership


class Call(msgspec.Struct, tag="call", frozen=True):
    """A node wants to be DC."""

    term: int
    kept: Stamp
    """Of the newest configuration on its disk; who has a newer one does not vote for it."""
    probing: bool = False
    """It only asks whether it would be elected, so that a node that comes back upsets nobody."""


class Vote(msgspec.Struct, tag="vote", frozen=True):
    """The answer to a ``Call``."""

    term: int
    granted: bool
    probing: bool = False


class Lead(msgspec.Struct, tag="lead", frozen=True):
    """What the DC says again and again."""

    term: int
    quorate: bool
    committed: Stamp
    members: tuple[str, ...]
    """Nodes that are in the cluster by the DC's view, itself included."""
    won: bool = True
    """It was elected; otherwise it only acts as DC, for nodes that have no quorum."""
    ready: bool = True
    """Its controller is at work, so that what it is told is heard."""


class Follow(msgspec.Struct, tag="follow", frozen=True):
    """The answer to ``Lead``: the node counts this DC as its own."""

    term: int
    kept: Stamp


# Configuration


class Propose(msgspec.Struct, tag="propose", frozen=True):
    """Keep this configuration on disk, and say so."""

    term: int
    stamp: Stamp
    before: Stamp
    """The one that counted when this was proposed; this follows on it."""
    cib: str
    """The whole document without status, as XML text."""
    gone: tuple[str, ...] = ()
    """Nodes that run nothing, and will not before something else is agreed."""


class Accept(msgspec.Struct, tag="accept", frozen=True):
    """It is on disk."""

    term: int
    stamp: Stamp


class Commit(msgspec.Struct, tag="commit", frozen=True):
    """Enough nodes have it: it counts from now on."""

    term: int
    stamp: Stamp


# The CIB as all see it


class CibWhole(msgspec.Struct, tag="cib", frozen=True):
    """The DC's whole CIB, status included."""

    term: int
    cib: str


class CibChange(msgspec.Struct, tag="change", frozen=True):
    """A patchset (format 2) on top of the last one."""

    term: int
    diff: str


class CibAsk(msgspec.Struct, tag="cib-ask", frozen=True):
    """A patchset did not fit: send the whole."""

    term: int


# Operations of agents


class Agent(msgspec.Struct, frozen=True):
    """A resource agent."""

    standard: str
    """``ocf``, ``lsb``, ``heartbeat``, ``stonith``, …"""
    type: str
    provider: str | None = None


class Operation(msgspec.Struct, frozen=True):
    """An operation that a node is to carry out, once or again and again."""

    key: str
    """``web_monitor_10000``."""
    resource: str
    """Its name in the history (anonymous instances go by their primitive's id)."""
    agent: Agent
    task: str
    interval_ms: int = 0
    timeout_ms: int = 20_000
    delay_ms: int = 0
    """Start delay."""
    expected_rc: int = 0
    parameters: dict[str, str] = {}
    """The resource's, as the agent gets them."""
    meta: dict[str, str] = {}
    """``CRM_meta_*``, as the agent gets them."""
    transition_key: str = ""
    """``action:transition:expected:uuid``, which tells whose operation it was."""
    digests: dict[str, str] = {}
    """Attributes that the history entry gets (``op-digest``, ``op-force-restart``, …)."""


class Result(msgspec.Struct, frozen=True):
    """How an operation ended, or that it is under way (``status`` −1)."""

    operation: Operation
    call: int
    """Counts the node's operations since its start."""
    rc: int
    """Exit code, by the OCF specification."""
    status: int = 0
    """As ``op-status``: 0 done, 2 timed out, 4 error, 7 not installed, −1 pending, 1 cancelled."""
    reason: str = ""
    """What the agent said of it."""
    started: float = 0.0
    """Seconds since 1970 by the node's clock."""
    changed: float = 0.0
    """When it ended so for the first time in a row."""
    queue_ms: int = 0
    exec_ms: int = 0
    output: str = ""
    """What a fencing device answered to ``list``."""


class Do(msgspec.Struct, tag="do", frozen=True):
    """The DC wants an operation carried out."""

    term: int
    operation: Operation


class Stop(msgspec.Struct, tag="stop", frozen=True):
    """The DC wants a recurring operation no more."""

    term: int
    resource: str
    task: str
    interval_ms: int
    transition_key: str = ""


class Forget(msgspec.Struct, tag="forget", frozen=True):
    """Drop a resource's history, so that it is probed anew; None: of all."""

    term: int
    resource: str | None = None
    failures: bool = False
    """Drop no more than the record of the last failure."""


class Done(msgspec.Struct, tag="done", frozen=True):
    """A node reports a result; recurring ones when they change."""

    result: Result


class Report(msgspec.Struct, tag="report", frozen=True):
    """All that a node knows of its resources: sent to a new DC, and when joining."""

    term: int
    results: tuple[Result, ...]
    """Of each resource the last operation, the last failure and every recurring one."""
    attributes: dict[str, str] = {}
    """Transient attributes: fail counts and what agents set (promotion scores)."""
    leaving: bool = False
    """It wants to leave in good order, once its resources are stopped."""


class Attribute(msgspec.Struct, tag="attribute", frozen=True):
    """A transient attribute of a node: set, or with None removed.

    To the DC: an agent did that. From the DC: the node keeps it (a fail count, for one), so that
    its next ``Report`` has it, to whatever DC.
    """

    name: str
    value: str | None = None


class Down(msgspec.Struct, tag="down", frozen=True):
    """The DC tells a node to end: its resources are stopped, as it wished to leave; or it must not
    go on (``clean`` False), and ends as if its power had been cut."""

    term: int
    reason: str = ""
    clean: bool = True


class Bye(msgspec.Struct, tag="bye", frozen=True):
    """The answer to ``Down``: the node ends now, and nothing runs on it. Without that nobody knows
    whether it ever heard that it may leave. A DC that ends says it to all, so that they elect
    another one without waiting for its heartbeat."""

    term: int


# What desktops ask, passed on to the DC

Wish = Standby | Maintenance | Cleanup | Refresh | Migrate


class Ask(msgspec.Struct, tag="ask", frozen=True):
    """A node passes on what was asked of its engine."""

    number: int
    user: str
    diff: str = ""
    """A configuration patchset that is to be committed …"""
    base: Triple = (0, 0, 0)
    wish: Wish | None = None
    """… or an act. With neither it only waits until the cluster has nothing left to do."""


class Pending(msgspec.Struct, tag="pending", frozen=True):
    """How far the DC has come with what was asked."""

    number: int
    stage: str
    pending: int = 0
    """Operations that are still to be done."""


class Answer(msgspec.Struct, tag="answer", frozen=True):
    """What came of it."""

    number: int
    code: str = ""
    """Empty: it was done. ``conflict``, ``denied``, ``invalid``, ``no-quorum``, ``lost``, …"""
    message: str = ""
    version: Triple = (0, 0, 0)


Payload = (
    Call
    | Vote
    | Lead
    | Follow
    | Propose
    | Accept
    | Commit
    | CibWhole
    | CibChange
    | CibAsk
    | Do
    | Stop
    | Forget
    | Done
    | Report
    | Attribute
    | Down
    | Bye
    | Ask
    | Pending
    | Answer
)

ENCODER: Final = msgspec.msgpack.Encoder()
DECODER: Final = msgspec.msgpack.Decoder(Payload)
