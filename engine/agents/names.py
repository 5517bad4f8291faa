"""What an agent is called: class, provider, type."""

from dataclasses import dataclass
from typing import Protocol

OCF = "ocf"
LSB = "lsb"
HEARTBEAT = "heartbeat"
STONITH = "stonith"
CLASSES = (OCF, LSB, HEARTBEAT, STONITH)
"""Those that can be run. ``service`` means an init script here, as there is no systemd in a lab."""


class AgentName(Protocol):
    """Anything that names an agent."""

    @property
    def standard(self) -> str:
        """Its class."""
        ...

    @property
    def type(self) -> str:
        """Its own name."""
        ...

    @property
    def provider(self) -> str | None:
        """Whose it is; only OCF agents have one."""
        ...


@dataclass(frozen=True, slots=True)
class Name:
    """A name by itself."""

    standard: str
    type: str
    provider: str | None = None


def spoken(agent: AgentName) -> str:
    """As people write it: ``ocf:heartbeat:IPaddr2``, ``lsb:cron``."""
    parts = (agent.standard, agent.provider, agent.type)
    return ":".join(part for part in parts if part)


def parse(text: str) -> Name | None:
    """``ocf:PROVIDER:TYPE``, ``CLASS:TYPE`` or a bare type of ``ocf:heartbeat``; None: no name."""
    parts = text.split(":")
    if not all(parts) or any("/" in part for part in parts):
        return None
    match parts:
        case [kind]:
            return Name(OCF, kind, "heartbeat")
        case [standard, kind] if standard == OCF:
            return Name(OCF, kind, "heartbeat")
        case [standard, kind]:
            return Name(standard, kind)
        case [standard, provider, kind] if standard == OCF:
            return Name(OCF, kind, provider)
        case _:
            return None
