"""A node's disk: what it must not forget, in two files that are written one after the other.

Each file is replaced as a whole (new file, fsync, rename, fsync of the folder), and only when both
hold the new state it counts as written. So whatever happens to one of them, the other one holds
what was promised last: a file that is damaged costs nothing. The first line of a file says its
format, which of all writings it is, and the SHA-256 of the rest, which is JSON.
"""

import asyncio
import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from engine.stacks.lab.durable import Durable
from engine.stacks.lab.instructions import Persist, Persisted

FILES: Final = ("first.json", "second.json")
_FORMAT: Final = b"hagui-lab-disk-1"
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Durable)


class DiskTrouble(Exception):
    """What is on disk cannot be read or written; the words are one sentence for people."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a disk holds."""

    durable: Durable | None = None
    """The newest state; None where nothing was ever written."""
    writing: int = 0
    """Which of all writings it is."""
    damaged: tuple[Path, ...] = ()
    """Files that cannot be used; the state comes from the other one."""


def read(folder: Path) -> Found:
    """What is on disk.

    Raises:
        DiskTrouble: there is something, and nothing of it can be used.
    """
    good: list[tuple[int, Durable]] = []
    damaged: list[Path] = []
    for name in FILES:
        path = folder / name
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise DiskTrouble(f"{path} cannot be read: {error.strerror or error}.") from error
        copy = _decoded(data)
        if copy is None:
            damaged.append(path)
        else:
            good.append(copy)
    if damaged and not good:
        raise DiskTrouble(
            f"What this node had on disk is damaged ({_named(damaged)}), so that it does not know"
            " for whom it voted; remove the folder to have it begin anew, it then takes the"
            " configuration from the other nodes."
        )
    if not good:
        return Found()
    writing, durable = max(good, key=lambda copy: copy[0])
    return Found(durable, writing, tuple(damaged))


def write(folder: Path, durable: Durable, writing: int) -> None:
    """Write it to both files; returns once it would outlive a loss of power.

    Raises:
        DiskTrouble: it may be on disk or not; what was there before is not lost.
    """
    body = _ENCODER.encode(durable)
    digest = hashlib.sha256(body).hexdigest().encode()
    head = b"%s %d sha256:%s\n" % (_FORMAT, writing, digest)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            _replace(folder / name, head, body)
    except OSError as error:
        words = f"{folder} cannot be written: {error.strerror or error}."
        raise DiskTrouble(words) from error


class Writer:
    """Writes beside the event loop, so that a slow disk does not keep heartbeats waiting."""

    def __init__(self, folder: Path, writing: int, tell: Callable[[Persisted], None]) -> None:
        """Begin.

        Args:
            folder: where the files lie.
            writing: which of all writings the last one was.
            tell: called in the event loop; of several that were asked for while another one was
                written, the last one is written and told of.
        """
        self._folder = folder
        self._writing = writing
        self._tell = tell
        self._next: Persist | None = None
        self._work: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "disk")

    def persist(self, wanted: Persist) -> None:
        """Write this; one that was not begun yet is replaced."""
        self._next = wanted
        if self._work is None:
            self._work = asyncio.get_running_loop().create_task(self._run())

    async def close(self) -> None:
        """End; what is being written is written to its end, the rest is not."""
        self._next = None
        if self._work is not None:
            await self._work
        self._thread.shutdown()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._next is not None:
                wanted, self._next = self._next, None
                self._writing += 1
                trouble = ""
                try:
                    await loop.run_in_executor(
                        self._thread, write, self._folder, wanted.durable, self._writing
                    )
                except DiskTrouble as error:
                    trouble = str(error)
                self._tell(Persisted(wanted.number, trouble))
        finally:
            self._work = None


def _decoded(data: bytes) -> tuple[int, Durable] | None:
    head, newline, body = data.partition(b"\n")
    match head.split():
        case [form, number, digest] if newline and form == _FORMAT and number.isdigit():
            if digest != b"sha256:" + hashlib.sha256(body).hexdigest().encode():
                return None
            try:
                return int(number), _DECODER.decode(body)
            except (msgspec.DecodeError, UnicodeDecodeError):
                return None
        case _:
            return None


def _replace(path: Path, head: bytes, body: bytes) -> None:
    new = path.with_suffix(".new")
    try:
        with new.open("wb", buffering=0) as file:
            for part in (head, body):
                left = memoryview(part)
                while left:
                    left = left[file.write(left) or 0 :]
            os.fsync(file.fileno())
        new.replace(path)
        _sync_folder(path.parent)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _named(paths: list[Path]) -> str:
    return " and ".join(map(str, paths))
