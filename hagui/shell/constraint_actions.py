"""The actions that change a constraint in the draft."""

from typing import Final

from engine.cib.views import Colocation, Location, Order
from hagui.i18n import tr
from hagui.shell.action import Action, Menu
from hagui.shell.situation import Situation


def _ordered(now: Situation) -> Order | None:
    return now.constraint if now.editable and isinstance(now.constraint, Order) else None


def _scored(now: Situation) -> bool:
    found = now.constraint
    if not now.editable or not isinstance(found, Location | Colocation):
        return False
    return not (isinstance(found, Location) and found.rules)


DELETE: Final = Action(
    "constraint.delete",
    lambda: tr("action", "Delete the constraint"),
    lambda: tr("action", "Remove the selected constraint"),
    "discard",
    Menu.EDIT,
    "Del",
    lambda now: now.editable and now.constraint is not None,
    group="change",
)
REVERSE: Final = Action(
    "constraint.reverse",
    lambda: tr("action", "Reverse"),
    lambda: tr("action", "Exchange the two ends of the selected constraint"),
    "reverse",
    Menu.EDIT,
    "Ctrl+I",
    lambda now: now.editable and isinstance(now.constraint, Order | Colocation),
    group="change",
)
MANDATORY: Final = Action(
    "constraint.mandatory",
    lambda: tr("action", "Mandatory"),
    lambda: tr("action", "Let the second start only where the first has started"),
    "after",
    Menu.EDIT,
    "",
    lambda now: (found := _ordered(now)) is not None and found.kind != "Mandatory",
    group="change",
)
OPTIONAL: Final = Action(
    "constraint.optional",
    lambda: tr("action", "Optional"),
    lambda: tr("action", "Keep the order only where both start or stop at the same time"),
    "after",
    Menu.EDIT,
    "",
    lambda now: (found := _ordered(now)) is not None and found.kind != "Optional",
    group="change",
)
SET_SCORE: Final = Action(
    "constraint.score",
    lambda: tr("action", "Set the score…"),
    lambda: tr("action", "Write how much the selected constraint counts"),
    "score",
    Menu.EDIT,
    "F2",
    _scored,
    group="change",
)

DECLARED: Final = (SET_SCORE, REVERSE, MANDATORY, OPTIONAL, DELETE)
"""In the order of the menu."""
