"""The draft on disk as it grows, so that a crash of the desktop loses nothing.

The file is a line of JSON for each step, each ended by a line feed and written through to the
disk before it counts. A step says which entries there are, by their numbers, and holds what no
earlier line held: new entries, and the configuration they stand on where that is another one. A
crash can cut the last line short at any byte: such a line never counted, and is dropped. When most
of the file is history it is written anew beside the old one and takes its place in one step.
"""

import contextlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from engine.cib.version import Version
from hagui.cluster.draft.difference import Difference
from hagui.cluster.draft.entry import Aside, Entry, Kept
from hagui.drafts.errors import InUse, NotKept, Unreadable
from hagui.drafts.files import Lock, lock, make_folder

FORMAT: Final = 1
ROOM: Final = 1024 * 1024
"""Bytes of history from which on the file is written anew."""


class Opening(msgspec.Struct, frozen=True, tag="open"):
    """The first line."""

    format: int
    cluster: str
    """Whose draft it is, as it was called; for people who look into the file."""


class Step(msgspec.Struct, frozen=True, tag="step", omit_defaults=True):
    """What there is, after one more step.

    One line, so that a crash can never leave entries on a base that they were not made on.
    """

    entries: tuple[int, ...] = ()
    undone: tuple[int, ...] = ()
    aside: tuple[tuple[int, tuple[Difference, ...]], ...] = ()
    others: tuple[Difference, ...] = ()
    new: tuple[Entry, ...] = ()
    """Entries that no earlier line holds."""
    version: Version = Version()
    """Of what the entries stand on."""
    base: str | None = None
    """That configuration; None where it is as before."""


_Line = Opening | Step
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(_Line)


@dataclass(frozen=True, slots=True)
class Found:
    """What a journal held when it was opened."""

    kept: Kept | None
    """None where there is nothing to go on with."""
    dropped: int = 0
    """Bytes at the end that were cut short by a crash or damaged, and do not count."""
    damaged: Path | None = None
    """Where the damaged file was set aside, if more than a last line was wrong with it."""


@dataclass(slots=True)
class _Written:
    """What the lines so far say."""

    base: str = ""
    entries: dict[int, Entry] = field(default_factory=dict[int, Entry])
    step: Step = field(default_factory=Step)

    def read(self, line: _Line) -> None:
        match line:
            case Opening():
                pass
            case Step():
                self.entries |= {entry.number: entry for entry in line.new}
                self.base = self.base if line.base is None else line.base
                self.step = line

    def knows(self, step: Step) -> bool:
        """Whether all entries that a step names are in it or were told before."""
        named = {*step.entries, *step.undone, *(number for number, _ in step.aside)}
        return named <= self.entries.keys() | {entry.number for entry in step.new}

    def kept(self) -> Kept:
        entries, step = self.entries, self.step
        return Kept(
            step.version,
            self.base,
            tuple(entries[number] for number in step.entries),
            tuple(entries[number] for number in step.undone),
            tuple(Aside(entries[number], others) for number, others in step.aside),
            step.others,
        )


