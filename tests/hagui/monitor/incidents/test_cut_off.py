"""What is in view is cut off from the others: what it believes of them is not what went wrong."""

import pytest

from engine.cib.state.model import Role
from hagui.monitor.incidents.model import Cause, Stage
from tests.hagui.monitor.incidents.conftest import Watching, causes, in_order, moves, steps


@pytest.mark.parametrize("clean", [False, True], ids=["unclean", "as if they were fenced"])
def test_a_part_that_was_cut_off_is_not_believed_once_the_others_are_heard(
    watching: Watching, clean: bool
) -> None:
    """node1 is in view and is cut off: for itself, it has lost all others."""
    cluster = watching.cluster
    for node in ("node2", "node3"):
        cluster.down(node, clean=clean)
    cluster.have_quorum = False
    first = watching.snapshot(1) if clean else watching.step(1)
    assert first is not None
    assert (Cause.QUORUM_LOST, None, None) in causes(first)
    for node in ("node2", "node3"):
        cluster.up(node)
    cluster.down("node1", clean=False)
    cluster.have_quorum, cluster.dc = True, "2"
    watching.snapshot(1.5)
    cluster.down("node1", clean=True)
    watching.step(4)
    cluster.operation("webip", "node2", "start", at=4, ms=900)
    cluster.operation("db", "node2", "promote", at=5)
    watching.step(5.9)
    watching.wait(9)
    (over,) = watching.machine.incidents
    assert in_order(over)
    assert causes(over) == [(Cause.NODE_LOST, "node1", None)]
    assert steps(over)[Stage.DETECTED] == (1, 1.5)
    assert steps(over)[Stage.FENCED] == (1.5, 4)
    assert moves(over)["webip", Role.STARTED] == ("node1", "node2")


@pytest.mark.parametrize("soon", [False, True], ids=["others know", "others do not know yet"])
def test_a_part_that_was_cut_off_is_not_believed_while_it_still_had_quorum(
    watching: Watching, soon: bool
) -> None:
    """node1 is in view and is cut off: it lost one of the others, and not yet the second."""
    cluster = watching.cluster
    cluster.down("node3", clean=False)
    first = watching.step(1)
    assert first is not None
    assert causes(first) == [(Cause.NODE_LOST, "node3", None)]
    cluster.up("node3")
    cluster.dc = "2"
    if soon:
        watching.snapshot(1.2)
    cluster.down("node1", clean=False)
    if soon:
        watching.step(1.5)
    else:
        watching.snapshot(1.5)
    cluster.down("node1", clean=True)
    watching.step(4)
    cluster.operation("webip", "node2", "start", at=4, ms=900)
    cluster.operation("db", "node2", "promote", at=5)
    watching.step(5.9)
    watching.wait(9)
    (over,) = watching.machine.incidents
    assert in_order(over)
    assert causes(over) == [(Cause.NODE_LOST, "node1", None)]


def test_a_node_that_came_back_while_nobody_looked_was_lost(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.down("node3", clean=False)
    watching.step(1)
    cluster.up("node3")
    cluster.operation("webip", "node3", "monitor", at=30, rc=7)
    cluster.down("node1", clean=False)
    watching.snapshot(40)
    assert causes(watching.last) == [
        (Cause.NODE_LOST, "node3", None),
        (Cause.NODE_LOST, "node1", None),
    ]


def test_a_node_that_is_lost_after_all_is_believed_to_be(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.down("node3", clean=False)
    watching.step(1)
    cluster.up("node3")
    cluster.dc = "2"
    watching.snapshot(1.2)
    cluster.down("node3", clean=False)
    watching.step(2)
    cluster.down("node1", clean=False)
    watching.step(3)
    assert causes(watching.last) == [
        (Cause.NODE_LOST, "node3", None),
        (Cause.NODE_LOST, "node1", None),
    ]
