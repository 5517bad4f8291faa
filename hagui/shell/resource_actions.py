"""The actions that change a resource in the draft: groups, clones, stop and start, where it runs.

What the canvas offers by drag and drop is offered here as well, and means the same: ``GESTURES``
says which entry of its menu stands behind an action. What an action with an ellipsis still asks
(which node, which other resource, what score) is asked as if a card had been dropped there.
"""

from collections.abc import Callable, Mapping
from typing import Final

from engine.cib.views import Clone, Group, Primitive
from hagui.graph.gestures.menu import Action as Gesture
from hagui.i18n import tr
from hagui.shell.action import Action, Menu
from hagui.shell.situation import Situation


def offered(gesture: Gesture) -> Callable[[Situation], bool]:
    """Whether the canvas offers that for what is selected."""

    def possible(now: Situation) -> bool:
        entry = now.offered.get(gesture)
        return now.editable and entry is not None and entry.refusal is None

    return possible


def _clonable(now: Situation) -> bool:
    return (
        now.editable
        and isinstance(now.item, Primitive | Group)
        and not now.around
        and not now.several
        and not (isinstance(now.item, Primitive) and now.item.fencing)
    )


NEW_GROUP: Final = Action(
    "group.new",
    lambda: tr("action", "New group…"),
    lambda: tr("action", "Put the selected resources into a group of their own"),
    "group",
    Menu.EDIT,
    "Ctrl+G",
    offered(Gesture.NEW_GROUP),
    group="group",
)
ADD_TO_GROUP: Final = Action(
    "group.join",
    lambda: tr("action", "Add to a group…"),
    lambda: tr("action", "Let the selected resources run together with those of a group"),
    "group",
    Menu.EDIT,
    "Ctrl+Shift+G",
    offered(Gesture.JOIN_GROUP),
    group="group",
)
LEAVE_GROUP: Final = Action(
    "group.leave",
    lambda: tr("action", "Leave the group"),
    lambda: tr("action", "Take the selected resources out of their group"),
    "group",
    Menu.EDIT,
    "Ctrl+Alt+G",
    offered(Gesture.LEAVE_GROUP),
    group="group",
)
UNGROUP: Final = Action(
    "group.dissolve",
    lambda: tr("action", "Dissolve the group"),
    lambda: tr("action", "Let each member of the group stand on its own"),
    "group",
    Menu.EDIT,
    "",
    lambda now: now.editable and isinstance(now.item, Group) and not now.around,
    group="group",
)
MOVE_UP: Final = Action(
    "group.up",
    lambda: tr("action", "Start earlier in the group"),
    lambda: tr("action", "Exchange the selected member with the one before it"),
    "up",
    Menu.EDIT,
    "Alt+Up",
    offered(Gesture.MOVE_UP),
    group="group",
)
MOVE_DOWN: Final = Action(
    "group.down",
    lambda: tr("action", "Start later in the group"),
    lambda: tr("action", "Exchange the selected member with the one after it"),
    "down",
    Menu.EDIT,
    "Alt+Down",
    offered(Gesture.MOVE_DOWN),
    group="group",
)

