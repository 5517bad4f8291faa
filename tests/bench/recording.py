"""A recorded week of a busy cluster: what it takes on disk and in memory, to open, to go to any
moment, to step, to save; and what recording costs the window.

    python -m tests.bench.recording [PATCHES]

Patches and story are those of simulated labs through faults, repeated through the week (see
``weeks``). A large cluster comes last, for what its moments take.
"""

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from engine.cib.patch.patchset import Patchset
from engine.cib.patch.touched import Touched
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.monitor.recording.entries import Patched, Whole
from hagui.monitor.recording.file import create
from hagui.monitor.recording.journal import Journal, Limits
from hagui.monitor.recording.reader import open_recording
from hagui.monitor.recording.recorder import Recorder
from hagui.monitor.recording.saving import save_as
from hagui.monitor.story.model import Added
from hagui.monitor.story.teller import Teller
from hagui.monitoring import Watched
from tests.bench.figures import emit, percentile
from tests.bench.weeks import Said, Week, large, listen

LABS = 60
EACH_COMMIT = 50
MOMENTS = 300
PEER = "the same as text"


def main(patches: int) -> None:
    """Measure and print."""
    said = listen(LABS)
    _cost(said)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "week.hagui"
        size = f"a week, {_write(path, Week(said, patches))} patches"
        _look(path, size)
        copy = Path(folder) / "copy.hagui"
        with open_recording(path) as reader:
            begin, end = reader.begin, reader.end
        for name, since in (("all of it", begin), ("the last hour", end - 3600)):
            taken = time.perf_counter()
            save_as(path, copy, since, end)
            emit(f"saved as a file, {name}, {size}", time.perf_counter() - taken, "s", "-", None)
            emit(f"that file, {name}, {size}", copy.stat().st_size / 2**20, "MiB", "-", None)
    _large()


class Timed(Recorder):
    """Knows how much of the windows' thread it took."""

    taken = 0.0

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """A patch was applied."""
        begun = time.thread_time()
        super().patched(touched, at, patch)
        self.taken += time.thread_time() - begun

    def replaced(self) -> None:
        """Another document is shown."""
        begun = time.thread_time()
        super().replaced()
        self.taken += time.thread_time() - begun

    def follow(self, change: ChangeSet) -> None:
        """The event list may have grown."""
        begun = time.thread_time()
        super().follow(change)
        self.taken += time.thread_time() - begun

    def _told(self, added: Added) -> None:
        begun = time.thread_time()
        super()._told(added)
        self.taken += time.thread_time() - begun


def _cost(said: list[Said]) -> None:
    """What the windows' thread pays for each patch."""
    with TemporaryDirectory() as folder:
        recorder = Timed(Path(folder))
        live = LiveCluster()
        teller = Teller(live)
        recorder.begin(Watched(live, teller, "bench", key="bench"))
        whole = 0.0
        for item in said:
            begun = time.thread_time()
            if item.whole:
                change = live.load(item.text, at=item.at, source="a")
            else:
                change = live.apply(item.text, at=item.at)
            teller.told(change)
            recorder.follow(change)
            whole += time.thread_time() - begun
        recorder.end()
        teller.close()
        asyncio.run(recorder.close())
    count = len(said)
    name = "windows' thread, per patch, for recording it"
    rest = (whole - recorder.taken) / count * 1e6
    emit(name, recorder.taken / count * 1e6, "µs", "for all else, without what is drawn", rest)


