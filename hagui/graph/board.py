"""From configuration and state to what the topology view shows; no Qt, no positions.

``Board.of`` builds from nothing, ``Board.updated`` follows one change at a cost proportional to
what it names. Both yield the same board for the same input; a test holds that.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from engine.cib.state.model import ClusterState, FailCount, Failure, NodeState
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.graph.cards import TRAY, Card, Column, Unit
from hagui.graph.dealing import deal, gather
from hagui.graph.marks import lost_nodes
from hagui.graph.outline import Outline

UnitKey = tuple[str, str]
"""A column's name and a unit's key within it."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What one update of a board changed."""

    columns: frozenset[str] = frozenset()
    """Columns whose header changed."""
    units: frozenset[UnitKey] = frozenset()
    """Units that changed, appeared or went."""
    cards: frozenset[str] = frozenset()
    """Keys of cards that changed, appeared, moved or went."""
    tray: bool = False
    everything: bool = False
    """Whether columns or resources may have come or gone."""


@dataclass(frozen=True, slots=True)
class Board:
    """All that the topology view shows of a cluster at one version."""

    state: ClusterState
    outline: Outline
    columns: Mapping[str, Column]
    """By node name: members first, then remote and guest nodes."""
    tray: tuple[Card, ...]
    """What runs nowhere, what needs a person first."""
    cards: Mapping[str, Card]
    """Every card by its key, the tray's too."""
    by_resource: Mapping[str, tuple[Card, ...]]
    by_instance: Mapping[str, tuple[str, ...]]
    """Keys of the cards that show an instance."""
    instances: Mapping[str, tuple[str, ...]]
    """Instance keys of each primitive."""
    failures: Mapping[str, tuple[Failure, ...]]
    fail_counts: Mapping[str, tuple[FailCount, ...]]

    @classmethod
    def of(cls, configuration: Configuration, state: ClusterState) -> "Board":
        """The board of one configuration and state."""
        return cls.from_outline(Outline.of(configuration), state)

    @classmethod
    def from_outline(cls, outline: Outline, state: ClusterState) -> "Board":
        """The board of a configuration whose outline is known."""
        nodes = _all_nodes(state)
        instances: dict[str, list[str]] = {}
        for key, instance in state.instances.items():
            instances.setdefault(instance.resource, []).append(key)
        failures, counts = _failures(state.failures), _counts(state.fail_counts)
        by_resource = {
            resource: deal(
                outline.leaf(resource),
                [state.instances[key] for key in keys],
                nodes,
                failures.get(resource, ()),
                counts.get(resource, ()),
            )
            for resource, keys in instances.items()
        }
        _gather(outline, by_resource, outline.groups)
        units: dict[str, dict[str, list[Card]]] = {name: {} for name in nodes}
        cards: dict[str, Card] = {}
        idle: list[Card] = []
        shown: dict[str, tuple[str, ...]] = {}
        for resource in by_resource.values():
            for card in resource:
                cards[card.key] = card
                for key in card.copies:
                    shown[key] = (*shown.get(key, ()), card.key)
                if card.node == TRAY:
                    idle.append(card)
                else:
                    units[card.node].setdefault(card.unit, []).append(card)
        on_nodes = _by_node(state.failures)
        return cls(
            state=state,
            outline=outline,
            columns={
                name: Column(
                    node,
                    _sorted({key: _unit(outline, name, own) for key, own in units[name].items()}),
                    on_nodes.get(name, 0),
                    name in state.nodes,
                )
                for name, node in nodes.items()
            },
            tray=tuple(sorted(idle, key=tray_order)),
            cards=cards,
            by_resource=by_resource,
            by_instance=shown,
            instances={resource: tuple(keys) for resource, keys in instances.items()},
            failures=failures,
            fail_counts=counts,
        )

    def updated(
        self, configuration: Configuration, state: ClusterState, changes: ChangeSet
    ) -> tuple["Board", Touched]:
        """The board after a change, and what that touched."""
        outline = Outline.of(configuration) if changes.structural else self.outline
        strangers = any(
            node not in state.nodes
            for key in changes.instances
            if key in state.instances
            for node in state.instances[key].nodes
        )
        reworded = self.outline.reworded(outline)
        if (
            changes.everything
            or reworded is None
            or strangers
            or state.nodes.keys() != self.columns.keys()
        ):
            return Board.from_outline(outline, state), Touched(everything=True)
        base = self if outline is self.outline else replace(self, outline=outline)
        return base.followed(state, changes, state.nodes, reworded & self.by_resource.keys())

    def followed(
        self,
        state: ClusterState,
        changes: ChangeSet,
        nodes: Mapping[str, NodeState],
        reworded: AbstractSet[str],
    ) -> tuple["Board", Touched]:
        """The same resources and nodes in another state, where ``reworded`` are said otherwise."""
        failures, counts = self.failures, self.fail_counts
        resources = {*reworded}
        resources |= {_resource(key) for key in changes.instances if key not in state.instances}
        resources |= {
            state.instances[key].resource for key in changes.instances if key in state.instances
        }
        if state.failures is not self.state.failures:
            failures = _failures(state.failures)
            resources |= _differing(self.failures, failures)
        if state.fail_counts is not self.state.fail_counts:
            counts = _counts(state.fail_counts)
            resources |= _differing(self.fail_counts, counts)

        groups = {self.outline.leaf(resource).group for resource in resources} - {None}
        for group in groups:
            resources.update(self.outline.groups.get(group or "", ()))

        instances = dict(self.instances)
        for key in changes.instances:
            resource = state.instances[key].resource if key in state.instances else _resource(key)
            known = instances.get(resource, ())
            if key not in state.instances:
                instances[resource] = tuple(k for k in known if k != key)
            elif key not in known:
                instances[resource] = (*known, key)

        by_resource = dict(self.by_resource)
        for resource in resources:
            by_resource[resource] = deal(
                self.outline.leaf(resource),
                [state.instances[key] for key in instances.get(resource, ())],
                nodes,
                failures.get(resource, ()),
                counts.get(resource, ()),
            )
        _gather(self.outline, by_resource, (group for group in groups if group is not None))
        resources |= self._doubt(
            {n for n in changes.nodes & nodes.keys() if self._doubted(n) != _doubt_of(nodes[n])},
            nodes,
            by_resource,
        )
        gone: list[Card] = []
        new: list[Card] = []
        for resource in resources:
            before = {card.key: card for card in self.by_resource.get(resource, ())}
            after = {card.key: card for card in by_resource[resource]}
            gone += [card for key, card in before.items() if after.get(key) != card]
            new += [card for key, card in after.items() if before.get(key) != card]
        return self._with(
            replace(
                self,
                state=state,
                by_resource=by_resource,
                instances=instances,
                failures=failures,
                fail_counts=counts,
            ),
            nodes,
            gone,
            new,
        )

    def _doubted(self, name: str) -> tuple[bool, bool]:
        return _doubt_of(self.columns[name].node)

    def _doubt(
        self,
        names: AbstractSet[str],
        nodes: Mapping[str, NodeState],
        by_resource: dict[str, tuple[Card, ...]],
    ) -> set[str]:
        """Nodes became unclean or were lost, or are back: nothing else of their cards changes.

        Dealing anew would take long: every clone is there. Returns what has changed.
        """
        units = (unit for name in names for unit in self.columns[name].units.values())
        found = {card.leaf.id for unit in units for card in unit.cards}
        for resource in found:
            by_resource[resource] = tuple(
                _doubting(card, names, nodes) for card in by_resource[resource]
            )
        return found

    def _with(
        self,
        base: "Board",
        nodes: Mapping[str, NodeState],
        gone: Sequence[Card],
        new: Sequence[Card],
    ) -> tuple["Board", Touched]:
        cards, shown = dict(self.cards), dict(self.by_instance)
        for card in gone:
            cards.pop(card.key, None)
            for key in card.copies:
                shown[key] = tuple(k for k in shown.get(key, ()) if k != card.key)
        for card in new:
            cards[card.key] = card
            for key in card.copies:
                shown[key] = (*shown.get(key, ()), card.key)
        for key in {key for card in gone for key in card.copies}:
            if not shown[key]:
                del shown[key]
        touched_units = {(card.node, card.unit) for card in (*gone, *new) if card.node != TRAY}
        tray = self.tray
        if in_tray := any(card.node == TRAY for card in (*gone, *new)):
            left = set(gone)
            staying = [card for card in tray if card not in left]
            arriving = [card for card in new if card.node == TRAY]
            tray = tuple(sorted([*staying, *arriving], key=tray_order))
        on_nodes = _by_node(base.state.failures)
        columns = dict(self.columns)
        headers: set[str] = set()
        for name, node in nodes.items():
            column = columns[name]
            mine = [key for node_name, key in touched_units if node_name == name]
            if node == column.node and on_nodes.get(name, 0) == column.failures and not mine:
                continue
            units = dict(column.units)
            for key in mine:
                own = [c for c in units[key].cards if cards.get(c.key) is c] if key in units else []
                own += [c for c in new if c.node == name and c.unit == key]
                if own:
                    units[key] = _unit(self.outline, name, own)
                else:
                    units.pop(key, None)
            columns[name] = Column(
                node, _sorted(units), on_nodes.get(name, 0), name in base.state.nodes
            )
            if columns[name].active != column.active or not mine or node != column.node:
                headers.add(name)
        touched = Touched(
            columns=frozenset(headers),
            units=frozenset(touched_units),
            cards=frozenset(card.key for card in (*gone, *new)),
            tray=in_tray,
        )
        return replace(base, columns=columns, tray=tray, cards=cards, by_instance=shown), touched


