"""One device that is asked for one action, on one node after another."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.agents.codes import Ocf, word
from engine.agents.fencing import TARGET
from engine.stacks.lab.fencing.devices import Device
from engine.stacks.lab.fencing.instructions import Try
from engine.stacks.lab.fencing.timing import PAUSE, timeout_of, tries_of, worth_another
from engine.stacks.lab.wire import Operation, Result

LATE: Final = 10.0
"""Seconds beyond its own time after which an answer is not waited for any more. A node that is
dead is noticed earlier, by its heartbeats."""
_DONE: Final = 0
_TIMED_OUT: Final = 2


@dataclass(slots=True)
class Attempt:
    """From waiting for its turn to an answer. ``answer`` None and ``over``: there was none."""

    device: Device
    action: str
    """``off``, ``reboot``, ``on``; ``list``, ``status``."""
    target: str
    nodes: list[str]
    """Where it may be tried, the best first; it is tried on the first one."""
    default_ms: int
    """``stonith-timeout``."""
    due: float
    """When it is to begin."""
    elsewhere: bool = True
    """Whether it is worth trying on another node once it failed on one."""
    key: str | None = None
    """Transition key of the operation that runs."""
    tries: int = 0
    """On the present node."""
    began: float = 0.0
    """The first of them."""
    until: float = 0.0
    """When the running one is not waited for any more."""
    answer: Result | None = None
    over: bool = False
    troubles: list[str] = field(default_factory=list[str])
    """What went wrong so far, for people."""

    @property
    def succeeded(self) -> bool:
        """Whether the device did it."""
        return self.over and self.answer is not None and _is_good(self.answer, self.action)

    @property
    def busy(self) -> bool:
        """Whether it has the device do something, or is about to have it done again."""
        return not self.over and (self.key is not None or self.tries > 0)

    @property
    def deadline(self) -> float | None:
        """When something of it is due."""
        if self.over:
            return None
        return self.due if self.key is None else self.until

    def begin(self, key: str, now: float) -> Try:
        """Have it tried now."""
        node = self.nodes[0]
        parameters = self.device.parameters[node]
        if self.tries == 0:
            self.began = now
        self.tries += 1
        left = self.began + timeout_of(parameters, self.action, self.default_ms) - now
        self.key = key
        self.until = now + left + LATE
        operation = Operation(
            key=f"{self.device.id}_{self.action}_0",
            resource=self.device.id,
            agent=self.device.agent,
            task=self.action,
            timeout_ms=max(1, round(left * 1000)),
            parameters=dict(parameters),
            meta={TARGET: self.target},
            transition_key=key,
        )
        return Try(node, operation)

    def ended(self, result: Result, now: float) -> None:
        """The operation that runs has ended."""
        self.key = None
        if _is_good(result, self.action):
            self.answer, self.over = result, True
            return
        timed_out = result.status == _TIMED_OUT
        self._note(result.reason or ("it timed out" if timed_out else word(result.rc)))
        parameters = self.device.parameters[self.nodes[0]]
        allowed = timeout_of(parameters, self.action, self.default_ms)
        most = tries_of(parameters, self.action)
        if not timed_out and worth_another(self.tries, most, now - self.began, allowed):
            self.due = now + PAUSE
        elif timed_out or not self.elsewhere:
            self.over = True
        else:
            self._move_on(now)

    def lost(self, node: str, now: float) -> None:
        """A node is gone: it is tried on another, however often it was before."""
        if self.over or node not in self.nodes:
            return
        if self.nodes[0] != node:
            self.nodes.remove(node)
            return
        if self.tries:
            self._note("the node was lost")
        self.key = None
        self._move_on(now if self.tries else self.due)

    def expire(self, now: float) -> None:
        """Give up what has not been answered in time; as where the agent timed out."""
        if self.key is None or now < self.until:
            return
        self.key = None
        self._note("there was no answer")
        self.over = True

    def _move_on(self, due: float) -> None:
        del self.nodes[0]
        self.tries = 0
        self.due = due
        self.over = not self.nodes

    def _note(self, trouble: str) -> None:
        self.troubles.append(f"{self.device.id} on {self.nodes[0]}: {trouble}")


def _is_good(result: Result, action: str) -> bool:
    """For who asks for a node's status, off is as good an answer as on."""
    good = (Ocf.OK, Ocf.NOT_RUNNING) if action == "status" else (Ocf.OK,)
    return result.status == _DONE and result.rc in good


def where(device: Device, executioners: Mapping[str, Collection[str]], target: str) -> list[str]:
    """The nodes where a device can be tried, the best first.

    Those where it is started (so that it is known to work) come first. No node fences itself as
    long as another can do it.
    """
    nodes = sorted(
        (node for node in executioners if node in device.parameters),
        key=lambda node: (device.id not in executioners[node], node),
    )
    return [node for node in nodes if node != target] or nodes
