"""A controller with real executors around it, and agents that only remember what runs."""

from collections.abc import Callable
from heapq import heappop, heappush
from importlib.resources import files

from engine.agents.fencing import TARGET, fence_action
from engine.cib.document import Cib
from engine.cib.patch import Patchset, apply
from engine.stacks.lab.controller import Controller
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.executor import Executor
from engine.stacks.lab.executor import Out as ExecutorOut
from engine.stacks.lab.instructions import (
    AgentEnded,
    Agreed,
    AttributeSet,
    Delivered,
    Elected,
    Gone,
    KillAgent,
    MembersChanged,
    NotAgreed,
    ProposalWanted,
    PublishChange,
    PublishWhole,
    RunAgent,
    Say,
    Send,
    Tick,
)
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import Answer, Attribute, Bye, Do, Down, Forget, Payload, Pending, Stop

START = 1_800_000_000.0
TERM = 3


def example() -> str:
    return (files("resources") / "examples" / "lab.xml").read_text("utf-8")


class Node:
    """One node: its executor, and what runs on it."""

    def __init__(self, cluster: "Cluster", name: str) -> None:
        self.name, self._cluster = name, cluster
        self.settings = Settings(name, cluster.names, ())
        self.up = True
        self.start()

    def start(self) -> None:
        self.up = True
        self.life = object()
        self.executor = Executor(self.settings, self._cluster.now)
        self.active: dict[str, str] = {}
        """Resources that run, each with its role."""


