"""Payloads arrive in order and once, whatever the network does."""

import os
import random

import pytest

from engine.stacks.lab.instructions import Delivered, PeerDown, PeerUp
from engine.stacks.lab.messaging.outgoing import WAITING
from engine.stacks.lab.messaging.packet import PIECE
from engine.stacks.lab.wire import Attribute, CibWhole
from tests.engine.stacks.lab.messaging.hosts import Node, network, pair, settings
from tests.engine.stacks.lab.network import Network

RUNS = int(os.environ.get("HAGUI_SIMULATIONS", "12"))
SEEDS = random.Random(694).sample(range(1_000_000), RUNS)


def spoil(net: Network) -> None:
    net.loss = net.rng.choice([0.0, 0.05, 0.2])
    net.doubled = net.rng.choice([0.0, 0.2])
    net.delay = net.rng.choice([(0.0005, 0.002), (0.0, 0.3), (0.3, 0.35)])


@pytest.mark.parametrize("seed", SEEDS)
def test_all_arrives_in_order_and_once_while_the_link_lasts(seed: int) -> None:
    net = network(seed)
    one, other = pair(net)
    spoil(net)
    sent: dict[str, list[str]] = {"a": [], "b": []}
    for number in range(60):
        for node, peer in ((one, "b"), (other, "a")):
            text = f"{number} {'x' * net.rng.choice([0, 10, PIECE - 40, PIECE, 3 * PIECE])}"
            sent[node.settings.node].append(text)
            node.send(peer, Attribute(text))
        net.run(net.rng.choice([0, 0.01, 0.2]))
    net.run_until(lambda: len(one.texts) == len(other.texts) == 60, 120)
    if len(one.peers) == len(other.peers) == 1:  # so much loss may break a link
        assert other.texts == sent["a"]
        assert one.texts == sent["b"]
    else:
        assert net.loss > 0


@pytest.mark.parametrize("seed", SEEDS)
def test_what_arrives_is_a_beginning_of_what_was_sent_in_that_life(seed: int) -> None:
    """Links come and go, nodes start anew; between PeerUp and PeerDown nothing is missing."""
    net = network(seed)
    nodes = {name: Node(net, settings(name)) for name in "ab"}
    logs: dict[str, list[object]] = {"a": [], "b": []}
    boots = {"a": 1, "b": 1}
    count = 0
    for _ in range(60):
        spoil(net)
        name, peer = net.rng.choice([("a", "b"), ("b", "a")])
        match net.rng.randrange(8):
            case 0:
                net.cuts.add((name, peer))
            case 1:
                net.cuts.clear()
            case 2:
                logs[name] += nodes[name].log
                nodes[name].end()
                boots[name] += 1
                nodes[name] = Node(net, settings(name), boots[name])
                logs[name].append("anew")
            case _:
                for _ in range(5):
                    count += 1
                    nodes[name].send(peer, Attribute(f"{boots[name]} {count}"))
        net.run(net.rng.choice([0.0, 0.1, 1.0, 6.0]))
    for name, node in nodes.items():
        last, boot = 0, 0
        for out in [*logs[name], *node.log]:
            if isinstance(out, PeerUp):
                assert boot == 0
                boot = out.boot
            elif isinstance(out, PeerDown) or out == "anew":
                boot = 0
            elif isinstance(out, Delivered):
                assert isinstance(out.payload, Attribute)
                of, number = map(int, out.payload.name.split())
                assert of == boot, "from the life that is up"
                assert number > last, "in order, once"
                last = number
    net.cuts.clear()
    net.loss, net.delay = 0.0, (0.0005, 0.002)
    net.run(12)
    assert nodes["a"].messenger.up == {"b"}
    assert nodes["b"].messenger.up == {"a"}
    for name, peer in (("a", "b"), ("b", "a")):
        nodes[name].send(peer, Attribute("last"))
        net.run(2)
        assert nodes[peer].texts[-1] == "last"


@pytest.mark.parametrize(
    ("loss", "buffer", "seconds"), [(0.0, None, 0.5), (0.0, 150_000, 2.0), (0.1, None, 15.0)]
)
def test_five_megabytes(loss: float, buffer: int | None, seconds: float) -> None:
    net = network()
    one, other = pair(net)
    net.loss, net.buffer = loss, buffer
    text = "".join(net.rng.choices("0123456789abcdef", k=5_000)) * 1_000
    one.send("b", Attribute("before"))
    one.send("b", CibWhole(7, text))
    one.send("b", Attribute("after"))
    assert net.run_until(lambda: "after" in other.texts, seconds)
    said = [out.payload for out in other.log if isinstance(out, Delivered)]
    assert said == [Attribute("before"), CibWhole(7, text), Attribute("after")]
    assert len(one.peers) == len(other.peers) == 1, "heartbeats are not held up"


def test_a_peer_that_takes_nothing_is_dropped_before_memory_runs_out() -> None:
    net = network()
    one, _other = pair(net)
    net.cuts.add(("b", "a"))
    for number in range(WAITING + 200):
        one.send("b", Attribute(str(number)))
        if not one.messenger.up:
            break
    assert one.peers[-1] == PeerDown("b")
    assert "b cannot follow: dropped" in one.warnings


def test_what_is_sent_to_one_that_is_down_is_dropped() -> None:
    net = network()
    one, other = pair(net)
    other.end()
    net.run(6)
    one.send("b", Attribute("nobody"))
    other = Node(net, settings("b"), boot=2)
    net.run(3)
    assert one.messenger.up == {"b"}
    assert other.texts == []


def test_an_idle_link_repeats_nothing() -> None:
    net = network()
    one, _other = pair(net)
    one.send("b", Attribute("x"))
    net.run(2)
    net.recording = True
    net.run(10)
    assert len(net.carried) <= 2 * 10 / one.settings.keepalive + 4
