"""Opens CIB files: plain, bzip2 or gzip, or standard input; one sentence where it cannot."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.cib.checks import check
from engine.cib.container import decompress
from engine.cib.errors import CibError
from engine.cib.finding import Severity
from hagui.cluster.live import Prepared
from hagui.i18n import tr

STDIN: Final = "-"
"""Stands for standard input where a path could stand."""


class OpenError(Exception):
    """The file cannot be shown; the message is one sentence for people, in their language."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A CIB that was read, ready to be shown."""

    prepared: Prepared
    data: bytes
    """The file as it was, packed or not."""
    faults: str
    """A sentence on what a cluster would refuse in it; empty where there is nothing."""


def read_file(path: str) -> Opened:
    """Read a CIB from a file or (``-``) standard input.

    May take a second, so it belongs into a thread.

    Raises:
        OpenError: it cannot be read, is no CIB, or is damaged.
    """
    name = display_name(path)
    try:
        data = sys.stdin.buffer.read() if path == STDIN else Path(path).read_bytes()
    except OSError as error:
        raise OpenError(_unreadable(name, error)) from None
    try:
        prepared = Prepared.read(decompress(data))
    except CibError as error:
        raise OpenError(_not_a_cib(name, error)) from None
    return Opened(prepared, data, _faults(path, prepared))


def _faults(path: str, prepared: Prepared) -> str:
    errors = [item for item in check(prepared.cib) if item.severity is Severity.ERROR]
    if not errors:
        return ""
    return tr(
        "open",
        "A cluster would refuse {name} (faults: {total}); mend the first in line {line}: {reason}",
        name=display_name(path),
        total=len(errors),
        line=errors[0].line or 1,
        reason=errors[0].message,
    )


def display_name(path: str) -> str:
    """How a file is called on screen."""
    return tr("open", "standard input") if path == STDIN else Path(path).name


def _unreadable(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return tr("open", "There is no file {name}; check the path.", name=name)
    if isinstance(error, IsADirectoryError):
        return tr("open", "{name} is a folder; choose a CIB file in it.", name=name)
    if isinstance(error, PermissionError):
        return tr(
            "open", "{name} may not be read by you; copy it to where you may read it.", name=name
        )
    return tr(
        "open",
        "{name} cannot be read ({reason}); copy it elsewhere and open the copy.",
        name=name,
        reason=error.strerror or str(error),
    )


def _not_a_cib(name: str, error: CibError) -> str:
    line = error.line or 0
    match error.code:
        case "syntax" if line:
            return tr(
                "open",
                "{name} is not well-formed XML (line {line}); check that the file is complete.",
                name=name,
                line=line,
            )
        case "syntax":
            return tr("open", "{name} is not XML; choose a CIB file such as cib.xml.", name=name)
        case "root":
            return tr(
                "open",
                "{name} is XML but no CIB; choose a file whose root is <cib>, such as cib.xml.",
                name=name,
            )
        case "compressed":
            return tr(
                "open",
                "{name} is compressed, and damaged or cut off; copy it once more from its source.",
                name=name,
            )
        case "size":
            return tr("open", "{name} is larger than any CIB; choose another file.", name=name)
        case "doctype":
            return tr(
                "open",
                "{name} has a DOCTYPE, which no CIB has and which may be harmful; remove it.",
                name=name,
            )
        case "encoding":
            return tr("open", "{name} is not in UTF-8; convert it and open that.", name=name)
        case _:
            return tr("open", "{name}: {reason}", name=name, reason=error.message)
