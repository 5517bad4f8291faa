"""What the dependency view shows, as values: units, and the links, hubs and tags of constraints."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from engine.cib.views import Colocation, Constraint, Location, Order, Resource, Ticket


class UnitKind(Enum):
    """What a unit is."""

    PRIMITIVE = "primitive"
    GROUP = "group"
    CLONE = "clone"
    BUNDLE = "bundle"


@dataclass(frozen=True, slots=True)
class Unit:
    """A resource that is in no other: a card, or a box with what is inside."""

    id: str
    kind: UnitKind
    resource: Resource
    members: tuple[str, ...] = ()
    """Of a group, also of one that is cloned: its primitives in start order."""
    group: str | None = None
    """The group whose members those are: the unit itself, or what it clones."""
    copied: str | None = None
    """The primitive whose instances a clone or bundle lists."""
    rank: int = 0
    """Order in the configuration."""

    @property
    def boxed(self) -> bool:
        """Whether it has something inside to show."""
        return self.kind is not UnitKind.PRIMITIVE


class LinkKind(Enum):
    """How a constraint relates two resources."""

    ORDER = "order"
    SERIALIZE = "serialize"
    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a link."""

    vertex: str
    """Id of the unit or hub."""
    resource: str
    """Id of the resource that is meant, which may be inside of the unit; of a hub its own id."""
    role: str | None = None
    """Promoted or Unpromoted, where only that role is meant."""


@dataclass(frozen=True, slots=True)
class Link:
    """One line. A constraint with sets has several."""

    key: str
    """Unique in a plan, and the same while the constraint's ends are."""
    constraint: Constraint
    kind: LinkKind
    tail: End
    """What starts first, or what the other stays with."""
    head: End
    said: bool = True
    """Whether it carries the constraint's score; else the hub at its end does."""

    @property
    def optional(self) -> bool:
        """Whether it is an order that counts only when both are due anyway."""
        return isinstance(self.constraint, Order) and self.constraint.kind == "Optional"

    @property
    def ranked(self) -> bool:
        """Whether it says what starts first."""
        return self.kind is LinkKind.ORDER


class Joint(Enum):
    """What a hub says of the resources that meet at it."""

    ALL = "all"
    """All of the set must be active."""
    ANY = "any"
    """One of the set is enough."""
    FAN = "fan"
    """What follows does so in any order."""
    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Hub:
    """Where the lines of a resource set meet."""

    id: str
    constraint: Constraint
    joint: Joint
    label: str = ""
    """The CIB's tag or template that stands for the set, where one does."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A constraint that is no line: a location, or a ticket."""

    constraint: Location | Ticket
    resource: str
    """Id of the resource that it is about, which may be inside of the unit."""
    unit: str

    @property
    def key(self) -> str:
        """Unique in a plan."""
        return f"{self.constraint.id}@{self.resource}"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that the dependency view shows of one configuration."""

    units: Mapping[str, Unit]
    """By id, in the order of the configuration."""
    homes: Mapping[str, str]
    """The unit that each resource is or is inside of."""
    links: Mapping[str, Link]
    hubs: Mapping[str, Hub]
    tags: Mapping[str, tuple[Tag, ...]]
    """By unit."""
    constraints: Mapping[str, Constraint]

    def links_of(self, constraint: str) -> Iterator[Link]:
        """The lines of a constraint."""
        return (link for link in self.links.values() if link.constraint.id == constraint)


def score_of(constraint: Colocation) -> int:
    """The score in force of a colocation, which its first set may hold."""
    if constraint.score_text is None and constraint.sets and constraint.sets[0].score is not None:
        return constraint.sets[0].score
    return constraint.score
