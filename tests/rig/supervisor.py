"""The process that owns one rig: brings it up, answers requests, takes it down.

It ends, and the rig with it, on the request ``down``, on SIGTERM, when its owner's process ends,
or when a bring-up fails. Requests come over a Unix socket, one line of JSON each way; the nodes'
fence agent uses the same socket, so the supervisor is also their power switch.

Run as ``python -m tests.rig.supervisor SPEC``, with a Spec as JSON; writes one line of JSON,
``{"rig": NUMBER}`` or ``{"error": TEXT}``, and leaves its parent's session.
"""

import asyncio
import contextlib
import json
import os
import secrets
import shutil
import signal
import sys
from asyncio import StreamReader, StreamWriter
from asyncio.subprocess import Process
from typing import Any

from tests.rig import network, places
from tests.rig.config import (
    Spec,
    corosync_conf,
    hosts,
    initial_cib,
    lay_out_node,
    lay_out_rig,
)
from tests.rig.errors import RigError
from tests.rig.machine import ENGINE, Machine, switch_process
from tests.rig.places import Place

Request = dict[str, Any]
Answer = dict[str, Any]


class Supervisor:
    """One rig."""

    def __init__(self, place: Place, spec: Spec) -> None:
        self.place = place
        self.spec = spec
        self.machines: dict[str, Machine] = {}
        self.end = asyncio.Event()
        self._switch: Process | None = None
        self._server: asyncio.Server | None = None
        self._boots: set[asyncio.Task[None]] = set()
        self._failures_to_come = 0
        self._fencing = 0
        self._fencing_takes = 0.0
        self._return = spec.fenced_nodes_return

    async def up(self) -> None:
        """Bring everything up; the cluster still has to settle then.

        Raises:
            RigError: something did not start.
        """
        lay_out_rig(self.place)
        self.place.token.write_text(secrets.token_urlsafe(24) + "\n")
        self.place.token.chmod(0o600)
        self._switch = await switch_process(self.place)
        await network.lay_bridge(self.place, self._switch.pid)
        names = self.spec.names()
        addresses = [f"{self.place.prefix}{network.FIRST_NODE + n}" for n in range(len(names))]
        texts = {
            "corosync.conf": corosync_conf(names, addresses, self.spec.token_ms),
            "hosts": hosts(names, addresses),
            "cib.xml": initial_cib(self.spec, self.place),
        }
        for name, address in zip(names, addresses, strict=True):
            machine = Machine(name, address, self.place, self._switch.pid)
            lay_out_node(machine.folder, name, texts)
            self.machines[name] = machine
        self._server = await asyncio.start_unix_server(self._serve, self.place.control)
        self.place.control.chmod(0o600)
        await asyncio.gather(*(self._boot(machine) for machine in self.machines.values()))

    async def down(self) -> None:
        """Kill all nodes and remove what the host has of the rig."""
        if self._server is not None:
            self._server.close()
        for boot in self._boots:
            boot.cancel()
        everything = (*self._boots, *(machine.power_off() for machine in self.machines.values()))
        # What does not end in time dies with this process anyway.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(*everything, return_exceptions=True), 10)
        places.remove_link(self.place)
        if self._switch is not None:
            self._switch.kill()
            await self._switch.wait()

    async def _boot(self, machine: Machine) -> None:
        await machine.power_on(engine=self.spec.engines and ENGINE.exists())

    async def _serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        try:
            while line := await reader.readline():
                try:
                    answer = await self._answer(json.loads(line))
                except (RigError, KeyError, TypeError, ValueError, OSError) as error:
                    answer = {"error": str(error) or repr(error)}
                writer.write(json.dumps(answer).encode() + b"\n")
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _answer(self, request: Request) -> Answer:
        verb = request["verb"]
        if verb == "status":
            return self._status()
        if verb == "down":
            self.end.set()
            return {}
        if verb == "fence":
            return await self._fence(request["action"], request["node"])
        if verb == "fencing":
            self._failures_to_come = int(request.get("fail_next", self._failures_to_come))
            self._fencing_takes = float(request.get("seconds", self._fencing_takes))
            self._return = bool(request.get("nodes_return", self._return))
            return {}
        machine = self._machine(request["node"])
        if verb == "kill":
            await machine.power_off()
        elif verb == "start":
            await self._boot(machine)
        elif verb == "cable":
            await machine.connect(connected=request["connected"])
        elif verb == "start_daemon":
            await machine.start(request["daemon"])
        elif verb == "stop_daemon":
            await machine.stop(request["daemon"], float(request["patience"]))
        else:
            raise RigError(f"no verb {verb!r}")
        return {}

    def _status(self) -> Answer:
        nodes = [
            {
                "name": machine.name,
                "address": machine.address,
                "pid": machine.pid,
                "connected": machine.connected,
                "frozen": machine.frozen,
                "daemons": [name for name in machine.daemons if machine.running(name)],
            }
            for machine in self.machines.values()
        ]
        boots = sum(machine.boots for machine in self.machines.values())
        return {"busy": self._fencing + len(self._boots), "boots": boots, "nodes": nodes}

    def _machine(self, name: str) -> Machine:
        try:
            return self.machines[name]
        except KeyError:
            raise RigError(f"no node {name!r}; there are {', '.join(self.machines)}") from None

    async def _fence(self, action: str, name: str) -> Answer:
        if action in {"list", "monitor"}:
            return {"nodes": list(self.machines)}
        machine = self._machine(name)
        if action == "status":
            return {"on": machine.pid is not None}
        if action not in {"on", "off", "reboot"}:
            raise RigError(f"no power action {action!r}")
        self._fencing += 1
        try:
            await self._switch_power(action, machine)
        finally:
            self._fencing -= 1
        return {}

    async def _switch_power(self, action: str, machine: Machine) -> None:
        await asyncio.sleep(self._fencing_takes)
        if self._failures_to_come > 0:
            self._failures_to_come -= 1
            raise RigError(f"the power switch refuses to {action} {machine.name}, as it was told")
        if action != "on":
            await machine.power_off()
        if action == "on" or (action == "reboot" and self._return):
            boot = asyncio.create_task(self._boot_later(machine))
            self._boots.add(boot)
            boot.add_done_callback(self._boots.discard)

    async def _boot_later(self, machine: Machine) -> None:
        """A machine takes a moment from power to its first packet; the peers need it too."""
        await asyncio.sleep(self.spec.boot_delay)
        try:
            await self._boot(machine)
        except RigError as error:
            sys.stderr.write(f"{error}\n")
            sys.stderr.flush()


