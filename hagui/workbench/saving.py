"""Writes CIB files: whole or not at all, packed as they were, and never over what others wrote."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Final

from engine.cib.document import Cib
from engine.cib.saving import save as contents
from hagui.i18n import tr

_NEW_MODE: Final = 0o640
"""Of a file that was not there: a CIB may hold passwords."""
_PACKED: Final = {b"BZh": ".bz2", b"\x1f\x8b": ".gz"}


class SaveError(Exception):
    """The file was not written; the message is one sentence for people, in their language."""


class ChangedMeanwhile(Exception):
    """Somebody else has written the file since it was read; nothing was written."""


def save(path: Path, cib: Cib, read: bytes) -> bytes:
    """Put a document in the place of the file that it was read from; only what differs changes.

    A link is followed. May take a second, so it belongs into a thread.

    Args:
        path: the file.
        cib: the document; nobody changes it meanwhile.
        read: the file as it was read, packed or not. It must still be so.

    Returns:
        What is in the file now, packed as it was.

    Raises:
        ChangedMeanwhile: the file is not as it was read.
        SaveError: it cannot be written; it is as it was.
    """
    packing = next((name for begin, name in _PACKED.items() if read.startswith(begin)), ".xml")
    try:
        place = path.resolve()
        if not place.exists() or place.read_bytes() != read:
            raise ChangedMeanwhile
        data = contents(cib, packing, read)
        _replace(place, data)
    except OSError as error:
        raise SaveError(_not_written(path, error)) from error
    return data


def save_as(path: Path, cib: Cib, read: bytes | None) -> bytes:
    """Write a document into another file, packed as its name says.

    Args:
        path: the file; one that is there is replaced.
        cib: the document; nobody changes it meanwhile.
        read: the file that it was read from, whose text is kept as far as it still holds; None
            where there was none.

    Raises:
        SaveError: it cannot be written; what was there is as it was.
    """
    try:
        data = contents(cib, path.name, read)
        _replace(path.resolve(), data)
    except OSError as error:
        raise SaveError(_not_written(path, error)) from error
    return data


def _replace(place: Path, data: bytes) -> None:
    """Write beside the file, then let that take its place: a crash leaves the one or the other."""
    before = place.stat() if place.exists() else None
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_NEW_MODE if before is None else before.st_mode & 0o7777)
        if before is not None and hasattr(os, "chown"):
            with contextlib.suppress(OSError):  # the owner's own, where that is not us
                os.chown(temporary, before.st_uid, before.st_gid)
        temporary.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _not_written(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        return tr(
            "open",
            "{name} may not be written by you: save it elsewhere with “Save as…”.",
            name=path.name,
        )
    return tr(
        "open",
        "{name} was not written ({reason}): it is as it was; mend that, or save it elsewhere.",
        name=path.name,
        reason=error.strerror or str(error),
    )
