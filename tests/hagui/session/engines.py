"""Real engines on loopback, each over a stack that shows the same small cluster."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from engine.cib.document import Cib
from engine.cib.patch import Patchset, apply
from engine.cib.version import Version
from engine.protocol.messages import (
    CibPatch,
    CibSnapshot,
    MemberView,
    NodeFacts,
    StackStatus,
    Triple,
)
from engine.protocol.trust import Trust
from engine.protocol.verbs import (
    Act,
    Fault,
    LabNode,
    LabStanding,
    Login,
    Origin,
    Simulate,
    Simulated,
)
from engine.server.audit import AuditLog
from engine.server.certificate import read_fingerprint, server_context
from engine.server.config import Config
from engine.server.login import Door
from engine.server.server import Server
from engine.stacks.contract import Conflict, ReportProgress, Sink, StackError
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import SourcesStatus
from hagui.session.address import Address
from hagui.session.connection import EngineClient, connect_to_engine
from hagui.session.credentials import AskPassword, Credentials
from hagui.session.pins import PinStore, TrustQuestion
from hagui.session.profile import Profile
from hagui.session.session import ClusterSession, Means
from hagui.session.trusting import Decide, Trusting
from tests.hagui.cluster.mini import MiniCluster


def triple(version: Version) -> Triple:
    return (version.admin_epoch, version.epoch, version.num_updates)


class FakeStack:
    """One node's view of a ``MiniCluster``."""

    name = "memory"
    push = "libcib"

    def __init__(self, node: str, cluster: MiniCluster) -> None:
        self.node = node
        self.cluster = cluster
        self.cib = cluster.snapshot()
        self.down: StackError | None = None
        self.acts: list[tuple[Act, str]] = []
        self.commits: list[tuple[str, str]] = []
        self.questions: list[Simulate] = []
        self.thinking = 0
        self.graph = '<transition_graph transition_id="1"/>'
        self.release = asyncio.Event()
        self.release.set()
        self.quorate = True
        self.ring = "1.10"
        self._sink: Sink | None = None

    async def start(self, sink: Sink) -> None:
        self._sink = sink
        if self.down is not None:
            sink(StackStatus(up=False, code=self.down.code, message=self.down.message))
            return
        sink(StackStatus(up=True, push=self.push))
        self.tell_facts()
        sink(self.current())

    async def close(self) -> None:
        self._sink = None

    def tell_facts(self) -> None:
        if self._sink is not None:
            members = tuple(MemberView(name, member=True) for name in self.cluster.nodes)
            self._sink(
                NodeFacts(self.node, "node1", self.quorate, members, "2.1.5", ring=self.ring)
            )

    def stop_stack(self) -> None:
        self.down = StackError("stack-down", "Pacemaker does not run on this node: start it there.")
        if self._sink is not None:
            self._sink(StackStatus(up=False, code=self.down.code, message=self.down.message))

    def start_stack(self) -> None:
        self.down = None
        if self._sink is not None:
            self._sink(StackStatus(up=True, push=self.push))
            self._sink(self.current())

    def current(self) -> CibSnapshot:
        return CibSnapshot(triple(Cib.parse(self.cib).version), self.cib)

    def tell(self, diff: str, cib: str) -> None:
        self.cib = cib
        if self._sink is not None and self.down is None:
            patch = Patchset.parse(diff)
            self._sink(CibPatch(triple(patch.source), triple(patch.target), diff))

    async def snapshot(self) -> CibSnapshot:
        if self.down is not None:
            raise self.down
        return self.current()

    async def commit(self, diff: str, base: Triple, user: str) -> Triple:
        """Applies it to what this node shows, with a new epoch, as Pacemaker does."""
        if self.down is not None:
            raise self.down
        cib = Cib.parse(self.cib)
        if Version(*base).configuration != cib.version.configuration:
            raise Conflict("The configuration has changed since.", self.current())
        self.commits.append((diff, user))
        await self.release.wait()
        patch = Patchset.parse(diff).with_source(cib.version)
        apply(cib, patch)
        cib.version = Version(base[0], base[1] + 1, 0)
        self.cib = cib.text()
        return triple(cib.version)

    async def simulate(self, question: Simulate) -> Simulated:
        if self.down is not None:
            raise self.down
        version = Cib.parse(self.cib).version
        if Version(*question.base).configuration != version.configuration:
            raise Conflict("The configuration has changed since.", self.current())
        self.questions.append(question)
        self.thinking += 1
        try:
            await self.release.wait()
        finally:
            self.thinking -= 1
        return Simulated(triple(version), self.graph, 0.01, "crm_simulate")

    async def settle(self, report: ReportProgress) -> None:
        if self.down is not None:
            raise self.down
        report("settling", 2, "")
        await self.release.wait()

    async def provenance(self, ids: tuple[str, ...]) -> tuple[Origin, ...]:
        return tuple(Origin(item, "alice", "crm_resource", self.node, 1_000_000) for item in ids)

    async def act(self, act: Act, user: str, report: ReportProgress) -> None:
        if self.down is not None:
            raise self.down
        self.acts.append((act, user))
        report("accepted", 0, "")
        await self.release.wait()
        report("settled", 0, "")


