"""The audit log: who changed what, from where, when, and what came of it.

One JSON object a line. Every act has a line with outcome ``begun``, written and synced before it
is done (an act that cannot be recorded is not done), and one with its outcome and duration.
"""

import asyncio
import functools
import hashlib
import json
import logging
import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Protocol, get_type_hints

import msgspec

from engine.protocol.verbs import Verb

log = logging.getLogger(__name__)

MODE: Final = 0o640
BEGUN: Final = "begun"


class AuditFailed(Exception):
    """The audit log cannot be written; the words say why."""


class Audit(Protocol):
    """Where acts are recorded."""

    async def begin(
        self, user: str, source: str, verb: Verb[Any, Any], arguments: msgspec.Struct
    ) -> "Entry":
        """Record that an act is about to be done.

        Raises:
            AuditFailed: it could not be recorded, so it must not be done.
        """
        ...


class Entry(Protocol):
    """An act under way."""

    async def end(self, outcome: str, message: str = "") -> None:
        """Record what came of it: ``done``, or the code and the words of the failure."""
        ...


class AuditLog:
    """Appends to a file, opened for each line, so that it may be moved away at any time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="audit")

    async def begin(
        self, user: str, source: str, verb: Verb[Any, Any], arguments: msgspec.Struct
    ) -> "FileEntry":
        """Record that an act is about to be done.

        Raises:
            AuditFailed: it could not be recorded, so it must not be done.
        """
        record = {
            "id": os.urandom(6).hex(),
            "user": user,
            "source": source,
            "verb": verb.name,
            "access": verb.access.value,
            "arguments": audited(arguments),
        }
        try:
            await self.write(record | {"outcome": BEGUN})
        except OSError as error:
            raise AuditFailed(
                f"Nothing was done, because the engine's audit log {self._path} cannot be written"
                f" ({error.strerror or error}): mend that on the node, then try again."
            ) from error
        return FileEntry(self, record)

    async def write(self, record: dict[str, Any]) -> None:
        """Append one line and sync it, in a thread of its own.

        Raises:
            OSError: why not; nothing of the line is left in the file.
        """
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = json.dumps({"time": now} | record, ensure_ascii=False).encode("utf-8", "replace")
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._writer, append, self._path, line + b"\n")

    def close(self) -> None:
        """Wait for what is being written."""
        self._writer.shutdown()


class FileEntry:
    """An act that has its first line in the file."""

    def __init__(self, audit: AuditLog, record: dict[str, Any]) -> None:
        self._audit = audit
        self._record = record
        self._begun = time.monotonic()

    async def end(self, outcome: str, message: str = "") -> None:
        """Record what came of it; where the file cannot take it, the engine's own log does."""
        record = self._record | {
            "outcome": outcome,
            "message": message,
            "seconds": round(time.monotonic() - self._begun, 3),
        }
        try:
            await self._audit.write(record)
        except OSError as error:
            words = json.dumps(record)
            log.critical("The audit log took no more (%s); this act was: %s", error, words)


def append(path: Path, line: bytes) -> None:
    """Append ``line`` whole or not at all, and sync it.

    Raises:
        OSError: why not.
    """
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, MODE)
    try:
        regular = stat.S_ISREG(os.fstat(file).st_mode)
        size = os.lseek(file, 0, os.SEEK_END) if regular else 0
        if size and os.pread(file, 1, size - 1) != b"\n":
            line = b"\n" + line  # whoever wrote last was cut short
        try:
            written = os.write(file, line)
            if written < len(line):
                os.write(file, line[written:])
            if regular:
                os.fsync(file)
        except OSError:
            if regular:
                os.ftruncate(file, size)
            raise
    finally:
        os.close(file)


def audited(arguments: msgspec.Struct) -> dict[str, Any]:
    """The arguments of a verb as the audit log keeps them, without what is secret.

    The tag that some kinds have says the verb once more, and stays out.
    """
    treatment = _treatment(type(arguments))
    tag = arguments.__struct_config__.tag_field
    result: dict[str, Any] = {}
    for name, value in msgspec.to_builtins(arguments).items():
        if name == tag:
            continue
        match treatment.get(name):
            case "omit":
                continue
            case "digest":
                data = str(value).encode("utf-8", "replace")
                result[name] = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            case _:
                result[name] = value
    return result


@functools.cache
def _treatment(kind: type[msgspec.Struct]) -> dict[str, str]:
    """What the declarations say of each field: ``omit``, ``digest`` or nothing."""
    result: dict[str, str] = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        for meta in getattr(hint, "__metadata__", ()):
            if isinstance(meta, msgspec.Meta):
                extra: dict[str, str] = meta.extra or {}
                result[name] = extra.get("audit", "")
    return result
