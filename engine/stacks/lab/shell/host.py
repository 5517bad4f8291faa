"""A node of a lab in the world: its machine, fed with what happens, does what it wants done."""

import asyncio
import importlib
import logging
import os
import shutil
import uuid
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol, assert_never

from msgspec.structs import replace

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.stacks.lab.around import surroundings
from engine.stacks.lab.config.authkeys import load_authkeys
from engine.stacks.lab.config.ha_cf import load_ha_cf
from engine.stacks.lab.config.trouble import ConfigTrouble
from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import (
    Datagram,
    Event,
    FencingOver,
    Halt,
    Instruction,
    KillAgent,
    Persist,
    Ping,
    PingAnswered,
    Progress,
    PublishChange,
    PublishWhole,
    Replied,
    RunAgent,
    Say,
    Tick,
    Transmit,
    View,
)
from engine.stacks.lab.layout import Folder, LayoutTrouble
from engine.stacks.lab.node import LabNode
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.shell import disk
from engine.stacks.lab.shell.actions import Actions
from engine.stacks.lab.shell.clock import Clock
from engine.stacks.lab.shell.links import LinkWatch
from engine.stacks.lab.shell.network import Network, NetworkTrouble
from engine.stacks.lab.shell.pinging import Pings

log = logging.getLogger("hagui-lab")

