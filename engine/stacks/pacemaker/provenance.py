"""Who made a part of the configuration: looked up in the CIBs that Pacemaker keeps on disk.

Whenever the configuration changes, every node puts the CIB of before aside (``cib-N.raw``) and
notes in the new one who changed it, with which program, on which node and when. So the maker of an
id is whoever wrote the first CIB that has it, among those without a gap until now.
"""

import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lxml import etree

from engine.cib.version import Version
from engine.cib.xml import Element
from engine.protocol.verbs import Origin
from engine.stacks.contract import StackError

ARCHIVE: Final = Path("/var/lib/pacemaker/cib")
PATIENCE: Final = 5.0
"""Seconds of reading; what is older than was reached in them counts as older than that."""
MOST_IDS: Final = 10_000

_WRITTEN: Final = "%a %b %d %H:%M:%S %Y"  # ctime(3), as Pacemaker writes it in the node's time
_REFERENCES: Final = frozenset({"resource_ref", "obj_ref"})
"""Elements whose id is another's."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """One CIB of the archive."""

    version: Version
    user: str
    client: str
    node: str
    at: int
    ids: frozenset[str]


def origins(ids: Iterable[str], folder: Path = ARCHIVE) -> tuple[Origin, ...]:
    """Who made what has those ids; reads files, so not for the event loop.

    What is not in the configuration is left out.

    Raises:
        StackError: ``failed``, where the archive cannot be read.
    """
    wanted = frozenset(ids)
    if len(wanted) > MOST_IDS:
        raise StackError("failed", f"More than {MOST_IDS} ids cannot be looked up at once.")
    until = time.monotonic() + PATIENCE
    files = _newest_first(folder)
    newer = _read(files[0], wanted)
    if newer is None:
        raise StackError(
            "failed",
            f"{files[0]} cannot be read, so that nobody knows who made what; the engine must run "
            "as hacluster, who may.",
        )
    open_ids = newer.ids
    found: dict[str, Origin] = {}
    for file in files[1:]:
        if not open_ids or time.monotonic() > until:
            break
        older = _read(file, open_ids)
        if older is None:
            break
        if older.version.configuration >= newer.version.configuration:
            continue  # written twice, or a leftover of another life of this cluster
        for name in open_ids - older.ids:
            found[name] = _origin(name, newer, older)
        open_ids = open_ids & older.ids
        newer = older
    for name in open_ids:
        found[name] = Origin(name, at=newer.at, exact=False)
    return tuple(found[name] for name in sorted(found))


def _origin(name: str, first: _Kept, before: _Kept) -> Origin:
    """Of several changes that were written to disk together, only the last one's maker is known."""
    one_step = first.version.configuration == (
        before.version.admin_epoch,
        before.version.epoch + 1,
    )
    if not one_step:
        return Origin(name, at=first.at)
    return Origin(name, first.user, first.client, first.node, first.at)


def _newest_first(folder: Path) -> list[Path]:
    """The CIB in force, then those before it."""
    aged: list[tuple[float, Path]] = []
    try:
        for file in folder.iterdir():
            if file.suffix == ".raw" and file.name.startswith("cib-"):
                with suppress(FileNotFoundError):  # just taken away by Pacemaker
                    aged.append((file.stat().st_mtime, file))
    except OSError as error:
        raise StackError(
            "failed",
            f"{folder} cannot be read, so that nobody knows who made what; the engine must run "
            "as hacluster, who may.",
            str(error),
        ) from error
    return [folder / "cib.xml", *(file for _, file in sorted(aged, reverse=True))]


def _read(file: Path, wanted: frozenset[str]) -> _Kept | None:
    """A CIB of the archive with those of ``wanted`` that are in it; None where it is damaged."""
    try:
        text = file.read_bytes()
        written = file.stat().st_mtime
        root = etree.fromstring(text, etree.XMLParser(resolve_entities=False, huge_tree=True))
        version = Version(*(int(root.get(name, "0")) for name in Version._fields))
    except (OSError, ValueError, etree.XMLSyntaxError):
        return None
    return _Kept(
        version,
        root.get("update-user", ""),
        root.get("update-client", ""),
        root.get("update-origin", ""),
        _moment(root.get("cib-last-written", ""), written),
        _ids(root, wanted),
    )


def _ids(root: Element, wanted: frozenset[str]) -> frozenset[str]:
    configuration = root.find("configuration")
    if configuration is None:
        return frozenset()
    found = {
        element.get("id", "")
        for element in configuration.iter(etree.Element)
        if element.tag not in _REFERENCES
    }
    return wanted & found


def _moment(words: str, otherwise: float) -> int:
    try:
        return int(datetime.strptime(words, _WRITTEN).astimezone().timestamp())
    except ValueError:
        return int(otherwise)
