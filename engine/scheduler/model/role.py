"""Roles of a resource instance."""

from enum import IntEnum
from typing import Final


class Role(IntEnum):
    """What an instance does; the more it does the higher."""

    UNKNOWN = 0
    STOPPED = 1
    STARTED = 2
    UNPROMOTED = 3
    PROMOTED = 4

    @classmethod
    def read(cls, text: str | None, default: "Role | None" = None) -> "Role":
        """The role that ``text`` means, old spellings included; ``default`` where it means none."""
        found = None if text is None else _ROLES.get(text.lower())
        if found is None:
            return cls.UNKNOWN if default is None else default
        return found

    @property
    def word(self) -> str:
        """``Started``, ``Promoted``, … as crm_mon spells it."""
        return self.name.capitalize()


_ROLES: Final = {
    "started": Role.STARTED,
    "stopped": Role.STOPPED,
    "promoted": Role.PROMOTED,
    "master": Role.PROMOTED,
    "unpromoted": Role.UNPROMOTED,
    "slave": Role.UNPROMOTED,
}
