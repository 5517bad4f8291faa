"""The engine's side of a connection: bytes in, events out; no sockets, no clock."""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import msgspec

from engine.protocol import codec
from engine.protocol.errors import LocalProtocolError, RemoteProtocolError
from engine.protocol.framing import LIMIT, LIMIT_BEFORE_LOGIN, FrameReader
from engine.protocol.messages import (
    ClientHello,
    Failure,
    Progress,
    Reply,
    Request,
    ServerHello,
)
from engine.protocol.verbs import CANCEL, ECHO, VERBS, Access, Verb

IN_FLIGHT: Final = 32
"""Requests of one client that may be unanswered at once (echo, its pulse, and cancel aside)."""


class ServerState(Enum):
    """How far a connection has come."""

    HELLO = "hello"
    """The client has said nothing yet."""
    LOGIN = "login"
    """Greeted; only verbs that are open to strangers are taken."""
    READY = "ready"
    """Somebody is logged in."""
    CLOSED = "closed"
    """Nothing more is read."""


@dataclass(frozen=True, slots=True)
class Greeted:
    """The client said hello; it is to be answered with ``ServerSession.greet``."""

    hello: ClientHello


@dataclass(frozen=True, slots=True)
class Called:
    """A well-formed request that the client may make; to be answered with reply or fail."""

    id: int
    verb: Verb[Any, Any]
    body: msgspec.Struct


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that cannot be taken; ``frame`` is the answer to send. The session goes on."""

    failure: Failure
    frame: bytes


ServerEvent = Greeted | Called | Refused


class ServerSession:
    """Reads one client's bytes and says what they mean."""

    def __init__(self) -> None:
        self.state = ServerState.HELLO
        self._reader = FrameReader(LIMIT_BEFORE_LOGIN)
        self._in_flight: set[int] = set()

    def feed(self, data: bytes) -> None:
        """Take what arrived; then call ``next_event`` until it gives None."""
        if self.state is not ServerState.CLOSED:
            self._reader.feed(data)

    def next_event(self) -> ServerEvent | None:
        """The next event, None where more bytes are needed or the session is closed.

        Raises:
            RemoteProtocolError: the client broke the protocol; the session is closed, and
                ``farewell`` makes the last frame to send.
        """
        if self.state is ServerState.CLOSED:
            return None
        try:
            payload = self._reader.next_payload()
            return None if payload is None else self._understand(payload)
        except RemoteProtocolError:
            self._close()
            raise

    def greet(self, hello: ServerHello) -> bytes:
        """Answer the client's hello."""
        self._expect(ServerState.LOGIN)
        return codec.frame(hello, LIMIT_BEFORE_LOGIN)

    def logged_in(self) -> None:
        """Somebody is logged in: all verbs and large frames are taken from now on."""
        self._expect(ServerState.LOGIN)
        self.state = ServerState.READY
        self._reader.limit = LIMIT

    def logged_out(self) -> None:
        """Nobody is logged in any more; the connection may be used for another login."""
        self._expect(ServerState.READY)
        self.state = ServerState.LOGIN
        self._reader.limit = LIMIT_BEFORE_LOGIN

    def reply(self, request: int, value: msgspec.Struct) -> bytes:
        """Answer a request with its result.

        Raises:
            LocalProtocolError: no such request is open, or the result is too large to send; in
                the second case the request is still open and is to be answered with ``fail``.
        """
        self._check_open(request)
        result = codec.frame(Reply(request, codec.body(value)), self._send_limit)
        self._in_flight.discard(request)
        return result

    def fail(self, request: int, failure: Failure) -> bytes:
        """Answer a request with the reason why it failed; what does not fit is left out."""
        self._check_open(request)
        self._in_flight.discard(request)
        failure = msgspec.structs.replace(failure, id=request)
        try:
            return codec.frame(failure, self._send_limit)
        except LocalProtocolError:
            bare = Failure(failure.code, failure.message[:512], request)
            return codec.frame(bare, LIMIT_BEFORE_LOGIN)

    def progress(self, request: int, stage: str, pending: int, text: str) -> bytes:
        """Say how far a request has come."""
        self._check_open(request)
        return codec.frame(Progress(request, stage, pending, text), LIMIT)

    def farewell(self, code: str, message: str) -> bytes:
        """The last frame before the connection is closed: why it is."""
        self._close()
        return codec.frame(Failure(code, message), LIMIT_BEFORE_LOGIN)

    def is_open(self, request: int) -> bool:
        """Whether a request waits for its answer."""
        return request in self._in_flight

    @property
    def buffered(self) -> int:
        """Bytes held for a frame that is not whole yet."""
        return self._reader.buffered

    @property
    def _send_limit(self) -> int:
        return LIMIT if self.state is ServerState.READY else LIMIT_BEFORE_LOGIN

    def _understand(self, payload: bytes) -> ServerEvent:
        message = codec.from_client(payload)
        match message:
            case ClientHello():
                return self._greeted(message)
            case Request():
                return self._called(message)

    def _greeted(self, hello: ClientHello) -> ServerEvent:
        if self.state is not ServerState.HELLO:
            raise RemoteProtocolError("hello-twice", "Hello is said once, at the beginning.")
        if hello.protocol < 1:
            raise RemoteProtocolError(
                "protocol-version",
                f"Protocol version {hello.protocol} is not known here; use version 1.",
            )
        self.state = ServerState.LOGIN
        return Greeted(hello)

    def _called(self, request: Request) -> ServerEvent:
        if self.state is ServerState.HELLO:
            raise RemoteProtocolError("hello-first", "The first message must be a hello.")
        if request.id in self._in_flight:
            raise RemoteProtocolError(
                "id-in-use", f"Request {request.id} is not answered yet: use another id."
            )
        verb = VERBS.get(request.verb)
        if verb is None:
            return self._refuse(
                request.id,
                "unknown-verb",
                f"This engine does not know the verb {request.verb[:64]!r}:"
                " it may be older than the program that asks.",
            )
        if verb.access is not Access.OPEN and self.state is not ServerState.READY:
            return self._refuse(request.id, "login-first", f"Log in before {verb.name}.")
        if len(self._in_flight) >= IN_FLIGHT and verb not in {ECHO, CANCEL}:
            return self._refuse(
                request.id,
                "busy",
                f"{IN_FLIGHT} requests of this connection are unanswered: wait for one of them.",
            )
        try:
            arguments = codec.unpack(request.body, verb.request)
        except RemoteProtocolError as error:
            return self._refuse(
                request.id,
                error.code,
                f"The arguments of {verb.name} are not understood: {error.message[:512]}",
            )
        self._in_flight.add(request.id)
        return Called(request.id, verb, arguments)

    def _refuse(self, request: int, code: str, message: str) -> Refused:
        failure = Failure(code, message, request)
        return Refused(failure, codec.frame(failure))

    def _check_open(self, request: int) -> None:
        if request not in self._in_flight:
            raise LocalProtocolError("not-open", f"Request {request} is not open.")

    def _expect(self, state: ServerState) -> None:
        if self.state is not state:
            raise LocalProtocolError(
                "wrong-state", f"The session is in state {self.state.value}, not {state.value}."
            )

    def _close(self) -> None:
        self.state = ServerState.CLOSED
        self._reader.discard()
