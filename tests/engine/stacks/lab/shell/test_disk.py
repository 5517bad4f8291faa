import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import Persist, Persisted
from engine.stacks.lab.shell.disk import FILES, DiskTrouble, Writer, read, write
from engine.stacks.lab.wire import Stamp
from tests.engine.stacks.lab.full import full_disk

OLD = Durable("alpha", term=3, voted="beta", kept=Stamp(2, 7), cib="<cib>é</cib>", boot=4)
NEW = Durable("alpha", term=4, voted="gamma", kept=Stamp(4, 8), cib="<cib/>", boot=4)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_was_written_is_read(tmp_path: Path) -> None:
    write(tmp_path / "disk", OLD, 1)
    write(tmp_path / "disk", NEW, 2)
    found = read(tmp_path / "disk")
    assert (found.durable, found.writing, found.damaged) == (NEW, 2, ())
    assert names(tmp_path / "disk") == sorted(FILES)


def test_a_new_disk_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path / "none").durable is None


@pytest.mark.parametrize("name", FILES)
def test_either_file_may_be_damaged(name: str, tmp_path: Path) -> None:
    write(tmp_path, NEW, 2)
    (tmp_path / name).write_bytes(b"\0" * 100)
    found = read(tmp_path)
    assert (found.durable, found.damaged) == (NEW, (tmp_path / name,))
    write(tmp_path, OLD, 3)
    assert (read(tmp_path).durable, read(tmp_path).damaged) == (OLD, ())


def test_a_crash_between_the_files_leaves_the_new_state(tmp_path: Path) -> None:
    write(tmp_path, NEW, 2)
    newer = (tmp_path / FILES[0]).read_bytes()
    write(tmp_path, OLD, 1)
    (tmp_path / FILES[0]).write_bytes(newer)
    (tmp_path / "first.new").write_bytes(newer[:20])
    assert read(tmp_path).durable == NEW


def test_where_nothing_can_be_used_that_is_said(tmp_path: Path) -> None:
    write(tmp_path, NEW, 2)
    for name in FILES:
        (tmp_path / name).write_bytes(b"")
    with pytest.raises(DiskTrouble, match=r"damaged \(.*first.json and .*second.json\)"):
        read(tmp_path)


@given(data=st.data())
def test_no_damage_yields_another_state(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("disk")
    write(folder, NEW, 2)
    for name in data.draw(st.sampled_from([FILES[:1], FILES[1:], FILES])):
        text = bytearray((folder / name).read_bytes())
        place = data.draw(st.integers(0, len(text) - 1))
        if data.draw(st.booleans()):
            text[place] ^= 1 << data.draw(st.integers(0, 7))
        else:
            del text[place:]
        (folder / name).write_bytes(text)
    try:
        found = read(folder)
    except DiskTrouble:
        return
    assert found.durable == NEW


def test_a_full_disk_costs_nothing_that_was_there(tmp_path: Path) -> None:
    write(tmp_path, OLD, 1)
    with full_disk(), pytest.raises(DiskTrouble, match="cannot be written: File too large"):
        write(tmp_path, NEW, 2)
    assert read(tmp_path).durable == OLD
    assert names(tmp_path) == sorted(FILES)


def test_what_cannot_be_read_is_not_taken_for_nothing(tmp_path: Path) -> None:
    (tmp_path / FILES[0]).mkdir()
    with pytest.raises(DiskTrouble, match="cannot be read"):
        read(tmp_path)


async def told(tmp_path: Path, *wanted: Persist) -> list[Persisted]:
    """What a writer tells of several that are asked for at the same moment."""
    heard: list[Persisted] = []
    writer = Writer(tmp_path, 0, heard.append)
    for one in wanted:
        writer.persist(one)
    async with asyncio.timeout(10):
        while not heard or heard[-1].number != wanted[-1].number:
            await asyncio.sleep(0.005)
    await writer.close()
    return heard


async def test_a_later_state_replaces_one_that_was_not_begun(tmp_path: Path) -> None:
    heard = await told(tmp_path, *(Persist(number, NEW) for number in range(1, 9)), Persist(9, OLD))
    assert len(heard) <= 2
    assert heard[-1] == Persisted(9)
    assert read(tmp_path).durable == OLD


async def test_trouble_is_told_and_the_next_one_is_tried(tmp_path: Path) -> None:
    with full_disk():
        (failed,) = await told(tmp_path, Persist(1, NEW))
    assert failed.number == 1
    assert failed.trouble == f"{tmp_path} cannot be written: File too large."
    assert await told(tmp_path, Persist(2, NEW)) == [Persisted(2)]


async def test_what_is_being_written_is_written_to_its_end(tmp_path: Path) -> None:
    heard: list[Persisted] = []
    writer = Writer(tmp_path, 0, heard.append)
    writer.persist(Persist(1, OLD))
    await asyncio.sleep(0)
    writer.persist(Persist(2, NEW))
    await writer.close()
    assert read(tmp_path).durable == OLD
