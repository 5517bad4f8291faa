"""The scheduler's cases, unpacked once: inputs, and the arguments that a few of them need."""

import json
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

_ARCHIVE = Path(__file__).resolve().parents[3] / "shared" / "scheduler-cases.tar.xz"


@dataclass(frozen=True, slots=True)
class Case:
    """One input."""

    name: str
    about: str
    path: Path
    arguments: tuple[str, ...] = ()
    """What crm_simulate is given besides the file."""
    graph: Path | None = None
    """The transition graph that Pacemaker's own suite expects."""


def folder() -> Path:
    """Where unpacked cases and what the tool said of them are kept: HAGUI_ORACLE, or a folder in
    the system's for temporary files."""
    named = os.environ.get("HAGUI_ORACLE")
    found = Path(named) if named else Path(tempfile.gettempdir()) / f"hagui-oracle-{os.getuid()}"
    found.mkdir(parents=True, exist_ok=True)
    return found


def available() -> bool:
    """Whether the cases are there at all."""
    return _ARCHIVE.is_file()


def all_cases() -> dict[str, Case]:
    """Every case, by name, in the order in which the suite has them."""
    root = folder() / "cases"
    listing = root / "scheduler-cases" / "cases.json"
    if not listing.is_file():
        with tempfile.TemporaryDirectory(dir=folder()) as fresh:
            with tarfile.open(_ARCHIVE) as archive:
                archive.extractall(fresh, filter="data")
            if not root.exists():
                Path(fresh).rename(root)
                Path(fresh).mkdir()  # the temporary directory expects to find itself
    base = listing.parent
    return {
        entry["name"]: Case(
            name=entry["name"],
            about=entry["about"],
            path=base / "xml" / f"{entry['name']}.xml",
            arguments=tuple(entry["args"]),
            graph=base / "exp" / f"{entry['name']}.exp",
        )
        for entry in json.loads(listing.read_text())
    }
