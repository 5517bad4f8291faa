"""The actions of a replay: to enter and leave it, to step, to play, to keep what is recorded."""

from typing import Final

from hagui.i18n import tr
from hagui.shell.action import Action, Menu
from hagui.shell.situation import Situation


def _replaying(now: Situation) -> bool:
    return now.replay


SHOW: Final = Action(
    "replay.show",
    lambda: tr("action", "Show the moment at the timeline's cursor"),
    lambda: tr("action", "Let the whole window show the cluster as it was at that moment"),
    "replay",
    Menu.VIEW,
    "Ctrl+Alt+R",
    lambda now: now.recorded and not now.replay,
    group="replay",
)
LEAVE: Final = Action(
    "replay.leave",
    lambda: tr("action", "Return to live"),
    lambda: tr("action", "Show the cluster as it is now again"),
    "live",
    Menu.VIEW,
    "Ctrl+Alt+L",
    lambda now: now.replay and not now.recording,
    group="replay",
)
PLAY: Final = Action(
    "replay.play",
    lambda: tr("action", "Play, or pause"),
    lambda: tr("action", "Let the recorded time go on, or stand still"),
    "play",
    Menu.VIEW,
    "F6",
    _replaying,
    group="replay",
)
BACK: Final = Action(
    "replay.back",
    lambda: tr("action", "One change back"),
    lambda: tr("action", "Show the cluster as it was before the last change"),
    "step-back",
    Menu.VIEW,
    ",",
    lambda now: now.recorded,
    group="replay",
)
ON: Final = Action(
    "replay.on",
    lambda: tr("action", "One change on"),
    lambda: tr("action", "Show the cluster as it was after the next change"),
    "step-on",
    Menu.VIEW,
    ".",
    _replaying,
    group="replay",
)
PREVIOUS: Final = Action(
    "replay.previous",
    lambda: tr("action", "Previous incident or mark"),
    lambda: tr("action", "Go back to what was marked last before this moment"),
    "jump-back",
    Menu.VIEW,
    "Ctrl+,",
    lambda now: now.recorded,
    group="replay",
)
NEXT: Final = Action(
    "replay.next",
    lambda: tr("action", "Next incident or mark"),
    lambda: tr("action", "Go on to what was marked next after this moment"),
    "jump-on",
    Menu.VIEW,
    "Ctrl+.",
    _replaying,
    group="replay",
)
SAVE: Final = Action(
    "replay.save",
    lambda: tr("action", "Save recordin&g…"),
    lambda: tr("action", "Write what was recorded into a file, to be attached to a ticket"),
    "save",
    Menu.CLUSTER,
    "Ctrl+Alt+S",
    lambda now: now.recorded,
    group="save",
)

DECLARED: Final = (SHOW, LEAVE, PLAY, BACK, ON, PREVIOUS, NEXT)
"""Those of the View menu, in its order; saving stands in the menu of the cluster."""
