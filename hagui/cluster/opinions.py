"""What each engine believes of its cluster, side by side, and in what they differ. Pure.

An engine's belief is what its own node tells (DC, quorum, members) and the version of its CIB, by
the patches that it sends: every linked engine is subscribed to, so no message is needed for that.
Two engines never learn of a change in the same moment, so a difference counts only once it has
lasted: elections, joins and patches under way are over by then.

- DC, quorum and members differ when engines have told different things for ``SETTLING`` seconds.
- A version differs when an engine is still behind where another was ``SETTLING`` seconds ago, or
  when it was seen to hold other content at the same version. Content that parts while the members
  do is told with them, and no more when they have found each other again: the cluster then gives
  all of them one CIB, and nobody tells an engine's new content from its old one until it is
  connected anew.
- An engine that is not heard, or was not heard for ``SILENT`` seconds, has no opinion: what it
  said last may be of another time.
"""

import math
from collections import defaultdict, deque
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from itertools import combinations
from typing import Final

from engine.cib.version import Version
from hagui.cluster.sources import Link, Source, SourcesStatus

SETTLING: Final = 5.0
"""Seconds for which a difference must have lasted. Electing a DC takes less."""
SILENT: Final = 3.0
"""Seconds after which an engine that said nothing has no opinion; it is asked thrice a second."""


class Topic(Enum):
    """What there are opinions on."""

    DC = "dc"
    QUORUM = "quorum"
    MEMBERS = "members"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one engine believes."""

    address: str
    node: str
    """Its node's name; its address as long as that is not known."""
    heard: float | None = None
    """Seconds since it was heard; None: never."""
    linked: bool = False
    """Whether it is connected and was heard lately: else it has no opinion."""
    stack_up: bool = True
    """Whether it reaches its own cluster stack."""
    shown: bool = False
    """Whether its word is what the window shows."""
    dc: str | None = None
    """Empty: none is elected. None: no opinion."""
    quorate: bool | None = None
    members: frozenset[str] | None = None
    """Who takes part in the cluster, as it sees it."""
    version: Version | None = None
    apart: bool = False
    """Other content than the one shown, at the same version."""
    behind: bool = False
    """It has not reached where another engine was a while ago."""

    def on(self, topic: Topic) -> Hashable:
        """What it says on a topic, to be compared; None: nothing."""
        match topic:
            case Topic.DC:
                return self.dc
            case Topic.QUORUM:
                return self.quorate
            case Topic.MEMBERS:
                return self.members
            case Topic.VERSION if self.version is None:
                return None
            case Topic.VERSION:
                return (self.behind, self.apart)


@dataclass(frozen=True, slots=True)
class Side:
    """Engines that say the same."""

    nodes: tuple[str, ...]
    quorate: bool | None = None
    dc: str | None = None


