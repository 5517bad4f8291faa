"""Opens whatever file is given: a CIB, or a recording with the CIBs and patches of some time."""

from dataclasses import dataclass
from pathlib import Path

from hagui.cluster.events import Event
from hagui.cluster.live import Prepared
from hagui.monitor.incidents.model import Incident
from hagui.monitor.incidents.noting import NAME as INCIDENT
from hagui.monitor.probes.noting import NAME, RunNote
from hagui.monitor.recording.file import is_recording
from hagui.monitor.recording.model import RecordingError
from hagui.monitor.recording.reader import open_recording
from hagui.monitor.replay.film import Film
from hagui.monitor.story.chronicle import Chronicle
from hagui.opening import STDIN, Opened, OpenError, read_file


@dataclass(frozen=True, slots=True)
class Taped:
    """A recording that was read, ready to be shown."""

    film: Film
    story: Chronicle
    events: list[Event]
    last: Prepared
    """The cluster at its end, for the draft that is never made: what stands behind the replay."""
    shown: Prepared
    """The same, for the replay itself."""
    probes: list[RunNote]
    """Whether services answered, as probes saw it."""
    incidents: list[Incident]
    """What went wrong, as it was told when it happened."""


def read_any(path: str) -> Opened | Taped:
    """Read a CIB or a recording; see ``opening.read_file``. May take seconds: for a thread.

    Raises:
        OpenError: it cannot be read, is neither, or is damaged.
    """
    if path == STDIN or not is_recording(path):
        return read_file(path)
    try:
        recording = open_recording(Path(path))
        try:
            film = Film.of(recording)
            last = len(film.reel) - 1
            return Taped(
                film,
                recording.story(),
                recording.events(),
                recording.prepared(last),
                recording.prepared(last),
                recording.notes(NAME, RunNote),
                recording.notes(INCIDENT, Incident),
            )
        except BaseException:
            recording.close()
            raise
    except RecordingError as error:
        raise OpenError(error.message) from None
