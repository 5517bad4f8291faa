"""Failovers, one after the other as Pacemaker does them, and what is told of each."""

import pytest

from engine.cib.state.model import Role
from hagui.monitor.incidents.model import Cause, Stage
from hagui.monitor.probes.model import How, Outage, Target
from tests.hagui.cluster.mini import START
from tests.hagui.monitor.incidents.conftest import Watching, causes, in_order, moves, steps


def _lose_node1(watching: Watching) -> None:
    """node1 goes at 1, is fenced at 4; webip and db are taken over by 6."""
    cluster = watching.cluster
    cluster.down("node1", clean=False)
    cluster.dc = "2"
    watching.step(1)
    cluster.down("node1", clean=True)
    watching.step(4)
    cluster.pending("webip", "node2", "start")
    watching.step(4.2)
    cluster.operation("webip", "node2", "start", at=4, ms=900)
    cluster.pending("db", "node2", "promote")
    watching.step(4.95)
    cluster.operation("db", "node2", "promote", at=5, ms=800)
    watching.step(5.85)


def test_a_lost_node_is_told_from_the_loss_until_all_is_well(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.down("node1", clean=False)
    cluster.dc = "2"
    first = watching.step(1)
    assert first is not None
    assert causes(first) == [(Cause.NODE_LOST, "node1", None)]
    assert steps(first) == {Stage.DETECTED: (1, 1), Stage.FENCED: (1, None)}
    cluster.down("node1", clean=True)
    fenced = watching.step(4)
    assert fenced is not None
    assert steps(fenced)[Stage.FENCED] == (1, 4)
    assert steps(fenced)[Stage.STARTED] == (4, None)
    assert fenced.left == ("webip", "db")
    cluster.operation("webip", "node2", "start", at=4, ms=900)
    watching.step(4.95)
    cluster.operation("db", "node2", "promote", at=5, ms=800)
    still = watching.step(5.85)
    assert still is not None
    assert steps(still)[Stage.HEALTHY] == (5.85, None)
    assert watching.wait(8) is None
    over = watching.last
    assert in_order(over)
    assert steps(over) == {
        Stage.DETECTED: (1, 1),
        Stage.FENCED: (1, 4),
        Stage.STOPPED: (4, 4),
        Stage.STARTED: (4, 5.85),
        Stage.HEALTHY: (5.85, 5.85),
    }
    assert (over.left, over.planned) == ((), False)
    assert moves(over) == {
        ("webip", Role.STARTED): ("node1", "node2"),
        ("db", Role.PROMOTED): ("node1", "node2"),
        ("ping", Role.STARTED): ("node1", None),
    }
    webip = next(move for move in over.moves if move.instance == "webip")
    assert (webip.stopped, webip.started) == (START + 4, START + 4.95)
    assert webip.down == pytest.approx(3.95)
    assert {item.number for item in watching.told} == {over.number}


def test_the_fenced_node_that_comes_back_opens_nothing(watching: Watching) -> None:
    _lose_node1(watching)
    watching.wait(10)
    watching.cluster.up("node1")
    assert watching.step(30) is None
    watching.cluster.operation("ping", "node1", "monitor", at=31, rc=7, expected=7)
    watching.cluster.operation("ping", "node1", "start", at=32)
    assert watching.step(33) is None
    assert len(watching.machine.incidents) == 1


def test_a_failure_is_told_from_its_begin_and_comes_to_a_restart(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.operation(
        "webip", "node1", "monitor", at=10, ms=50, rc=7, expected=0, interval=10_000, reason="gone"
    )
    first = watching.step(10.4)
    assert first is not None
    (reason,) = first.reasons
    assert (reason.task, reason.words) == ("monitor", "gone")
    assert reason.since == pytest.approx(START + 10.35)
    assert steps(first)[Stage.STOPPED] == (10.4, None)
    del cluster.operations["node1", "webip"]["monitor_10000"]
    cluster.operation("webip", "node1", "stop", at=10, ms=300)
    gone = watching.step(10.9)
    assert gone is not None
    assert steps(gone)[Stage.STARTED] == (10.9, None)
    cluster.operation("webip", "node1", "start", at=11, ms=100)
    watching.step(11.2)
    assert watching.wait(14) is None
    over = watching.last
    assert in_order(over)
    assert Stage.FENCED not in steps(over)
    assert steps(over)[Stage.STOPPED] == (10.4, 10.9)
    assert steps(over)[Stage.STARTED] == (10.9, 11.2)
    (move,) = over.moves
    assert (move.origin, move.target) == ("node1", "node1")
    assert move.down == pytest.approx(0.85)


def test_a_probe_that_finds_nothing_opens_nothing(watching: Watching) -> None:
    watching.cluster.operation("webip", "node2", "monitor", at=1, rc=5, expected=7)
    assert watching.step(1) is None
    assert watching.machine.incidents == ()


def test_a_resource_that_starts_nowhere_is_left_over(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.operation("webip", "node1", "monitor", at=1, rc=7, expected=0, interval=10_000)
    watching.step(1.2)
    del cluster.operations["node1", "webip"]["monitor_10000"]
    cluster.operation("webip", "node1", "stop", at=2)
    watching.step(2.1)
    for node, at in (("node2", 3), ("node3", 5)):
        cluster.operation("webip", node, "start", at=at, ms=500, rc=1, expected=0, reason="no")
        watching.step(at + 0.6)
        cluster.operation("webip", node, "stop", at=at + 1)
        watching.step(at + 1.2)
    assert watching.wait(10) is not None
    assert watching.wait(20) is None
    over = watching.last
    assert in_order(over)
    assert over.left == ("webip",)
    assert steps(over)[Stage.HEALTHY][1] == 6.2
    assert over.steps[-1].failed
    assert causes(over)[-1] == (Cause.FAILED, "node3", "webip")


def test_a_node_set_to_standby_is_planned(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.standby.add("node1")
    first = watching.step(1, configuration=True)
    assert first is not None
    assert first.planned
    assert causes(first) == [(Cause.STANDBY, "node1", None)]
    assert steps(first) == {Stage.STOPPED: (1, None)}
    cluster.operation("db", "node1", "demote", at=2)
    cluster.operation("webip", "node1", "stop", at=2, ms=200)
    cluster.operation("ping", "node1", "stop", at=2, ms=300)
    watching.step(2.4)
    cluster.operation("db", "node1", "stop", at=3)
    cluster.operation("webip", "node2", "start", at=3, ms=100)
    cluster.operation("db", "node2", "promote", at=3, ms=400)
    watching.step(3.5)
    assert watching.wait(7) is None
    over = watching.last
    assert (over.planned, over.left, over.end) == (True, (), START + 3.5)
    assert in_order(over)
    assert list(steps(over)) == [Stage.STOPPED, Stage.STARTED, Stage.HEALTHY]
    assert moves(over)["db", Role.PROMOTED] == ("node1", "node2")


def test_standby_in_the_middle_of_a_failover_belongs_to_it(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.down("node1", clean=False)
    watching.step(1)
    cluster.standby.add("node2")
    watching.step(2, configuration=True)
    cluster.down("node1", clean=True)
    cluster.dc = "3"
    watching.step(4)
    for name in ("ping", "db"):
        cluster.operation(name, "node2", "stop", at=5)
    cluster.operation("webip", "node3", "start", at=5, ms=100)
    cluster.operation("db", "node3", "promote", at=5, ms=400)
    watching.step(5.5)
    watching.wait(9)
    assert len(watching.machine.incidents) == 1
    over = watching.last
    assert not over.planned
    assert [cause for cause, _, _ in causes(over)] == [Cause.NODE_LOST, Cause.STANDBY]
    assert moves(over)["webip", Role.STARTED] == ("node1", "node3")
    assert over.left == ()
    assert in_order(over)


def test_an_edit_by_which_nothing_moves_is_none(watching: Watching) -> None:
    watching.cluster.primitive("mail")
    watching.step(1, configuration=True)
    watching.cluster.operation("mail", "node3", "start", at=1)
    watching.step(2)
    watching.wait(30)
    assert watching.machine.incidents == ()


def test_an_edit_that_stops_something_is_planned(watching: Watching) -> None:
    watching.cluster.primitive("webip", target_role="Stopped")
    watching.step(1, configuration=True)
    watching.cluster.operation("webip", "node1", "stop", at=1, ms=500)
    opened = watching.step(1.8)
    assert opened is not None
    assert opened.begin == START + 1
    watching.wait(5)
    over = watching.last
    assert (over.planned, over.left) == (True, ())
    assert causes(over) == [(Cause.EDITED, None, None)]


def test_an_edit_is_not_blamed_for_a_node_that_is_lost_soon_after(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.primitive("mail")
    watching.step(-5, configuration=True)
    cluster.operation("mail", "node3", "start", at=-4)
    watching.step(-3)
    # a new DC writes the history of a node anew
    history = dict(cluster.operations)
    for place in [place for place in history if place[0] == "node2"]:
        del cluster.operations[place]
    watching.step(-2)
    cluster.operations.update(history)
    assert watching.step(-1.9) is None
    _lose_node1(watching)
    watching.wait(10)
    assert causes(watching.last) == [(Cause.NODE_LOST, "node1", None)]
    assert Stage.DETECTED in steps(watching.last)
    assert "mail" not in {move.instance for move in watching.last.moves}


def test_without_quorum_it_goes_on(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.have_quorum = False
    watching.step(1)
    assert watching.wait(60) is not None
    cluster.have_quorum = True
    watching.step(60)
    assert watching.wait(63) is None
    assert watching.last.end == START + 60
    assert causes(watching.last) == [(Cause.QUORUM_LOST, None, None)]


def test_fencing_that_takes_too_long_is_said_to_fail_and_goes_on(watching: Watching) -> None:
    watching.cluster.down("node1", clean=False)
    watching.step(1)
    watching.wait(70)
    still = watching.machine.open
    assert still is not None
    assert Cause.FENCING_FAILED in {item.cause for item in still.reasons}
    assert still.steps[-1].failed
    assert steps(still)[Stage.FENCED] == (1, None)


def test_what_was_missed_is_made_up_for_by_the_history(watching: Watching) -> None:
    """The engine in view dies with node1; another's snapshot comes when all is over."""
    cluster = watching.cluster
    cluster.down("node1", clean=True)
    cluster.dc = "2"
    cluster.operation("webip", "node2", "start", at=12, ms=500)
    cluster.operation("db", "node2", "promote", at=13, ms=300)
    watching.snapshot(40)
    watching.wait(43)
    over = watching.last
    assert in_order(over)
    assert causes(over) == [(Cause.NODE_LOST, "node1", None)]
    assert moves(over)["webip", Role.STARTED] == ("node1", "node2")
    webip = next(move for move in over.moves if move.instance == "webip")
    assert webip.started == START + 12.5
    assert over.end is not None


def test_a_probe_saw_it_first(watching: Watching) -> None:
    target = Target(How.TCP, "192.0.2.1", 80, resource="webip")
    watching.step(0.5)
    outage = Outage(target, START + 0.7, missed=1, slack=0.2)
    watching.machine.probed(outage, START + 0.8)
    watching.cluster.down("node1", clean=False)
    first = watching.step(1)
    assert first is not None
    assert steps(first)[Stage.DETECTED] == (0.7, 1)
    assert first.outages == (outage,)
    watching.cluster.down("node1", clean=True)
    watching.step(4)
    watching.cluster.operation("webip", "node2", "start", at=4, ms=900)
    watching.cluster.operation("db", "node2", "promote", at=5)
    watching.step(5)
    watching.wait(8)
    over = Outage(target, START + 0.7, START + 5.2, missed=4, slack=0.2)
    watching.machine.probed(over, START + 9)
    assert watching.last.outages == (over,)
    assert watching.last.end == START + 5


def test_what_is_probed_no_more_says_nothing_of_what_goes_wrong_later(watching: Watching) -> None:
    target = Target(How.TCP, "192.0.2.1", 80, resource="webip")
    outage = Outage(target, START + 0.7, missed=1)
    watching.machine.probed(outage, START + 0.8)
    watching.machine.unprobed(outage, START + 0.9)
    watching.cluster.down("node1", clean=False)
    first = watching.step(1)
    assert first is not None
    assert (first.begin, first.outages) == (START + 1, ())
    again = Outage(target, START + 1.2, missed=1)
    watching.machine.probed(again, START + 1.3)
    assert watching.machine.incidents[-1].outages == (again,)
    watching.machine.unprobed(again, START + 1.4)
    assert watching.machine.incidents[-1].outages == ()


def test_a_first_sight_in_the_middle_of_a_failover(watching: Watching) -> None:
    watching.cluster.down("node1", clean=False)
    late = Watching(watching.story)
    assert late.machine.open is not None
    assert causes(late.machine.open) == [(Cause.NODE_LOST, "node1", None)]
    late.cluster.down("node1", clean=True)
    late.step(4)
    late.cluster.operation("webip", "node2", "start", at=4, ms=900)
    late.cluster.operation("db", "node2", "promote", at=5)
    late.step(5.9)
    late.wait(9)
    assert in_order(late.last)
    assert moves(late.last)["webip", Role.STARTED] == ("node1", "node2")


def test_a_file_tells_of_a_failure_that_is_over(watching: Watching) -> None:
    cluster = watching.cluster
    cluster.operation("webip", "node1", "monitor", at=10, ms=50, rc=7, expected=0, interval=10_000)
    cluster.operation("webip", "node1", "stop", at=11, ms=300)
    cluster.operation("webip", "node2", "start", at=12, ms=500)
    late = Watching(watching.story)
    late.now = START + 500.0
    late.first()
    (over,) = late.machine.incidents
    assert in_order(over)
    assert over.end == START + 12.5
    assert moves(over) == {("webip", Role.STARTED): ("node1", "node2")}
