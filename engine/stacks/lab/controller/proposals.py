"""Changes of the configuration, one after another: each is made on what the one before left."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Final, Protocol

from engine.cib.document import Cib
from engine.cib.version import Version
from engine.stacks.lab.controller.document import OF_THE_MOMENT, Document
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.instructions import ProposalWanted

_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_WORDS: Final = {
    "no-quorum": (
        "no-quorum",
        "Without quorum the configuration must not be changed; wait until enough nodes are back.",
    ),
    "deposed": (
        "lost",
        "Another node became DC before this was changed; nothing was changed, ask again.",
    ),
    "unknown": (
        "lost",
        "Nodes were lost before enough of them had agreed; look whether it came to count.",
    ),
}
"""Code and words of a refusal, by what membership says of a proposal."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change was not made."""

    code: str
    message: str = ""


class Proposal(Protocol):
    """A change of the configuration that somebody wants."""

    user: str
    """Who wants it; empty: the cluster itself."""

    def make(self, current: Cib) -> Cib | Refusal:
        """The CIB as it shall be: a copy, or ``current`` itself where nothing is to be changed.

        Its version need not be raised, and its status does not count.
        """
        ...

    def over(self, refusal: Refusal | None, version: Version, now: float) -> list[Out]:
        """What came of it; None: it counts, and is published."""
        ...


class Proposals:
    """Those that wait, and the one that is being agreed upon."""

    def __init__(self, document: Document, node: str) -> None:
        self._document, self._node = document, node
        self._waiting: deque[Proposal] = deque()
        self._proposed: tuple[Proposal, str] | None = None

    @property
    def busy(self) -> bool:
        """Whether anything waits or is being agreed upon."""
        return self._proposed is not None or bool(self._waiting)

    def add(self, proposal: Proposal, now: float) -> list[Out]:
        """Have it made in its turn."""
        self._waiting.append(proposal)
        return self._next(now)

    def agreed(self, cib: str, now: float) -> list[Out]:
        """A configuration counts, and the document has it already."""
        if self._proposed is None or self._proposed[1] != cib:
            return []
        return self._over(None, now)

    def not_agreed(self, code: str, now: float) -> list[Out]:
        """What was proposed does not come to count."""
        if self._proposed is None:
            return []
        return self._over(Refusal(*_WORDS[code]), now)

    def _over(self, refusal: Refusal | None, now: float) -> list[Out]:
        assert self._proposed is not None
        (proposal, _), self._proposed = self._proposed, None
        return [*proposal.over(refusal, self._document.version, now), *self._next(now)]

    def _next(self, now: float) -> list[Out]:
        outs: list[Out] = []
        while self._proposed is None and self._waiting:
            proposal = self._waiting.popleft()
            current = self._document.cib
            made = proposal.make(current)
            if isinstance(made, Refusal):
                outs += proposal.over(made, self._document.version, now)
            elif made is current:
                outs += proposal.over(None, self._document.version, now)
            else:
                text = self._text(made, proposal.user, now)
                self._proposed = proposal, text
                outs.append(ProposalWanted(text))
        return outs

    def _text(self, made: Cib, user: str, now: float) -> str:
        """As it goes to disk: with its new version and who wanted it, without status."""
        root = made.root
        for status in root.findall("status"):
            root.remove(status)
        current = self._document.version
        if made.version.configuration > current.configuration:
            made.version = made.version._replace(num_updates=0)
        else:
            made.version = Version(current.admin_epoch, current.epoch + 1, 0)
        root.set("cib-last-written", _written(now))
        root.set("update-origin", self._node)
        root.set("update-client", "hagui")
        root.set("update-user", user or "hacluster")
        for name in OF_THE_MOMENT:
            if name in root.attrib:
                del root.attrib[name]
        return made.text()


def _written(now: float) -> str:
    """A time as ``cib-last-written`` has it, in UTC."""
    at = time.gmtime(now)
    clock = f"{at.tm_hour:02}:{at.tm_min:02}:{at.tm_sec:02}"
    day = f"{_DAYS[at.tm_wday]} {_MONTHS[at.tm_mon - 1]} {at.tm_mday:2}"
    return f"{day} {clock} {at.tm_year}"
