"""Questions that a gesture or a menu asks, and the answers, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from engine.cib.edits.vocabulary import Edits
from engine.cib.finding import Finding
from engine.cib.views import Constraint
from engine.protocol.verbs import Migrate

INFINITE: Final = "INFINITY"
NEVER: Final = "-INFINITY"
LIKING: Final = "100"
"""What a preference begins with: enough to decide, little enough to be outweighed."""
PROMOTED: Final = "Promoted"


# where something is dropped


@dataclass(frozen=True, slots=True)
class IntoGroup:
    """Into a group, before one of its members; None: at its end."""

    group: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class OutOfGroups:
    """Onto free ground, outside of every group."""


@dataclass(frozen=True, slots=True)
class OntoCard:
    """Onto a resource that is in no group."""

    resource: str


@dataclass(frozen=True, slots=True)
class OntoNode:
    """Onto a node.

    ``ground`` says that it was let go on the node's free ground, not on the node itself: there a
    member of a group may also mean to leave it.
    """

    node: str
    ground: bool = False


@dataclass(frozen=True, slots=True)
class IntoTray:
    """Where what runs nowhere lies."""


Spot = IntoGroup | OutOfGroups | OntoCard | OntoNode | IntoTray


# what is asked


@dataclass(frozen=True, slots=True)
class Moved:
    """Resources were dragged, together, to a spot."""

    resources: tuple[str, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Related:
    """A line was drawn from one resource to another."""

    source: str
    target: str
    kinds: "tuple[Kind, ...]" = ()
    """Only these are meant; empty: any."""


@dataclass(frozen=True, slots=True)
class Reconnected:
    """An end of a constraint was put onto another resource or node."""

    constraint: str
    head: bool
    """Whether it is the end where the line leads to."""
    target: str


@dataclass(frozen=True, slots=True)
class Existing:
    """What can be done with a constraint that is there."""

    constraint: str


Question = Moved | Related | Reconnected | Existing


# what is answered


class Kind(Enum):
    """What a choice means."""

    JOIN = "join"
    MOVE = "move"
    """Within the group."""
    LEAVE = "leave"
    GROUP = "group"
    """A new group."""
    PREFER = "prefer"
    ALWAYS = "always"
    """Prefer with ∞: elsewhere only where it must."""
    ONLY = "only"
    """Never on any other node."""
    NEVER = "never"
    MIGRATE = "migrate"
    """Move now."""
    FIRST = "first"
    """The source starts before the target."""
    AFTER = "after"
    """The source starts after the target."""
    WITH = "with"
    APART = "apart"
    RECONNECT = "reconnect"
    SCORE = "score"
    MANDATORY = "mandatory"
    OPTIONAL = "optional"
    SERIALIZE = "serialize"
    REVERSE = "reverse"
    DELETE = "delete"
    STOP = "stop"


SCORED: Final = frozenset({Kind.PREFER, Kind.WITH, Kind.APART, Kind.SCORE})
"""Kinds that ask for a score."""
ORDERED: Final = frozenset({Kind.FIRST, Kind.AFTER})
"""Kinds that ask how strict an order is."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done; ``words.refusal_sentence`` says it."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict[str, str])
    finding: Finding | None = None
    """What the edits themselves would be refused with, where that is why."""

    @property
    def quiet(self) -> bool:
        """Whether nothing is wrong with it: it would only change nothing."""
        return self.code == "unchanged"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person can still choose of a choice."""

    score: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict[str, str])
    """By resource; those that count in any role are left out."""
    strictness: str = "Mandatory"
    """Of an order: Mandatory, Optional or Serialize."""
    name: str = ""
    """Id of what is made, where a person chooses it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a drop can mean."""

    kind: Kind
    edits: Edits = ()
    """What is made; ``terms.settle`` fills in what a person chose."""
    terms: Terms = field(default_factory=Terms)
    promotable: tuple[str, ...] = ()
    """Resources of which a role can be meant."""
    act: Migrate | None = None
    """What is done at once instead of an edit."""
    replaces: Mapping[str, Constraint] = field(default_factory=dict[str, Constraint])
    """Constraints that say something of these ends already, by id: an edit that adds one of that
    id stands for a change of it."""
    refusal: Refusal | None = None
    """Why it cannot be chosen now."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a drop can mean."""

    question: Question
    choices: tuple[Choice, ...]
    source: str = ""
    """For the title: what it is about (the group or clone around what was dragged)."""
    target: str = ""

    @property
    def at_once(self) -> Edits:
        """What is done without asking; empty where there is something to choose."""
        if len(self.choices) != 1 or self.choices[0].act or self.choices[0].refusal:
            return ()
        choice = self.choices[0]
        asks = choice.kind in SCORED | ORDERED or choice.kind is Kind.GROUP
        return () if asks or choice.promotable else choice.edits

    @property
    def possible(self) -> bool:
        """Whether any of it can be chosen."""
        return any(choice.refusal is None for choice in self.choices)
