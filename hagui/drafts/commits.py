"""What was committed, kept so that it can be looked at and taken back.

Each commit of a cluster is a file of its own: written before the commit is sent, and completed
when its outcome is known. So a crash in between leaves a record that says that the outcome is not
known, and damage to one file is no damage to another. The newest ``MOST`` commits of a cluster are
kept, and no more than ``ROOM`` bytes of them; the oldest go first.
"""

import base64
import contextlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from engine.cib.edits.vocabulary import Edits, Revert
from engine.cib.version import Version
from hagui.drafts.errors import NotKept, Unreadable
from hagui.drafts.files import make_folder, name_for
from hagui.session.atomic import write_json

MOST: Final = 200
"""Commits of one cluster that are kept."""
ROOM: Final = 64 * 1024 * 1024
"""Bytes that the commits of one cluster may take."""
_T = TypeVar("_T")
_LARGEST: Final = 512 * 1024 * 1024
"""Bytes beyond which nothing that calls itself a configuration is unpacked."""


class Outcome(Enum):
    """What became of a commit."""

    UNKNOWN = "unknown"
    """It was sent; whether it got in was not heard before this program ended."""
    DONE = "done"
    FAILED = "failed"
    """It was refused, and nothing was changed."""


class Change(msgspec.Struct, frozen=True):
    """One entry of the draft that was committed."""

    sentence: str
    """As it was said to the operator, in their language."""
    edits: Edits


class Commit(msgspec.Struct, frozen=True, omit_defaults=True):
    """One commit, without the configurations (``CommitLog.configurations`` has them)."""

    id: str
    at: float
    """When it was sent, in seconds since 1970."""
    user: str
    """In whose name."""
    cluster: str
    """What the cluster is called."""
    where: str
    """The node whose engine took it, or the path of the file."""
    changes: tuple[Change, ...]
    base: Version
    """What it was made from."""
    outcome: Outcome = Outcome.UNKNOWN
    version: Version | None = None
    """What it made, where it is done."""
    words: str = ""
    """Why it failed."""


class _Kept(Commit, frozen=True, omit_defaults=True):
    """A commit as it is in its file; the configurations are packed (zlib, base64)."""

    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Configurations:
    """The ``<configuration>`` around a commit, as XML text."""

    before: str
    after: str
    """As it was meant to be; that is what it became, where the commit is done."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What there is, and what cannot be read."""

    commits: tuple[Commit, ...]
    """The newest first."""
    unreadable: tuple[Unreadable, ...] = ()


class CommitLog:
    """The commits of one cluster, a folder of small files; blocks while it reads and writes."""

    def __init__(self, folder: Path, key: str) -> None:
        """The log of one cluster.

        Args:
            folder: where the logs of all clusters are.
            key: the id of the saved cluster, or the absolute path of the file.
        """
        self.folder = folder / name_for(key)

    def begin(self, commit: Commit, configurations: Configurations) -> None:
        """Record a commit that is about to be sent; makes room by dropping the oldest.

        Raises:
            NotKept: it cannot be written.
        """
        packed = msgspec.convert(
            {
                **msgspec.structs.asdict(commit),
                "before": _packed(configurations.before),
                "after": _packed(configurations.after),
            },
            _Kept,
        )
        path = self._path(commit.id)
        try:
            make_folder(self.folder)
            write_json(path, packed)
            self._make_room(path)
        except OSError as error:
            raise NotKept(path, error) from error

    def finish(self, id: str, outcome: Outcome, version: Version | None, words: str = "") -> None:  # noqa: A002
        """Record what became of it.

        Raises:
            Unreadable: what was recorded before is damaged.
            NotKept: it cannot be written; it stays recorded as of unknown outcome.
        """
        path = self._path(id)
        kept = _read(path, _Kept)
        done = msgspec.structs.replace(kept, outcome=outcome, version=version, words=words)
        try:
            write_json(path, done)
        except OSError as error:
            raise NotKept(path, error) from error

    def list(self) -> Listed:
        """All commits that are kept, and files that cannot be read."""
        commits: list[Commit] = []
        damaged: list[Unreadable] = []
        for path in self._paths():
            try:
                commits.append(_read(path, Commit))
            except Unreadable as error:
                damaged.append(error)
        commits.sort(key=lambda commit: (commit.at, commit.id), reverse=True)
        return Listed(tuple(commits), tuple(damaged))

    def configurations(self, id: str) -> Configurations:  # noqa: A002
        """The configurations around a commit.

        Raises:
            Unreadable: its file is damaged or gone.
        """
        path = self._path(id)
        kept = _read(path, _Kept)
        return Configurations(_unpacked(path, kept.before), _unpacked(path, kept.after))

    def revert_of(self, commit: Commit) -> Edits:
        """The edit that takes a commit back on the configuration of today, and nothing that was
        changed since.

        Raises:
            Unreadable: its file is damaged or gone.
        """
        found = self.configurations(commit.id)
        return (Revert(found.before, found.after, title(commit)),)

    # inside

    def _path(self, id_: str) -> Path:
        return self.folder / f"{name_for(id_)}.json"

    def _paths(self) -> Iterator[Path]:
        with contextlib.suppress(FileNotFoundError):
            yield from sorted(self.folder.glob("*.json"))

    def _make_room(self, newest: Path) -> None:
        files = [(path.stat().st_mtime_ns, path.stat().st_size, path) for path in self._paths()]
        files.sort(reverse=True)
        room, count = ROOM, MOST
        for _, size, path in files:
            room, count = room - size, count - 1
            if path != newest and (room < 0 or count < 0):
                path.unlink(missing_ok=True)


def title(commit: Commit) -> str:
    """What a commit is called: its first change, and how many there are."""
    first = commit.changes[0].sentence if commit.changes else ""
    return first if len(commit.changes) <= 1 else f"{first} (+{len(commit.changes) - 1})"


def _read(path: Path, kind: type[_T]) -> _T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise Unreadable(path, error.strerror or str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(path, str(error)) from error


def _packed(text: str) -> str:
    return base64.b64encode(zlib.compress(text.encode())).decode("ascii")


def _unpacked(path: Path, packed: str) -> str:
    try:
        unpacker = zlib.decompressobj()
        data = unpacker.decompress(base64.b64decode(packed, validate=True), _LARGEST)
        if not unpacker.eof:
            raise Unreadable(path, "a configuration in it is cut off")
        return data.decode()
    except (ValueError, zlib.error) as error:
        raise Unreadable(path, str(error)) from error
