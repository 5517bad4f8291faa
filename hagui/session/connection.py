"""The connection to one engine: the asyncio shell around ``LinkMachine``."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, Protocol

from engine.protocol.client import Client
from engine.protocol.failures import CertificateRefused, ConnectionLost, EngineError, LoginFailed
from engine.protocol.link import OnProgress
from engine.protocol.messages import NodeFacts, ServerHello, StackStatus, StreamMessage
from engine.protocol.trust import Trust
from engine.protocol.verbs import ECHO, FAULT, Echo, LoggedIn, Q, R, Verb
from hagui.cluster.sources import Link, Source
from hagui.session.address import Address, BadAddress, parse_address
from hagui.session.credentials import Credentials, NoCredentials
from hagui.session.following import Down, FollowingEvent, Measured, Received, Up
from hagui.session.link import Begin, Dial, Due, Failed, Linked, LinkInstruction, LinkMachine, Pause
from hagui.session.trusting import Trusting
from hagui.session.words import sentence_of

MEASURE_EVERY: Final = 0.3
"""Seconds between questions that tell how far an engine is, and that it is still there."""


class EngineClient(Protocol):
    """What is used of ``engine.protocol.client.Client``."""

    hello: ServerHello

    async def login(self, user: str = "", password: str = "", *, token: str = "") -> LoggedIn:
        """See ``Client.login``."""
        ...

    async def call(
        self,
        verb: Verb[Q, R],
        request: Q,
        progress: OnProgress | None = None,
        *,
        timeout: float | None = None,
    ) -> R:
        """See ``Client.call``."""
        ...

    async def subscribe(self) -> None:
        """See ``Client.subscribe``."""
        ...

    def messages(self) -> AsyncIterator[StreamMessage]:
        """See ``Client.messages``."""
        ...

    async def close(self) -> None:
        """See ``Client.close``."""
        ...


Connector = Callable[[Address, Trust], Awaitable[EngineClient]]
"""Makes a connection; raises ``EngineError``."""


async def connect_to_engine(address: Address, trust: Trust) -> EngineClient:
    """The real thing.

    Raises:
        EngineError: there is no connection, and why.
    """
    return await Client.connect(address.host, address.port, trust)


class Connection:
    """Keeps one engine connected until it is closed; what happens goes to ``tell``."""

    def __init__(
        self,
        address: str,
        *,
        ca: str,
        credentials: Credentials,
        trusting: Trusting,
        connect: Connector,
        random: Callable[[], float],
        tell: Callable[[FollowingEvent], None],
        changed: Callable[[], None],
    ) -> None:
        """Make one; nothing happens before ``start``.

        Args:
            address: host or host:port of the engine.
            ca: path of a CA file, or empty.
            credentials: shared by all engines of the cluster.
            trusting: decides about certificates.
            connect: makes connections.
            random: spreads reconnects.
            tell: takes what ``Following`` needs to know, called in the event loop.
            changed: called when ``source`` may have another value.
        """
        self.address = address
        self.client: EngineClient | None = None
        """The connection while it is up, else None."""
        self.failures = 0
        """Attempts that failed since ``start`` or ``retry``."""
        self._ca = ca
        self._credentials = credentials
        self._trusting = trusting
        self._connect = connect
        self._tell = tell
        self._changed = changed
        self._machine = LinkMachine(random)
        self._helped = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._fetching: set[asyncio.Task[None]] = set()
        self._node: str | None = None
        self._facts: NodeFacts | None = None
        self._stack = StackStatus(up=True)
        self._push = ""
        self._lab = False
        self._heard: float | None = None

    @property
    def source(self) -> Source:
        """How things stand, as a value for the views."""
        machine = self._machine
        message = sentence_of(machine.code, self.address, machine.message) if machine.code else ""
        if machine.state is Link.UP and not self._stack.up:
            message = self._stack.message
        return Source(
            address=self.address,
            link=machine.state,
            node=self._node,
            message=message,
            stack_up=self._stack.up,
            push=self._stack.push or self._push,
            facts=self._facts if machine.state is Link.UP else None,
            heard=self._heard,
            lab=self._lab,
        )

    @property
    def code(self) -> str:
        """Why it is not up: a stable code, empty while it is."""
        return self._machine.code

    def start(self) -> None:
        """Begin to connect."""
        self._task = asyncio.create_task(self._live(), name=f"engine {self.address}")
        self._task.add_done_callback(report_failure)

    def retry(self) -> None:
        """Connect at once: a person did something about it, or does not want to wait."""
        if self._machine.state in {Link.WAITING, Link.REFUSED}:
            self.failures = 0
            self._helped.set()

    def fetch(self) -> None:
        """Ask for a fresh snapshot."""
        if self.client is not None:
            task = asyncio.create_task(_ask_again(self.client))
            self._fetching.add(task)
            task.add_done_callback(self._fetching.discard)

    async def close(self) -> None:
        """End it; no task is left behind."""
        tasks = [*self._fetching]
        if self._task is not None:
            tasks.append(self._task)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _live(self) -> None:
        todo = self._step(Begin())
        while True:
            match todo:
                case [Dial()]:
                    self._helped.clear()  # whoever helps from now on helps the next attempt
                    todo = await self._dial()
                case [Pause(seconds)]:
                    await self._pause(seconds)
                    todo = self._step(Begin() if self._helped.is_set() else Due())
                case _:  # refused: until a person helps
                    await self._helped.wait()
                    todo = self._step(Begin())

    def _step(self, event: Begin | Linked | Failed | Due) -> list[LinkInstruction]:
        todo = self._machine.handle(event, time.monotonic())
        self._changed()
        return todo

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._helped.wait()

    async def _dial(self) -> list[LinkInstruction]:
        """One connection from its beginning to its end; returns what to do after it."""
        try:
            address = parse_address(self.address)
            client = await self._trusted(address)
        except BadAddress:
            return self._fail("bad-address", "")
        except EngineError as error:
            return self._fail(error.code, error.message)
        try:
            await self._log_in(client)
            await client.subscribe()
            return await self._follow(client)
        except NoCredentials as error:
            return self._fail(error.code, error.message)
        except EngineError as error:
            return self._fail(_code(error), error.message)
        finally:
            was_up, self.client = self.client is not None, None
            await client.close()
            if was_up:
                self._tell(Down(self.address))

    def _fail(self, code: str, message: str) -> list[LinkInstruction]:
        self.failures += 1
        if self.client is not None:
            self.client = None
            self._tell(Down(self.address))
        return self._step(Failed(code, message))

    async def _trusted(self, address: Address) -> EngineClient:
        while True:
            policy = self._trusting.policy(str(address), self._ca)
            try:
                return await self._connect(address, policy)
            except CertificateRefused as refused:
                if not await self._trusting.settle(str(address), refused):
                    raise

    async def _log_in(self, client: EngineClient) -> None:
        while True:
            async with self._credentials.turn() as login:
                try:
                    await client.login(login.user, login.password, token=login.token)
                except LoginFailed as refused:
                    if refused.code != "denied" or not self._credentials.rejected(refused.message):
                        raise
                else:
                    self._credentials.accepted()
                    return

    async def _follow(self, client: EngineClient) -> list[LinkInstruction]:
        self.client = client
        self._node, self._push = client.hello.node, client.hello.push
        self._lab = FAULT.name in client.hello.features
        self._facts = None  # what it said before may have been long ago
        self._heard = time.monotonic()
        self._step(Linked())
        self._tell(Up(self.address, client.hello.node))
        measuring = asyncio.create_task(self._measure(client))
        try:
            async for message in client.messages():
                self._take(message)
        finally:
            measuring.cancel()
            await asyncio.gather(measuring, return_exceptions=True)
        raise ConnectionLost("The engine has ended the connection.")

    def _take(self, message: StreamMessage) -> None:
        self._heard = time.monotonic()
        if isinstance(message, NodeFacts):
            self._facts = message
        elif isinstance(message, StackStatus):
            self._stack = message
        self._tell(Received(self.address, message, time.time()))
        if isinstance(message, NodeFacts | StackStatus):
            self._changed()

    async def _measure(self, client: EngineClient) -> None:
        with contextlib.suppress(EngineError):  # the reader sees the loss and says why
            while True:
                asked = time.monotonic()
                await client.call(ECHO, Echo())
                self._heard = time.monotonic()
                self._tell(Measured(self.address, self._heard - asked))
                await asyncio.sleep(MEASURE_EVERY)


def report_failure(task: asyncio.Task[None]) -> None:
    """A task that ended by a fault in this program says so at once, not when it is collected."""
    if not task.cancelled() and (error := task.exception()) is not None:
        context = {"message": f"Task {task.get_name()!r} failed", "exception": error, "task": task}
        task.get_loop().call_exception_handler(context)


async def _ask_again(client: EngineClient) -> None:
    with contextlib.suppress(EngineError):  # the reader sees the loss and says why
        await client.subscribe()


def _code(error: EngineError) -> str:
    if isinstance(error, LoginFailed) and error.code == "denied":
        return "wrong-login"
    return error.code
