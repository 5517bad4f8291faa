"""Small JSON files of our own: written whole or not at all, and never lost when damaged."""

import contextlib
import os
import tempfile
from pathlib import Path
from typing import TypeVar

import msgspec

T = TypeVar("T")


def write_json(path: Path, value: object) -> None:
    """Write ``value`` to ``path``, readable by its owner only, in one step.

    A reader sees the old file or the new one, also across a crash.

    Raises:
        OSError: the folder cannot be made or written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    data = msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:  # mkstemp made it with mode 0600
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def read_json(path: Path, kind: type[T], default: T) -> tuple[T, Path | None]:
    """Read what ``write_json`` wrote.

    Returns:
        The value, and None; or, where the file is damaged, ``default`` and the path under which
        the damaged file was set aside, so that a person can still look into it.

    Raises:
        OSError: the file is there and cannot be read.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return default, None
    try:
        return msgspec.json.decode(data, type=kind), None
    except (msgspec.DecodeError, UnicodeDecodeError):
        aside = _free(path)
        path.replace(aside)
        return default, aside


def _free(path: Path) -> Path:
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    return aside
