"""The engine's server: one stack, served to many clients on one port."""

from collections.abc import Sequence
from importlib import metadata

from engine.protocol.messages import PROTOCOL, ServerHello
from engine.server.audit import Audit
from engine.server.config import Config
from engine.server.connection import Connection, House
from engine.server.dispatch import Dispatcher
from engine.server.hub import Hub
from engine.server.listener import Listener
from engine.server.login import Authenticator, Door
from engine.server.probing import Named
from engine.stacks.contract import Stack


class Server:
    """Serves ``stack`` until closed.

    Args:
        stack: not started yet; the server starts and closes it.
        config: where to listen, with which certificate and limits.
        authenticators: asked in this order.
        audit: where acts are recorded.
        door: how logins are slowed down; made from ``authenticators`` where not given.
        named: says which services a CIB names, which clients may have probed; None: none.
    """

    def __init__(
        self,
        stack: Stack,
        config: Config,
        authenticators: Sequence[Authenticator],
        audit: Audit,
        *,
        door: Door | None = None,
        named: Named | None = None,
    ) -> None:
        self._stack = stack
        self._hub = Hub(stack.snapshot)
        self._dispatcher = Dispatcher(stack, audit, named)
        house = House(
            hello=self._hello,
            dispatcher=self._dispatcher,
            hub=self._hub,
            door=door or Door(authenticators),
            limits=config.limits,
        )
        self._listener = Listener(
            config, lambda source, let_in, gone: Connection(house, source, let_in, gone)
        )

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Where it listens: address and port."""
        return self._listener.addresses

    @property
    def clients(self) -> int:
        """Connections at the moment."""
        return len(self._listener.connections)

    async def start(self) -> None:
        """Open the port and begin to watch the stack.

        Raises:
            CannotListen: the port cannot be opened.
            StackError: the stack cannot be watched. In both cases nothing is left running.
        """
        await self._listener.open()
        try:
            await self._stack.start(self._hub.publish)
        except BaseException:
            await self.close()
            raise
        self._listener.start()

    async def close(self) -> None:
        """Hang up on all clients and stop the stack; nothing is left behind."""
        await self._listener.close(self._goodbye)
        await self._dispatcher.close()
        await self._hub.close()
        await self._stack.close()

    @property
    def _goodbye(self) -> str:
        return f"The engine on node {self._stack.node} is shutting down."

    def _hello(self) -> ServerHello:
        return ServerHello(
            node=self._stack.node,
            stack=self._stack.name,
            protocol=PROTOCOL,
            push=self._stack.push,
            features=tuple(sorted(self._dispatcher.verbs)),
            engine=version(),
        )


def version() -> str:
    """This engine's own version, ``source`` where it is not installed."""
    try:
        return metadata.version("hagui")
    except metadata.PackageNotFoundError:
        return "source"
