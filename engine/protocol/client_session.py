"""The client's side of a connection: bytes in, events out; no sockets, no clock."""

from dataclasses import dataclass
from enum import Enum
from typing import Any

import msgspec

from engine.protocol import codec
from engine.protocol.errors import LocalProtocolError, RemoteProtocolError
from engine.protocol.framing import LIMIT, LIMIT_BEFORE_LOGIN, FrameReader
from engine.protocol.messages import (
    PROTOCOL,
    ClientHello,
    EngineMessage,
    Failure,
    Progress,
    Reply,
    Request,
    ServerHello,
    StreamMessage,
)
from engine.protocol.verbs import CANCEL, LOGIN, LOGOUT, Access, Cancel, Verb


class ClientState(Enum):
    """How far a connection has come."""

    START = "start"
    HELLO = "hello"
    """Our hello is sent, the engine's not yet here."""
    LOGIN = "login"
    READY = "ready"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Answered:
    """A request came to its result."""

    id: int
    value: msgspec.Struct


ClientEvent = ServerHello | Answered | Progress | Failure | StreamMessage
"""``Failure`` with id None says why the engine is about to close the connection."""


class ClientSession:
    """Reads one engine's bytes and says what they mean; makes the frames to send."""

    def __init__(self, client: str = "") -> None:
        self.state = ClientState.START
        self._client = client
        self._reader = FrameReader(LIMIT_BEFORE_LOGIN)
        self._open: dict[int, Verb[Any, Any]] = {}
        self._forgotten: set[int] = set()
        self._last = 0

    def start(self) -> bytes:
        """The first frame to send."""
        self._expect(ClientState.START)
        self.state = ClientState.HELLO
        return codec.frame(ClientHello(client=self._client), LIMIT_BEFORE_LOGIN)

    def request(self, verb: Verb[Any, Any], value: msgspec.Struct) -> tuple[int, bytes]:
        """A request's id, and its frame.

        Raises:
            LocalProtocolError: not allowed before login, or too large.
        """
        ready = self.state is ClientState.READY
        if not ready and not (self.state is ClientState.LOGIN and verb.access is Access.OPEN):
            raise LocalProtocolError(
                "wrong-state", f"{verb.name} is not allowed while in state {self.state.value}."
            )
        self._last += 1
        limit = LIMIT if ready else LIMIT_BEFORE_LOGIN
        result = codec.frame(Request(self._last, verb.name, codec.body(value)), limit)
        self._open[self._last] = verb
        return self._last, result

    def forget(self, request: int) -> bytes:
        """Nobody waits for this request any more; its answer will be passed over.

        Returns:
            A frame to send, by which the engine learns of it; empty where it is to go on.
        """
        verb = self._open.get(request)
        if verb is None:
            return b""
        self._forgotten.add(request)
        if verb.access is not Access.READ or self.state is not ClientState.READY:
            return b""
        number, data = self.request(CANCEL, Cancel(request))
        self._forgotten.add(number)
        return data

    def feed(self, data: bytes) -> None:
        """Take what arrived; then call ``next_event`` until it gives None."""
        if self.state is not ClientState.CLOSED:
            self._reader.feed(data)

    def next_event(self) -> ClientEvent | None:
        """The next event, None where more bytes are needed or the session is closed.

        Raises:
            RemoteProtocolError: the other side is no engine, or broke the protocol.
        """
        try:
            while self.state is not ClientState.CLOSED:
                payload = self._reader.next_payload()
                if payload is None:
                    return None
                event = self._understand(codec.from_engine(payload))
                if event is not None:
                    return event
        except RemoteProtocolError:
            self.close()
            raise
        return None

    def close(self) -> None:
        """Read nothing more."""
        self.state = ClientState.CLOSED
        self._reader.discard()
        self._open.clear()
        self._forgotten.clear()

    @property
    def buffered(self) -> int:
        """Bytes held for a frame that is not whole yet."""
        return self._reader.buffered

    def _understand(self, message: EngineMessage) -> ClientEvent | None:
        match message:
            case ServerHello():
                return self._greeted(message)
            case Failure(id=None):
                return message
            case _ if self.state is ClientState.HELLO:
                raise RemoteProtocolError("hello-first", "The engine did not begin with a hello.")
            case Reply():
                return self._answered(message)
            case Failure() | Progress():
                assert message.id is not None
                return message if self._is_awaited(message.id, last=_ends(message)) else None
            case _ if self.state is not ClientState.READY:
                raise RemoteProtocolError(
                    "login-first", "The engine sent cluster data before anybody had logged in."
                )
            case _:
                return message

    def _greeted(self, hello: ServerHello) -> ServerHello:
        if self.state is not ClientState.HELLO:
            raise RemoteProtocolError("hello-twice", "The engine said hello twice.")
        if hello.protocol < PROTOCOL:
            raise RemoteProtocolError(
                "protocol-version",
                f"The engine speaks protocol version {hello.protocol}, which is too old here.",
            )
        self.state = ClientState.LOGIN
        return hello

    def _answered(self, reply: Reply) -> Answered | None:
        verb = self._open.get(reply.id)
        awaited = self._is_awaited(reply.id, last=True)
        assert verb is not None
        value = codec.unpack(reply.body, verb.reply)
        if verb is LOGIN:
            self.state = ClientState.READY
            self._reader.limit = LIMIT
        elif verb is LOGOUT:
            self.state = ClientState.LOGIN
            self._reader.limit = LIMIT_BEFORE_LOGIN
        return Answered(reply.id, value) if awaited else None

    def _is_awaited(self, request: int, *, last: bool) -> bool:
        if request not in self._open:
            raise RemoteProtocolError(
                "id-unknown", f"The engine answered request {request}, which is not open."
            )
        forgotten = request in self._forgotten
        if last:
            del self._open[request]
            self._forgotten.discard(request)
        return not forgotten

    def _expect(self, state: ClientState) -> None:
        if self.state is not state:
            raise LocalProtocolError(
                "wrong-state", f"The session is in state {self.state.value}, not {state.value}."
            )


def _ends(message: Failure | Progress) -> bool:
    return isinstance(message, Failure)
