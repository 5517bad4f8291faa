"""A stretch of time as a file of its own."""

import stat
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from engine.cib.document import Cib
from hagui.monitor.recording import journal
from hagui.monitor.recording.model import RecordingError
from hagui.monitor.recording.reader import open_recording
from hagui.monitor.recording.saving import SavingCancelled, save_as
from hagui.monitor.story.model import Bar
from tests.hagui.cluster.mini import START
from tests.hagui.monitor.recording.test_read_back import mini, shake
from tests.hagui.monitor.recording.watching import Watching


async def _recorded(folder: Path, seed: int, steps: int = 150) -> tuple[Path, dict[float, str]]:
    """A recording of two segments with an hour between them, and what was live when."""
    random = Random(seed)
    watching = Watching(folder, mini())
    seen: dict[float, str] = {}
    watching.begin()
    for number in range(steps):
        seen[watching.now] = watching.live.cib.text()
        if number == steps // 2:
            watching.end()
            watching.now += 3600
            watching.begin()
        else:
            watching.step(random.uniform(0.1, 9), configuration=shake(random, watching.cluster))
    seen[watching.now] = watching.live.cib.text()
    path = watching.path
    await watching.close()
    return path, seen


@pytest.mark.parametrize("turn", range(6))
async def test_a_copy_holds_what_there_was_in_that_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int
) -> None:
    print(f"seed {turn}")
    random = Random(turn)
    monkeypatch.setattr(journal, "LEAST", random.choice([3000, 128 * 1024]))
    monkeypatch.setattr(journal, "TIMES", 0)
    path, seen = await _recorded(tmp_path, turn)
    begin, end = sorted(random.choices([*seen], k=2))
    begin, end = begin - random.choice([0, 0.05]), end + random.choice([0, 0.05])
    copy, done = tmp_path / "ticket 12.hagui", list[float]()
    save_as(path, copy, begin, end, progress=done.append)
    assert done == sorted(done)
    assert done[-1] == 1
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [item.name for item in tmp_path.glob("*.part*")] == []
    with open_recording(path) as whole, open_recording(copy) as part:
        first = whole.index_at(begin)
        last = whole.index_at(end)
        assert len(part) == last - first + 1
        assert part.begin == max(begin, whole.time_of(first))
        for index in range(len(part)):
            at = whole.time_of(first + index)
            assert part.frame(index).diff == (whole.frame(first + index).diff if index else None)
            assert part.prepared(index).cib.canonical() == Cib.parse(seen[at]).canonical()
        events = [event for event in whole.events() if begin <= event.time <= end]
        assert {(e.kind, e.time) for e in part.events()} >= {(e.kind, e.time) for e in events}
        told, kept = whole.story(), part.story()
        for moment in [random.uniform(part.begin, end) for _ in range(20)]:
            one, other = told.truth(moment), kept.truth(moment)
            assert dict(one.nodes).keys() == dict(other.nodes).keys()
            ran, runs = ({(r.instance, r.node, r.role) for r in t.runs} for t in (one, other))
            assert ran == runs
            assert one.cluster is not None
            assert other.cluster is not None
            assert (one.cluster.dc, one.cluster.stale) == (other.cluster.dc, other.cluster.stale)
        assert not [span for span in kept.spans if span.begin > end]
        assert not [bar for bar in kept.bars if bar.queued > end]
        assert _in(kept.bars, begin) <= _in(told.bars, begin)


def _in(bars: Iterable[Bar], begin: float) -> set[tuple[object, ...]]:
    return {(bar.node, bar.resource, bar.task, bar.begun) for bar in bars if bar.queued >= begin}


async def test_what_is_being_recorded_can_be_saved(tmp_path: Path) -> None:
    watching = Watching(tmp_path, mini())
    watching.begin()
    for _ in range(20):
        watching.step()
    copy = tmp_path / "now.hagui"
    watching.recorder.save_as(copy, START + 5, watching.now)
    with open_recording(copy) as reader:
        assert (len(reader), reader.begin, reader.end) == (16, START + 5, watching.now)
        assert reader.prepared(15).cib.canonical() == watching.live.cib.canonical()
    await watching.close()


async def test_a_copy_takes_the_place_of_what_was_there_or_leaves_it(tmp_path: Path) -> None:
    path, seen = await _recorded(tmp_path, 1)
    copy = tmp_path / "copy.hagui"
    copy.write_text("precious")
    asked: list[float] = []
    with pytest.raises(SavingCancelled):
        save_as(path, copy, min(seen), max(seen), progress=asked.append, cancelled=lambda: True)
    assert copy.read_text() == "precious"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["copy.hagui", "recordings"]
    save_as(path, copy, min(seen), max(seen))
    with open_recording(copy) as reader, open_recording(path) as whole:
        assert len(reader) == len(whole)
    save_as(copy, path, min(seen), max(seen))  # and back


async def test_where_nothing_was_recorded_nothing_is_saved(tmp_path: Path) -> None:
    path, seen = await _recorded(tmp_path, 2)
    copy = tmp_path / "copy.hagui"
    for begin, end in ((0.0, min(seen) - 1), (max(seen) + 1, max(seen) + 9)):
        with pytest.raises(RecordingError, match="Nothing was recorded"):
            save_as(path, copy, begin, end)
    with pytest.raises(RecordingError, match="cannot be written"):
        save_as(path, tmp_path / "recordings" / path.name / "copy.hagui", min(seen), max(seen))
    with pytest.raises(RecordingError, match="There is no file gone"):
        save_as(tmp_path / "gone.hagui", copy, 0, 1)
    assert not copy.exists()
