"""Lab nodes on a perfect network, with a controller that does what a test says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import (
    Datagram,
    Elected,
    Event,
    Instruction,
    Persist,
    Persisted,
    PublishWhole,
    Tick,
    Transmit,
)
from engine.stacks.lab.messaging import packet as packets
from engine.stacks.lab.messaging.signing import verified
from engine.stacks.lab.node import LabNode
from engine.stacks.lab.node.controlling import Controlling, Out
from engine.stacks.lab.node.controlling import Event as Told
from engine.stacks.lab.settings import Key, Settings

KEYS = (Key(1, "crc"),)
START = (
    '<cib admin_epoch="0" epoch="1" num_updates="0" validate-with="pacemaker-3.7"><configuration>'
    "<crm_config/><nodes/><resources/><constraints/></configuration><status/></cib>"
)


@dataclass
class Scripted:
    """A controller that writes down what it is told."""

    elected: Elected
    before: str | None
    answer: Callable[[Told], Sequence[Out]]
    told: list[Told] = field(default_factory=list[Told])
    deadline: float | None = None

    def begin(self, now: float) -> Sequence[Out]:
        assert now
        return [PublishWhole(START)]

    def handle(self, event: Told, now: float) -> Sequence[Out]:
        assert now
        self.told.append(event)
        if isinstance(event, Tick):
            self.deadline = None
        return self.answer(event)


def silent(event: Told) -> Sequence[Out]:
    return []


class Nodes:
    """Named a, b, c; what a node transmits arrives a millisecond later, while there is no cut."""

    def __init__(self, count: int, *, initdead: float = 8.0) -> None:
        self.now, self.initdead = 1000.0, initdead
        self.names = tuple("abc"[:count])
        self.cut: set[str] = set()
        """Nodes that nobody hears and that hear nobody."""
        self.hollow: set[tuple[str, str]] = set()
        """Links over which heartbeats arrive and nothing else; that is sent again and again."""
        self.controllers: dict[str, Scripted] = {}
        self.outs: dict[str, list[Instruction]] = {name: [] for name in self.names}
        self._air: list[tuple[str, str, bytes]] = []
        self.nodes = {name: self._make(name) for name in self.names}

    def _make(self, name: str) -> LabNode:
        def making(
            settings: Settings, elected: Elected, now: float, *, uuid: str, before: str | None
        ) -> Controlling:
            assert uuid == f"uuid-{name}"
            made = Scripted(elected, before, silent)
            self.controllers[name] = made
            return made

        settings = Settings(name, self.names, KEYS, keepalive=1.0, initdead=self.initdead)
        durable = Durable(name, cib=START, boot=1)
        return LabNode(settings, durable, self.now, uuid=f"uuid-{name}", making=making)

    def feed(self, name: str, event: Event) -> list[Instruction]:
        """Tell a node something, and carry out what it wants."""
        outs = self.nodes[name].handle(event, self.now)
        self.outs[name] += outs
        for out in outs:
            if isinstance(out, Transmit):
                self._air.append((name, out.peer, out.data))
            elif isinstance(out, Persist):
                outs = outs + self.feed(name, Persisted(out.number))
        return outs

    def run(self, seconds: float) -> None:
        """Let time pass."""
        end = self.now + seconds
        while self.now < end:
            self.now = min(self.now + 0.001 if self._air else self._next(end), end)
            air, self._air = self._air, []
            for sender, receiver, data in air:
                if not {sender, receiver} & self.cut and not self._kept_back(
                    sender, receiver, data
                ):
                    self.feed(receiver, Datagram(data))
            for name in self.names:
                due = self.nodes[name].deadline
                if due is not None and due <= self.now:
                    self.feed(name, Tick())

    def _kept_back(self, sender: str, receiver: str, data: bytes) -> bool:
        body = verified(data, KEYS)
        assert body is not None
        hollow = (sender, receiver) in self.hollow
        return hollow and packets.DECODER.decode(body).number > 0

    def _next(self, end: float) -> float:
        dues = [node.deadline for node in self.nodes.values()]
        return max(self.now, min([end, *(due for due in dues if due is not None)]))

    def seen(self, name: str, kind: type[Instruction]) -> list[Instruction]:
        """What a node wanted, of one kind."""
        return [out for out in self.outs[name] if isinstance(out, kind)]
