"""What may be lost, what that does to quorum, and which losses are worse than others."""

from collections.abc import Iterable
from itertools import combinations

from engine.cib.state.model import ClusterState, NodeKind, NodeState
from engine.cib.views import Configuration
from engine.cib.views.constraints import Ticket
from engine.protocol.verbs import Injection, NodeEvent, QuorumEvent, TicketEvent
from hagui.monitor.losses.model import Loss, LossKind, Quorum, Row, Votes

NOTHING = Loss(LossKind.NOTHING)


def losses_of(state: ClusterState, configuration: Configuration) -> tuple[Loss, ...]:
    """Every single loss, then every pair of nodes that leaves somebody behind.

    Remote and guest nodes are no members: what they lose shows as the loss of the resource that
    makes them.
    """
    members = [node.name for node in _members(state) if _there(node)]
    singles = [Loss(LossKind.NODE, (name,)) for name in members]
    needed = dict.fromkeys(
        item.ticket for item in configuration.constraints if isinstance(item, Ticket)
    )
    tickets = [Loss(LossKind.TICKET, (name,)) for name in needed if state.tickets.get(name)]
    pairs = (
        [Loss(LossKind.PAIR, pair) for pair in combinations(members, 2)] if len(members) > 2 else []
    )
    return (*singles, *tickets, *pairs)


def votes_after(state: ClusterState, loss: Loss) -> Votes:
    """What is left of quorum, by the majority of the members that are configured.

    Where the members of now are no majority and have quorum all the same, the majority is not
    what decides; nor is it where there are two.
    """
    members = _members(state)
    there = [node.name for node in members if _there(node)]
    left = sum(name not in loss.nodes for name in there)
    count = len(members)
    if not state.quorate:
        quorum = Quorum.ABSENT
    elif not left or not loss.nodes:
        quorum = Quorum.KEPT if left else Quorum.LOST
    elif 2 * left > count:
        quorum = Quorum.KEPT
    elif count == 2 or 2 * len(there) <= count:
        quorum = Quorum.UNSURE
    else:
        quorum = Quorum.LOST
    return Votes(quorum, left, count)


def events_of(loss: Loss, votes: Votes) -> tuple[Injection, ...]:
    """What the scheduler is to suppose."""
    if loss.kind is LossKind.TICKET:
        return tuple(TicketEvent(name, "revoke") for name in loss.names)
    events: list[Injection] = [NodeEvent(name, "fail") for name in loss.nodes]
    if votes.quorum is Quorum.LOST:
        events.append(QuorumEvent(quorate=False))
    return tuple(events)


def worst_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Single losses before pairs; of each those first after which most runs nowhere."""
    return tuple(sorted(rows, key=_weight))


def _weight(row: Row) -> tuple[object, ...]:
    return (
        row.loss.kind is LossKind.PAIR,
        -len(row.foretold.ended),
        row.votes.quorum not in {Quorum.LOST, Quorum.ABSENT},
        -len(row.interrupted),
        -len(row.copies),
        row.loss.kind.value,
    )


def _members(state: ClusterState) -> list[NodeState]:
    return [node for node in state.nodes.values() if node.kind is NodeKind.MEMBER]


def _there(node: NodeState) -> bool:
    return node.online and not node.unclean