STOP: Final = Action(
    "resource.stop",
    lambda: tr("action", "Stop"),
    lambda: tr("action", "Let the selected resource be stopped, and stay so"),
    "stop",
    Menu.EDIT,
    "",
    offered(Gesture.STOP),
    group="state",
)
START: Final = Action(
    "resource.start",
    lambda: tr("action", "Start"),
    lambda: tr("action", "Let the selected resource run again"),
    "start",
    Menu.EDIT,
    "",
    offered(Gesture.START),
    group="state",
)
MANAGE: Final = Action(
    "resource.manage",
    lambda: tr("action", "Manage"),
    lambda: tr("action", "Let the cluster start and stop the selected resource again"),
    "ready",
    Menu.EDIT,
    "",
    offered(Gesture.MANAGE),
    group="state",
)
UNMANAGE: Final = Action(
    "resource.unmanage",
    lambda: tr("action", "Do not manage"),
    lambda: tr("action", "Let the cluster leave the selected resource as it is"),
    "maintenance",
    Menu.EDIT,
    "",
    offered(Gesture.UNMANAGE),
    group="state",
)
CLONE: Final = Action(
    "clone.make",
    lambda: tr("action", "Make a clone"),
    lambda: tr("action", "Let the selected resource run on several nodes at once"),
    "clone",
    Menu.EDIT,
    "",
    _clonable,
    group="clone",
)
PROMOTABLE_CLONE: Final = Action(
    "clone.make-promotable",
    lambda: tr("action", "Make a promotable clone"),
    lambda: tr("action", "Let it run on several nodes, promoted on one of them"),
    "clone",
    Menu.EDIT,
    "",
    _clonable,
    group="clone",
)
PROMOTABLE: Final = Action(
    "clone.promotable",
    lambda: tr("action", "Make the clone promotable"),
    lambda: tr("action", "Let one instance of the clone be promoted"),
    "clone",
    Menu.EDIT,
    "",
    lambda now: now.editable and now.clone is not None and not now.clone.promotable,
    group="clone",
)
PLAIN_CLONE: Final = Action(
    "clone.plain",
    lambda: tr("action", "Make the clone plain"),
    lambda: tr("action", "Let all instances of the clone be alike"),
    "clone",
    Menu.EDIT,
    "",
    lambda now: now.editable and now.clone is not None and now.clone.promotable,
    group="clone",
)
REMOVE_CLONE: Final = Action(
    "clone.remove",
    lambda: tr("action", "Clone no longer"),
    lambda: tr("action", "Let one instance of what is cloned be left"),
    "clone",
    Menu.EDIT,
    "",
    lambda now: now.editable and isinstance(now.clone, Clone) and now.clone.child is not None,
    group="clone",
)
STANDBY_DRAFT: Final = Action(
    "node.standby-draft",
    lambda: tr("action", "Standby in the draft"),
    lambda: tr("action", "Make standby, or its end, a change that is rehearsed and reviewed first"),
    "standby",
    Menu.EDIT,
    "Ctrl+Alt+B",
    lambda now: now.editable and now.node is not None,
    group="state",
)

PREFER: Final = Action(
    "place.node",
    lambda: tr("action", "Prefer or move to a node…"),
    lambda: tr("action", "Prefer a node, only there, never there, or move there now"),
    "prefer",
    Menu.EDIT,
    "Ctrl+P",
    offered(Gesture.PREFER_NODE),
    group="constraint",
)
START_AFTER: Final = Action(
    "relate.after",
    lambda: tr("action", "Start after…"),
    lambda: tr("action", "Start the selected resource only after another one"),
    "after",
    Menu.EDIT,
    "Ctrl+J",
    offered(Gesture.START_AFTER),
    group="constraint",
)
STAY_WITH: Final = Action(
    "relate.with",
    lambda: tr("action", "Stay with…"),
    lambda: tr("action", "Keep the selected resource on the node of another one"),
    "with",
    Menu.EDIT,
    "Ctrl+K",
    offered(Gesture.STAY_WITH),
    group="constraint",
)
STAY_APART: Final = Action(
    "relate.apart",
    lambda: tr("action", "Stay apart from…"),
    lambda: tr("action", "Keep the selected resource off the node of another one"),
    "apart",
    Menu.EDIT,
    "Ctrl+Shift+K",
    offered(Gesture.STAY_APART),
    group="constraint",
)

STATE: Final = (STOP, START, MANAGE, UNMANAGE)
GROUP: Final = (NEW_GROUP, ADD_TO_GROUP, LEAVE_GROUP, UNGROUP, MOVE_UP, MOVE_DOWN)
CLONES: Final = (CLONE, PROMOTABLE_CLONE, PROMOTABLE, PLAIN_CLONE, REMOVE_CLONE)
RELATE: Final = (PREFER, START_AFTER, STAY_WITH, STAY_APART)

DECLARED: Final = (*STATE, STANDBY_DRAFT, *GROUP, *CLONES, *RELATE)
"""Those of the Edit menu, in its order."""

GESTURES: Final[Mapping[str, Gesture]] = {
    PREFER.id: Gesture.PREFER_NODE,
    START_AFTER.id: Gesture.START_AFTER,
    STAY_WITH.id: Gesture.STAY_WITH,
    STAY_APART.id: Gesture.STAY_APART,
    NEW_GROUP.id: Gesture.NEW_GROUP,
    ADD_TO_GROUP.id: Gesture.JOIN_GROUP,
    LEAVE_GROUP.id: Gesture.LEAVE_GROUP,
    MOVE_UP.id: Gesture.MOVE_UP,
    MOVE_DOWN.id: Gesture.MOVE_DOWN,
    STOP.id: Gesture.STOP,
    START.id: Gesture.START,
    MANAGE.id: Gesture.MANAGE,
    UNMANAGE.id: Gesture.UNMANAGE,
}
"""What the canvas calls what an action does, by the action's id."""
