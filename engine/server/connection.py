"""One client's connection: feeds a ``ServerSession`` from a transport and sends what is due."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.protocol.errors import LocalProtocolError, RemoteProtocolError
from engine.protocol.messages import Failure, ServerHello
from engine.protocol.server_session import (
    Called,
    Greeted,
    Refused,
    ServerSession,
    ServerState,
)
from engine.protocol.verbs import SIMULATE, Access, Login
from engine.server.config import Limits
from engine.server.dispatch import Dispatcher, Failed, Job
from engine.server.hub import Hub
from engine.server.login import Denied, Door
from engine.server.outbox import Outbox
from engine.server.reads import Reads
from engine.server.sender import Sender

log = logging.getLogger(__name__)

LINGER: Final = 3.0
"""Seconds for a client to take the last words and agree to the end."""


@dataclass(frozen=True, slots=True)
class House:
    """What all connections of one server share."""

    hello: Callable[[], ServerHello]
    dispatcher: Dispatcher
    hub: Hub
    door: Door
    limits: Limits


class Connection(asyncio.Protocol):
    """The shell around one session.

    Args:
        house: what is shared.
        source: the client's address.
        let_in: called once when somebody has logged in for the first time.
        gone: called once at the end.
    """

    def __init__(
        self,
        house: House,
        source: str,
        let_in: Callable[[], None],
        gone: Callable[["Connection"], None],
    ) -> None:
        self._house = house
        self._source = source
        self._let_in: Callable[[], None] | None = let_in
        self._on_gone = gone
        self._loop = asyncio.get_running_loop()
        self._session = ServerSession()
        limits = house.limits
        self._outbox = Outbox(limits.backlog_messages, limits.backlog_bytes)
        self._sender = Sender(self._outbox, self._after_sending)
        self._transport: asyncio.Transport | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._reads = Reads(self._ended_early)
        self._user = ""
        self._logging_in = False
        self._wrong_logins = 0
        self._following = False
        self._serial = 0
        self._reading = True
        self._ending = False
        self._left = False
        self._lost = False
        self._heard = self._loop.time()
        self._timer: asyncio.TimerHandle | None = None
        self._gone = asyncio.Event()

    # the dispatcher's view

    @property
    def user(self) -> str:
        """Who is logged in; empty for nobody."""
        return self._user

    @property
    def source(self) -> str:
        """The client's address."""
        return self._source

    async def log_in(self, login: Login) -> str:
        """Let somebody in on this connection; returns the user's name."""
        if self._logging_in or self._session.state is not ServerState.LOGIN:
            raise Denied(
                "login-already",
                "Somebody is logged in on this connection, or about to be: log out first.",
            )
        self._logging_in = True
        try:
            user = await self._house.door.admit(login, self._source)
        except Denied as error:
            self._wrong_logins += error.code == "denied"
            if self._wrong_logins >= self._house.limits.logins:
                self._loop.call_soon(
                    self.end, "too-many-attempts", "Too many wrong passwords: connect again."
                )
            raise
        finally:
            self._logging_in = False
        self._session.logged_in()
        self._user = user
        self._stop_timer()
        self._watch_idle()
        if self._let_in is not None:
            self._let_in()
            self._let_in = None
        return user

    def log_out(self) -> None:
        """Nobody is logged in any more."""
        if self._session.state is not ServerState.READY:
            raise Denied("login-first", "Nobody is logged in on this connection.")
        self._user = ""
        self._session.logged_out()
        self._following = False
        self._house.hub.unfollow(self)
        self._outbox.drop_stream()
        self._stop_timer()
        self._expect_within(self._house.limits.login, "login")

    def follow(self) -> None:
        """Send the cluster's stream, once the request is answered."""
        self._following = True
        self._loop.call_soon(self._follow)

    def cancel(self, request: int) -> None:
        """End a request that only reads, if it is under way."""
        self._reads.cancel(request)

    # the hub's view

    def send_snapshot(self, frame: bytes) -> None:
        """Begin again from here."""
        self._outbox.put_snapshot(frame)
        self._sender.send_soon()  # large, and for all followers at once: let others have their turn

    def send_patch(self, frame: bytes) -> None:
        """Go on with this."""
        self._outbox.put_patch(frame)
        self._sender.send()

    def send_latest(self, key: str, frame: bytes) -> None:
        """Facts, or the stack's state."""
        self._outbox.put(frame, key)
        self._sender.send()

    # the server's view

    def end(self, code: str, message: str) -> None:
        """Say why, and hang up."""
        if self._ending:
            return
        self._ending = True
        self._stop_timer()
        self._leave()
        self._outbox.clear()
        self._timer = self._loop.call_later(LINGER, self.abort)
        self._outbox.put(self._session.farewell(code, message))
        self._sender.send()

    def abort(self) -> None:
        """Hang up without a word."""
        if self._transport is not None:
            self._transport.abort()

    @property
    def is_gone(self) -> bool:
        """Whether the connection and all that was under way on it are gone."""
        return self._gone.is_set()

    async def wait_gone(self) -> None:
        """Return once the connection and all that was under way on it are gone."""
        await self._gone.wait()

    # what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """TLS is agreed."""
        assert isinstance(transport, asyncio.Transport)
        self._sender.attach(transport)
        self._transport = transport
        self._expect_within(self._house.limits.hello, "hello")

    def data_received(self, data: bytes) -> None:
        """Read on."""
        self._heard = self._loop.time()
        self._session.feed(data)
        try:
            while (event := self._session.next_event()) is not None:
                match event:
                    case Greeted():
                        self._stop_timer()
                        self._expect_within(self._house.limits.login, "login")
                        self._send(self._session.greet(self._house.hello()))
                    case Refused(frame=frame):
                        self._send(frame)
                    case Called():
                        self._start(event)
        except RemoteProtocolError as error:
            log.info("%s: %s", self._source, error.message)
            self.end(error.code, error.message)

    def pause_writing(self) -> None:
        """The client takes no more for now."""
        self._sender.pause()

    def resume_writing(self) -> None:
        """It does again."""
        self._sender.resume()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone: stop all that was under way for it."""
        log.debug("%s is gone: %s", self._source, exc or "closed")
        self._ending = True
        self._stop_timer()
        self._transport = None
        self._sender.detach()
        self._leave()
        self._lost = True
        self._go_if_over()

    # requests

    def _start(self, called: Called) -> None:
        self._serial += 1
        older = self._reads.supersede() if called.verb is SIMULATE else []
        task = self._loop.create_task(self._run(called, f"progress-{self._serial}", older))
        self._tasks.add(task)
        if called.verb.access is Access.READ:
            self._reads.add(called.id, task, rehearses=called.verb is SIMULATE)
        task.add_done_callback(self._done)

    def _ended_early(self, request: int, why: Failure) -> None:
        if not self._ending:
            self._send(self._session.fail(request, why))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._go_if_over()

    def _go_if_over(self) -> None:
        if self._lost and not self._tasks:
            self._gone.set()
            self._on_gone(self)

    async def _run(self, called: Called, key: str, older: list[asyncio.Task[None]]) -> None:
        def report(stage: str, pending: int, text: str) -> None:
            if not self._ending and self._session.is_open(called.id):
                self._outbox.put(self._session.progress(called.id, stage, pending, text), key)
                self._sender.send()

        job = Job(self, called.body, report)
        try:
            if older:
                await asyncio.wait(older)
            result = await self._house.dispatcher.run(called.verb, job)
            try:
                frame = self._session.reply(called.id, result)
            except LocalProtocolError as error:
                frame = self._session.fail(called.id, Failure(error.code, error.message))
        except Failed as error:
            frame = self._session.fail(called.id, error.failure)
        if not self._ending:
            self._send(frame)

    def _follow(self) -> None:
        if self._following and not self._ending:
            self._house.hub.follow(self)

    def _leave(self) -> None:
        if self._left:
            return  # a second cancellation would cut short what the first one's cleanup awaits
        self._left = True
        self._following = False
        self._house.hub.unfollow(self)
        for task in self._tasks:
            if not self._reads.ending(task):
                task.cancel()

    # sending

    def _send(self, frame: bytes) -> None:
        self._outbox.put(frame)
        self._sender.send()

    def _after_sending(self) -> None:
        if self._transport is None:
            return
        if self._sender.idle:
            if self._ending:
                self._transport.close()
            elif self._outbox.stale:
                self._house.hub.refresh(self)
        self._throttle_reading(self._transport)

    def _throttle_reading(self, transport: asyncio.Transport) -> None:
        if transport.is_closing():
            return
        limit = self._house.limits.unread_replies
        if self._reading and self._outbox.reply_bytes > limit:
            self._reading = False
            transport.pause_reading()
        elif not self._reading and self._outbox.reply_bytes < limit // 2:
            self._reading = True
            transport.resume_reading()

    # time limits

    def _expect_within(self, seconds: float, what: str) -> None:
        self._timer = self._loop.call_later(
            seconds, self.end, f"{what}-timeout", f"No {what} came within {seconds:g} s."
        )

    def _watch_idle(self) -> None:
        idle = self._house.limits.idle
        now = self._loop.time()
        if not self._reading:
            self._heard = now
        if now - self._heard >= idle:
            self.end("idle", f"Nothing was heard from this client for {idle:g} s.")
        else:
            self._timer = self._loop.call_at(self._heard + idle, self._watch_idle)

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
