"""Every setting that outlives a run, declared once: key, type, default, help.

Kept in the platform's own place by ``QSettings``. A value of the wrong type (edited by hand, or
written by another version) counts as absent.
"""

from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar, cast

from PySide6.QtCore import QByteArray, QSettings

T = TypeVar("T", str, bool, list[str], bytes)

RECENT_LIMIT = 8
"""How many opened files are remembered."""


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One declared setting."""

    key: str
    default: T
    help: str


LANGUAGE = Setting("look/language", "", "Language code; empty follows the system")
THEME = Setting("look/theme", "system", "light, dark or system")
MOTION = Setting("look/motion", default=True, help="Whether cards glide and pulse")
EDGES = Setting("look/constraints", default=False, help="Whether every constraint is drawn")
VIEW = Setting("look/view", "topology", "The view in front: topology or dependencies")
LIST = Setting("look/list", "events", "The list in front below: events, draft, problems, temporary")
COLLAPSED = Setting("look/collapsed", list[str](), "Ids of boxes that are shown closed")
GEOMETRY = Setting("window/geometry", b"", "Where the main window was")
WINDOW_STATE = Setting("window/state", b"", "Sizes and places of the panes")
RECENT_FILES = Setting("files/recent", list[str](), "Files opened lately, the newest first")
TELL_KEPT = Setting("ask/draft-kept", default=True, help="Say at the end that a draft is kept")
ASK_STANDBY = Setting("ask/standby", default=True, help="Ask before a node goes to standby")
ALARM_MUTES = Setting("alarms/muted", list[str](), "What does not ring, and until when")
ALARM_DESKTOP = Setting("alarms/desktop", default=True, help="Notify on the desktop")
ALARM_SOUND = Setting("alarms/sound", default=False, help="Play a sound for each alarm")
ALARM_TRAY = Setting("alarms/tray", default=True, help="Show an icon in the tray")
ALARM_LABS = Setting("alarms/labs", default=False, help="Ring for labs, too")
EVENT_SEVERITY = Setting("events/severity", "info", "Least severity shown in the event list")

DECLARED: tuple[Setting[str] | Setting[bool] | Setting[list[str]] | Setting[bytes], ...] = (
    LANGUAGE,
    THEME,
    MOTION,
    EDGES,
    VIEW,
    LIST,
    COLLAPSED,
    GEOMETRY,
    WINDOW_STATE,
    RECENT_FILES,
    TELL_KEPT,
    ASK_STANDBY,
    EVENT_SEVERITY,
    ALARM_MUTES,
    ALARM_DESKTOP,
    ALARM_SOUND,
    ALARM_TRAY,
    ALARM_LABS,
)


class Store(Protocol):
    """Where values are kept; ``QSettings`` is one."""

    def value(self, key: str, /) -> object:
        """What is kept under ``key``, or None."""
        ...

    def setValue(self, key: str, value: object, /) -> None:
        """Keep ``value``."""
        ...


class Memory:
    """Keeps values for one run: screenshots and tests leave the user's settings alone."""

    def __init__(self) -> None:
        self._values: dict[str, object] = {}

    def value(self, key: str, /) -> object:
        """What is kept under ``key``, or None."""
        return self._values.get(key)

    def setValue(self, key: str, value: object, /) -> None:
        """Keep ``value``."""
        self._values[key] = value


class Settings:
    """Typed access to the declared settings."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def of_user(cls) -> Self:
        """The settings of the person at this computer."""
        return cls(QSettings("hagui", "hagui"))

    def get(self, setting: Setting[T]) -> T:
        """The value kept, or the default."""
        raw = self._store.value(setting.key)
        default = setting.default
        value = _read(raw, default)
        return default if value is None else value

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep ``value``."""
        self._store.setValue(setting.key, QByteArray(value) if isinstance(value, bytes) else value)

    def remember_file(self, path: str) -> None:
        """Put ``path`` first among the recent files."""
        recent = [path, *(p for p in self.get(RECENT_FILES) if p != path)]
        self.set(RECENT_FILES, recent[:RECENT_LIMIT])


def _read(raw: object, default: T) -> T | None:
    """``raw`` as the type of ``default``; ini files give back strings for all simple types."""
    value: object = None
    if isinstance(default, bool):
        value = {"true": True, "false": False}.get(str(raw).lower())
    elif isinstance(default, bytes):
        value = bytes(raw.data()) if isinstance(raw, QByteArray) else None
    elif isinstance(default, list):
        if isinstance(raw, str) and raw:
            value = [raw]
        elif isinstance(raw, list):
            value = [item for item in cast("list[object]", raw) if isinstance(item, str)]
    elif isinstance(raw, str):
        value = raw
    return cast("T | None", value)
