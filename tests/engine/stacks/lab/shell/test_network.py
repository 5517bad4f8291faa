import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from engine.stacks.lab.layout import Place
from engine.stacks.lab.shell.network import Network, NetworkTrouble
from engine.stacks.lab.supervisor.wire import Links
from tests.engine.stacks.lab.places import place


class Station:
    """One node's network, and what it heard."""

    def __init__(self, name: str, places: tuple[Place, ...]) -> None:
        self.heard: list[bytes] = []
        self.arrived = asyncio.Event()
        self.network = Network(name, places, self._take)
        self.network.open()

    def _take(self, data: bytes) -> None:
        self.heard.append(data)
        self.arrived.set()

    async def hears(self, data: bytes) -> None:
        async with asyncio.timeout(5):
            while data not in self.heard:
                self.arrived.clear()
                await self.arrived.wait()


@pytest.fixture
def places() -> tuple[Place, ...]:
    return place("alpha"), place("beta")


@pytest.fixture
async def pair(places: tuple[Place, ...]) -> AsyncIterator[tuple[Station, Station]]:
    made = Station("alpha", places), Station("beta", places)
    yield made
    for station in made:
        station.network.close()


Pair = tuple[Station, Station]


async def test_packets_arrive(pair: Pair) -> None:
    alpha, beta = pair
    alpha.network.transmit("beta", b"one")
    await beta.hears(b"one")
    beta.network.transmit("alpha", b"x" * 60_000)
    await alpha.hears(b"x" * 60_000)


async def test_a_flood_is_heard_in_turns(pair: Pair) -> None:
    alpha, beta = pair
    sent = [b"%d" % number for number in range(150)]
    for data in sent:
        alpha.network.transmit("beta", data)
    await beta.hears(sent[-1])
    assert beta.heard == sent


@pytest.mark.parametrize("side", [0, 1], ids=["sender", "receiver"])
async def test_a_cut_on_either_side_drops_packets(side: int, pair: Pair) -> None:
    alpha, beta = pair
    peer = ("beta", "alpha")[side]
    pair[side].network.suffer(Links(cut=frozenset({peer})))
    alpha.network.transmit("beta", b"cut")
    await asyncio.sleep(0.1)
    pair[side].network.suffer(Links())
    alpha.network.transmit("beta", b"healed")
    await beta.hears(b"healed")
    assert beta.heard == [b"healed"]


async def test_a_slow_link_is_late(pair: Pair) -> None:
    alpha, beta = pair
    loop = asyncio.get_running_loop()
    alpha.network.suffer(Links(delays={"beta": 150}))
    began = loop.time()
    alpha.network.transmit("beta", b"late")
    await beta.hears(b"late")
    assert loop.time() - began >= 0.149


async def test_what_is_held_back_does_not_pass_a_cut(pair: Pair) -> None:
    alpha, beta = pair
    alpha.network.suffer(Links(delays={"beta": 50}))
    alpha.network.transmit("beta", b"late")
    alpha.network.suffer(Links(cut=frozenset({"beta"})))
    await asyncio.sleep(0.15)
    assert beta.heard == []


async def test_strangers_are_not_heard(pair: Pair, places: tuple[Place, ...]) -> None:
    alpha, beta = pair
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.sendto(b"strange", (places[1].address, places[1].udp))
        alpha.network.transmit("beta", b"known")
        await beta.hears(b"known")
    assert beta.heard == [b"known"]


async def test_what_nobody_takes_is_lost(places: tuple[Place, ...]) -> None:
    alpha = Station("alpha", places)
    for _ in range(3):
        alpha.network.transmit("beta", b"lost")
    alpha.network.transmit("nobody", b"lost")
    await asyncio.sleep(0.05)
    alpha.network.close()
    alpha.network.transmit("beta", b"closed")


async def test_a_port_in_use_is_named(places: tuple[Place, ...]) -> None:
    alpha = Station("alpha", places)
    with pytest.raises(NetworkTrouble, match=f"127.0.0.1 UDP port {places[0].udp}: another"):
        Station("alpha", places)
    alpha.network.close()


async def test_an_address_that_is_not_here_is_named() -> None:
    with pytest.raises(NetworkTrouble, match="UDP port 5560: this machine does not"):
        Network("alpha", [Place("alpha", "192.0.2.1", 5560, 5560)], print).open()
