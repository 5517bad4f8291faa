"""Where rigs live: a number, a folder and an address range for each, held by a file lock.

The lock is the truth about who is alive: the kernel drops it with the supervisor, whatever
killed that. A folder whose lock is free is stale.
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.rig.errors import RigError

BASE = Path("/run/hagui-rigs")
MARK = "HAGUI_RIG"
"""Environment variable in every process of a rig; its value is the rig's folder."""
HIGHEST = 250


@dataclass(frozen=True)
class Place:
    """The names that belong to the rig of one number."""

    number: int

    @property
    def folder(self) -> Path:
        """All files of the rig: configuration, logs, state of every node."""
        return BASE / str(self.number)

    @property
    def lock(self) -> Path:
        """Held by the supervisor for as long as it lives."""
        return BASE / f"{self.number}.lock"

    @property
    def link(self) -> str:
        """The host's network interface into the rig."""
        return f"hagui{self.number}"

    @property
    def prefix(self) -> str:
        """First three numbers of the rig's addresses, with the last dot."""
        return f"10.56.{self.number}."

    @property
    def control(self) -> Path:
        """The supervisor's socket."""
        return self.folder / "shared" / "control.sock"

    @property
    def pid_file(self) -> Path:
        """The supervisor's process."""
        return self.folder / "supervisor.pid"

    @property
    def token(self) -> Path:
        """The engines' token file."""
        return self.folder / "shared" / "token"


def known() -> list[Place]:
    """Rigs that left any trace, alive or stale."""
    if not BASE.is_dir():
        return []
    numbers = {entry.name.removesuffix(".lock") for entry in BASE.iterdir()}
    return [Place(int(number)) for number in sorted(numbers, key=int)]


def try_lock(place: Place) -> int | None:
    """Take the place's lock; returns its descriptor, or None where a supervisor lives."""
    BASE.mkdir(mode=0o755, exist_ok=True)
    descriptor = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Whoever held it before may have unlinked the file between our open and our lock.
        if os.fstat(descriptor).st_ino == place.lock.stat().st_ino:
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(descriptor)
    return None


def alive(place: Place) -> bool:
    """Whether a supervisor holds this place."""
    if not place.lock.exists():
        return False
    descriptor = try_lock(place)
    if descriptor is None:
        return True
    os.close(descriptor)
    return False


def allocate() -> tuple[Place, int]:
    """Take the first free place, sweeping what a dead rig left there.

    Raises:
        RigError: all places are taken.
    """
    taken = subprocess.run(
        ["ip", "-oneline", "-4", "address"], check=True, capture_output=True, text=True
    ).stdout
    for number in range(1, HIGHEST + 1):
        place = Place(number)
        descriptor = try_lock(place)
        if descriptor is None:
            continue
        clean(place)
        if f" {place.prefix}" in taken and f" {place.link} " not in taken:
            release(place, descriptor)
            continue
        return place, descriptor
    raise RigError(f"all {HIGHEST} rigs are taken; take one down with: python -m tests.rig down")


def release(place: Place, descriptor: int) -> None:
    """Give a place back; its lock file goes while the lock is still held."""
    place.lock.unlink(missing_ok=True)
    os.close(descriptor)


def sweep() -> list[int]:
    """Remove what dead rigs left behind; returns their numbers."""
    swept: list[int] = []
    for place in known():
        descriptor = try_lock(place)
        if descriptor is None:
            continue
        clean(place)
        release(place, descriptor)
        swept.append(place.number)
    return swept


def clean(place: Place) -> None:
    """Remove processes, links and folder of a rig whose lock we hold."""
    kill_processes(place)
    remove_link(place)
    shutil.rmtree(place.folder, ignore_errors=True)


def remove_link(place: Place) -> None:
    """Remove the host's leg into the rig, where there is one."""
    if Path("/sys/class/net", place.link).exists():
        with contextlib.suppress(subprocess.CalledProcessError):
            subprocess.run(["ip", "link", "delete", place.link], check=True, capture_output=True)


def kill_processes(place: Place, patience: float = 5.0) -> None:
    """Kill every process of a rig and wait, ``patience`` seconds at most, until all are gone."""
    until = time.monotonic() + patience
    while (pids := list(processes(place))) and time.monotonic() < until:
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def processes(place: Place) -> Iterator[int]:
    """Processes that carry the rig's mark, this one left out."""
    mark = f"{MARK}={place.folder}".encode()
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                yield int(entry.name)