def _large() -> None:
    """A cluster a hundred times as large, for less time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.hagui"
        _write(path, Week(large(16, 500, 3000), 0))
        _look(path, "16 nodes, 500 resources, 3000 patches")


def _look(path: Path, size: str) -> None:
    """In a process of its own: its memory is that alone."""
    command = [sys.executable, "-m", "tests.bench.recording", "--open", str(path), size]
    subprocess.run(command, check=True)


def _write(path: Path, week: Week) -> int:
    """Write it; how many patches there are."""
    limits = Limits()
    size = f"{week.patches} patches"
    create(path, "bench")
    journal = Journal(path, limits)
    taken, texts, largest = 0.0, 0, 0
    for number, entry in enumerate(week):
        begun = time.perf_counter()
        journal.write(entry)
        if number % EACH_COMMIT == 0:
            journal.commit()
        taken += time.perf_counter() - begun
        match entry:
            case Patched(_, diff):
                texts += len(diff)
            case Whole(_, cib):
                texts += len(cib)
            case _:
                pass
        if number % 10_000 == 0:
            largest = max(largest, _on_disk(path))
    journal.close()
    name = f"written by its thread, per patch with its story, {size}"
    emit(name, taken / week.patches * 1e6, "µs", "-", None)
    emit(f"on disk, {size}", path.stat().st_size / 2**20, "MiB", PEER, texts / 2**20)
    name = f"on disk at most while it was written, {size}"
    emit(name, max(largest, _on_disk(path)) / 2**20, "MiB", "its limit", limits.mib)
    return week.patches


def _on_disk(path: Path) -> int:
    return sum(item.stat().st_size for item in path.parent.glob(f"{path.name}*"))


def _open(path: Path, size: str) -> None:
    """What opening and looking at it takes."""
    before = _resident()
    begun, processor = time.perf_counter(), time.process_time()
    reader = open_recording(path)
    story = reader.story()
    events = reader.events()
    first = reader.prepared(len(reader) - 1)
    taken, processor = time.perf_counter() - begun, time.process_time() - processor
    count = len(reader)
    name = f"opened, with its story and last moment, {size}"
    emit(name, taken, "s", "of which its processor was busy with it", processor)
    emit(f"memory grown by it, {size}", _resident() - before, "MiB", "-", None)
    kept = {
        "moments": count,
        "days": round((reader.end - reader.begin) / 86_400, 2),
        "bars": sum(1 for _ in story.bars),
        "spans": sum(1 for _ in story.spans),
        "events": len(events),
        "resources": len(first.configuration.resources),
    }
    sys.stdout.write(json.dumps({"name": f"kept, {size}", **kept}) + "\n")
    random = Random(1)
    some = MOMENTS if len(first.configuration.resources) < 100 else MOMENTS // 10
    _moments("to a random moment", [random.randrange(count) for _ in range(some)], path, size)
    middle = count // 2
    back = list(range(middle, middle - some, -1))
    _moments("a step back", back, path, size)
    asked: list[float] = []
    for _ in range(MOMENTS):
        at = random.uniform(reader.begin, reader.end)
        begun = time.perf_counter()
        reader.time_of(reader.index_at(at))
        asked.append((time.perf_counter() - begun) * 1000)
    _spread("which moment a time is", asked, size)
    live = LiveCluster()
    live.show(reader.prepared(middle), at=reader.time_of(middle), source="")
    steps: list[float] = []
    for index in range(middle + 1, min(middle + 1 + 10 * some, count)):
        begun = time.perf_counter()
        frame = reader.frame(index)
        if frame.diff is None:
            live.show(reader.prepared(index), at=frame.at, source="")
        else:
            live.apply(frame.diff, at=frame.at)
        steps.append((time.perf_counter() - begun) * 1000)
    _spread("a step on, shown copy included", steps, size)
    emit(f"memory grown after all that, {size}", _resident() - before, "MiB", "-", None)
    reader.close()


def _moments(what: str, indices: list[int], path: Path, size: str) -> None:
    with open_recording(path) as reader:
        taken: list[float] = []
        for index in indices:
            begun = time.perf_counter()
            reader.prepared(index)
            taken.append((time.perf_counter() - begun) * 1000)
    _spread(what, taken, size)


def _spread(what: str, taken: list[float], size: str) -> None:
    for label, share in (("median", 0.5), ("p95", 0.95), ("worst", 1.0)):
        emit(f"{what}, {label}, {size}", percentile(taken, share), "ms", "-", None)


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


if __name__ == "__main__":
    if sys.argv[1:2] == ["--open"]:
        _open(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 500_000)
