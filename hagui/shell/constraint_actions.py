"""The actions that change a constraint in the draft."""

from collections.abc import Mapping
from typing import Final

from hagui.graph.gestures.menu import Action as Gesture
from hagui.i18n import tr
from hagui.shell.action import Action, Menu
from hagui.shell.resource_actions import offered

DELETE: Final = Action(
    "constraint.delete",
    lambda: tr("action", "Delete the constraint"),
    lambda: tr("action", "Remove the selected constraint"),
    "discard",
    Menu.EDIT,
    "Del",
    offered(Gesture.DELETE),
    group="change",
)
FIRST_END: Final = Action(
    "constraint.first-end",
    lambda: tr("action", "Move its first end…"),
    lambda: tr("action", "Put another resource where the selected constraint begins"),
    "move",
    Menu.EDIT,
    "Ctrl+[",
    offered(Gesture.FIRST_END),
    group="change",
)
SECOND_END: Final = Action(
    "constraint.second-end",
    lambda: tr("action", "Move its second end…"),
    lambda: tr("action", "Put another resource or node where the selected constraint leads to"),
    "move",
    Menu.EDIT,
    "Ctrl+]",
    offered(Gesture.SECOND_END),
    group="change",
)
REVERSE: Final = Action(
    "constraint.reverse",
    lambda: tr("action", "Reverse"),
    lambda: tr("action", "Exchange the two ends of the selected constraint"),
    "reverse",
    Menu.EDIT,
    "Ctrl+I",
    offered(Gesture.REVERSE),
    group="change",
)
MANDATORY: Final = Action(
    "constraint.mandatory",
    lambda: tr("action", "Mandatory"),
    lambda: tr("action", "Let the second start only where the first has started"),
    "after",
    Menu.EDIT,
    "",
    offered(Gesture.MANDATORY),
    group="change",
)
OPTIONAL: Final = Action(
    "constraint.optional",
    lambda: tr("action", "Optional"),
    lambda: tr("action", "Keep the order only where both start or stop at the same time"),
    "after",
    Menu.EDIT,
    "",
    offered(Gesture.OPTIONAL),
    group="change",
)
SERIALIZE: Final = Action(
    "constraint.serialize",
    lambda: tr("action", "One at a time"),
    lambda: tr("action", "Let the two never start or stop at the same time, in whichever order"),
    "after",
    Menu.EDIT,
    "",
    offered(Gesture.SERIALIZE),
    group="change",
)
SET_SCORE: Final = Action(
    "constraint.score",
    lambda: tr("action", "Edit the score or kind…"),
    lambda: tr("action", "Write how much, or how strictly, the selected constraint counts"),
    "score",
    Menu.EDIT,
    "F2",
    offered(Gesture.EDIT),
    group="change",
)

DECLARED: Final = (
    SET_SCORE,
    MANDATORY,
    OPTIONAL,
    SERIALIZE,
    REVERSE,
    FIRST_END,
    SECOND_END,
    DELETE,
)
"""In the order of the menu."""

GESTURES: Final[Mapping[str, Gesture]] = {
    SET_SCORE.id: Gesture.EDIT,
    REVERSE.id: Gesture.REVERSE,
    FIRST_END.id: Gesture.FIRST_END,
    SECOND_END.id: Gesture.SECOND_END,
    MANDATORY.id: Gesture.MANDATORY,
    OPTIONAL.id: Gesture.OPTIONAL,
    SERIALIZE.id: Gesture.SERIALIZE,
    DELETE.id: Gesture.DELETE,
}
"""What the canvas calls what an action does, by the action's id."""