class Journal:
    """One cluster's draft in one file; blocks while it writes, so call it in a thread.

    Calls must not overlap.
    """

    def __init__(self, path: Path, cluster: str) -> None:
        """Take the file; it is made when there is something to keep.

        Args:
            path: of the file.
            cluster: how the cluster is called.

        Raises:
            InUse: another process has taken it.
            NotKept: its folder cannot be made or written.
        """
        self.path = path
        self._cluster = cluster
        self._written: _Written | None = None
        """What the file says; None where that is not known to be all there is to say."""
        self._file: int | None = None
        self._history = 0
        try:
            make_folder(path.parent)
            taken = lock(path)
        except OSError as error:
            raise NotKept(path, error) from error
        if taken is None:
            raise InUse(path)
        self._lock: Lock = taken

    def read(self) -> Found:
        """What was kept before; to be called first.

        Raises:
            Unreadable: a later version wrote it; it is left as it is.
            NotKept: it cannot be read or mended.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return Found(None)
        except OSError as error:
            raise NotKept(self.path, error) from error
        written, good, whole = _read(self.path, data)
        damaged: Path | None = None
        try:
            if not whole:
                damaged = self._set_aside(data)
            if good < len(data):
                os.truncate(self.path, good)
        except OSError as error:
            raise NotKept(self.path, error) from error
        self._written, self._history = written, good
        kept = None if written is None else written.kept()
        return Found(kept or None, len(data) - good, damaged)

    def keep(self, kept: Kept) -> None:
        """Write what has changed; a draft of which nothing is left leaves no file.

        Raises:
            NotKept: the disk is full or the like. The draft goes on in memory, and the next
                call writes all of it.
        """
        try:
            if not kept:
                self._forget()
            elif self._written is None or not self.path.exists() or self._history > ROOM:
                self._write_anew(kept)
            else:
                self._append(self._written, kept)
        except OSError as error:
            self._written = None
            self._close_file()
            raise NotKept(self.path, error) from error

    def set_aside(self) -> Path:
        """Move what was kept out of the way, as it makes no sense; returns where it is now.

        Raises:
            NotKept: it cannot be moved; it stays.
        """
        try:
            aside = self._set_aside(self.path.read_bytes())
            self._forget()
        except OSError as error:
            raise NotKept(self.path, error) from error
        return aside

    def close(self) -> None:
        """Let go of the file, which stays."""
        self._close_file()
        self._lock.release()

    # inside

    def _append(self, written: _Written, kept: Kept) -> None:
        step = _next(written, kept)
        if step is None:
            return
        if self._file is None:
            self._file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        data = _encoded([step])
        size = os.fstat(self._file).st_size
        try:
            _write_all(self._file, data)
        except OSError:
            # What got in of it must not stand before what comes next.
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, size)
            raise
        os.fsync(self._file)
        self._history += len(data)
        written.read(step)

    def _write_anew(self, kept: Kept) -> None:
        self._close_file()
        written = _Written()
        step = _next(written, kept)
        assert step is not None, "something is kept, and nothing is written"
        lines: list[_Line] = [Opening(FORMAT, self._cluster), step]
        written.read(step)
        descriptor, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")
        temporary = Path(name)
        try:
            try:
                _write_all(descriptor, _encoded(lines))  # mkstemp made it with mode 0600
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            temporary.replace(self.path)
            _sync_folder(self.path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        self._written, self._history = written, 0

    def _forget(self) -> None:
        self._close_file()
        self.path.unlink(missing_ok=True)
        _sync_folder(self.path.parent)
        self._written = None

    def _set_aside(self, data: bytes) -> Path:
        descriptor, name = tempfile.mkstemp(
            dir=self.path.parent, prefix=f"{self.path.stem}.damaged-"
        )
        try:
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)
        return Path(name)

    def _close_file(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _read(path: Path, data: bytes) -> tuple[_Written | None, int, bool]:
    """What the lines say, up to which byte they can be trusted, and whether only a last line that
    was cut short comes after that.
    """
    written: _Written | None = None
    good = 0
    while (end := data.find(b"\n", good)) >= 0:
        try:
            line = _DECODER.decode(data[good:end])
            if written is None:
                if not isinstance(line, Opening):
                    return None, 0, False
                if line.format > FORMAT:
                    raise Unreadable(path, "it was written by a later version of this program")
                written = _Written()
            if isinstance(line, Step) and not written.knows(line):
                return written, good, False
            written.read(line)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return written, good, False
        good = end + 1
    return written, good, True


def _next(written: _Written, kept: Kept) -> Step | None:
    """What has to be added so that the lines say what is to be kept; None where they do."""
    every = (*kept.entries, *kept.undone, *(item.entry for item in kept.aside))
    same = written.base == kept.base
    step = Step(
        _numbers(kept.entries),
        _numbers(kept.undone),
        tuple((item.entry.number, item.others) for item in kept.aside),
        kept.others,
        tuple(entry for entry in every if written.entries.get(entry.number) != entry),
        kept.version,
        None if same else kept.base,
    )
    return None if same and not step.new and _says(step) == _says(written.step) else step


def _says(step: Step) -> tuple[object, ...]:
    return step.entries, step.undone, step.aside, step.others


def _numbers(entries: Sequence[Entry]) -> tuple[int, ...]:
    return tuple(entry.number for entry in entries)


def _encoded(lines: Sequence[_Line]) -> bytes:
    return b"".join(_ENCODER.encode(line) + b"\n" for line in lines)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _sync_folder(folder: Path) -> None:
    """Make a name in a folder survive a loss of power, where the system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