class Meaning(Enum):
    """What a disagreement amounts to, the worst first."""

    SPLIT_BRAIN = "split-brain"
    """Several sides each have quorum, and none of the other's members."""
    CUT_OFF = "cut-off"
    """One side has quorum; others do not see it."""
    NO_SIDE = "no-side"
    """They see each other no more, and none has quorum."""
    OTHER_DC = "other-dc"
    """They see the same members under different DCs."""
    OTHER_QUORUM = "other-quorum"
    """They see the same members, and not all have quorum."""
    OTHER_CONTENT = "other-content"
    """Their configurations differ at the same version."""
    BEHIND = "behind"
    """Changes do not reach some of them."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Engines have told different things for longer than it takes to settle."""

    meaning: Meaning
    topics: frozenset[Topic]
    """In what they differ."""
    sides: tuple[Side, ...]
    """Who says the same; the side that is most likely right first."""

    @property
    def odd(self) -> tuple[str, ...]:
        """The nodes that are not on the first side."""
        return tuple(node for side in self.sides[1:] for node in side.nodes)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All opinions, and where they part."""

    opinions: tuple[Opinion, ...] = ()
    parted: frozenset[Topic] = frozenset()
    """Topics on which engines say different things at this moment."""
    disagreement: Disagreement | None = None
    """What of that has lasted; None: nothing."""

    def odd(self, topic: Topic) -> frozenset[str]:
        """Addresses of the engines that say something else than most; all that speak, where no
        belief is that of more than half of them.
        """
        if topic not in self.parted:
            return frozenset()
        groups = _groups(self.opinions, topic)
        if topic is Topic.VERSION:
            usual = [item for group in groups for item in group if not item.behind | item.apart]
        else:
            usual = max(groups, key=len)
            if 2 * len(usual) <= sum(map(len, groups)):
                usual = []
        return frozenset(i.address for group in groups for i in group if i not in usual)


class Comparing:
    """The machine: told of the sources now and then, it says what has lasted."""

    def __init__(self, settling: float = SETTLING) -> None:
        self._settling = settling
        self._since: dict[Topic, float] = {}
        self._parted_at = -math.inf
        """When they last differed in more than their versions."""
        self._excused: set[str] = set()
        """Addresses of those whose content parted then."""
        self._reached: dict[str, deque[tuple[float, Version]]] = defaultdict(deque)

    def look(self, status: SourcesStatus, now: float) -> Comparison:
        """Compare.

        Args:
            status: all engines of the cluster.
            now: on the clock that ``Source.heard`` is of (monotonic seconds).
        """
        opinions = [_opinion(source, status, now) for source in status.sources]
        reached = self._remember(opinions, now)
        opinions = self._merged([_behind(item, reached) for item in opinions], now)
        parted = frozenset(topic for topic in Topic if len(_groups(opinions, topic)) > 1)
        self._since = {topic: self._since.get(topic, now) for topic in parted}
        waited = any(item.behind for item in opinions)
        lasting = frozenset(
            topic
            for topic, since in self._since.items()
            if (topic is Topic.VERSION and waited) or now - since >= self._settling
        )
        if not lasting - {Topic.VERSION} and len(parted) > 1:
            lasting = frozenset[Topic]()  # what it comes of will be told in a moment, and says more
        return Comparison(tuple(opinions), parted, _disagreement(opinions, lasting))

    def _merged(self, opinions: list[Opinion], now: float) -> list[Opinion]:
        """Pass over content that parted while members, DC or quorum did, once those agree."""
        if any(len(_groups(opinions, topic)) > 1 for topic in Topic if topic is not Topic.VERSION):
            self._parted_at = now
        apart = {item.address for item in opinions if item.apart}
        merging = now - self._parted_at < 2 * self._settling
        self._excused = apart if merging else self._excused & apart
        if now == self._parted_at:
            return opinions
        return [
            replace(item, apart=False) if item.address in self._excused else item
            for item in opinions
        ]

    def _remember(self, opinions: list[Opinion], now: float) -> Version | None:
        """Note where each engine is; returns what one of them had reached before it settled."""
        known = {item.address for item in opinions if item.version is not None}
        for address in [*self._reached]:
            if address not in known:
                del self._reached[address]
        reached: Version | None = None
        for item in opinions:
            if item.version is None:
                continue
            past = self._reached[item.address]
            if past and item.version < past[-1][1]:
                past.clear()  # it was given another CIB; where it was before means nothing
            if not past or item.version > past[-1][1]:
                past.append((now, item.version))
            while len(past) > 1 and past[1][0] <= now - self._settling:
                past.popleft()
            since, version = past[0]
            if since <= now - self._settling and (reached is None or version > reached):
                reached = version
        return reached


def _behind(item: Opinion, reached: Version | None) -> Opinion:
    late = reached is not None and item.version is not None and item.version < reached
    return replace(item, behind=True) if late else item


def _opinion(source: Source, status: SourcesStatus, now: float) -> Opinion:
    silent = None if source.heard is None else max(now - source.heard, 0.0)
    linked = source.link is Link.UP and silent is not None and silent < SILENT
    made = Opinion(
        source.address,
        source.node or source.address,
        silent,
        linked,
        source.stack_up,
        source.address == status.followed,
    )
    facts = source.facts
    if not linked or facts is None:
        return made
    return replace(
        made,
        dc=(facts.dc or "") if source.stack_up else None,
        quorate=facts.quorate,
        members=frozenset(member.name for member in facts.members if member.member) or None,
        version=source.version if source.stack_up else None,
        apart=source.apart,
    )


def _groups(opinions: Iterable[Opinion], topic: Topic) -> list[list[Opinion]]:
    """Those who say the same on a topic together; those who say nothing are left out."""
    found: dict[Hashable, list[Opinion]] = {}
    for item in opinions:
        if (value := item.on(topic)) is not None:
            found.setdefault(value, []).append(item)
    return list(found.values())


def _disagreement(opinions: list[Opinion], topics: frozenset[Topic]) -> Disagreement | None:
    if not topics:
        return None
    compared = [topic for topic in Topic if topic in (topics - {Topic.VERSION} or topics)]
    found: dict[tuple[Hashable, ...], list[Opinion]] = {}
    for item in sorted(opinions, key=lambda item: _unsaid(item, compared)):
        said = tuple(item.on(topic) for topic in compared)
        if any(value is not None for value in said):
            found.setdefault(next((k for k in found if _fits(said, k)), said), []).append(item)
    groups = sorted(found.values(), key=_likelihood, reverse=True)
    if len(groups) < 2:
        return None
    sides = tuple(
        Side(tuple(item.node for item in group), group[0].quorate, group[0].dc) for group in groups
    )
    return Disagreement(_meaning(topics, groups), topics, sides)


def _unsaid(item: Opinion, topics: Iterable[Topic]) -> int:
    return sum(item.on(topic) is None for topic in topics)


def _fits(said: tuple[Hashable, ...], known: tuple[Hashable, ...]) -> bool:
    """Whether somebody who says nothing on some topics says the same on all others."""
    return all(mine is None or mine == other for mine, other in zip(said, known, strict=True))


def _likelihood(group: list[Opinion]) -> tuple[bool, bool, int, bool]:
    """How likely a side is to be right: it has quorum, is not behind, is large, is in view."""
    quorate = any(item.quorate for item in group)
    whole = not any(item.behind or item.apart for item in group)
    return (quorate, whole, len(group), any(item.shown for item in group))


def _meaning(topics: frozenset[Topic], groups: list[list[Opinion]]) -> Meaning:
    deciding = {
        (item.dc, item.members)
        for group in groups
        for item in group
        if item.quorate and item.members is not None
    }
    if Topic.MEMBERS in topics:
        seen = [members for _, members in deciding]
        if any(one.isdisjoint(other) for one, other in combinations(seen, 2)):
            return Meaning.SPLIT_BRAIN
        return Meaning.CUT_OFF if deciding else Meaning.NO_SIDE
    if Topic.DC in topics:
        return Meaning.OTHER_DC
    if Topic.QUORUM in topics:
        return Meaning.OTHER_QUORUM
    apart = any(item.apart for group in groups for item in group)
    return Meaning.OTHER_CONTENT if apart else Meaning.BEHIND
