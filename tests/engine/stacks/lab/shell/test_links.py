import asyncio
from pathlib import Path

from engine.stacks.lab.shell.links import LinkWatch
from engine.stacks.lab.supervisor.client import ENCODER
from engine.stacks.lab.supervisor.wire import SOCKET, Links, Refused, Reply


class Switch:
    """A power switch that says what a test wants it to."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / SOCKET
        self.asked: list[bytes] = []
        self.writer: asyncio.StreamWriter | None = None
        self._server: asyncio.Server | None = None
        self._first: Reply = Links(cut=frozenset({"beta"}))

    async def open(self, first: Reply | None = None) -> None:
        self._first = first or self._first
        self._server = await asyncio.start_unix_server(self._accept, self.path)

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        if self.writer is not None:
            self.writer.close()
            await self.writer.wait_closed()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        self.asked.append(await reader.readline())
        self.say(self._first)

    def say(self, reply: Reply) -> None:
        assert self.writer is not None
        self.writer.write(ENCODER.encode(reply) + b"\n")


class Told:
    """What a watch told."""

    def __init__(self, path: Path) -> None:
        self.links: list[Links] = []
        self.gone = asyncio.Event()
        self.watch = LinkWatch(path, "alpha", self.links.append, self.gone.set)


async def test_links_are_known_from_the_start_and_followed(tmp_path: Path) -> None:
    switch = Switch(tmp_path)
    await switch.open()
    told = Told(switch.path)
    await told.watch.open()
    assert told.links == [Links(cut=frozenset({"beta"}))]
    switch.say(Links(delays={"beta": 20}))
    async with asyncio.timeout(5):
        while len(told.links) < 2:
            await asyncio.sleep(0.005)
    assert told.links[1] == Links(delays={"beta": 20})
    assert b'"alpha"' in switch.asked[0]
    assert not told.gone.is_set()
    await told.watch.close()
    await switch.close()


async def test_a_node_does_not_outlive_its_power_switch(tmp_path: Path) -> None:
    switch = Switch(tmp_path)
    await switch.open()
    told = Told(switch.path)
    await told.watch.open()
    assert switch.writer is not None
    switch.writer.close()
    async with asyncio.timeout(5):
        await told.gone.wait()
    await told.watch.close()
    await switch.close()


async def test_where_there_never_was_one_a_node_runs_by_itself(tmp_path: Path) -> None:
    told = Told(tmp_path / SOCKET)
    await told.watch.open()
    assert (told.links, told.gone.is_set()) == ([], False)
    await told.watch.close()


async def test_one_that_refuses_is_as_none(tmp_path: Path) -> None:
    switch = Switch(tmp_path)
    await switch.open(Refused("unknown-node", "There is no node alpha."))
    told = Told(switch.path)
    await told.watch.open()
    assert (told.links, told.gone.is_set()) == ([], False)
    await told.watch.close()
    await switch.close()