def tray_order(card: Card) -> tuple[int, int, int, str]:
    """What needs a person first, then what should run, then what was stopped on purpose."""
    if card.mark.urgent:
        need = 0
    elif card.quiet:
        need = 2
    else:
        need = 1
    return (need, card.leaf.rank, card.number or 0, card.key)


def _doubt_of(node: NodeState) -> tuple[bool, bool]:
    """What makes the cards on a node, and their copies elsewhere, more or less certain."""
    return node.unclean, node.online


def _doubting(card: Card, names: AbstractSet[str], nodes: Mapping[str, NodeState]) -> Card:
    lost, uncertain = lost_nodes(card.instance, nodes), card.uncertain
    if card.node in names and not card.waiting:
        uncertain = nodes[card.node].unclean or card.node in lost
    if (lost, uncertain) == (card.lost, card.uncertain):
        return card
    return replace(card, lost=lost, uncertain=uncertain)


def _all_nodes(state: ClusterState) -> dict[str, NodeState]:
    """Every node of the state, then nodes that only operation histories name."""
    nodes = dict(state.nodes)
    for instance in state.instances.values():
        for name in instance.nodes:
            if name not in nodes:
                nodes[name] = NodeState(id=name, name=name)
    return nodes


def _gather(
    outline: Outline, by_resource: dict[str, tuple[Card, ...]], groups: Iterable[str]
) -> None:
    """Let members that wait stand beside their group, in place."""
    for group in groups:
        members = [m for m in outline.groups.get(group, ()) if m in by_resource]
        gathered = gather([by_resource[member] for member in members])
        by_resource.update(zip(members, gathered, strict=True))


