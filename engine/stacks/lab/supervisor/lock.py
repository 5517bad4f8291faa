"""Who holds a lab's folder: one lab at a time, until its last process has ended."""

import fcntl
import os
import time
from pathlib import Path
from typing import Final

_PAUSE: Final = 0.02


def take(folder: Path) -> int | None:
    """Make the folder where there is none and lock it; None where a lab has it.

    What is given is an open file: the lock ends once all processes have closed it.

    Raises:
        OSError: the folder cannot be made or read.
    """
    while True:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return None
        if _still(folder, file):
            return file
        os.close(file)  # a lab that ended meanwhile took the folder away


def wait_until_free(file: int, seconds: float) -> bool:
    """Wait until nobody has locked the folder that ``file`` is; whether that came to pass."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_PAUSE)
        else:
            fcntl.flock(file, fcntl.LOCK_UN)
            return True
    return False


def _still(folder: Path, file: int) -> bool:
    try:
        return os.path.samestat(os.fstat(file), folder.stat())
    except FileNotFoundError:
        return False
