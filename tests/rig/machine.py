"""One node as the supervisor sees it: power, cable, daemons."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tests import processes
from tests.rig import network, readable
from tests.rig.config import REPOSITORY
from tests.rig.enter import enter, outside_parents
from tests.rig.errors import RigError
from tests.rig.places import MARK, Place

DAEMONS = ("corosync", "pacemaker", "engine")
"""In the order in which they are started."""
PORT = 5560
ENGINE = REPOSITORY / "engine" / "__main__.py"

_DIE_WITH_US = ("setpriv", "--pdeathsig", "KILL", "--")
_NAMESPACES = ("--mount", "--net", "--pid", "--uts", "--ipc")


def environment(place: Place) -> dict[str, str]:
    """What every process of the rig is given."""
    return {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": "/run/rig/home",
        "LANG": "C.UTF-8",
        "PCMK_logfacility": "none",
        MARK: str(place.folder),
    }


async def switch_process(place: Place) -> Process:
    """Start the process that holds the bridge's network namespace."""
    process = await asyncio.create_subprocess_exec(
        *(*_DIE_WITH_US, "unshare", "--net", "sh", "-c", "echo ready; exec sleep infinity"),
        env=environment(place),
        stdin=DEVNULL,
        stdout=PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    await process.stdout.readline()
    return process


@dataclass
class Machine:
    """One node; ``folder`` is what survives the loss of its power."""

    name: str
    address: str
    place: Place
    switch: int
    """Process that holds the bridge's network namespace."""
    connected: bool = True
    pid: int | None = None
    """The node's first process, as the host numbers it; None without power."""
    boots: int = 0
    daemons: dict[str, Process] = field(default_factory=dict[str, Process])
    _holder: Process | None = None
    _port: str = ""

    @property
    def folder(self) -> Path:
        """The node's files on the host."""
        return self.place.folder / "nodes" / self.name

    async def power_on(self, *, engine: bool) -> None:
        """Boot: namespaces, network, then the daemons.

        Raises:
            RigError: it did not come up.
        """
        if self.pid is not None:
            return
        init = Path(__file__).with_name("node-init.sh")
        behind = [folder for folder in readable.needed() if readable.hidden([folder])]
        lists = ["\n".join(map(str, folders)) for folders in (readable.hidden(behind), behind)]
        with self._output("init") as output:
            self._holder = await asyncio.create_subprocess_exec(
                *(*_DIE_WITH_US, "unshare", *_NAMESPACES, "--fork", "--kill-child"),
                *("sh", str(init), self.name, str(self.folder), str(self.place.folder), *lists),
                env=environment(self.place),
                stdin=DEVNULL,
                stdout=PIPE,
                stderr=output,
                cwd="/",
                start_new_session=True,
            )
        assert self._holder.stdout is not None
        ready = (await self._holder.stdout.readline()).split()
        if len(ready) != 2:
            told = (self.folder / "init.out").read_text(errors="replace").strip()
            raise RigError(f"{self.name} did not boot: {told}")
        self.pid = int(ready[1])
        self.boots += 1
        self._port = f"{self.name}-{self.boots}"
        await network.plug(
            self._port, self.address, self.pid, self.switch, connected=self.connected
        )
        await self.start("corosync")
        await self.start("pacemaker")
        if engine:
            await self.start("engine")

    async def power_off(self) -> None:
        """Power loss: the first process is killed, and with it everything on the node."""
        if self.pid is None or self._holder is None:
            return
        outside = outside_parents(self.pid)
        for pid, number in ((self.pid, signal.SIGKILL), *((p, signal.SIGCONT) for p in outside)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        await self._holder.wait()
        await asyncio.gather(*(daemon.wait() for daemon in self.daemons.values()))
        await network.unplug(self._port, self.switch)
        self.pid, self._holder, self.daemons = None, None, {}

    async def connect(self, *, connected: bool) -> None:
        """Pull or plug the network cable."""
        self.connected = connected
        if self.pid is not None:
            await network.set_cable(self._port, self.switch, connected=connected)

    async def start(self, daemon: str) -> None:
        """Start a daemon unless it runs; for corosync, wait until it answers.

        Raises:
            RigError: no power, no such daemon, or it ended at once.
        """
        if daemon not in DAEMONS:
            raise RigError(f"no daemon {daemon!r}; there are {', '.join(DAEMONS)}")
        if self.pid is None:
            raise RigError(f"{self.name} has no power")
        if self.running(daemon):
            return
        with self._output(daemon) as output:
            process = await asyncio.create_subprocess_exec(
                *(*_DIE_WITH_US, *enter(self.pid, self._command(daemon))),
                env=environment(self.place),
                stdin=DEVNULL,
                stdout=output,
                stderr=STDOUT,
                cwd="/",
                start_new_session=True,
            )
        self.daemons[daemon] = process
        if daemon == "corosync":
            await self._until_corosync_answers(process)

    async def stop(self, daemon: str, patience: float) -> None:
        """Ask a daemon to end and wait for it.

        Raises:
            RigError: it still runs after ``patience`` seconds.
        """
        process = self.daemons.get(daemon)
        if process is None or process.returncode is not None:
            return
        for pid in processes.children(process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), patience)
        except TimeoutError:
            raise RigError(f"{daemon} on {self.name} still runs after {patience:g} s") from None

    @property
    def frozen(self) -> bool:
        """Whether its first process, and so presumably all, is stopped by a signal."""
        return self.pid is not None and processes.state(self.pid) == "T"

    def running(self, daemon: str) -> bool:
        """Whether the daemon runs."""
        process = self.daemons.get(daemon)
        return process is not None and process.returncode is None

    def _command(self, daemon: str) -> list[str]:
        if daemon == "corosync":
            return ["corosync", "-f"]
        if daemon == "pacemaker":
            return ["pacemakerd", "-f"]
        user = [] if readable.readable(readable.needed()) else ["--user", "root"]
        return [
            *("env", f"--chdir={REPOSITORY}", sys.executable, "-m", "engine", "serve"),
            *("--stack", "pacemaker", "--listen", self.address, "--port", str(PORT)),
            *("--state-dir", "/run/rig/engine", "--token-file", "/run/rig/shared/token"),
            *user,
        ]

    async def _until_corosync_answers(self, process: Process, patience: float = 30.0) -> None:
        assert self.pid is not None
        for _ in range(int(patience / 0.05)):
            if process.returncode is not None:
                break
            probe = await asyncio.create_subprocess_exec(
                *enter(self.pid, ["corosync-cfgtool", "-s"]), stdout=DEVNULL, stderr=DEVNULL
            )
            if await probe.wait() == 0:
                return
            await asyncio.sleep(0.05)
        told = (self.folder / "corosync.out").read_text(errors="replace").strip()
        raise RigError(f"corosync on {self.name} did not start: {told}")

    def _output(self, name: str) -> BinaryIO:
        return (self.folder / f"{name}.out").open("ab")
