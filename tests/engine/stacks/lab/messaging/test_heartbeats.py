"""Who is up, who is late, who is down."""

import pytest

from engine.stacks.lab.instructions import PeerDown, PeerUp, PingChanged, Say
from engine.stacks.lab.settings import PingGroup
from engine.stacks.lab.wire import Attribute
from tests.engine.stacks.lab.messaging.hosts import Node, network, pair, settings

DEADTIME = settings("a").deadtime


def test_nodes_that_hear_each_other_are_up_and_stay_so() -> None:
    net = network()
    one, other = pair(net)
    net.run(60)
    assert one.peers == [PeerUp("b", 1)]
    assert other.peers == [PeerUp("a", 1)]
    assert not one.warnings + other.warnings


def test_a_node_that_falls_silent_is_late_then_dead_at_the_times_of_ha_cf() -> None:
    net = network()
    one, other = pair(net)
    net.run(5)
    other.end()
    gone = net.now
    assert net.run_until(lambda: bool(one.warnings), 60)
    late = net.now - gone
    assert one.settings.warntime - one.settings.keepalive - 0.01 <= late <= one.settings.warntime
    assert "late: 2.0 s" in one.warnings[0]
    assert net.run_until(lambda: not one.messenger.up, 60)
    assert DEADTIME - one.settings.keepalive - 0.01 <= net.now - gone <= DEADTIME + 0.01
    assert one.peers[-1] == PeerDown("b")
    assert "b is dead: 4.0 s" in one.warnings[1]


def test_one_that_was_late_is_told_how_long() -> None:
    net = network()
    one, other = pair(net)
    net.cuts.add(("b", "a"))
    net.run(3)
    net.cuts.clear()
    net.run(1)
    assert one.peers == [PeerUp("b", 1)]
    assert other.peers == [PeerUp("a", 1)]
    said = [out.text for out in one.log if isinstance(out, Say) and "again" in out.text]
    assert said
    assert "b is heard again, after 3." in said[0]


@pytest.mark.parametrize("deaf", ["a", "b"])
def test_a_link_of_one_direction_is_down_for_both(deaf: str) -> None:
    net = network()
    one, other = pair(net)
    net.cuts.add(({"a": "b", "b": "a"}[deaf], deaf))
    net.run(DEADTIME + 2 * one.settings.keepalive)
    assert not one.messenger.up
    assert not other.messenger.up
    net.run(30)
    assert [type(out) for out in one.peers] == [PeerUp, PeerDown], "it does not come and go"
    assert [type(out) for out in other.peers] == [PeerUp, PeerDown]
    net.cuts.clear()
    net.run(2)
    assert one.messenger.up == {"b"}
    assert other.messenger.up == {"a"}


def test_a_node_that_starts_anew_within_deadtime_is_another_one() -> None:
    net = network()
    one, other = pair(net)
    other.end()
    net.run(0.1)
    other = Node(net, settings("b"), boot=2)
    net.run(2)
    assert one.peers == [PeerUp("b", 1), PeerDown("b"), PeerUp("b", 2)]
    assert other.peers == [PeerUp("a", 1)]
    one.send("b", Attribute("after"))
    net.run(1)
    assert other.texts == ["after"]


def test_one_that_was_frozen_knows_that_it_lost_the_others_before_it_hears_them() -> None:
    net = network()
    one, other = pair(net)
    other.frozen = True
    net.run(20)
    assert not one.messenger.up
    other.log.clear()
    other.frozen = False
    other.receive(other.buffer.pop(0))
    assert other.peers == [PeerDown("a")], "though what came is from before"
    other.thaw()
    net.run(3)
    assert one.messenger.up == {"b"}
    assert other.messenger.up == {"a"}


def test_ping_groups_answer_or_do_not() -> None:
    net = network()
    node = Node(net, settings("a", pings=(PingGroup("router", ("10.0.0.1", "10.0.0.2")),)))
    net.run(10)
    assert node.pings == []
    node.answered("stranger")
    node.answered("router")
    assert node.messenger.pings_up == {"router"}
    net.run(2)
    node.answered("router")
    net.run(3)
    assert node.pings == [PingChanged("router", up=True)]
    net.run(2)
    assert node.pings[1:] == [PingChanged("router", up=False)]


def test_time_that_jumps_is_no_trouble() -> None:
    net = network()
    one, other = pair(net)
    for node in (one, other):
        node.frozen = True
    net.run(1_000_000)
    for node in (one, other):
        node.thaw()
    net.run(3)
    assert one.messenger.up == {"b"}
    assert other.messenger.up == {"a"}
    assert one.messenger.deadline > net.now