_LEVELS: Final = {"info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}
_CONTROLLER: Final = "engine.stacks.lab.controller"
Told = PublishWhole | PublishChange | Progress | Replied | FencingOver | View | Halt
"""What a node tells those whom it serves."""


class HostTrouble(Exception):
    """The node cannot be started; the words say why, each in one sentence."""


class Machine(Protocol):
    """What is fed: a node of a lab."""

    @property
    def deadline(self) -> float | None:
        """When ``Tick`` is due; None once it has halted."""
        ...

    @property
    def cib(self) -> str:
        """The newest CIB that it knows."""
        ...

    def handle(self, event: Event, now: float) -> list[Instruction]:
        """Something happened."""
        ...


class Host:
    """One node, from its start to its end."""

    def __init__(self, folder: Folder, node: str, tell: Callable[[Told], None]) -> None:
        """Nothing is started yet; ``tell`` is called in the event loop."""
        self._folder = folder
        self._node = node
        self._tell = tell
        self._clock = Clock()
        self._machine: Machine | None = None
        self._events: deque[Event] = deque()
        self._busy = False
        self._timer: asyncio.TimerHandle | None = None
        self._due: float | None = None
        self._halted = False
        self._actions = Actions(surroundings(folder, node, os.getpid()), self.feed)
        self._network: Network | None = None
        self._writer: disk.Writer | None = None
        self._pings: Pings | None = None
        self._links: LinkWatch | None = None
        self.settings: Settings | None = None
        """Of the node, once it was started."""

    @property
    def cib(self) -> str:
        """The newest CIB that the node knows; empty before it was started."""
        return "" if self._machine is None else self._machine.cib

    async def start(self) -> None:
        """Bring the node up.

        Raises:
            HostTrouble: it cannot be; nothing is left running.
        """
        # A new DC needs it at once; on a busy machine loading it takes as long as deadtime
        await asyncio.to_thread(importlib.import_module, _CONTROLLER)
        try:
            description = self._folder.read_description()
            settings = load_ha_cf(self._folder.ha_cf).settings(
                self._node, load_authkeys(self._folder.authkeys)
            )
            missing = [name for name in settings.nodes if description.place(name) is None]
            if missing:
                words = f"{self._folder.description} does not say where {missing[0]} listens."
                raise HostTrouble(words)
            own = self._folder.node(self._node)
            network = Network(self._node, description.nodes, self._arrived)
            network.open()
        except (ConfigTrouble, LayoutTrouble, NetworkTrouble) as error:
            raise HostTrouble(str(error)) from error
        # The port is this node's alone: from here on nobody else uses its folder
        self._network = network
        try:
            _empty(own.run)
            durable, writing = await asyncio.to_thread(self._begun)
        except (disk.DiskTrouble, OSError, HostTrouble) as error:
            network.close()
            raise HostTrouble(str(error)) from error
        self.settings = settings
        self._writer = disk.Writer(own.disk, writing, self.feed)
        pings = Pings(settings.pings, max(settings.keepalive, settings.deadtime / 4), self._pinged)
        trouble = pings.open()
        if trouble:
            log.warning("%s", trouble)
        self._pings = pings
        self._links = LinkWatch(self._folder.socket, self._node, network.suffer, self._abandoned)
        await self._links.open()
        self._machine = LabNode(settings, durable, self._clock.now(), uuid=str(uuid.uuid4()))
        self.feed(Tick())

    async def close(self) -> None:
        """End at once; what was asked of the disk is still written."""
        self._halted = True
        if self._timer is not None:
            self._timer.cancel()
        if self._network is not None:
            self._network.close()
        if self._links is not None:
            await self._links.close()
        if self._pings is not None:
            await self._pings.close()
        await self._actions.close()
        if self._writer is not None:
            await self._writer.close()

    def feed(self, event: Event) -> None:
        """Something happened."""
        self._events.append(event)
        if self._busy or self._machine is None:
            return
        self._busy = True
        try:
            while self._events and not self._halted:
                for wanted in self._machine.handle(self._events.popleft(), self._clock.now()):
                    self._do(wanted)
        except Exception:
            log.exception("The node has failed, by a fault of its own")
            self._halt(Halt("It has failed by a fault of its own", clean=False))
        finally:
            self._busy = False
        self._wind()

    # Inside

    def _begun(self) -> tuple[Durable, int]:
        """What is on disk, with this start counted there before anything is said."""
        folder = self._folder.node(self._node).disk
        found = disk.read(folder)
        for path in found.damaged:
            log.error("%s is damaged; the copy beside it is used, and nothing is lost", path)
        moment = int(self._clock.now())
        if found.durable is None:
            durable = Durable(self._node, cib=self._first_cib(), boot=moment)
        else:
            durable = replace(found.durable, boot=found.durable.boot + 1)
        disk.write(folder, durable, found.writing + 1)
        return durable, found.writing + 1

    def _first_cib(self) -> str:
        path = self._folder.first_cib
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise HostTrouble(f"{path} cannot be read: {error}.") from error
        try:
            Cib.parse(text)
        except CibError as error:
            raise HostTrouble(f"{path} is no CIB: {error.message}") from error
        return text

    def _arrived(self, data: bytes) -> None:
        self.feed(Datagram(data))

    def _pinged(self, name: str) -> None:
        self.feed(PingAnswered(name))

    def _abandoned(self) -> None:
        """The power switch has gone, and with it the lab."""
        log.error("The lab's supervisor has gone: so does this node")
        self._halt(Halt("The lab's supervisor has gone", clean=False))

    def _halt(self, halt: Halt) -> None:
        if not self._halted:
            self._halted = True
            self._events.clear()
            if self._timer is not None:
                self._timer.cancel()
            if self._network is not None:
                self._network.close()
            self._tell(halt)

    def _wind(self) -> None:
        """Have the machine told when time has passed."""
        due = None if self._halted or self._machine is None else self._machine.deadline
        if due == self._due and self._timer is not None:
            return
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._due = due
        if due is not None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(self._clock.in_loop(due), self._tick)

    def _tick(self) -> None:
        self._timer = None
        self.feed(Tick())

    def _do(self, wanted: Instruction) -> None:
        match wanted:
            case Transmit(peer, data):
                if self._network is not None:
                    self._network.transmit(peer, data)
            case Ping(name):
                if self._pings is not None:
                    self._pings.ask(name)
            case Persist():
                if self._writer is not None:
                    self._writer.persist(wanted)
            case RunAgent():
                self._actions.run(wanted)
            case KillAgent(number):
                self._actions.kill(number)
            case PublishWhole() | PublishChange() | Progress() | Replied() | FencingOver() | View():
                self._tell(wanted)
            case Halt():
                self._halt(wanted)
            case Say(text, level):
                log.log(_LEVELS.get(level, logging.INFO), "%s", text)
            case _:
                assert_never(wanted)


def _empty(folder: Path) -> None:
    """What agents kept is of a life that is over."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, parents=True)
