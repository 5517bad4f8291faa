"""What may be lost, what quorum is left, and which loss stands first."""

from dataclasses import replace

import pytest

from engine.cib.state.model import ClusterState, NodeKind, NodeState
from engine.cib.version import Version
from engine.cib.views import Configuration
from engine.cib.views.constraints import Ticket
from engine.protocol.verbs import NodeEvent, QuorumEvent, TicketEvent
from hagui.cluster.rehearsal.model import Fate, Verdict
from hagui.monitor.losses.model import Ended, Foretold, Loss, LossKind, Quorum, Row, Votes
from hagui.monitor.losses.suppose import events_of, losses_of, votes_after, worst_first


def _state(*nodes: NodeState, quorate: bool = True) -> ClusterState:
    return ClusterState(Version(), None, quorate, {node.name: node for node in nodes}, {})


def _node(name: str, **values: bool) -> NodeState:
    return replace(NodeState(name, name, online=True), **values)


def _one(name: str) -> Loss:
    return Loss(LossKind.NODE, (name,))


ABC = (_node("a"), _node("b"), _node("c"))


def test_each_member_that_is_there_may_be_lost_and_each_pair_of_them() -> None:
    remote = NodeState("r", "r", NodeKind.REMOTE, online=True)
    state = _state(*ABC, _node("off", online=False), _node("odd", unclean=True), remote)
    names = [loss.names for loss in losses_of(state, Configuration())]
    assert names == [("a",), ("b",), ("c",), ("a", "b"), ("a", "c"), ("b", "c")]


def test_two_nodes_make_no_pair() -> None:
    assert [x.names for x in losses_of(_state(*ABC[:2]), Configuration())] == [("a",), ("b",)]


def test_a_ticket_that_is_granted_and_needed_may_be_lost_once() -> None:
    needed = (Ticket("1", "west"), Ticket("2", "west"), Ticket("3", "east"))
    state = replace(_state(), tickets={"west": True, "east": False, "idle": True})
    losses = losses_of(state, Configuration(constraints=needed))
    assert losses == (Loss(LossKind.TICKET, ("west",)),)
    assert events_of(losses[0], votes_after(state, losses[0])) == (TicketEvent("west", "revoke"),)


@pytest.mark.parametrize(
    ("nodes", "lost", "quorate", "expected"),
    [
        (ABC, ("a",), True, Quorum.KEPT),
        (ABC, ("a", "b"), True, Quorum.LOST),
        (ABC[:2], ("a",), True, Quorum.UNSURE),
        (ABC[:1], ("a",), True, Quorum.LOST),
        (ABC, ("a",), False, Quorum.ABSENT),
        ((ABC[0], _node("b", online=False), _node("c", online=False)), ("a",), True, Quorum.LOST),
        ((*ABC[:2], _node("c", online=False)), ("a",), True, Quorum.LOST),
        (
            (*ABC[:2], _node("c", online=False), _node("d", online=False)),
            ("a",),
            True,
            Quorum.UNSURE,
        ),
    ],
)
def test_quorum_is_the_majority_unless_that_cannot_be_what_decides(
    nodes: tuple[NodeState, ...], lost: tuple[str, ...], quorate: bool, expected: Quorum
) -> None:
    loss = Loss(LossKind.PAIR if len(lost) > 1 else LossKind.NODE, lost)
    votes = votes_after(_state(*nodes, quorate=quorate), loss)
    assert votes.quorum is expected
    supposed = events_of(loss, votes)
    assert [item.node for item in supposed if isinstance(item, NodeEvent)] == list(lost)
    assert (QuorumEvent(quorate=False) in supposed) is (expected is Quorum.LOST)


def test_the_worst_comes_first_and_pairs_come_last() -> None:
    votes = Votes(Quorum.KEPT, 2, 3)
    hit = Fate("ip", Verdict.MOVES, "a", "b")
    rows = (
        Row(_one("calm"), votes, Foretold()),
        Row(_one("moves"), votes, Foretold((hit,))),
        Row(Loss(LossKind.PAIR, ("a", "b")), votes, Foretold(ended=(Ended("x"), Ended("y")))),
        Row(_one("ends"), votes, Foretold(ended=(Ended("x"),))),
        Row(_one("lone"), Votes(Quorum.LOST, 1, 3), Foretold(ended=(Ended("x"),))),
    )
    order = [row.loss.names[0] for row in worst_first(rows)]
    assert order == ["lone", "ends", "moves", "calm", "a"]


def test_what_happens_anyway_is_not_blamed_on_a_loss() -> None:
    going = Fate("old", Verdict.STOPS, "a", None)
    moved = Fate("ip", Verdict.MOVES, "a", "b")
    anyway = Foretold((going,), ("x",), (Ended("old"),), 2)
    with_loss = Foretold((going, moved), ("x", "a"), (Ended("old"), Ended("db")), 2)
    assert with_loss.beyond(anyway) == Foretold((moved,), ("a",), (Ended("db"),), 2)
