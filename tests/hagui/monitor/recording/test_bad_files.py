"""Files from anywhere: each is read as it is, or refused in a sentence."""

import contextlib
import sqlite3
from pathlib import Path
from random import Random

import pytest

from hagui.monitor.recording.file import create, is_recording
from hagui.monitor.recording.model import RecordingError
from hagui.monitor.recording.reader import open_recording
from tests.hagui.monitor.recording.test_read_back import mini, shake
from tests.hagui.monitor.recording.watching import Watching


async def _recording(folder: Path, steps: int = 60) -> Path:
    random = Random(5)
    watching = Watching(folder, mini())
    watching.begin()
    for _ in range(steps):
        watching.step(1, configuration=shake(random, watching.cluster))
    path = watching.path
    await watching.close()
    return path


def _read_all(path: Path) -> None:
    with open_recording(path) as reader:
        reader.times()
        reader.index_at(reader.end)
        reader.events()
        reader.story()
        for index in range(0, len(reader), 3):
            reader.frame(index)
            reader.prepared(index)


async def test_it_is_known_by_its_name_or_by_what_is_in_it(tmp_path: Path) -> None:
    path = await _recording(tmp_path, 3)
    other = tmp_path / "attachment.bin"
    other.write_bytes(path.read_bytes())
    assert is_recording(path)
    assert is_recording(str(other))
    assert is_recording("gone.hagui")
    assert not is_recording("-")
    assert not is_recording(tmp_path)
    for name, data in (("cib.xml", b"<cib/>"), ("empty", b""), ("zeros", bytes(200))):
        (tmp_path / name).write_bytes(data)
        assert not is_recording(tmp_path / name)
    _read_all(other)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged or cut off"),
        (b"SQLite format 3\0", "damaged or cut off"),
        (b"<cib/>" * 50, "no recording of hagui"),
        (b"SQLite format 3\0" + bytes(200), "no recording of hagui"),
    ],
)
def test_what_is_no_recording_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "it.hagui"
    path.write_bytes(data)
    with pytest.raises(RecordingError, match=words) as error:
        open_recording(path)
    assert "it.hagui" in error.value.message


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"There is no file gone\.hagui"):
        open_recording(tmp_path / "gone.hagui")
    with pytest.raises(RecordingError, match="is a folder"):
        open_recording(tmp_path)


def test_one_that_holds_nothing_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "it.hagui"
    create(path, "nobody")
    with pytest.raises(RecordingError, match="holds no moment"):
        open_recording(path)


async def test_one_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = await _recording(tmp_path, 3)
    data = bytearray(path.read_bytes())
    data[60:64] = (7).to_bytes(4, "big")
    path.write_bytes(data)
    with pytest.raises(RecordingError, match="later version of hagui"):
        open_recording(path)


async def test_one_that_would_do_other_things_is_refused(tmp_path: Path) -> None:
    path = await _recording(tmp_path, 3)
    database = sqlite3.connect(path)
    database.execute("ALTER TABLE frames RENAME TO hidden")
    database.execute("CREATE VIEW frames AS SELECT 1 AS number, 2.0 AS at, NULL AS diff")
    database.commit()
    database.close()
    with pytest.raises(RecordingError, match="damaged"):
        open_recording(path)


async def test_a_patch_that_is_none_is_said(tmp_path: Path) -> None:
    path = await _recording(tmp_path, 5)
    database = sqlite3.connect(path)
    database.execute("UPDATE frames SET diff = x'00112233' WHERE number = 3")
    database.commit()
    database.close()
    with open_recording(path) as reader:
        reader.prepared(1)
        with pytest.raises(RecordingError, match="damaged"):
            reader.prepared(2)
        with pytest.raises(RecordingError, match="damaged"):
            reader.frame(2)


@pytest.mark.parametrize("turn", range(60))
async def test_a_torn_or_bitten_file_is_read_or_refused_and_nothing_else(
    tmp_path: Path, turn: int
) -> None:
    print(f"seed {turn}")
    random = Random(turn)
    path = await _recording(tmp_path, 25)
    data = bytearray(path.read_bytes())
    if turn % 3 == 0:
        del data[random.randrange(len(data)) :]
    else:
        for _ in range(random.choice([1, 4, 60])):
            data[random.randrange(len(data))] = random.randrange(256)
    path.write_bytes(data)
    with contextlib.suppress(RecordingError):
        _read_all(path)
