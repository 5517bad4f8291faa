"""A recording in memory, which grows with what is told of a live copy."""

from bisect import bisect_right

from hagui.cluster.events import Event
from hagui.cluster.live import LiveCluster, Prepared
from hagui.monitor.recording.model import Frame, RecordingError
from hagui.monitor.story.chronicle import Chronicle
from hagui.monitor.story.teller import Teller


class Tape:
    """See ``monitor.recording.model.Recording``."""

    def __init__(self, text: str, at: float, name: str = "web") -> None:
        self.name = name
        self.frames = [Frame(0, at, None)]
        self.texts = {0: text}
        self.broken: set[int] = set()
        """Moments that cannot be read."""
        self.read: list[int] = []
        """Moments that were worked out."""
        self.closed = False

    def add(self, at: float, diff: str) -> None:
        self.frames.append(Frame(len(self.frames), at, diff))

    def add_text(self, at: float, text: str) -> None:
        self.texts[len(self.frames)] = text
        self.frames.append(Frame(len(self.frames), at, None))

    def __len__(self) -> int:
        return len(self.frames)

    @property
    def end(self) -> float:
        return self.frames[-1].at

    def times(self, first: int = 0) -> list[float]:
        return [frame.at for frame in self.frames[first:]]

    def index_at(self, at: float) -> int:
        return max(bisect_right([frame.at for frame in self.frames], at) - 1, 0)

    def frame(self, index: int) -> Frame:
        return self.frames[index]

    def prepared(self, index: int) -> Prepared:
        self.read.append(index)
        if index in self.broken:
            raise RecordingError("The recording is damaged there; open another copy of it.")
        first = max(number for number in self.texts if number <= index)
        made = Prepared.read(self.texts[first], self.frames[first].at)
        for frame in self.frames[first + 1 : index + 1]:
            assert frame.diff is not None
            made = made.advanced(frame.diff, frame.at)
        return made

    def story(self) -> Chronicle:
        return self._told()[0]

    def events(self) -> list[Event]:
        return self._told()[1]

    def _told(self) -> tuple[Chronicle, list[Event]]:
        live, times = LiveCluster(), iter(self.frames)
        now = self.frames[0].at
        teller = Teller(live, clock=lambda: now)
        for frame in times:
            now = frame.at
            if frame.diff is None:
                live.load(self.texts[frame.index], at=frame.at, source="node1")
            else:
                live.apply(frame.diff, at=frame.at)
        teller.close()
        return teller.chronicle, list(live.events)

    def close(self) -> None:
        self.closed = True
