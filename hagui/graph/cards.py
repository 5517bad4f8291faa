"""What the topology view shows, as values: columns, cards, groups, the tray. No Qt, no layout."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from engine.cib.state.model import FailCount, Failure, Instance, NodeState
from hagui.graph.marks import Mark, Tone, mark_of_condition, mark_of_instance
from hagui.graph.outline import Leaf, Preference

TRAY: Final = ""
"""Stands where a node's name would, for what runs nowhere."""


@dataclass(frozen=True)
class Card:
    """One card: an instance on one node, an instance on its way there, or one in the tray."""

    key: str
    """Unique on the board, and the same while the instance moves, so that its card can glide."""
    unit: str
    """Key of the unit (itself, or its group) that it is part of."""
    node: str
    """The column's name, or ``TRAY``."""
    instance: Instance
    leaf: Leaf
    copies: tuple[str, ...]
    """Keys of the instances it stands for: one, or all idle copies of a clone in the tray."""
    coming: bool = False
    """Whether the instance is not there yet: its start on this node is under way."""
    waiting: bool = False
    """Whether it is a stopped member that keeps its place in a group which runs on this node."""
    uncertain: bool = False
    """Whether its node is unclean or lost, so that this is only the last that was known."""
    lost: frozenset[str] = frozenset()
    """Those of several nodes where the instance was active when they were last heard."""
    failures: tuple[Failure, ...] = ()
    """Failed operations that concern this card, the latest last."""
    fail_counts: tuple[FailCount, ...] = ()
    failed_elsewhere: tuple[str, ...] = ()
    """Nodes other than this one where it has failed and was not cleaned up."""

    @property
    def title(self) -> str:
        """The primitive's id, with the instance number where crm_mon shows it too."""
        return self.instance.key if self.instance.unique else self.instance.resource

    @property
    def subtitle(self) -> str:
        """The agent's type and its most telling parameter."""
        return self.leaf.subtitle or self.instance.agent.rpartition(":")[2]

    @property
    def number(self) -> int | None:
        """Place in its group, from 1."""
        return self.leaf.number

    @cached_property
    def mark(self) -> Mark:
        """The state to show."""
        if self.coming:
            return Mark.PENDING
        # of what was lost, only the role that it was in is shown, not who else has one
        unsure = frozenset(self.instance.nodes) if self.node in self.lost else self.lost
        mark = mark_of_instance(self.instance, unsure)
        if mark is Mark.STOPPED and self.failures:
            return Mark.FAILED
        return mark

    @cached_property
    def tone(self) -> Tone:
        """The colour to show it in; what is uncertain has none unless it is urgent."""
        mark = self.mark
        return Tone.DIM if self.uncertain and not mark.urgent else mark.tone

    @property
    def active_on(self) -> tuple[str, ...]:
        """Nodes where the instance is known to be active."""
        return tuple(name for name in self.instance.nodes if name not in self.lost)

    @property
    def deliberate(self) -> bool:
        """Whether it is stopped because somebody said so."""
        return (self.instance.target_role or "").lower() == "stopped"

    @property
    def spare(self) -> bool:
        """Whether it stands for clone copies that simply have no node to run on."""
        return (
            self.node == TRAY
            and self.leaf.clone is not None
            and self.mark is Mark.STOPPED
            and not self.deliberate
            and not self.instance.orphaned
        )

    @property
    def leftover(self) -> bool:
        """Whether only the history still tells of it, as of a copy beyond the clone's maximum.

        crm_mon hides these even where it shows what is inactive.
        """
        return self.node == TRAY and self.instance.orphaned and self.mark is Mark.STOPPED

    @property
    def quiet(self) -> bool:
        """Whether nobody needs to look at it: in the tray, and rightly so."""
        stopped = self.deliberate and self.mark is Mark.STOPPED
        return self.node == TRAY and (self.spare or self.leftover or stopped)

    @property
    def here(self) -> tuple[Preference, ...]:
        """Location constraints on the node that the card is in, and those by rule."""
        if self.node == TRAY:
            return ()
        return tuple(p for p in self.leaf.preferences if p.node in {self.node, None})


@dataclass(frozen=True, slots=True)
class Unit:
    """What keeps one place in a column: a single card, or a group with its members' places."""

    key: str
    node: str
    cards: tuple[Card, ...]
    group: str | None = None
    members: tuple[str, ...] = ()
    """Ids of all the group's members in start order, also those that are not here."""
    rank: int = 0
    """Order in the configuration."""

    @property
    def rows(self) -> int:
        """How many cards' places it needs."""
        return max(1, len(self.members))

    @property
    def preferences(self) -> tuple[Preference, ...]:
        """Location constraints of the group itself on this node."""
        if self.group is None or not self.cards:
            return ()
        return tuple(p for p in self.cards[0].here if p.resource != self.cards[0].leaf.id)


@dataclass(frozen=True, slots=True)
class Column:
    """One node and what is on it."""

    node: NodeState
    units: Mapping[str, Unit]
    failures: int = 0
    """Failed operations on this node that were not cleaned up."""
    known: bool = True
    """False where only an operation history tells of the node."""

    @property
    def name(self) -> str:
        """The node's name."""
        return self.node.name

    @property
    def mark(self) -> Mark:
        """The node's state."""
        return mark_of_condition(self.node.condition)

    @property
    def standby(self) -> bool:
        """What the switch shows the opposite of."""
        return self.node.standby

    @property
    def active(self) -> int:
        """How many instances are active on it."""
        return sum(1 for u in self.units.values() for c in u.cards if c.instance.active)
