"""A lab for benchmarks: brought up by the command that people use, and gone afterwards."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final, Self

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cli.lab_client import log_in
from engine.protocol.failures import EngineError
from engine.protocol.verbs import CIB_QUERY, Nothing
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor.client import ask
from engine.stacks.lab.supervisor.wire import Look, Standing

_TICKS: Final = os.sysconf("SC_CLK_TCK")


class Lab:
    """A lab that runs."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder

    @classmethod
    @asynccontextmanager
    async def up(
        cls, nodes: int, *, cib: Path | None = None, times: Mapping[str, str] | None = None
    ) -> AsyncGenerator[Self]:
        """Bring one up, with other times than a lab's own where given."""
        with tempfile.TemporaryDirectory(prefix="hagui-lab-") as scratch:
            folder = Folder(Path(scratch) / "lab")
            if times is not None:
                folder.root.mkdir(mode=0o700)
                folder.ha_cf.write_text(_ha_cf(nodes, times), encoding="utf-8")
            command = [*_COMMAND, "up", "--nodes", str(nodes), "--folder", str(folder.root)]
            if cib is not None:
                command += ["--cib", str(cib)]
            await asyncio.to_thread(subprocess.run, command, check=True, stdout=subprocess.DEVNULL)
            try:
                yield cls(folder)
            finally:
                down = [*_COMMAND, "down", "--now", "--folder", str(folder.root)]
                await asyncio.to_thread(subprocess.run, down, check=True)

    async def standing(self) -> Standing:
        """How its nodes are."""
        found = await ask(self.folder.socket, Look())
        assert isinstance(found, Standing)
        return found

    async def cib(self) -> str:
        """The CIB, from the first engine that answers."""
        for place in self.folder.read_description().nodes:
            with suppress(EngineError):
                client = await log_in(self.folder, place, patience=5)
                try:
                    return (await client.call(CIB_QUERY, Nothing())).cib
                finally:
                    await client.close()
        raise SystemExit("No engine of the lab answers.")

    async def settled(self, patience: float, without: str | None = None) -> None:
        """Wait until every primitive runs somewhere, on nodes that are there."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            state = Derivation(Cib.parse(await self.cib())).state
            if state.instances and all(
                one.active and one.pending is None and without not in one.nodes
                for one in state.instances.values()
            ):
                return
            await asyncio.sleep(0.2)
        raise SystemExit(f"The lab has not settled after {patience:.0f} s.")

    def processes(self) -> list[int]:
        """Of all its nodes, agents and power switch."""
        marker = str(self.folder.root).encode()
        return [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if marker in _read(path)
        ]

    def processor(self) -> float:
        """Seconds of processor time that its processes of now have used, their ended children's
        included."""
        return sum(map(processor_seconds, self.processes()))


_COMMAND: Final = (sys.executable, "-m", "engine", "lab")


def processor_seconds(pid: int) -> float:
    """What a process has used, with its children that have ended; 0 for none."""
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(b")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def resident_mib(pids: Iterable[int]) -> float:
    """Memory of processes; what they share is shared out (PSS)."""
    found = 0
    for pid in pids:
        for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
            if line.startswith(b"Pss:"):
                found += int(line.split()[1])
    return found / 1024


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _ha_cf(nodes: int, times: Mapping[str, str]) -> str:
    lines = [f"{name} {value}" for name, value in times.items()]
    lines += ["initdead 3", "udpport 5560", "bcast lo", "auto_failback on"]
    lines += [f"node node{number}" for number in range(1, nodes + 1)]
    return "\n".join([*lines, ""])