@dataclass
class Power:
    """The power switch that all engines of a lab ask."""

    states: dict[str, str] = field(
        default_factory=lambda: dict.fromkeys(("node1", "node2", "node3"), "on")
    )
    cuts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    delays: dict[str, int] = field(default_factory=dict[str, int])
    refuses: StackError | None = None
    taken: list[tuple[str, Fault]] = field(default_factory=list[tuple[str, Fault]])
    """Which node's engine was asked, and for what."""

    def take(self, asked: str, fault: Fault) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.taken.append((asked, fault))
        states = {"kill": "off", "freeze": "frozen", "thaw": "on", "power": "on"}
        match fault.kind:
            case "cut" if len(fault.nodes) == 2:
                self.cuts.append((fault.nodes[0], fault.nodes[1]))
            case "cut":
                own = fault.nodes[0]
                self.cuts += [(own, other) for other in self.states if other != own]
            case "heal":
                self.cuts.clear()
                self.delays.clear()
            case "slow":
                for name in fault.nodes or self.states:
                    self.delays[name] = fault.milliseconds
            case kind if kind in states:
                self.states[fault.nodes[0]] = states[kind]
            case _:
                pass

    def standing(self) -> LabStanding:
        nodes = tuple(LabNode(name, state, state != "off") for name, state in self.states.items())
        return LabStanding(nodes, tuple(self.cuts), dict(self.delays))


class LabStack(FakeStack):
    """One node of a lab."""

    name = "lab"
    push = "lab"

    def __init__(self, node: str, cluster: MiniCluster, power: Power) -> None:
        super().__init__(node, cluster)
        self.power = power
        self.frozen = False

    async def fault(self, fault: Fault) -> None:
        if self.frozen:
            await asyncio.Event().wait()
        self.power.take(self.node, fault)

    async def standing(self) -> LabStanding:
        if self.frozen:
            await asyncio.Event().wait()
        return self.power.standing()


class Names:
    """Lets in whoever gives the password."""

    def __init__(self, password: str, token: str = "") -> None:
        self.password = password
        self.token = token
        self.asked: list[str] = []

    async def authenticate(self, login: Login, source: str) -> str | None:
        assert source == "127.0.0.1"
        self.asked.append(login.password or login.token)
        if self.token and login.token == self.token:
            return "owner"
        return login.user if login.password == self.password else None


@dataclass
class Engine:
    """A node's engine; it can be stopped and started on the same port."""

    node: str
    stack: FakeStack
    names: Names
    pem: Path
    audit: AuditLog
    port: int = 0
    server: Server | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    async def start(self) -> None:
        config = Config(context=server_context(self.pem), addresses=("127.0.0.1",), port=self.port)
        door = Door([self.names], refusal_takes=0.0)
        self.server = Server(self.stack, config, [self.names], self.audit, door=door)
        await self.server.start()
        self.port = self.server.addresses[0][1]

    async def stop(self) -> None:
        server, self.server = self.server, None
        if server is not None:
            await server.close()


@dataclass
class Heard:
    """A listener that keeps what it is told."""

    changes: list[ChangeSet] = field(default_factory=list[ChangeSet])
    statuses: list[SourcesStatus] = field(default_factory=list[SourcesStatus])

    def changed(self, change: ChangeSet) -> None:
        self.changes.append(change)

    def sources(self, status: SourcesStatus) -> None:
        self.statuses.append(status)


async def trust_all(question: TrustQuestion) -> bool:
    return True


class Place:
    """Engines, and sessions that look at them."""

    def __init__(self, cluster: MiniCluster, pem: Path, folder: Path) -> None:
        self.cluster = cluster
        self.folder = folder
        self.pem = pem
        self.audit = AuditLog(folder / "audit.log")
        self.power: Power | None = None
        """Where the engines are to be those of a lab."""
        self.engines: list[Engine] = []
        self.sessions: list[ClusterSession] = []
        self.heard = Heard()
        self.connections: list[str] = []

    async def engine(
        self, node: str, *, password: str = "good", token: str = "", down: bool = False
    ) -> Engine:
        stack = (
            FakeStack(node, self.cluster)
            if self.power is None
            else LabStack(node, self.cluster, self.power)
        )
        if down:
            stack.stop_stack()
        made = Engine(node, stack, Names(password, token), self.pem, self.audit)
        await made.start()
        self.engines.append(made)
        return made

    async def three(self) -> tuple[Engine, Engine, Engine]:
        return (await self.engine("node1"), await self.engine("node2"), await self.engine("node3"))

    def change(self, *, only: Engine | None = None) -> None:
        """What was done to the cluster since is told by every engine (or only one)."""
        diff = self.cluster.patch()
        for engine in self.engines:
            if only is None or engine is only:
                engine.stack.tell(diff, self.cluster.text)

    def session(
        self,
        *engines: Engine | str,
        password: str | None = "good",
        ask: AskPassword | None = None,
        decide: Decide = trust_all,
        user: str = "alice",
    ) -> ClusterSession:
        addresses = tuple(item if isinstance(item, str) else item.address for item in engines)
        profile = Profile(name="test", addresses=addresses, user=user)
        trusting = Trusting(PinStore(self.folder / "pins.json"), decide)
        means = Means(
            Credentials(user, password=password, ask=ask),
            trusting,
            connect=self._connect,
            random=lambda: 0.0,
        )
        made = ClusterSession(profile, LiveCluster(), self.heard, means)
        self.sessions.append(made)
        made.start()
        return made

    async def _connect(self, address: Address, trust: Trust) -> EngineClient:
        self.connections.append(str(address))
        return await connect_to_engine(address, trust)

    @property
    def fingerprint(self) -> str:
        return read_fingerprint(self.pem)

    async def close(self) -> None:
        for session in self.sessions:
            await session.close()
        for engine in self.engines:
            await engine.stop()
        self.audit.close()