class Cluster:
    """Members of one partition, whose DC is the first one."""

    def __init__(self, cib: str, count: int = 3, before: str | None = None) -> None:
        self.now = START
        self.names = tuple(f"node{number}" for number in range(1, count + 1))
        self.nodes = {name: Node(self, name) for name in self.names}
        self.dc = self.names[0]
        self.quorate = True
        self.sick: dict[tuple[str, str, str], int] = {}
        """Exit code by resource, task and node (``*``: all); −1: never ends."""
        self.agent_takes: Callable[[], float] = lambda: 0.1
        """Seconds, asked for each time."""
        self.ran: list[tuple[str, str, str]] = []
        """Node, resource and task of all that was run, probes and monitors left out."""
        self.said: list[str] = []
        self.answers: list[Payload] = []
        self.gone: list[str] = []
        """Of whom the controller said that they run nothing."""
        self.copy = Cib.parse("<cib/>")
        """What someone has who reads patchsets."""
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0
        self.cib = cib
        self.term = TERM - 1
        self.elect(before)

    def elect(self, before: str | None = None) -> None:
        """The first node that is up becomes DC."""
        members = tuple(name for name in self.names if self.nodes[name].up)
        self.dc = members[0]
        self.term += 1
        elected = Elected(self.term, self.cib, members, self.quorate, tuple(self.gone))
        settings = self.nodes[self.dc].settings
        self.controller = Controller(settings, elected, self.now, uuid="uuid", before=before)
        self._take(self.controller.begin(self.now))
        for name in members:
            self.greet(name)

    def greet(self, name: str) -> None:
        """A node learns who is DC, and reports."""
        self._executed(name, self.nodes[name].executor.led(self.term, None, self.now))
        self._executed(name, self.nodes[name].executor.led(self.term, self.dc, self.now))

    # What happens

    def at(self, when: float, act: Callable[[], None]) -> None:
        self._count += 1
        heappush(self._due, (when, self._count, act))

    def run(self, seconds: float) -> None:
        """Let time pass."""
        end = self.now + seconds
        while True:
            times = [self._due[0][0]] if self._due else []
            deadline = self.controller.deadline if self.nodes[self.dc].up else None
            times += [] if deadline is None else [deadline]
            for node in self.nodes.values():
                due = node.executor.deadline
                times += [due] if node.up and due is not None else []
            when = max(self.now, min(times, default=end))
            if not times or when > end:
                break
            self.now = when
            if self._due and self._due[0][0] <= when:
                heappop(self._due)[2]()
            elif deadline is not None and deadline <= when:
                self._take(self.controller.handle(Tick(), self.now))
            else:
                for name, node in self.nodes.items():
                    due = node.executor.deadline
                    if node.up and due is not None and due <= when:
                        self._executed(name, node.executor.tick(self.now))
        self.now = end

    def settle(self, most: float = 600.0) -> None:
        """Let time pass until the cluster has nothing left to do."""
        end = self.now + most
        self.run(0.05)
        while not self.controller.idle:
            assert self.now < end, f"it never settles: {self.said[-20:]}"
            self.run(0.05)
        assert self.copy.canonical() == self.controller.document.cib.canonical()

    def tell(self, payload: Payload, peer: str | None = None) -> None:
        """The DC hears something."""
        delivered = Delivered(peer or self.dc, payload)
        self._take(self.controller.handle(delivered, self.now))

    def lose(self, name: str) -> None:
        """A node's power is cut; the others miss it a while later."""
        self.nodes[name].up = False
        self.nodes[name].active.clear()
        self.nodes[name].life = object()
        if name != self.dc:
            self._soon(1.5, self.members)

    def take_over(self) -> None:
        """The DC is lost, and with its time the next node's has come."""
        before = self.copy.text()
        self.lose(self.dc)
        self.run(1.5)
        self.elect(before)

    def members(self) -> None:
        up = tuple(name for name in self.names if self.nodes[name].up)
        self._take(self.controller.handle(MembersChanged(up, self.quorate), self.now))

    def start(self, name: str) -> None:
        """A node is switched on, and comes back in another life."""
        self.members()
        self.nodes[name].start()
        self.gone = [other for other in self.gone if other != name]
        self.members()
        self.greet(name)

    def leave(self, name: str) -> None:
        """A node is to leave in good order."""
        self._executed(name, self.nodes[name].executor.leave(self.now))

    # What is looked at

    def where(self, resource: str) -> dict[str, str]:
        """Nodes on which it runs, each with its role."""
        return {
            name: node.active[resource]
            for name, node in self.nodes.items()
            if resource in node.active
        }

    @property
    def text(self) -> str:
        return self.controller.document.text()

    # Inside

    def _take(self, outs: list[Out]) -> None:
        for out in outs:
            match out:
                case Send(peer, payload):
                    self._soon(0.001, lambda peer=peer, said=payload: self._send(peer, said))
                case ProposalWanted(cib):
                    self._soon(0.005, lambda cib=cib: self._propose(cib))
                case Gone(name):
                    assert not self.nodes[name].up
                    assert name not in self.gone
                    self.gone.append(name)
                case PublishWhole(cib):
                    self.copy = Cib.parse(cib)
                case PublishChange(diff):
                    apply(self.copy, Patchset.parse(diff))
                case Say(text):
                    self.said.append(f"{self.now - START:8.3f} {text}")
                case _:
                    pass

    def _soon(self, seconds: float, act: Callable[[], None]) -> None:
        """What is on its way to or from a DC is lost with it."""
        term = self.term

        def still() -> None:
            if self.term == term and self.nodes[self.dc].up:
                act()

        self.at(self.now + seconds, still)

    def _propose(self, cib: str) -> None:
        if self.quorate:
            self.cib = cib
            event = Agreed(cib)
        else:
            event = NotAgreed("no-quorum")
        self._take(self.controller.handle(event, self.now))

    def _send(self, peer: str, payload: Payload) -> None:
        node = self.nodes[peer]
        if isinstance(payload, Answer | Pending):
            self.answers.append(payload)
        if not node.up:
            return
        match payload:
            case Do() | Stop() | Forget() | Attribute():
                self._executed(peer, node.executor.handle(payload, self.now))
            case Down(clean=clean):
                assert not clean or not node.active
                if clean:
                    self.tell(Bye(self.term), peer)
                self.lose(peer)
            case _:
                pass

    def _executed(self, name: str, outs: list[ExecutorOut]) -> None:
        node = self.nodes[name]
        for out in outs:
            match out:
                case Send(peer, payload):
                    assert peer == self.dc
                    self._soon(0.001, lambda said=payload: self.tell(said, name))
                case RunAgent():
                    life = node.life
                    self._agent(node, out, life)
                case KillAgent(number):
                    life = node.life
                    self.at(
                        self.now,
                        lambda number=number, life=life: self._over(node, life, number, -9),
                    )
                case Say(text):
                    self.said.append(f"{self.now - START:8.3f} {text}")
                case _:
                    pass

    def _agent(self, node: Node, run: RunAgent, life: object) -> None:
        probing = run.task == "monitor"
        if not probing:
            self.ran.append((node.name, run.resource, run.task))
        where = ((run.resource, run.task, each) for each in (node.name, "*"))
        sick = next((self.sick[key] for key in where if key in self.sick), None)
        if sick == -1:
            return

        def end() -> None:
            if node.life is life and node.up:
                rc = self._act(node, run) if sick is None else sick
                self._over(node, life, run.number, rc)

        self.at(self.now + self.agent_takes(), end)

    def _over(self, node: Node, life: object, number: int, rc: int) -> None:
        if node.life is life and node.up:
            ended = AgentEnded(number, rc, killed=rc == -9)
            self._executed(node.name, node.executor.handle(ended, self.now))

    def _act(self, node: Node, run: RunAgent) -> int:
        role = node.active.get(run.resource)
        if run.agent.standard == "stonith":
            return self._fence(run)
        match run.task:
            case "start" | "migrate_from":
                node.active[run.resource] = "started"
                if run.agent.type == "Database":
                    event = AttributeSet(f"master-{run.resource}", str(5 + len(node.name)))
                    self._executed(node.name, node.executor.handle(event, self.now))
            case "stop" | "migrate_to":
                node.active.pop(run.resource, None)
            case "promote":
                node.active[run.resource] = "promoted"
            case "demote":
                node.active[run.resource] = "started"
            case "monitor":
                return {None: 7, "started": 0, "promoted": 8}[role]
            case _:
                pass
        return 0

    def _fence(self, run: RunAgent) -> int:
        variables = run.environment
        target = variables.get(f"OCF_RESKEY_{TARGET}", variables.get(TARGET, ""))
        action = fence_action(run.task, {})
        if action in ("off", "reboot") and self.nodes[target].up:
            self.lose(target)
        return 0
