"""The power switch itself: carries out what is asked over the socket, one line after the other."""

import asyncio
import contextlib
import os
from pathlib import Path
from typing import Final

import msgspec

from engine.protocol.verbs import Fault
from engine.stacks.lab.supervisor.client import ENCODER, MOST
from engine.stacks.lab.supervisor.links import BadLink, Wiring
from engine.stacks.lab.supervisor.machines import Machines
from engine.stacks.lab.supervisor.wire import (
    Attach,
    End,
    Good,
    Harm,
    Links,
    Look,
    Power,
    Refused,
    Reply,
    Request,
    Standing,
)

REQUESTS: Final = msgspec.json.Decoder(Request)


class Switch:
    """Serves the socket of one lab until it is told to end it."""

    def __init__(self, machines: Machines, wiring: Wiring, names: tuple[str, ...]) -> None:
        self._machines = machines
        self._wiring = wiring
        self._names = names
        self._attached: dict[asyncio.StreamWriter, str] = {}
        self._talks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.ending: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        """How the lab is to end, once somebody asks."""
        self.ended = asyncio.Event()
        """Set when it has ended, so that whoever asked can be told."""

    async def open(self, path: Path) -> None:
        """Listen; only this user may connect.

        Raises:
            OSError: the socket cannot be made.
        """
        before = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._accept, path, limit=MOST)
        finally:
            os.umask(before)

    async def close(self) -> None:
        """Listen no more; who asked for the end is answered first."""
        self.ended.set()
        if self._server is not None:
            self._server.close()
        for writer in self._attached:
            writer.close()
        if self._talks:
            await asyncio.wait(self._talks, timeout=1.0)
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talk = asyncio.current_task()
        assert talk is not None
        self._talks.add(talk)
        try:
            while line := await reader.readline():
                await self._talk(line, writer)
        except (OSError, ValueError):
            pass  # it hung up, or sends a line without an end
        finally:
            self._talks.discard(talk)
            self._attached.pop(writer, None)
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _talk(self, line: bytes, writer: asyncio.StreamWriter) -> None:
        try:
            request = REQUESTS.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            _write(writer, Refused("unknown", f"That is no request: {error}."))
            return
        if isinstance(request, Attach) and request.node in self._machines:
            self._attached[writer] = request.node
        _write(writer, await self._answer(request))
        await writer.drain()

    async def _answer(self, request: Request) -> Reply:
        match request:
            case Look():
                machines = self._machines.standing(frozenset(self._attached.values()))
                return Standing(machines, self._wiring.cuts, self._wiring.delays)
            case Attach(node):
                return self._unknown(node) or self._wiring.links(node)
            case Power(node, action):
                return self._unknown(node) or await self._power(node, action)
            case Harm(fault):
                unknown = next(filter(None, map(self._unknown, fault.nodes)), None)
                return unknown or await self._harm(fault)
            case End():
                if not self.ending.done():
                    self.ending.set_result(request)
                await self.ended.wait()
                return Good()

    def _unknown(self, node: str) -> Refused | None:
        if node in self._machines:
            return None
        known = ", ".join(self._names)
        return Refused("unknown-node", f"There is no node {node} in this lab; it has {known}.")

    async def _power(self, node: str, action: str) -> Reply:
        match action:
            case "status":
                off = self._machines.machine(node).state == "off"
                return Good("off" if off else "on")
            case "off":
                await self._machines.switch_off(node)
            case "on":
                await self._machines.switch_on(node)
            case "reboot":
                await self._machines.reboot(node)
            case _:
                return Refused("invalid", f"A power switch has no action {action}.")
        return Good()

    async def _harm(self, fault: Fault) -> Reply:
        match fault.kind:
            case "kill" | "freeze" | "thaw" | "power":
                if len(fault.nodes) != 1:
                    return Refused("invalid", f"Name one node for {fault.kind}.")
                return await self._harm_node(fault.kind, fault.nodes[0])
            case "cut" | "slow" | "heal":
                try:
                    self._rewire(fault)
                except BadLink as error:
                    return Refused("invalid", str(error))
                for writer, node in self._attached.items():
                    _write(writer, self._wiring.links(node))
                return Good()
            case _:
                return Refused("invalid", f"A power switch knows no fault {fault.kind}.")

    async def _harm_node(self, kind: str, node: str) -> Reply:
        machine = self._machines.machine(node)
        match kind:
            case "kill":
                machine.plugged = False
                await self._machines.switch_off(node)
            case "power":
                machine.plugged = True
                await self._machines.switch_on(node)
            case _ if machine.state == "off":
                return Refused("off", f"The node {node} is off.")
            case "freeze":
                self._machines.freeze(node)
            case _:
                self._machines.thaw(node)
        return Good()

    def _rewire(self, fault: Fault) -> None:
        match fault.kind:
            case "cut":
                self._wiring.cut(fault.nodes)
            case "slow":
                self._wiring.slow(fault.nodes, fault.milliseconds)
            case _:
                self._wiring.heal()


def _write(writer: asyncio.StreamWriter, reply: Reply | Links) -> None:
    if not writer.is_closing():
        writer.write(ENCODER.encode(reply) + b"\n")
