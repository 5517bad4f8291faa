"""An engine on loopback, in a process of its own as on a node, over a CIB in memory.

    python -m tests.bench.loopback FILE FOLDER

It rehearses with crm_simulate by the very code that serves a cluster. It ends with its input.
"""

import asyncio
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.cib.document import Cib
from engine.cib.version import Version
from engine.protocol.messages import CibSnapshot, StackStatus, Triple
from engine.protocol.verbs import Act, Origin, Simulate, Simulated
from engine.server.audit import AuditLog
from engine.server.certificate import ensure, read_fingerprint, server_context
from engine.server.config import Config
from engine.server.server import Server
from engine.server.token import TokenAuthenticator
from engine.stacks.contract import ReportProgress, Sink, StackError
from engine.stacks.pacemaker.simulate import rehearse


@dataclass(frozen=True, slots=True)
class Served:
    """Where that engine is, and how to be let in."""

    address: str
    token: Path
    fingerprint: str


@contextmanager
def serving(cib: bytes, folder: Path) -> Generator[Served]:
    """An engine for as long as this lasts; its files are in ``folder``."""
    file = folder / "served.xml"
    file.write_bytes(cib)
    command = [sys.executable, "-m", "tests.bench.loopback", str(file), str(folder)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        port = int(process.stdout.readline())
        fingerprint = read_fingerprint(folder / "engine.pem")
        yield Served(f"127.0.0.1:{port}", folder / "token", fingerprint)
    finally:
        process.communicate()


class Memory:
    """A stack that shows one CIB and rehearses on it."""

    name = "memory"
    node = "node1"
    push = "poll"

    def __init__(self, text: str) -> None:
        self.text = text
        self.version: Triple = Cib.parse(text).version

    async def start(self, sink: Sink) -> None:
        sink(StackStatus(up=True))
        sink(await self.snapshot())

    async def close(self) -> None:
        pass

    async def snapshot(self) -> CibSnapshot:
        return CibSnapshot(self.version, self.text)

    async def simulate(self, question: Simulate) -> Simulated:
        return await rehearse(Version(*self.version), self.text, question)

    async def settle(self, report: ReportProgress) -> None:
        report("settled", 0, "")

    async def provenance(self, ids: tuple[str, ...]) -> tuple[Origin, ...]:
        return tuple(Origin(item) for item in ids)

    async def commit(self, diff: str, base: Triple, user: str) -> Triple:
        raise StackError("denied", f"{user} may not commit {diff} on {base}")

    async def act(self, act: Act, user: str, report: ReportProgress) -> None:
        raise StackError("denied", f"{user} may not {act}, {report}")


async def main(text: str, folder: Path) -> None:
    """Serve until the input ends; print the port."""
    pem, token, audit = folder / "engine.pem", folder / "token", AuditLog(folder / "audit")
    ensure(pem, "node1")
    token.touch(0o600)
    token.write_text("secret")
    doors = [TokenAuthenticator("secret", "bench")]
    config = Config(context=server_context(pem), addresses=("127.0.0.1",), port=0)
    server = Server(Memory(text), config, doors, audit)
    await server.start()
    print(server.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await server.close()
    audit.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).read_text("utf-8"), Path(sys.argv[2])))