def _unit(outline: Outline, node: str, cards: Iterable[Card]) -> Unit:
    ordered = tuple(sorted(cards, key=lambda card: (card.number or 0, card.key)))
    first = ordered[0]
    group = first.leaf.group
    members = outline.groups.get(group, ()) if group is not None else ()
    return Unit(first.unit, node, ordered, group, members, first.leaf.rank)


def _sorted(units: Mapping[str, Unit]) -> dict[str, Unit]:
    return dict(sorted(units.items(), key=lambda item: (item[1].rank, item[0])))


def _resource(key: str) -> str:
    """The primitive of a history's or instance's key."""
    name, colon, number = key.rpartition(":")
    return name if colon and number.isdigit() else key


def _failures(failures: Iterable[Failure]) -> dict[str, tuple[Failure, ...]]:
    found: dict[str, list[Failure]] = {}
    for failure in failures:
        found.setdefault(_resource(failure.operation.resource), []).append(failure)
    return {
        resource: tuple(sorted(own, key=lambda f: (f.operation.last_change or 0, f.operation.key)))
        for resource, own in found.items()
    }


def _counts(counts: Iterable[FailCount]) -> dict[str, tuple[FailCount, ...]]:
    found: dict[str, list[FailCount]] = {}
    for count in counts:
        found.setdefault(_resource(count.resource), []).append(count)
    return {resource: tuple(own) for resource, own in found.items()}


def _by_node(failures: Iterable[Failure]) -> dict[str, int]:
    found: dict[str, int] = {}
    for failure in failures:
        found[failure.operation.node] = found.get(failure.operation.node, 0) + 1
    return found


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    return {
        key for key in before.keys() | after.keys() if before.get(key, ()) != after.get(key, ())
    }
