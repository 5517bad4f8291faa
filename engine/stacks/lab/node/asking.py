"""What this node's clients asked of the DC, whoever that is, until it is answered."""

from dataclasses import dataclass
from typing import Final

from engine.stacks.lab.instructions import Asked, Progress, Replied, Send
from engine.stacks.lab.wire import Answer, Ask, Pending

PATIENCE: Final = 60.0
"""Seconds that something asked waits for a DC; an election takes a few."""
_LIVES: Final = 1 << 32


@dataclass(slots=True)
class _Open:
    asked: Asked
    number: int
    until: float
    """How long it waits for a DC."""
    dc: str | None = None
    """Whom it was passed on to."""


class Asking:
    """Passes on what is asked, and the answers back.

    What only waits for the cluster to settle is asked anew of the next DC. Anything else that a DC
    was told of is not: nobody knows how far it came, so that is what is answered (``lost``).
    """

    def __init__(self, boot: int) -> None:
        self._last = boot * _LIVES
        """A DC that outlives this node shall not take the next life's questions for old ones."""
        self._open: dict[int, _Open] = {}
        self._dc: str | None = None

    @property
    def deadline(self) -> float | None:
        """When ``tick`` is due."""
        return min((one.until for one in self._open.values() if one.dc is None), default=None)

    def asked(self, event: Asked, now: float) -> list[Send]:
        """A client asks."""
        self._last += 1
        one = self._open[self._last] = _Open(event, self._last, now + PATIENCE)
        return self._pass_on(one)

    def led(self, dc: str | None, now: float) -> list[Send | Replied]:
        """Another node is DC, or the same one again after an absence; None: nobody is."""
        outs: list[Send | Replied] = []
        self._dc = dc
        for one in list(self._open.values()):
            if one.dc is not None:
                if one.asked.diff or one.asked.wish is not None:
                    del self._open[one.number]
                    outs.append(_lost(one))
                    continue
                one.dc, one.until = None, now + PATIENCE
            outs += self._pass_on(one)
        return outs

    def pending(self, peer: str, pending: Pending) -> list[Progress]:
        """The DC says how far it is."""
        one = self._open.get(pending.number)
        if one is None or one.dc != peer:
            return []
        return [Progress(one.asked.number, pending.stage, pending.pending)]

    def answered(self, peer: str, answer: Answer) -> list[Replied]:
        """The DC says what came of it."""
        one = self._open.get(answer.number)
        if one is None or one.dc != peer:
            return []
        del self._open[answer.number]
        return [Replied(one.asked.number, answer.code, answer.message, answer.version)]

    def tick(self, now: float) -> list[Replied]:
        """Give up what has waited for a DC too long."""
        over = [one for one in self._open.values() if one.dc is None and one.until <= now]
        for one in over:
            del self._open[one.number]
        words = "No node is DC, so that nobody can decide; nothing was changed."
        return [Replied(one.asked.number, "stack-down", words) for one in over]

    def _pass_on(self, one: _Open) -> list[Send]:
        if self._dc is None:
            return []
        one.dc = self._dc
        asked = one.asked
        ask = Ask(one.number, asked.user, asked.diff, asked.base, asked.wish)
        return [Send(self._dc, ask)]


def _lost(one: _Open) -> Replied:
    words = (
        f"The DC ({one.dc}) was lost before it answered; look whether it was done before you "
        "ask again."
    )
    return Replied(one.asked.number, "lost", words)
