"""Only what a node of the cluster signed for this one, and only once."""

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.stacks.lab.instructions import Delivered, PeerDown, PeerUp
from engine.stacks.lab.messaging.messenger import Messenger
from engine.stacks.lab.messaging.packet import DECODER, ENCODER
from engine.stacks.lab.messaging.replays import WINDOW, Replays
from engine.stacks.lab.messaging.signing import sign, verified
from engine.stacks.lab.settings import Key
from engine.stacks.lab.wire import Attribute
from tests.engine.stacks.lab.messaging.hosts import KEYS, Node, network, pair, settings

METHODS = ["crc", "md5", "sha1", "sha256"]


@pytest.mark.parametrize("method", METHODS)
def test_signing_and_checking(method: str) -> None:
    key = Key(3, method, "secret")
    packet = sign(b"body", key)
    assert verified(packet, (Key(1, "sha1", "x"), key)) == b"body"
    assert verified(packet, (replace(key, number=4),)) is None
    for place in range(3, len(packet)):
        damaged = packet[:place] + bytes([packet[place] ^ 1]) + packet[place + 1 :]
        assert verified(damaged, (key,)) is None
    if method != "crc":
        assert verified(packet, (replace(key, secret="other"),)) is None


@given(st.binary(max_size=200))
@example(b"\x9a\xa1\xff")
def test_junk_changes_nothing_even_where_it_is_signed(junk: bytes) -> None:
    node = Messenger(settings("a"), 1, 1000.0)
    for data in (junk, sign(junk, KEYS[0])):
        for out in node.receive(data, 1000.0):
            assert not isinstance(out, PeerUp | Delivered)
    assert not node.up


def test_others_keys_and_others_packets_are_refused_with_one_warning() -> None:
    net = network()
    one = Node(net, settings("a"))
    Node(net, replace(settings("b"), keys=(Key(1, "sha1", "other"),)))
    net.run(30)
    assert not one.messenger.up
    assert len(one.warnings) == 1
    assert "Dropped" in one.warnings[0]


def test_a_new_key_is_taken_while_the_old_one_signs() -> None:
    net = network()
    fresh = Key(2, "sha256", "new")
    one = Node(net, replace(settings("a"), keys=(KEYS[0], fresh)))
    other = Node(net, replace(settings("b"), keys=(fresh, KEYS[0])))
    net.run(2)
    assert one.messenger.up == {"b"}
    assert other.messenger.up == {"a"}


def test_packets_for_another_node_are_refused() -> None:
    net = network()
    net.recording = True
    one, _other = pair(net)
    third = Node(net, settings("c", 3))
    for _receiver, data in net.carried:
        third.receive(data)
    assert not third.peers
    del one


def test_what_is_played_again_keeps_no_dead_node_alive_and_delivers_nothing() -> None:
    net = network()
    net.recording = True
    one, other = pair(net)
    other.send("a", Attribute("once"))
    net.run(2)
    other.end()
    net.recording = False
    old = [data for receiver, data in net.carried if receiver == "a"]
    for _ in range(30):
        for data in old:
            one.receive(data)
        net.run(0.2)
    assert one.peers == [PeerUp("b", 1), PeerDown("b")]
    assert one.texts == ["once"]


def test_what_is_played_again_disturbs_no_link_with_the_next_life() -> None:
    net = network()
    net.recording = True
    one, other = pair(net)
    net.run(2)
    old = list(net.carried)
    other.end()
    other = Node(net, settings("b"), boot=2)
    net.run(3)
    one.log.clear()
    other.log.clear()
    for receiver, data in old:
        net.hosts[receiver].receive(data)
    net.run(5)
    assert one.log == other.log == []


def test_a_packet_that_was_changed_is_no_other_packet() -> None:
    net = network()
    net.recording = True
    one, other = pair(net)
    net.run(1)
    data = next(data for receiver, data in reversed(net.carried) if receiver == "a")
    body = verified(data, KEYS)
    assert body is not None
    packet = DECODER.decode(body)
    forged = sign(ENCODER.encode(packet), Key(1, "sha1", "guessed"))
    one.receive(forged)
    assert one.warnings
    del other


def test_replays_are_told_from_what_is_out_of_order() -> None:
    seen = Replays()
    assert seen.fresh(1, 1)
    assert not seen.fresh(1, 1)
    assert seen.fresh(1, 9)
    assert seen.fresh(1, 3)
    assert not seen.fresh(1, 3)
    assert seen.fresh(1, 9 + WINDOW)
    assert not seen.fresh(1, 9), "so far behind that it may have been heard"
    assert seen.fresh(1, 10)
    assert seen.fresh(1, 10 + 5 * WINDOW)
    assert not seen.fresh(1, 10 + 5 * WINDOW)
    assert seen.fresh(2, 1)
    assert not seen.fresh(1, 10 + 6 * WINDOW), "of a life that is over"
    assert not seen.fresh(2, 0)
    assert not seen.fresh(2, -1)


@given(st.lists(st.integers(1, 60), max_size=100))
def test_each_sequence_number_is_fresh_once(numbers: list[int]) -> None:
    seen = Replays()
    fresh = [number for number in numbers if seen.fresh(1, number)]
    assert fresh == list(dict.fromkeys(numbers))
