"""The client's shell: feeds a ``ClientSession`` from a transport, and watches for silence."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

import msgspec

from engine.protocol.client_session import Answered, ClientEvent, ClientSession
from engine.protocol.errors import RemoteProtocolError
from engine.protocol.failures import ConnectionLost, EngineError, NotAnEngine
from engine.protocol.inbox import Inbox
from engine.protocol.keepalive import INTERVAL, PATIENCE, Beat, KeepAlive
from engine.protocol.messages import Failure, Progress, ServerHello
from engine.protocol.trust import fingerprint
from engine.protocol.verbs import ECHO, Echo, Verb

OnProgress = Callable[[Progress], None]
GRACE: Final = 1.0
"""Seconds given to the other side to agree to the end of a connection."""


class RequestFailed(Exception):
    """An engine's ``Failure`` for a request; the client gives it its type."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Link(asyncio.Protocol):
    """One connection. Nothing is sent before ``start``, so that trust can be checked first."""

    def __init__(
        self, client: str, where: str, interval: float = INTERVAL, patience: float = PATIENCE
    ) -> None:
        loop = asyncio.get_running_loop()
        self._loop = loop
        self._where = where
        self._interval = interval
        self._patience = patience
        self._session = ClientSession(client)
        self._transport: asyncio.Transport | None = None
        self._greeted: asyncio.Future[ServerHello] = loop.create_future()
        self._gone = asyncio.Event()
        self._calls: dict[int, tuple[asyncio.Future[msgspec.Struct], OnProgress | None]] = {}
        self._ping: int | None = None
        self._keepalive: KeepAlive | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._reading = True
        self._reason: EngineError | None = None
        self._closing = False
        self.inbox = Inbox(self._pause, self._resume)

    # what the client calls

    @property
    def fingerprint(self) -> str:
        """That of the certificate which the engine presents."""
        assert self._transport is not None
        der = self._transport.get_extra_info("ssl_object").getpeercert(binary_form=True)
        return fingerprint(der or b"")

    async def start(self) -> ServerHello:
        """Exchange hellos.

        Raises:
            EngineError: the other side closed the connection, or is no engine.
        """
        if self.ended:
            raise self.reason
        self._send(self._session.start())
        return await self._greeted

    async def request(
        self, verb: Verb[Any, Any], value: msgspec.Struct, on_progress: OnProgress | None
    ) -> msgspec.Struct:
        """Send a request and wait for its result.

        Raises:
            RequestFailed: the engine answered with a failure.
            EngineError: the connection is gone.
        """
        if self.ended:
            raise self.reason
        number, data = self._session.request(verb, value)
        answer: asyncio.Future[msgspec.Struct] = self._loop.create_future()
        self._calls[number] = (answer, on_progress)
        self._send(data)
        try:
            return await answer
        finally:
            if self._calls.pop(number, None) is not None:
                self._send(self._session.forget(number))

    @property
    def ended(self) -> bool:
        """Whether the connection is gone or on its way out."""
        return self._closing or self._gone.is_set()

    @property
    def reason(self) -> EngineError:
        """Why the connection ended."""
        return self._reason or ConnectionLost(f"The connection to {self._where} is closed.")

    async def close(self) -> None:
        """End the connection; returns once it is gone."""
        self._end(None)
        try:
            async with asyncio.timeout(GRACE):
                await self._gone.wait()
        except TimeoutError:
            self._abort()
            await self._gone.wait()

    async def wait_gone(self) -> None:
        """Return once the connection is gone, whoever ended it."""
        await self._gone.wait()

    # what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TLS is agreed."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Read on."""
        if self._keepalive is not None:
            self._keepalive.heard(self._loop.time())
        self._session.feed(data)
        try:
            while (event := self._session.next_event()) is not None:
                self._handle(event)
        except RemoteProtocolError as error:
            self._end(
                NotAnEngine(
                    f"{self._where} does not speak hagui's protocol as it should:"
                    f" {error.message} Check the port, and that both sides are up to date."
                )
            )
            self._abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone; tell all who wait."""
        why = f" ({exc})" if exc is not None and str(exc) else ""
        self._end(ConnectionLost(f"The connection to {self._where} was lost{why}."))
        self._transport = None
        self._gone.set()

    # inside

    def _handle(self, event: ClientEvent) -> None:
        match event:
            case ServerHello():
                if not self._greeted.done():
                    self._greeted.set_result(event)
                self._watch()
            case Answered(id=number, value=value):
                if number == self._ping:
                    self._ping = None
                elif (call := self._calls.pop(number, None)) is not None and not call[0].done():
                    call[0].set_result(value)
            case Progress(id=number):
                call = self._calls.get(number)
                if call is not None and call[1] is not None:
                    call[1](event)
            case Failure():
                if event.id is None:
                    self._end(ConnectionLost(event.message, code=event.code, detail=event.detail))
                    return
                call = self._calls.pop(event.id, None)
                if event.id == self._ping:
                    self._ping = None  # an answer, if a grumpy one
                elif call is not None and not call[0].done():
                    call[0].set_exception(RequestFailed(event))
            case _:
                self.inbox.put(event)

    def _watch(self) -> None:
        now = self._loop.time()
        self._keepalive = KeepAlive(now, self._interval, self._patience)
        self._timer = self._loop.call_at(self._keepalive.next_beat, self._beat)

    def _beat(self) -> None:
        assert self._keepalive is not None
        now = self._loop.time()
        if not self._reading:
            self._keepalive.heard(now)
        match self._keepalive.beat(now):
            case Beat.LOST:
                self._end(
                    ConnectionLost(
                        f"{self._where} has been silent for {self._patience:g} s:"
                        " the node or the way to it is down."
                    )
                )
                self._abort()
                return
            case Beat.ASK if self._ping is None:
                self._ping, data = self._session.request(ECHO, Echo())
                self._send(data)
            case _:
                pass
        self._timer = self._loop.call_at(self._keepalive.next_beat, self._beat)

    def _end(self, reason: EngineError | None) -> None:
        if self._closing:
            return
        self._closing = True
        self._reason = reason
        if self._timer is not None:
            self._timer.cancel()
        self._session.close()
        self.inbox.end(reason)
        if not self._greeted.done():
            self._greeted.set_exception(self.reason)
            self._greeted.exception()  # nobody may be waiting
        for answer, _ in self._calls.values():
            if not answer.done():
                answer.set_exception(self.reason)
        self._calls.clear()
        if self._transport is not None:
            self._transport.close()

    def _abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _send(self, data: bytes) -> None:
        if data and self._transport is not None:
            self._transport.write(data)

    def _pause(self) -> None:
        self._reading = False
        if self._transport is not None:
            self._transport.pause_reading()

    def _resume(self) -> None:
        self._reading = True
        if self._transport is not None:
            self._transport.resume_reading()
