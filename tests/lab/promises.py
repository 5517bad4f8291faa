"""What must hold in a lab at every moment, whatever happens to it."""

import re
from dataclasses import dataclass, field

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import Replied
from engine.stacks.lab.wire import Stamp
from tests.lab.agents import STOPPED
from tests.lab.clusters import Design

PARTS = ("one", "two")
"""Every edit of the simulation changes the configuration in so many places."""
_EDITS = re.compile(r'id="edit-(\d+)-(one|two)"')
MAYBE = frozenset({"lost", "unknown"})
"""Answers after which nobody knows whether a change was made."""


def edits_in(cib: str) -> frozenset[int]:
    """Numbers of the edits that a configuration holds; each whole."""
    found: dict[int, set[str]] = {}
    for number, part in _EDITS.findall(cib):
        found.setdefault(int(number), set()).add(part)
    for number, parts in found.items():
        assert parts == set(PARTS), f"Edit {number} is half applied"
    return frozenset(found)


@dataclass
class Promises:
    """Told whatever happens; an assertion says what was broken."""

    design: Design
    edits: set[int] = field(default_factory=set[int])
    """Questions that were edits which leave a trace."""
    done: set[int] = field(default_factory=set[int])
    """Edits of which was said that they count."""
    refused: set[int] = field(default_factory=set[int])
    """Edits of which was said that they do not."""
    sick_stops: bool = False
    """Whether some resource could not be stopped."""
    sick_probes: bool = False
    """Whether a node could fail to find out what runs on it."""
    counts: dict[Stamp, frozenset[int]] = field(default_factory=dict[Stamp, frozenset[int]])
    """The edits in each configuration that was agreed."""

    def active(self, resource: str, where: dict[str, str], promoted: str) -> None:
        """A resource changed on some node.

        Where nodes without quorum go on with what they run (``freeze``), one whose probe failed
        takes the resource for its own and mends it, though it runs elsewhere: Pacemaker's
        scheduler wants it so, and those nodes have no quorum.
        """
        if self.sick_probes and 'no-quorum-policy" value="freeze"' in self.design.cib:
            return
        if resource in self.design.single:
            assert len(where) < 2, f"{resource} is active twice: {', '.join(sorted(where))}"
        if resource in self.design.promotable:
            chiefs = sorted(node for node, state in where.items() if state == promoted)
            assert len(chiefs) < 2, f"{resource} is promoted twice: {', '.join(chiefs)}"

    def left(self, node: str, states: dict[str, str]) -> None:
        """A node left in good order: nothing may run there any more.

        Unless a resource could not be stopped: such a failure is forgotten after failure-timeout,
        and a node that wants to leave may then go before its resource is found to run still.
        """
        if self.sick_stops:
            return
        running = sorted(name for name, state in states.items() if state != STOPPED)
        assert not running, f"{node} left although it runs {', '.join(running)}"

    def kept(self, durable: Durable) -> None:
        """A node has this on its disk."""
        assert durable.committed <= durable.kept
        text = durable.cib if durable.committed == durable.kept else durable.committed_cib
        if durable.committed in self.counts or durable.committed == Stamp():
            return
        edits = edits_in(text)
        for stamp, others in self.counts.items():
            first, second = (others, edits) if stamp < durable.committed else (edits, others)
            assert first <= second, f"Edits were lost: {sorted(first - second)}"
        self.counts[durable.committed] = edits

    def published(self, cib: str) -> None:
        """A node's clients see this."""
        edits_in(cib)

    def replied(self, replied: Replied) -> None:
        """An operator is answered."""
        if replied.number not in self.edits:
            return
        if not replied.code:
            self.done.add(replied.number)
        elif replied.code not in MAYBE:
            self.refused.add(replied.number)

    def at_the_end(self, cib: str) -> None:
        """This is what all have in the end."""
        edits = edits_in(cib)
        assert self.done <= edits, f"Committed edits were lost: {sorted(self.done - edits)}"
        wrong = sorted(self.refused & edits)
        assert not wrong, f"Refused edits were made all the same: {wrong}"
