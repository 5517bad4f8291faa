"""What an action is: id, text, help, icon, shortcut, menu, when enabled."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QKeySequence

from hagui.i18n import tr
from hagui.shell.situation import Situation

Words = Callable[[], str]
Keys = str | QKeySequence.StandardKey


class Menu(Enum):
    """The menus of the window, in order."""

    CLUSTER = "cluster"
    EDIT = "edit"
    ACT = "act"
    VIEW = "view"
    LAB = "lab"
    HELP = "help"


def menu_title(menu: Menu) -> str:
    """The title of a menu."""
    match menu:
        case Menu.CLUSTER:
            return tr("menu", "&Cluster")
        case Menu.EDIT:
            return tr("menu", "&Edit")
        case Menu.ACT:
            return tr("menu", "&Act")
        case Menu.VIEW:
            return tr("menu", "&View")
        case Menu.LAB:
            return tr("menu", "&Lab")
        case Menu.HELP:
            return tr("menu", "&Help")


def submenus() -> dict[str, str]:
    """The groups of actions that stand in menus of their own, with their titles."""
    return {
        "state": tr("menu", "&State"),
        "group": tr("menu", "&Group"),
        "clone": tr("menu", "&Clone"),
        "constraint": tr("menu", "Add co&nstraint"),
        "change": tr("menu", "C&hange constraint"),
        "alarms": tr("menu", "Alarms"),
        "replay": tr("menu", "Replay"),
    }


@dataclass(frozen=True, slots=True)
class Action:
    """One action."""

    id: str
    text: Words
    help: Words
    icon: str
    menu: Menu
    keys: Keys = ""
    enabled: Callable[[Situation], bool] = lambda _: True
    checkable: bool = False
    group: str = ""
    """Actions of one group stand together; of a checkable group one is checked."""


def shown(now: Situation) -> bool:
    """Whether a cluster is on screen."""
    return now.shown


def live(now: Situation) -> bool:
    """Whether an engine is there that would carry out an act."""
    return now.live
