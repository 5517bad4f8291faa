"""The messages of the protocol: one tagged union, JSON on the wire.

A client sends ``ClientHello``, then ``Request`` after ``Request``; an engine answers each with
``Reply`` or ``Failure`` (``Progress`` may come between), and sends ``CibSnapshot``, ``CibPatch``,
``NodeFacts`` and ``StackStatus`` to subscribers on its own account. Unknown fields are ignored.
"""

from typing import Annotated, Final

import msgspec

PROTOCOL: Final = 1
PORT: Final = 5560

RequestId = Annotated[int, msgspec.Meta(ge=0, lt=2**53)]
"""A number that every JSON implementation keeps exactly."""

Triple = tuple[int, int, int]
"""A CIB version on the wire: admin_epoch, epoch, num_updates."""


class ClientHello(msgspec.Struct, tag="hello", frozen=True):
    """First message of a client."""

    protocol: int = PROTOCOL
    client: str = ""
    features: tuple[str, ...] = ()


class ServerHello(msgspec.Struct, tag="hello_engine", frozen=True):
    """First message of an engine."""

    node: str
    stack: str
    protocol: int = PROTOCOL
    push: str = ""
    """How the engine learns of changes: ``libcib`` or ``poll``."""
    features: tuple[str, ...] = ()
    """Names of the verbs that this engine carries out."""
    engine: str = ""
    """The engine's own version."""


class Request(msgspec.Struct, tag="request", frozen=True):
    """A verb with its arguments; ``id`` is the client's and is not reused while in flight."""

    id: RequestId
    verb: str
    body: msgspec.Raw = msgspec.Raw(b"{}")


class Reply(msgspec.Struct, tag="reply", frozen=True):
    """The result of a request."""

    id: RequestId
    body: msgspec.Raw = msgspec.Raw(b"{}")


class Progress(msgspec.Struct, tag="progress", frozen=True):
    """How far a request has come, before its reply."""

    id: RequestId
    stage: str
    """``accepted``, ``applied``, ``settling`` or ``settled``."""
    pending: int = 0
    """Operations still under way."""
    text: str = ""


class CibSnapshot(msgspec.Struct, tag="snapshot", frozen=True):
    """The whole CIB, as XML text."""

    version: Triple
    cib: str


class Failure(msgspec.Struct, tag="failure", frozen=True):
    """Why a request (or, with id None, the connection) failed."""

    code: str
    message: str
    id: RequestId | None = None
    detail: str = ""
    """The tool's own words, where a tool failed."""
    current: CibSnapshot | None = None
    """With code ``conflict``: the newer CIB, to rebase on."""


class CibPatch(msgspec.Struct, tag="patch", frozen=True):
    """One patchset (a v2 ``<diff>``), as XML text, that takes ``source`` to ``target``."""

    source: Triple
    target: Triple
    diff: str


class MemberView(msgspec.Struct, frozen=True):
    """A member of the cluster as one node sees it."""

    name: str
    member: bool


class NodeFacts(msgspec.Struct, tag="facts", frozen=True):
    """What one node itself believes; the views of two nodes may differ, and that is news."""

    node: str
    dc: str | None = None
    quorate: bool | None = None
    members: tuple[MemberView, ...] = ()
    pacemaker: str = ""
    """Version of Pacemaker, empty where it does not run."""
    corosync: str = ""
    ring: str = ""
    """Membership identifier, as the messaging layer words it."""


class StackStatus(msgspec.Struct, tag="stack", frozen=True):
    """Whether the engine can reach its cluster stack, and if not, what is wrong."""

    up: bool
    code: str = ""
    message: str = ""
    push: str = ""


ClientMessage = ClientHello | Request
EngineMessage = (
    ServerHello | Reply | Progress | Failure | CibSnapshot | CibPatch | NodeFacts | StackStatus
)

StreamMessage = CibSnapshot | CibPatch | NodeFacts | StackStatus
"""What a subscriber is sent without asking again."""
