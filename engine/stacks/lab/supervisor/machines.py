"""A lab's nodes as machines with a plug: switching them on and off, freezing and thawing them."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.agents import trees
from engine.stacks.lab.layout import Folder, Place
from engine.stacks.lab.supervisor.offspring import start_program
from engine.stacks.lab.supervisor.wire import NodeStanding

Starter = Callable[[Path, str], tuple[str, ...]]
"""How the program of a node is started, given the lab's folder and the node's name."""


@dataclass(slots=True)
class Machine:
    """One node."""

    place: Place
    pid: int | None = None
    plugged: bool = True
    """False: its plug was pulled, so that no power switch brings it back."""
    frozen: bool = False
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    """Set while nothing of it runs."""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while it is switched."""

    @property
    def state(self) -> str:
        """``on``, ``off`` or ``frozen``."""
        if self.pid is None:
            return "off"
        return "frozen" if self.frozen else "on"


class Machines:
    """All nodes of a lab, children of this process.

    What a node's process leaves running when it ends becomes a child of this process, and is
    killed: with its engine a node is as good as without power.
    """

    def __init__(
        self, folder: Folder, places: tuple[Place, ...], command: Starter | None = None
    ) -> None:
        self._folder = folder
        self._command = command or engine_command
        self._machines = {place.name: Machine(place) for place in places}
        for machine in self._machines.values():
            machine.gone.set()

    def __contains__(self, name: str) -> bool:
        return name in self._machines

    def machine(self, name: str) -> Machine:
        """That of a node."""
        return self._machines[name]

    def standing(self, ready: frozenset[str] = frozenset()) -> tuple[NodeStanding, ...]:
        """How they are, given those that have said that they are ready."""
        return tuple(
            NodeStanding(
                name=machine.place.name,
                address=machine.place.address,
                port=machine.place.port,
                udp=machine.place.udp,
                state=machine.state,
                pid=machine.pid,
                plugged=machine.plugged,
                ready=machine.place.name in ready,
            )
            for machine in self._machines.values()
        )

    def switch_all_on(self) -> None:
        """Start every node."""
        for machine in self._machines.values():
            self._start(machine)

    async def switch_on(self, name: str) -> None:
        """Start a node if it is off and has a plug."""
        machine = self._machines[name]
        async with machine.turn:
            if machine.pid is None and machine.plugged:
                await machine.gone.wait()
                self._start(machine)

    async def switch_off(self, name: str) -> None:
        """Kill all that runs on a node; returns when it is gone."""
        machine = self._machines[name]
        async with machine.turn:
            await self._cut_power(machine)

    async def reboot(self, name: str) -> None:
        """Off, and on again where it has a plug."""
        machine = self._machines[name]
        async with machine.turn:
            await self._cut_power(machine)
            if machine.plugged:
                self._start(machine)

    def freeze(self, name: str) -> None:
        """Stop all processes of a node where they are."""
        machine = self._machines[name]
        if machine.pid is not None:
            machine.frozen = True
            trees.stop(machine.pid)

    def thaw(self, name: str) -> None:
        """Let them go on."""
        machine = self._machines[name]
        if machine.pid is not None and machine.frozen:
            machine.frozen = False
            trees.proceed(machine.pid)

    async def end(self, seconds: float) -> None:
        """Have all nodes leave in good order; cut the power of those that have not by then."""
        running = [machine for machine in self._machines.values() if machine.pid is not None]
        for machine in running:
            machine.plugged = False
            if machine.pid is not None and not machine.frozen:
                with suppress(ProcessLookupError):
                    os.kill(machine.pid, signal.SIGTERM)
        willing = [machine.gone.wait() for machine in running if not machine.frozen]
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*willing)
        for machine in running:
            async with machine.turn:
                await self._cut_power(machine)

    def bury(self) -> None:
        """Take note of children that have ended; on SIGCHLD."""
        by_pid = {machine.pid: machine for machine in self._machines.values()}
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                break
            if pid == 0:
                break
            machine = by_pid.get(pid)
            if machine is not None:
                machine.pid = None
                machine.frozen = False
        if self._kill_orphans():
            return  # until they are buried, too, the nodes they belonged to are not gone
        for machine in self._machines.values():
            if machine.pid is None:
                machine.gone.set()

    def _kill_orphans(self) -> bool:
        """What lost its node has come to this process; whether there was any."""
        own = {machine.pid for machine in self._machines.values()}
        orphans = [child for child in trees.children(os.getpid()) if child not in own]
        for orphan in orphans:
            trees.kill(orphan)
        return bool(orphans)

    def _start(self, machine: Machine) -> None:
        name = machine.place.name
        node = self._folder.node(name)
        node.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        machine.gone.clear()
        machine.frozen = False
        machine.pid = start_program(self._command(self._folder.root, name), os.environ, node.log)

    async def _cut_power(self, machine: Machine) -> None:
        if machine.pid is not None:
            trees.kill(machine.pid)
        await machine.gone.wait()


def engine_command(folder: Path, node: str) -> tuple[str, ...]:
    """How the engine of a lab's node is started."""
    return (
        *(sys.executable, "-P", "-m", "engine", "serve", "--stack", "lab"),
        *("--lab", str(folder), "--node", node),
    )
