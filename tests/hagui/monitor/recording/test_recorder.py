"""What the recorder keeps, what it lets go, and what it says where it cannot."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from engine.cib.document import Cib
from hagui.cluster.events import EventKind
from hagui.monitor.recording import journal, writer
from hagui.monitor.recording.file import open_to_write
from hagui.monitor.recording.journal import Limits
from hagui.monitor.recording.model import RecordingError
from hagui.monitor.recording.reader import open_recording
from tests.hagui.cluster.mini import START
from tests.hagui.monitor.recording.test_read_back import mini, shake
from tests.hagui.monitor.recording.watching import Watching


@pytest.fixture
def watching(tmp_path: Path) -> Watching:
    return Watching(tmp_path, mini())


async def test_only_the_owner_may_read_it(watching: Watching) -> None:
    watching.begin()
    path = watching.path
    watching.step()
    watching.read().close()
    for name in path.parent.iterdir():
        assert stat.S_IMODE(name.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    await watching.close()


@pytest.mark.parametrize("what", ["file", "no key"])
async def test_a_file_or_what_has_no_key_is_not_recorded(watching: Watching, what: str) -> None:
    if what == "file":
        watching.begin(file=True)
    else:
        watching.begin(key="")
    watching.step()
    assert watching.recorder.path is None
    with pytest.raises(RecordingError, match="Nothing was recorded"):
        watching.read()
    await watching.close()
    assert list(watching.folder.iterdir()) == []


async def test_a_lab_is_recorded_in_its_own_folder(watching: Watching, tmp_path: Path) -> None:
    watching.begin(folder=tmp_path / "labs" / "one")
    assert tmp_path / "labs" / "one" in watching.path.parents
    await watching.close()


async def test_what_is_recorded_can_be_looked_at_meanwhile(watching: Watching) -> None:
    watching.begin()
    with watching.read() as reader:
        assert (reader.name, len(reader)) == ("cluster one", 1)
        watching.cluster.operation("web", "node1", "stop", at=1)
        watching.step()
        watching.read().close()
        assert len(reader) == 2
        assert reader.prepared(1).cib.canonical() == watching.live.cib.canonical()
        assert reader.end == watching.now
    await watching.close()


async def test_events_are_kept_and_told_anew_only_once(watching: Watching) -> None:
    cluster = watching.cluster
    watching.begin()
    cluster.operation("web", "node1", "monitor", at=1, rc=7, expected=0, interval=10_000)
    watching.step(2)
    cluster.operation("web", "node1", "stop", at=4)
    watching.step(3)
    cluster.operation("web", "node2", "start", at=6)
    watching.step(2)
    told = [(event.kind, event.time) for event in watching.live.events]
    assert EventKind.MOVED in [kind for kind, _ in told]
    with watching.read() as reader:
        assert [(event.kind, event.time) for event in reader.events()] == told
    watching.end()
    watching.now += 100
    watching.begin()
    with watching.read() as reader:
        kinds = [event.kind for event in reader.events()]
        assert kinds.count(EventKind.FAILED) == 1
        assert [event.number for event in reader.events()] == list(range(1, len(kinds) + 1))
    await watching.close()


async def test_what_else_is_noted_comes_back_by_its_name(watching: Watching) -> None:
    watching.begin()
    recorder = watching.recorder
    recorder.note("outage", "1", {"begin": 1.0}, at=START + 1)
    recorder.note("outage", "2", {"begin": 2.0}, at=START + 2)
    recorder.note("outage", "1", {"begin": 1.0, "end": 9.0}, at=START + 1)
    recorder.note("other", "1", 5, at=START)
    with watching.read() as reader:
        kind = dict[str, float]
        assert reader.notes("outage", kind) == [{"begin": 1.0, "end": 9.0}, {"begin": 2.0}]
        assert reader.notes("other", int) == [5]
        assert reader.notes("nothing", int) == []
        with pytest.raises(RecordingError, match="damaged"):
            reader.notes("other", str)
    await watching.close()


async def test_a_second_window_leaves_it_to_the_first_and_can_read_it(
    watching: Watching, tmp_path: Path
) -> None:
    watching.begin()
    watching.read().close()
    other = Watching(tmp_path, watching.cluster)
    other.begin()
    watching.step()
    watching.read().close()
    with other.read() as reader:
        assert len(reader) == 1 + 1
    await other.close()
    watching.step()
    with watching.read() as reader:
        assert len(reader) == 1 + 2
    await watching.close()
    assert watching.said == other.said == []


async def test_more_than_its_limit_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LEAST", 6000)
    monkeypatch.setattr(journal, "TIMES", 0)
    watching = Watching(tmp_path, mini(), limits=Limits(mib=0.25))
    random = Random(1)
    watching.begin()
    seen = {watching.now: watching.live.cib.text()}
    first = watching.read()
    largest = 0
    for number in range(1200):
        watching.step(1 + random.random(), configuration=shake(random, watching.cluster))
        seen[watching.now] = watching.live.cib.text()
        if number % 100 == 99:
            watching.read().close()
            largest = max(largest, watching.path.stat().st_size)
    path = watching.path
    with pytest.raises(RecordingError, match="no longer kept"):
        first.prepared(0)
    with pytest.raises(RecordingError, match="no longer kept"):
        first.frame(0)
    first.close()
    await watching.close()
    assert watching.said == []
    assert largest < 0.35 * 2**20
    with open_recording(path) as reader:
        assert 100 < len(reader) < 1100
        assert reader.begin > START
        assert list(reader.times()) == sorted(seen)[-len(reader) :]
        for index in range(0, len(reader), 7):
            text = seen[reader.time_of(index)]
            assert reader.prepared(index).cib.canonical() == Cib.parse(text).canonical()
        story = reader.story()
        assert story.watched_from == reader.begin
        truth = story.truth(reader.begin + 1)
        assert truth.watched
        assert truth.cluster is not None
        assert set(truth.nodes) == set(watching.cluster.nodes)


async def test_what_is_older_than_its_limit_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LEAST", 3000)
    monkeypatch.setattr(journal, "TIMES", 0)
    watching = Watching(tmp_path, mini(), limits=Limits(days=1))
    random = Random(2)
    watching.begin()
    for _ in range(300):
        watching.step(1800, configuration=shake(random, watching.cluster))
    with watching.read() as reader:
        kept = reader.end - reader.begin
        assert 86_400 - 1800 <= kept < 2 * 86_400
    await watching.close()


async def test_a_full_disk_stops_it_with_one_sentence(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small(path: Path) -> sqlite3.Connection:
        database = open_to_write(path)
        database.execute("PRAGMA max_page_count = 40")
        return database

    monkeypatch.setattr(journal, "open_to_write", small)
    watching.begin()
    path, random = watching.path, Random(3)
    for number in range(600):
        watching.step(configuration=shake(random, watching.cluster))
        if number == 20:
            watching.read().close()
    watching.recorder.end()
    await watching.close()
    (said,) = watching.said
    assert "Recording has stopped" in said
    assert "make room" in said
    assert watching.live.loaded
    with open_recording(path) as reader:
        assert len(reader) >= 20
        for index in range(len(reader)):
            reader.prepared(index)


async def test_a_folder_that_cannot_be_written_is_said_once(watching: Watching) -> None:
    (watching.folder / "recordings").write_text("a file is where the folder should be")
    watching.begin()
    for _ in range(20):
        watching.step()
    await watching.close()
    (said,) = watching.said
    assert "Recording has stopped" in said
    assert "recordings" in said


@pytest.mark.parametrize("damage", ["cut", "foreign", "newer", "torn"])
async def test_a_recording_that_cannot_be_gone_on_with_is_set_aside(
    watching: Watching, damage: str
) -> None:
    watching.begin()
    path = watching.path
    watching.step()
    watching.end()
    await watching.close()
    data = bytearray(path.read_bytes())
    match damage:
        case "cut":
            path.write_bytes(data[:50])
        case "foreign":
            path.write_text("<cib/>" * 100)
        case "newer":
            data[60:64] = (99).to_bytes(4, "big")
            path.write_bytes(data)
        case _:
            path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    kept = path.read_bytes()
    watching.begin()
    watching.step()
    with watching.read() as reader:
        assert len(reader) == 2
    await watching.close()
    (said,) = watching.said
    aside = path.with_name(f"{path.stem}.1.hagui")
    assert str(aside) in said
    assert aside.read_bytes()[4096:] == kept[4096:]
    assert aside.stat().st_size == len(kept)


async def test_where_the_disk_is_too_slow_it_goes_on_afterwards(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST", 3)
    random = Random(4)
    watching.begin()
    seen = {watching.live.cib.canonical()}
    for _ in range(200):
        watching.step(configuration=shake(random, watching.cluster))
        seen.add(watching.live.cib.canonical())
    for _ in range(3):
        watching.read().close()
        watching.step()
        seen.add(watching.live.cib.canonical())
    with watching.read() as reader:
        assert len(reader) < 200
        for index in range(len(reader)):
            assert reader.prepared(index).cib.canonical() in seen
        last = reader.prepared(len(reader) - 1)
        assert last.cib.canonical() == watching.live.cib.canonical()
        now = watching.now
        assert teller_truth(watching, now) == {
            (run.instance, run.node, run.role) for run in reader.story().truth(now).runs
        }
    await watching.close()
    assert watching.said == []


async def test_it_ends_also_where_much_is_still_to_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST", 1)
    for turn in range(10):
        watching = Watching(tmp_path / str(turn), mini())
        watching.begin()
        watching.step()
        path = watching.path
        watching.end()
        watching.begin()
        watching.step()
        await watching.close()
        assert path.exists()
        assert watching.said == []


def teller_truth(watching: Watching, at: float) -> set[tuple[str, str, object]]:
    assert watching.teller is not None
    return {(run.instance, run.node, run.role) for run in watching.teller.chronicle.truth(at).runs}


@pytest.mark.parametrize("turn", range(3))
def test_a_program_that_is_killed_leaves_what_was_on_disk(tmp_path: Path, turn: int) -> None:
    random = Random(turn)
    command = [sys.executable, "-m", "tests.hagui.monitor.recording.endless", str(tmp_path)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for life in range(3):
        lines, settled = random.randrange(5, 120), 0
        with subprocess.Popen(
            [*command, str(life)], stdout=subprocess.PIPE, text=True, env=surroundings
        ) as process:
            assert process.stdout is not None
            for _ in range(lines):
                word, _, number = process.stdout.readline().partition(" ")
                if word == "settled":
                    settled = int(number)
            process.send_signal(signal.SIGKILL)
        (path,) = tmp_path.glob("recordings/*.hagui")
        with open_recording(path) as reader:
            assert len(reader) >= settled
            for index in range(len(reader)):
                frame = reader.frame(index)
                found = reader.prepared(index).cib
                if frame.diff is not None:
                    assert f'num_updates="{found.version.num_updates}"' in frame.diff
            assert reader.story().watched_from is not None
