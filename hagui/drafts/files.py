"""Folders, names and locks of what is kept."""

import hashlib
import os
import re
from pathlib import Path
from typing import Protocol


class Lock(Protocol):
    """A file that is taken."""

    def release(self) -> None:
        """Let go of it."""
        ...


def make_folder(folder: Path) -> None:
    """A folder that only its owner may look into.

    Raises:
        OSError: it cannot be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def name_for(key: str) -> str:
    """A file name for what belongs to a cluster; no two clusters share one.

    Args:
        key: the id of a saved cluster, or the absolute path of a file.
    """
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", key.rpartition("/")[2]).strip("-.")[:40]
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return f"{plain}-{digest}" if plain else digest


class _Held:
    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def lock(path: Path) -> Lock | None:
    """Take a file for this process until it ends; None where another one has it.

    The lock lies beside it (as ``.lock``), since the file itself is replaced now and then.
    Where the system has no such locks, it is taken for granted.

    Raises:
        OSError: the folder cannot be written.
    """
    descriptor = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        import fcntl
    except ImportError:
        return _Held(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    return _Held(descriptor)
