"""A virtual network and clock for the machines of the lab, driven by one random generator."""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class Host(Protocol):
    """Whatever is attached to the network under a name."""

    def receive(self, data: bytes) -> None: ...


@dataclass
class Network:
    """Carries datagrams, late, doubled, out of order or not at all."""

    rng: random.Random
    now: float = 1_000.0
    loss: float = 0.0
    doubled: float = 0.0
    delay: tuple[float, float] = (0.0005, 0.002)
    buffer: int | None = None
    """Bytes that may be on their way to one host; what comes on top is lost."""
    cuts: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """From whom to whom nothing gets through."""
    hosts: dict[str, Host] = field(default_factory=dict[str, Host])
    carried: list[tuple[str, bytes]] = field(default_factory=list[tuple[str, bytes]])
    """To whom and what, where ``recording``."""
    recording: bool = False
    _heap: list[tuple[float, int, Callable[[], None]]] = field(
        default_factory=list[tuple[float, int, Callable[[], None]]]
    )
    _count: "itertools.count[int]" = field(default_factory=itertools.count)
    _filled: dict[str, int] = field(default_factory=dict[str, int])

    def at(self, when: float, act: Callable[[], None]) -> None:
        """Do something at a time."""
        heapq.heappush(self._heap, (max(when, self.now), next(self._count), act))

    def carry(self, sender: str, receiver: str, data: bytes) -> None:
        """A datagram is sent."""
        assert len(data) < 60_000, "larger than a datagram"
        if self.recording:
            self.carried.append((receiver, data))
        if (sender, receiver) in self.cuts or self.rng.random() < self.loss:
            return
        for _ in range(2 if self.rng.random() < self.doubled else 1):
            filled = self._filled.get(receiver, 0)
            if self.buffer is not None and filled + len(data) > self.buffer:
                continue
            self._filled[receiver] = filled + len(data)
            self.at(self.now + self.rng.uniform(*self.delay), lambda: self._arrive(receiver, data))

    def _arrive(self, receiver: str, data: bytes) -> None:
        self._filled[receiver] -= len(data)
        if receiver in self.hosts:
            self.hosts[receiver].receive(data)

    def cut(self, one: str, other: str) -> None:
        """Cut both directions."""
        self.cuts |= {(one, other), (other, one)}

    def run(self, seconds: float) -> None:
        """Let time pass."""
        end = self.now + seconds
        while self._heap and self._heap[0][0] <= end:
            when, _number, act = heapq.heappop(self._heap)
            self.now = max(self.now, when)
            act()
        self.now = end

    def run_until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Let time pass until something is the case, at most so long; whether it came to be."""
        end = self.now + seconds
        while not done():
            if not self._heap or self._heap[0][0] > end:
                return False
            when, _number, act = heapq.heappop(self._heap)
            self.now = max(self.now, when)
            act()
        return True
