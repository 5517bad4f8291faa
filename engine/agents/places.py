"""Where agents lie on this machine: finding one, and listing them."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.agents.names import HEARTBEAT, LSB, OCF, STONITH, AgentName, Name

OWN = "hagui"
"""Provider of our own OCF agents."""
_OWN_FOLDER = Path(__file__).parents[2] / "resources" / "agents"


@dataclass(frozen=True, slots=True)
class Places:
    """The folders that are looked through."""

    ocf_root: Path = Path("/usr/lib/ocf")
    own: Path = _OWN_FOLDER
    """Holds ``hagui`` (OCF), ``stonith`` and ``tools``; it comes before the system's."""
    lsb: Path = Path("/etc/init.d")
    heartbeat: Path = Path("/etc/ha.d/resource.d")
    fencing: tuple[Path, ...] = (Path("/usr/sbin"), Path("/sbin"))

    @property
    def tools(self) -> Path:
        """Stand-ins for the cluster's tools that agents call, ``crm_attribute`` for one."""
        return self.own / "tools"

    def folders(self, standard: str, provider: str | None) -> tuple[Path, ...]:
        """Where agents of a class lie, the first one counting most."""
        match standard:
            case "ocf" if provider == OWN:
                return (self.own / OWN,)
            case "ocf" if provider:
                return (self.ocf_root / "resource.d" / provider,)
            case "lsb" | "service":
                return (self.lsb,)
            case "heartbeat":
                return (self.heartbeat,)
            case "stonith":
                return (self.own / "stonith", *self.fencing)
            case _:
                return ()


def here() -> Places:
    """Those of this machine; ``OCF_ROOT`` in the environment says otherwise for OCF agents."""
    return Places(ocf_root=Path(os.environ.get("OCF_ROOT") or "/usr/lib/ocf"))


def find(agent: AgentName, places: Places) -> Path | None:
    """The agent's program; None where it is not installed, or may not be run."""
    if not agent.type or "/" in agent.type or agent.type.startswith("."):
        return None
    if "/" in (agent.provider or "") or (agent.provider or "").startswith("."):
        return None
    for folder in places.folders(agent.standard, agent.provider):
        path = folder / agent.type
        if _runs(path):
            return path
    return None


def installed(places: Places) -> tuple[Name, ...]:
    """Every agent there is, sorted by class, provider and type."""
    found = {
        *_in(places, OCF, OWN),
        *(name for provider in _providers(places) for name in _in(places, OCF, provider)),
        *_in(places, LSB, None),
        *_in(places, HEARTBEAT, None),
        *(name for name in _in(places, STONITH, None) if name.type.startswith("fence_")),
    }
    return tuple(sorted(found, key=lambda name: (name.standard, name.provider or "", name.type)))


def _providers(places: Places) -> list[str]:
    try:
        entries = list((places.ocf_root / "resource.d").iterdir())
    except OSError:
        return []
    return [entry.name for entry in entries if entry.is_dir() and not entry.name.startswith(".")]


def _in(places: Places, standard: str, provider: str | None) -> Iterator[Name]:
    for folder in places.folders(standard, provider):
        try:
            entries = list(folder.iterdir())
        except OSError:
            continue
        for entry in entries:
            if not entry.name.startswith(".") and _runs(entry):
                yield Name(standard, entry.name, provider)


def _runs(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