async def watch(owner: int, end: asyncio.Event) -> None:
    """Set ``end`` when the process ``owner`` ends."""
    try:
        descriptor = os.pidfd_open(owner)
    except ProcessLookupError:
        end.set()
        return
    loop = asyncio.get_running_loop()
    loop.add_reader(descriptor, end.set)
    try:
        await end.wait()
    finally:
        loop.remove_reader(descriptor)
        os.close(descriptor)


async def supervise(place: Place, spec: Spec, report: int) -> str:
    """Own a rig from its bring-up to its end.

    Writes its number to ``report`` when it is up; returns why it could not be, empty if it was.
    """
    trouble = ""
    supervisor = Supervisor(place, spec)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, supervisor.end.set)
    watching = (
        None if spec.owner is None else asyncio.create_task(watch(spec.owner, supervisor.end))
    )
    coming_up = asyncio.create_task(supervisor.up())
    ending = asyncio.create_task(supervisor.end.wait())
    try:
        await asyncio.wait({coming_up, ending}, return_when=asyncio.FIRST_COMPLETED)
        if coming_up.done():
            coming_up.result()
            _tell(report, {"rig": place.number})
            await ending
    except (RigError, OSError) as error:
        trouble = str(error)
    finally:
        supervisor.end.set()
        for task in (coming_up, ending, watching):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError, RigError, OSError):
                    await task
        await supervisor.down()
    return trouble


def _tell(report: int, answer: Answer) -> None:
    with contextlib.suppress(BrokenPipeError):
        os.write(report, json.dumps(answer).encode() + b"\n")
    with contextlib.suppress(OSError):
        os.close(report)


def main() -> None:
    """Leave the parent, take a place, and supervise a rig in it until its end."""
    spec = Spec(**json.loads(sys.argv[1]))
    report = os.dup(1)
    if os.fork():
        os._exit(0)
    os.setsid()
    os.chdir("/")
    try:
        places.sweep()
        place, lock = places.allocate()
    except RigError as error:
        _tell(report, {"error": str(error)})
        return
    place.folder.mkdir(mode=0o711)
    place.pid_file.write_text(str(os.getpid()))
    with (place.folder / "supervisor.log").open("ab") as log:
        for descriptor in (1, 2):
            os.dup2(log.fileno(), descriptor)
    try:
        trouble = asyncio.run(supervise(place, spec, report))
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)
        places.release(place, lock)
    if trouble:
        _tell(report, {"error": trouble})


if __name__ == "__main__":
    main()
