"""What may be lost, and what that would mean: plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from engine.cib.state.model import Role
from hagui.cluster.rehearsal.model import Fate, Verdict


class LossKind(Enum):
    """What is lost."""

    NOTHING = "nothing"
    """What the cluster is about to do anyway, so that no loss is blamed for it."""
    NODE = "node"
    PAIR = "pair"
    """Two nodes at once."""
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss that is supposed."""

    kind: LossKind
    names: tuple[str, ...] = ()
    """Of the nodes, or of the ticket."""

    @property
    def nodes(self) -> tuple[str, ...]:
        """The nodes that would be lost."""
        return () if self.kind is LossKind.TICKET else self.names


class Quorum(Enum):
    """What a loss does to quorum, as far as a CIB tells."""

    KEPT = "kept"
    """More than half of the members are left."""
    LOST = "lost"
    """Half of them or fewer are left."""
    UNSURE = "unsure"
    """It rests on what no CIB says: the two-node rule, a quorum device, weighted votes. What is
    foretold takes it for kept."""
    ABSENT = "absent"
    """There is none now."""


@dataclass(frozen=True, slots=True)
class Votes:
    """Quorum after a loss."""

    quorum: Quorum
    left: int
    """Members that are left."""
    members: int
    """Members that are configured."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A service that runs now and that no node would run any more."""

    resource: str
    """The primitive's id."""
    promoted: bool = False
    """Copies go on; only none is promoted any more."""
    reason: str = ""
    """A code of ``engine.scheduler.stopped``, ``not-fenced``, or empty."""
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    """What the reason speaks of."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """The scheduler's answer to one loss."""

    fates: tuple[Fate, ...] = ()
    """Only of what changes, in the configuration's order."""
    fenced: tuple[str, ...] = ()
    """Nodes that would be fenced."""
    ended: tuple[Ended, ...] = ()
    running: int = 0
    """Resources that run now."""
    duration: float | None = None
    """Seconds until all is done; None where that cannot be told."""

    def beyond(self, anyway: "Foretold") -> "Foretold":
        """Without what would happen without the loss, too."""
        known = {_what(fate) for fate in anyway.fates}
        over = {(item.resource, item.promoted) for item in anyway.ended}
        return Foretold(
            tuple(fate for fate in self.fates if _what(fate) not in known),
            tuple(name for name in self.fenced if name not in anyway.fenced),
            tuple(item for item in self.ended if (item.resource, item.promoted) not in over),
            self.running,
            self.duration,
        )


def _what(fate: Fate) -> object:
    return fate.resource, fate.key, fate.verdict, fate.before, fate.after, fate.role_after


@dataclass(frozen=True)
class Row:
    """One loss with all that is known of it; what follows from that is worked out once."""

    loss: Loss
    votes: Votes
    foretold: Foretold

    @cached_property
    def interrupted(self) -> tuple[str, ...]:
        """Resources that are interrupted and come back; also those that are promoted elsewhere."""
        over = {item.resource for item in self.foretold.ended}
        hit = [
            fate.resource
            for fate in self.foretold.fates
            if fate.interrupted
            and (fate.verdict is not Verdict.STOPS or fate.role_before is Role.PROMOTED)
        ]
        return tuple(dict.fromkeys(name for name in hit if name not in over))

    @cached_property
    def outage(self) -> float | None:
        """Seconds of the longest interruption; None where one of them is not known."""
        hit = set(self.interrupted)
        known: dict[str, float | None] = dict.fromkeys(hit)
        for fate in self.foretold.fates:
            if fate.resource in hit and fate.outage is not None:
                known[fate.resource] = max(known[fate.resource] or 0.0, fate.outage)
        found = [seconds for seconds in known.values() if seconds is not None]
        return max(found, default=None) if len(found) == len(hit) else None

    @cached_property
    def copies(self) -> tuple[str, ...]:
        """Resources of which a copy goes while others stay as they are."""
        other = {item.resource for item in self.foretold.ended}.union(self.interrupted)
        gone = [fate.resource for fate in self.foretold.fates if fate.verdict is Verdict.STOPS]
        return tuple(dict.fromkeys(name for name in gone if name not in other))

    @cached_property
    def unfenced(self) -> tuple[str, ...]:
        """Lost nodes that nobody would fence."""
        return tuple(name for name in self.loss.nodes if name not in self.foretold.fenced)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All losses, as far as they are worked out."""

    rows: tuple[Row, ...] = ()
    """Single losses before pairs, the worst of each first."""
    asked: int = 0
    """Losses that there are to work out."""
    done: int = 0
    """Those of which the answer is up to date."""
    ready: bool = False
    """Whether anything was worked out yet."""
    unknown: int = 0
    """Losses of one thing of which there is no answer yet, not even an old one."""
    drafted: bool = False
    """Whether it is the draft that would suffer them."""
    trouble: str = ""
    """Why there is no answer, in a sentence; empty where there is one."""

    @property
    def busy(self) -> bool:
        """Whether answers are on their way."""
        return self.done < self.asked and not self.trouble

    @property
    def single(self) -> tuple[Row, ...]:
        """The losses of one thing."""
        return tuple(row for row in self.rows if row.loss.kind is not LossKind.PAIR)

    @property
    def grave(self) -> tuple[Row, ...]:
        """Losses of one thing after which something runs nowhere."""
        return tuple(row for row in self.single if row.foretold.ended)
