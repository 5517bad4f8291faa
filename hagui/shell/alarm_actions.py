"""The actions of alarms and of the engines' opinions."""

from typing import Final

from hagui.i18n import tr
from hagui.shell.action import Action, Menu, shown

LIST: Final = Action(
    "alarms.list",
    lambda: tr("action", "List of alarms"),
    lambda: tr("action", "What is wrong now, since when, and what is muted"),
    "alarm",
    Menu.VIEW,
    "Ctrl+Alt+A",
    shown,
    group="alarms",
)
SEEN: Final = Action(
    "alarms.seen",
    lambda: tr("action", "All alarms are seen"),
    lambda: tr("action", "Count them no more; they are listed until they are over"),
    "seen",
    Menu.VIEW,
    "Ctrl+Alt+K",
    shown,
    group="alarms",
)
DESKTOP: Final = Action(
    "alarms.desktop",
    lambda: tr("action", "Tell me on the desktop"),
    lambda: tr("action", "Show a notification of the desktop for each alarm"),
    "alarm",
    Menu.VIEW,
    checkable=True,
    group="alarms",
)
SOUND: Final = Action(
    "alarms.sound",
    lambda: tr("action", "Play a sound"),
    lambda: tr("action", "Play the desktop's warning sound for each alarm"),
    "alarm",
    Menu.VIEW,
    checkable=True,
    group="alarms",
)
TRAY: Final = Action(
    "alarms.tray",
    lambda: tr("action", "Icon in the tray"),
    lambda: tr("action", "Show beside the clock whether something is wrong, where there is a tray"),
    "alarm",
    Menu.VIEW,
    checkable=True,
    group="alarms",
)
LABS: Final = Action(
    "alarms.labs",
    lambda: tr("action", "Ring for labs, too"),
    lambda: tr("action", "In a lab things break on purpose, so it rings there only if you want it"),
    "lab",
    Menu.VIEW,
    checkable=True,
    group="alarms",
)
OPINIONS: Final = Action(
    "opinions.show",
    lambda: tr("action", "What each engine &believes"),
    lambda: tr("action", "Compare what the engines say of DC, quorum, members and CIB version"),
    "opinions",
    Menu.VIEW,
    "Ctrl+Alt+O",
    lambda now: now.connected,
    group="opinions",
)

ALARMS: Final = (LIST, SEEN, DESKTOP, SOUND, TRAY, LABS)
"""Those of the menu of alarms."""
DECLARED: Final = (*ALARMS, OPINIONS)
