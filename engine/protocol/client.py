"""The client: one connection to one engine, over asyncio.

Only plain asyncio is used, so any event loop will do, Qt's included.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Final, Self, cast

from engine.protocol import dial
from engine.protocol.failures import CallFailed, Conflicted, LoginFailed, NotAllowed, TimedOut
from engine.protocol.keepalive import INTERVAL, PATIENCE
from engine.protocol.link import Link, OnProgress, RequestFailed
from engine.protocol.messages import PORT, Failure, ServerHello, StreamMessage
from engine.protocol.trust import Pin, Trust, check, client_context
from engine.protocol.verbs import LOGIN, LOGOUT, SUBSCRIBE, LoggedIn, Login, Nothing, Q, R, Verb

NO_PIN: Final = Pin()


class Client:
    """A connection to an engine, made by ``connect`` and ended by ``close``."""

    def __init__(self, link: Link, hello: ServerHello) -> None:
        self.hello = hello
        """What the engine said of itself."""
        self.fingerprint = link.fingerprint
        """That of the engine's certificate."""
        self.user: str | None = None
        """Who is logged in."""
        self._link = link

    @classmethod
    async def connect(
        cls,
        host: str,
        port: int = PORT,
        trust: Trust = NO_PIN,
        *,
        client_name: str = "hagui",
        timeout: float = 5.0,
        server_name: str | None = None,
        interval: float = INTERVAL,
        patience: float = PATIENCE,
    ) -> Self:
        """Connect, check the certificate, and exchange hellos.

        Args:
            host: name or address.
            port: TCP port.
            trust: which certificate is trusted.
            client_name: how this program calls itself to the engine.
            timeout: seconds for each of resolving and connecting, TLS, and the hello.
            server_name: what the certificate must name under a CA, where that is not ``host``
                (through a tunnel).
            interval: seconds between questions whether the engine is still there.
            patience: seconds of silence after which the connection counts as lost.

        Raises:
            NameNotFound, Refused, Unreachable, TimedOut, NotTls, NotAnEngine,
            CertificateRefused, ConnectionLost: why there is no connection.
        """
        where = dial.place(host, port)
        context = client_context(trust)
        sock = await dial.open_socket(host, port, timeout)
        link = await dial.start_tls(
            sock,
            lambda: Link(client_name, where, interval, patience),
            context,
            host=server_name or host,
            port=port,
            timeout=timeout,
        )
        try:
            check(trust, link.fingerprint, where)
            async with asyncio.timeout(timeout):
                hello = await link.start()
            return cls(link, hello)
        except TimeoutError as error:
            await link.close()
            raise TimedOut(
                f"{where} speaks TLS but said no hello within {timeout:g} s:"
                " it is not a hagui engine; check the port."
            ) from error
        except BaseException:
            await link.close()
            raise

    async def login(self, user: str = "", password: str = "", *, token: str = "") -> LoggedIn:
        """Log in with a name and a password, or with the text of a token file.

        Raises:
            LoginFailed: not let in; another attempt may be made.
            ConnectionLost: the engine has hung up.
        """
        try:
            result = await self.call(LOGIN, Login(user, password, token))
        except asyncio.CancelledError:
            await self.close()  # else nobody would know whether we are logged in
            raise
        except CallFailed as error:
            raise LoginFailed(error.message, code=error.code, detail=error.detail) from None
        self.user = result.user
        return result

    async def logout(self) -> None:
        """Log out; the connection stays, for another login."""
        await self.call(LOGOUT, Nothing())
        self.user = None

    async def call(
        self,
        verb: Verb[Q, R],
        request: Q,
        progress: OnProgress | None = None,
        *,
        timeout: float | None = None,
    ) -> R:
        """Have the engine carry out a verb, and wait for its result.

        Where the caller is cancelled or time is up, the engine is told so and ends what only
        reads; what changes something goes on there.

        Args:
            verb: which.
            request: its arguments.
            progress: called with each report of how far it has come.
            timeout: seconds to wait, None for as long as the connection lives. Nothing is undone
                when it runs out.

        Raises:
            CallFailed: the engine says why it did not (``NotAllowed`` where it may not).
            ConnectionLost: it may have been done or not.
            TimedOut: likewise.
            LocalProtocolError: not logged in, or the request is too large.
        """
        try:
            async with asyncio.timeout(timeout):
                return cast("R", await self._link.request(verb, request, progress))
        except TimeoutError as error:
            raise TimedOut(
                f"The engine has not finished {verb.name} within {timeout:g} s;"
                " it may still be at it."
            ) from error
        except RequestFailed as error:
            raise _failed(error.failure) from None

    async def subscribe(self) -> None:
        """Have the engine send a snapshot and what follows it; once more: a fresh snapshot."""
        await self.call(SUBSCRIBE, Nothing())

    async def messages(self) -> AsyncIterator[StreamMessage]:
        """Snapshots, patches, facts and the stack's state as they come, after ``subscribe``.

        For one reader. Must be read on: while too much lies unread, the connection stands still.
        Ends after ``close``.

        Raises:
            EngineError: the connection ended otherwise; all that had arrived came first.
        """
        while (message := await self._link.inbox.get()) is not None:
            yield message

    @property
    def connected(self) -> bool:
        """Whether the connection is up, as far as is known."""
        return not self._link.ended

    async def wait_closed(self) -> None:
        """Return once the connection is gone, whoever ended it."""
        await self._link.wait_gone()

    async def close(self) -> None:
        """End the connection; may be called twice."""
        await self._link.close()


def _failed(failure: Failure) -> CallFailed:
    if failure.code == "conflict":
        return Conflicted(failure.message, current=failure.current)
    kind = NotAllowed if failure.code == "denied" else CallFailed
    return kind(failure.message, code=failure.code, detail=failure.detail)
