"""A server on loopback with real TLS, over a stack that lives in memory."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from engine.protocol.client import Client
from engine.protocol.messages import CibPatch, CibSnapshot, NodeFacts, StackStatus, Triple
from engine.protocol.trust import Pin
from engine.protocol.verbs import Act, Login, Origin, Simulate, Simulated, Standby
from engine.server.audit import AuditLog
from engine.server.certificate import ensure, read_fingerprint, server_context
from engine.server.config import Config, Limits
from engine.server.login import Door
from engine.server.server import Server
from engine.stacks.contract import Conflict, ReportProgress, Sink, StackError


class MemoryStack:
    """A cluster that is a counter: every change is a patch to the next version."""

    name = "memory"
    node = "node1"
    push = "poll"

    def __init__(self) -> None:
        self.version: Triple = (0, 1, 0)
        self.filler = ""
        self.sink: Sink | None = None
        self.down: StackError | None = None
        self.acts: list[tuple[Act, str]] = []
        self.questions: list[Simulate] = []
        self.thinking = 0
        self.most_thinking = 0
        self.cancelled: list[Act] = []
        self.release = asyncio.Event()
        self.release.set()
        self.snapshot_gate = asyncio.Event()
        self.snapshot_gate.set()
        self.snapshots = 0

    async def start(self, sink: Sink) -> None:
        self.sink = sink
        sink(StackStatus(up=True, push=self.push))
        sink(NodeFacts(self.node, dc=self.node, quorate=True, pacemaker="2.1.5"))
        sink(self.current())

    async def close(self) -> None:
        self.sink = None

    def current(self) -> CibSnapshot:
        return CibSnapshot(self.version, f"<cib>{self.filler}</cib>")

    async def snapshot(self) -> CibSnapshot:
        self.snapshots += 1
        result = self.current()
        await self.snapshot_gate.wait()
        if self.down is not None:
            raise self.down
        return result

    def change(self, filler: str = "") -> CibPatch:
        """One status change, told to the sink."""
        admin, epoch, updates = self.version
        source, self.version = self.version, (admin, epoch, updates + 1)
        patch = CibPatch(source, self.version, f"<diff>{filler}</diff>")
        assert self.sink is not None
        self.sink(patch)
        return patch

    async def commit(self, diff: str, base: Triple, user: str) -> Triple:
        assert user
        if base[:2] != self.version[:2]:
            raise Conflict("The configuration has changed since.", self.current())
        source, self.version = self.version, (base[0], base[1] + 1, 0)
        assert self.sink is not None
        self.sink(CibPatch(source, self.version, diff))
        return self.version

    async def simulate(self, question: Simulate) -> Simulated:
        self.questions.append(question)
        self.thinking += 1
        self.most_thinking = max(self.most_thinking, self.thinking)
        try:
            await self.release.wait()
        finally:
            await asyncio.sleep(0)  # a process takes its time to end
            self.thinking -= 1
        return Simulated(self.version, "<transition_graph/>", 0.1, "memory")

    async def settle(self, report: ReportProgress) -> None:
        report("settling", 1, "")
        await self.release.wait()

    async def provenance(self, ids: tuple[str, ...]) -> tuple[Origin, ...]:
        return tuple(Origin(item, "alice", "crm", at=1) for item in ids if item != "unknown")

    async def act(self, act: Act, user: str, report: ReportProgress) -> None:
        if isinstance(act, Standby) and act.node == "nowhere":
            raise StackError("no-such-node", "There is no node nowhere.", "cibadmin said so")
        if isinstance(act, Standby) and act.node == "bug":
            raise RuntimeError("a fault of the stack")
        self.acts.append((act, user))
        report("accepted", 0, "")
        try:
            await self.release.wait()
        except asyncio.CancelledError:
            self.cancelled.append(act)
            raise
        report("settled", 0, "")


class Names:
    """Lets in whoever gives ``good`` as password."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def authenticate(self, login: Login, source: str) -> str | None:
        assert source == "127.0.0.1"
        self.asked.append(login.user)
        await self.gate.wait()
        return login.user if login.password == "good" else None


class Rig:
    """A running server and what it stands on."""

    def __init__(self, server: Server, stack: MemoryStack, names: Names, pin: str) -> None:
        self.server = server
        self.stack = stack
        self.names = names
        self.pin = pin
        self.clients: list[Client] = []

    @property
    def port(self) -> int:
        return self.server.addresses[0][1]

    async def connect(self, *, interval: float = 0.3, patience: float = 5.0) -> Client:
        client = await Client.connect(
            "127.0.0.1", self.port, Pin(self.pin), interval=interval, patience=patience
        )
        self.clients.append(client)
        return client

    async def login(self, user: str = "alice") -> Client:
        client = await self.connect()
        await client.login(user, "good")
        return client


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("state") / "engine.pem"
    ensure(path, "node1")
    return path


@pytest.fixture
def context(pem: Path) -> ssl.SSLContext:
    return server_context(pem)


StartRig = Callable[..., Awaitable[Rig]]


@pytest.fixture
async def start(pem: Path, tmp_path: Path) -> AsyncIterator[StartRig]:
    rigs: list[tuple[Rig, AuditLog]] = []

    async def begin(
        limits: Limits | None = None,
        audit: Path | None = None,
        refusal_takes: float = 0.0,
    ) -> Rig:
        stack, names = MemoryStack(), Names()
        log = AuditLog(audit or tmp_path / "audit.log")
        config = Config(
            context=server_context(pem),
            addresses=("127.0.0.1",),
            port=0,
            limits=limits or Limits(),
        )
        door = Door([names], refusal_takes=refusal_takes)
        server = Server(stack, config, [names], log, door=door)
        await server.start()
        rig = Rig(server, stack, names, read_fingerprint(pem))
        rigs.append((rig, log))
        return rig

    yield begin
    for rig, log in rigs:
        for client in rig.clients:
            await client.close()
        await rig.server.close()
        log.close()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not [task for task in left if "engine/" in repr(task)], "tasks were left behind"
