"""What can go wrong with a recording, in sentences for people: the cause and the next step."""

import sqlite3
from pathlib import Path

from hagui.i18n import tr
from hagui.monitor.recording.model import RecordingError


def damaged(path: Path, reason: str) -> RecordingError:
    """What is in the file makes no sense."""
    return RecordingError(
        tr(
            "recording",
            "{name} is damaged or cut off ({reason}); copy it once more from where it comes from.",
            name=path.name,
            reason=reason,
        )
    )


def foreign(path: Path) -> RecordingError:
    """It is something else."""
    return RecordingError(
        tr(
            "recording",
            "{name} is no recording of hagui; choose a file that was saved with Save Recording.",
            name=path.name,
        )
    )


def newer(path: Path, found: int, known: int) -> RecordingError:
    """A later version wrote it."""
    return RecordingError(
        tr(
            "recording",
            "{name} was written by a later version of hagui (format {found}, this one reads up to"
            " {known}); open it with that version.",
            name=path.name,
            found=found,
            known=known,
        )
    )


def empty(path: Path) -> RecordingError:
    """Nothing is in it."""
    return RecordingError(
        tr(
            "recording",
            "{name} holds no moment of any cluster; wait until the cluster has been shown, or"
            " choose another recording.",
            name=path.name,
        )
    )


def dropped() -> RecordingError:
    """That moment was let go since."""
    return RecordingError(
        tr(
            "recording",
            "That moment is no longer kept, as the recording has reached its limit; choose a"
            " later one.",
        )
    )


def nothing_between() -> RecordingError:
    """The stretch that is wanted holds nothing."""
    return RecordingError(
        tr("recording", "Nothing was recorded in that time; choose another stretch of time.")
    )


def unreadable(path: Path, error: Exception) -> RecordingError:
    """The system or the database refuses to read it."""
    if isinstance(error, FileNotFoundError):
        words = tr("recording", "There is no file {name}; check the path.", name=path.name)
        return RecordingError(words)
    if isinstance(error, IsADirectoryError):
        words = tr("recording", "{name} is a folder; choose a recording in it.", name=path.name)
        return RecordingError(words)
    if isinstance(error, OSError):
        words = tr(
            "recording",
            "{name} cannot be read ({reason}); copy it to where you may read it.",
            name=path.name,
            reason=error.strerror or str(error),
        )
        return RecordingError(words)
    return damaged(path, str(error))


def unwritable(path: Path, error: Exception) -> RecordingError:
    """The system or the database refuses to write it."""
    if _full(error):
        words = tr(
            "recording",
            "There is no room left on the disk for {path}; make room and try again.",
            path=path,
        )
    else:
        words = tr(
            "recording",
            "{path} cannot be written ({reason}); mend that or choose another folder.",
            path=path,
            reason=_reason(error),
        )
    return RecordingError(words)


def stopped(path: Path, error: Exception) -> RecordingError:
    """What happens is not recorded any more."""
    if _full(error):
        words = tr(
            "recording",
            "Recording has stopped, as there is no room left on the disk for {path}; make room"
            " and connect anew. All else goes on.",
            path=path,
        )
    else:
        words = tr(
            "recording",
            "Recording has stopped, as {path} cannot be written ({reason}); mend that and connect"
            " anew. All else goes on.",
            path=path,
            reason=_reason(error),
        )
    return RecordingError(words)


def set_aside(why: str, aside: Path) -> str:
    """What was recorded before cannot be used; a new recording was begun."""
    return tr(
        "recording",
        "{why} It was set aside as {file}, and a new recording was begun.",
        why=why,
        file=aside,
    )


def _full(error: Exception) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return isinstance(error, OSError) and error.errno in {28, 122}  # ENOSPC, EDQUOT


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
