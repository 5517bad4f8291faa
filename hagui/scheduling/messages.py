"""What the window's process and the worker say to each other: frames of MessagePack."""

from typing import Final

import msgspec

from engine.cib.finding import Finding
from engine.cib.transition.model import Graph
from engine.protocol.verbs import Injection
from engine.scheduler.result import Score
from hagui.monitor.losses.model import Foretold

HEAD: Final = 4
"""Bytes before each frame that say its length."""
BACKGROUND: Final = "--background"
"""A worker's option: yield to whoever else wants processor time."""


class Load(msgspec.Struct, tag="load", frozen=True):
    """Hold this document from now on, under a number."""

    document: int
    text: str
    now: float


class Follow(msgspec.Struct, tag="follow", frozen=True):
    """The document was patched."""

    document: int
    diff: str
    now: float


class Drop(msgspec.Struct, tag="drop", frozen=True):
    """The document is needed no more."""

    document: int


class Ask(msgspec.Struct, tag="ask", frozen=True):
    """What would happen, with a configuration patchset and events supposed?"""

    question: int
    document: int
    diff: str = ""
    inject: tuple[Injection, ...] = ()
    now: float = 0.0
    reasons: tuple[str, ...] = ()
    """Resources, by the primitive's id, of which scores are wanted, and of the rest nothing."""


class Lose(msgspec.Struct, tag="lose", frozen=True):
    """What would be left after a loss?"""

    question: int
    document: int
    diff: str = ""
    inject: tuple[Injection, ...] = ()
    now: float = 0.0
    lost: tuple[str, ...] = ()
    """Names of nodes on which nothing is active any more."""


class Answer(msgspec.Struct, tag="answer", frozen=True):
    """What would happen."""

    question: int
    graph: Graph
    """All steps; where scores were asked for, only those of these resources."""
    scores: tuple[Score, ...]
    """Of the resources that were asked about."""
    findings: tuple[Finding, ...]
    seconds: float
    """Time that the scheduler took."""


class Lost(msgspec.Struct, tag="lost", frozen=True):
    """What would be left after a loss."""

    question: int
    foretold: Foretold


class Refusal(msgspec.Struct, tag="refusal", frozen=True):
    """There is no answer to a question."""

    question: int
    code: str
    """``unknown-document``, ``conflict``, ``invalid`` or ``failed``."""
    message: str
    detail: str = ""


Question = Ask | Lose
"""What has a reply."""
Request = Load | Follow | Drop | Question
Reply = Answer | Lost | Refusal

_encoder: Final = msgspec.msgpack.Encoder()
_requests: Final = msgspec.msgpack.Decoder(Request)
_replies: Final = msgspec.msgpack.Decoder(Reply)


def frame(message: Request | Reply) -> bytes:
    """The message with its length before it."""
    body = _encoder.encode(message)
    return len(body).to_bytes(HEAD, "big") + body


def read_request(body: bytes) -> Request:
    """What the window's process says.

    Raises:
        msgspec.MsgspecError: it is no such message.
    """
    return _requests.decode(body)


def read_reply(body: bytes) -> Reply:
    """What the worker says.

    Raises:
        msgspec.MsgspecError: it is no such message.
    """
    return _replies.decode(body)
