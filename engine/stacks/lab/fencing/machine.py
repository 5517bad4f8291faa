"""The machine that has nodes fenced; the DC's."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from random import Random
from typing import Final

from engine.cib.document import Cib
from engine.stacks.lab.fencing.attempt import Attempt
from engine.stacks.lab.fencing.devices import read_arsenal
from engine.stacks.lab.fencing.instructions import Fenced, Out
from engine.stacks.lab.fencing.request import Request
from engine.stacks.lab.fencing.timing import at_once
from engine.stacks.lab.wire import Result

_WORDS: Final = {"poweroff": "off"}


class Fencing:
    """All fencing that a DC has to do. What is asked for is always answered by one ``Fenced``.

    Different nodes are fenced at the same time, as far as devices can do several things at once;
    what is asked for one node is done one after the other.
    """

    def __init__(self, name: str) -> None:
        """``name`` is no other's, not even an earlier DC's: operations go by it, as nodes may still
        answer what that one had asked. Chance follows from it too."""
        self._name = name
        self._random = Random(name)  # noqa: S311 - nobody has to be kept from guessing
        self._count = 0
        self._requests: list[Request] = []
        self._failures: Counter[str] = Counter()

    # What is known

    @property
    def under_way(self) -> tuple[tuple[str, str], ...]:
        """Nodes that are being fenced or wait for it, each with the action."""
        return tuple((request.target, request.action) for request in self._requests)

    @property
    def deadline(self) -> float | None:
        """When ``tick`` is due."""
        due = [
            attempt.deadline
            for attempt in self._attempts()
            if attempt.key is not None or self._is_free(attempt)
        ]
        return min((time for time in due if time is not None), default=None)

    def expects(self, result: Result) -> bool:
        """Whether it is about an operation that ``Try`` asked for."""
        return result.operation.transition_key.startswith(f"{self._name}/")

    def failures_of(self, target: str) -> int:
        """How often in a row a node could not be fenced (``stonith-max-attempts``)."""
        return self._failures[target]

    # What happens

    def fence(
        self,
        target: str,
        action: str,
        cib: Cib,
        executioners: Mapping[str, Collection[str]],
        delay: float,
        now: float,
    ) -> list[Out]:
        """Have a node fenced; nothing more happens where just that is under way.

        Args:
            target: the node.
            action: ``off``, ``reboot`` or ``on``.
            cib: its configuration has devices and topology; read only.
            executioners: nodes that can run agents, with the devices that are started there.
            delay: seconds to wait first (``priority-fencing-delay``).
            now: seconds since 1970.
        """
        action = _WORDS.get(action.lower(), action.lower())
        if (target, action) in self.under_way:
            return []
        arsenal = read_arsenal(cib, now)
        self._requests.append(
            Request(target, action, arsenal, executioners, delay, now, self._random)
        )
        return self._go_on(now)

    def ended(self, result: Result, now: float) -> list[Out]:
        """An operation that ``Try`` asked for has ended."""
        for attempt in self._attempts():
            if attempt.key == result.operation.transition_key:
                attempt.ended(result, now)
        return self._go_on(now)

    def lost(self, node: str, now: float) -> list[Out]:
        """A node is gone; what it was trying is tried by another."""
        for request in self._requests:
            request.lost(node, now)
        return self._go_on(now)

    def tick(self, now: float) -> list[Out]:
        """Begin what is due, give up what has not been answered."""
        for attempt in self._attempts():
            attempt.expire(now)
        return self._go_on(now)

    # Inside

    def _go_on(self, now: float) -> list[Out]:
        outs: list[Out] = []
        while step := list(self._step(now)):
            outs += step
        return outs

    def _step(self, now: float) -> Iterator[Out]:
        for request in list(self._requests):
            request.go_on(now)
            if request.outcome is not None:
                self._requests.remove(request)
                yield self._count_outcome(request.outcome)
        for attempt in self._attempts():
            if attempt.key is None and attempt.due <= now and self._is_free(attempt):
                self._count += 1
                yield attempt.begin(f"{self._name}/{self._count}", now)

    def _count_outcome(self, outcome: Fenced) -> Fenced:
        if outcome.succeeded:
            del self._failures[outcome.target]
        else:
            self._failures[outcome.target] += 1
        return outcome

    def _attempts(self) -> Iterator[Attempt]:
        """Of each node's first request, as the others wait for it."""
        seen: set[str] = set()
        for request in self._requests:
            if request.target not in seen:
                seen.add(request.target)
                yield from request.attempts

    def _is_free(self, attempt: Attempt) -> bool:
        """Whether the device can do one more thing."""
        most = at_once(attempt.device.common)
        busy = sum(
            other.busy and other.device.id == attempt.device.id
            for other in self._attempts()
            if other is not attempt
        )
        return most is None or busy < most
