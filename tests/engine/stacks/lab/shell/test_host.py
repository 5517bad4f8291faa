import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.stacks.lab.instructions import Halt, View
from engine.stacks.lab.layout import Description, Folder
from engine.stacks.lab.shell import disk
from engine.stacks.lab.shell.host import Host, HostTrouble, Told
from tests.engine.stacks.lab.cibs import cib
from tests.engine.stacks.lab.pinged import able
from tests.engine.stacks.lab.places import TIMES, lay_out, place

NODES = ("alpha", "beta")


class Watched:
    """A host, and what it told."""

    def __init__(self, folder: Folder, node: str) -> None:
        self.told: list[Told] = []
        self.news = asyncio.Event()
        self.host = Host(folder, node, self._tell)

    def _tell(self, told: Told) -> None:
        self.told.append(told)
        self.news.set()

    @property
    def view(self) -> View | None:
        return next((told for told in reversed(self.told) if isinstance(told, View)), None)

    async def sees(self, members: tuple[str, ...]) -> str | None:
        """Wait until it is in a cluster of these; its DC."""
        async with asyncio.timeout(20):
            while self.view is None or self.view.members != members or self.view.dc is None:
                self.news.clear()
                await self.news.wait()
        return self.view.dc


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return lay_out(tmp_path / "lab", NODES, cib(NODES))


async def test_nodes_find_each_other_and_lose_each_other(folder: Folder) -> None:
    alpha, beta = (Watched(folder, name) for name in NODES)
    for node in (alpha, beta):
        await node.host.start()
    assert await alpha.sees(NODES) == await beta.sees(NODES)
    await beta.host.close()
    await alpha.sees(("alpha",))
    await alpha.host.close()


@able
async def test_a_ping_node_breaks_a_tie(tmp_path: Path) -> None:
    folder = lay_out(tmp_path / "lab", NODES, cib(NODES), times=f"{TIMES}ping 127.0.0.1\n")
    alpha, beta = (Watched(folder, name) for name in NODES)
    for node in (alpha, beta):
        await node.host.start()
    await alpha.sees(NODES)
    await beta.host.close()
    await alpha.sees(("alpha",))
    async with asyncio.timeout(10):
        while alpha.view is None or not alpha.view.quorate:
            await asyncio.sleep(0.01)
    await alpha.host.close()


async def test_every_start_is_counted_on_disk(folder: Folder) -> None:
    boots: list[int] = []
    for _ in range(3):
        node = Watched(folder, "alpha")
        await node.host.start()
        await node.host.close()
        found = disk.read(folder.node("alpha").disk).durable
        assert found is not None
        boots.append(found.boot)
    assert boots[1:] == [boots[0] + 1, boots[0] + 2]
    assert boots[0] > 1_700_000_000  # by the clock, as one who lost its disk cannot count


async def test_what_agents_kept_is_gone_with_a_start(folder: Folder) -> None:
    run = folder.node("alpha").run
    run.mkdir(parents=True)
    (run / "old.pid").write_text("1")
    node = Watched(folder, "alpha")
    await node.host.start()
    assert list(run.iterdir()) == []
    await node.host.close()


async def test_a_damaged_copy_is_replaced(folder: Folder) -> None:
    node = Watched(folder, "alpha")
    await node.host.start()
    await node.host.close()
    (folder.node("alpha").disk / disk.FILES[1]).write_bytes(b"x")
    again = Watched(folder, "alpha")
    await again.host.start()
    await again.host.close()
    assert disk.read(folder.node("alpha").disk).damaged == ()


@contextmanager
def fails(words: str) -> Generator[None]:
    with pytest.raises(HostTrouble) as raised:
        yield
    assert words in str(raised.value)


async def test_no_lab_is_named(tmp_path: Path) -> None:
    with fails("There is no lab in"):
        await Watched(Folder(tmp_path), "alpha").host.start()


async def test_who_is_not_of_the_lab_is_told(folder: Folder) -> None:
    with fails("This node is gamma, and no node line names it; they name alpha, beta."):
        await Watched(folder, "gamma").host.start()


async def test_contradictions_are_named_with_their_line(folder: Folder) -> None:
    folder.ha_cf.write_text("keepalive 2\ndeadtime 1\nnode alpha beta\n")
    with fails("ha.cf, line 2: deadtime (1 s) is not longer than keepalive (2 s)"):
        await Watched(folder, "alpha").host.start()


async def test_keys_that_others_can_read_are_refused(folder: Folder) -> None:
    folder.authkeys.chmod(0o644)
    with fails("Its mode is 644, so that others could read the keys: chmod 600 it."):
        await Watched(folder, "alpha").host.start()


async def test_a_node_whose_place_nobody_knows_is_named(folder: Folder) -> None:
    folder.write_description(Description((place("alpha"),)))
    with fails("lab.json does not say where beta listens."):
        await Watched(folder, "alpha").host.start()


async def test_a_second_one_finds_its_port_in_use(folder: Folder) -> None:
    node = Watched(folder, "alpha")
    await node.host.start()
    with fails("another program, or this node itself, listens there already"):
        await Watched(folder, "alpha").host.start()
    await node.host.close()


async def test_a_configuration_that_is_none_is_named(folder: Folder) -> None:
    folder.first_cib.write_text("<cib><configuration></cib>")
    with fails("cib.xml is no CIB:"):
        await Watched(folder, "alpha").host.start()


async def test_a_damaged_disk_is_named_and_left_alone(folder: Folder) -> None:
    own = folder.node("alpha").disk
    own.mkdir(parents=True)
    (own / disk.FILES[0]).write_bytes(b"rubbish")
    with fails("is damaged"):
        await Watched(folder, "alpha").host.start()
    assert (own / disk.FILES[0]).read_bytes() == b"rubbish"
    (own / disk.FILES[0]).unlink()
    node = Watched(folder, "alpha")  # the port was given back
    await node.host.start()
    await node.host.close()


async def test_a_fault_of_its_own_ends_the_node(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = Watched(folder, "alpha")
    await node.host.start()

    def broken(*_: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("engine.stacks.lab.node.LabNode.handle", broken)
    async with asyncio.timeout(5):
        while Halt("It has failed by a fault of its own", clean=False) not in node.told:
            await asyncio.sleep(0.01)
    await node.host.close()


async def test_times_are_those_of_the_file(folder: Folder) -> None:
    assert "600ms" in TIMES
    node = Watched(folder, "alpha")
    await node.host.start()
    assert node.host.settings is not None
    assert node.host.settings.deadtime == pytest.approx(0.6)
    await node.host.close()
