"""The actions that change a resource in the draft: groups, clones, stop and start, where it runs.

What an action with an ellipsis still asks (which node, which other resource, what score) is asked
by the picker, as if the card had been dragged.
"""

from typing import Final

from engine.cib.views import Clone, Group, Primitive
from hagui.i18n import tr
from hagui.shell.action import Action, Menu
from hagui.shell.situation import Situation


def stopped(now: Situation) -> bool:
    """Whether the selected resource is to be stopped, as the configuration says."""
    return now.aim is not None and now.aim.meta.get("target-role", "").lower() == "stopped"


def unmanaged(now: Situation) -> bool:
    """Whether the cluster is told to leave the selected resource alone."""
    return now.aim is not None and now.aim.meta.get("is-managed", "").lower() in {
        "false",
        "no",
        "off",
        "0",
        "n",
    }


def chosen(now: Situation) -> tuple[str, ...]:
    """All resources that are selected, that of the inspector first."""
    return () if now.item is None else (now.item.id, *now.others)


def loose(now: Situation) -> bool:
    """Whether all that is selected are primitives that can be in a group."""
    if not now.editable or now.configuration is None:
        return False
    found = [now.configuration.find(id_) for id_ in chosen(now)]
    return bool(found) and all(
        isinstance(item, Primitive)
        and all(isinstance(outer, Group) for outer in now.configuration.parents(item.id))
        for item in found
    )


def _place(now: Situation) -> tuple[int, int]:
    """Place of the selected member in its group, and how many there are."""
    group = now.group
    if group is None or now.others:
        return 0, 0
    return [item.id for item in group.members].index(now.resource or ""), len(group.members)


def _clonable(now: Situation) -> bool:
    return (
        now.editable
        and isinstance(now.item, Primitive | Group)
        and not now.around
        and not now.others
        and not (isinstance(now.item, Primitive) and now.item.fencing)
    )


def _placed(now: Situation) -> bool:
    return now.editable and now.item is not None


NEW_GROUP: Final = Action(
    "group.new",
    lambda: tr("action", "New group"),
    lambda: tr("action", "Put the selected resources into a group of their own"),
    "group",
    Menu.EDIT,
    "Ctrl+G",
    lambda now: loose(now) and now.group is None,
    group="group",
)
ADD_TO_GROUP: Final = Action(
    "group.join",
    lambda: tr("action", "Add to a group…"),
    lambda: tr("action", "Let the selected resources run together with those of a group"),
    "group",
    Menu.EDIT,
    "Ctrl+Shift+G",
    lambda now: (
        loose(now)
        and now.configuration is not None
        and any(
            isinstance(item, Group) and item != now.group
            for item in now.configuration.every_resource()
        )
    ),
    group="group",
)
LEAVE_GROUP: Final = Action(
    "group.leave",
    lambda: tr("action", "Leave the group"),
    lambda: tr("action", "Take the selected resources out of their group"),
    "group",
    Menu.EDIT,
    "Ctrl+Alt+G",
    lambda now: loose(now) and now.group is not None,
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
    lambda now: now.editable and _place(now)[0] > 0,
    group="group",
)
MOVE_DOWN: Final = Action(
    "group.down",
    lambda: tr("action", "Start later in the group"),
    lambda: tr("action", "Exchange the selected member with the one after it"),
    "down",
    Menu.EDIT,
    "Alt+Down",
    lambda now: now.editable and _place(now)[0] + 1 < _place(now)[1],
    group="group",
)

STOP: Final = Action(
    "resource.stop",
    lambda: tr("action", "Stop"),
    lambda: tr("action", "Let the selected resource be stopped, and stay so"),
    "stop",
    Menu.EDIT,
    "",
    lambda now: _placed(now) and not stopped(now),
    group="state",
)
START: Final = Action(
    "resource.start",
    lambda: tr("action", "Start"),
    lambda: tr("action", "Let the selected resource run again"),
    "start",
    Menu.EDIT,
    "",
    lambda now: _placed(now) and stopped(now),
    group="state",
)
MANAGE: Final = Action(
    "resource.manage",
    lambda: tr("action", "Manage"),
    lambda: tr("action", "Let the cluster start and stop the selected resource again"),
    "ready",
    Menu.EDIT,
    "",
    lambda now: _placed(now) and unmanaged(now),
    group="state",
)
UNMANAGE: Final = Action(
    "resource.unmanage",
    lambda: tr("action", "Do not manage"),
    lambda: tr("action", "Let the cluster leave the selected resource as it is"),
    "maintenance",
    Menu.EDIT,
    "",
    lambda now: _placed(now) and not unmanaged(now),
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
    "place.prefer",
    lambda: tr("action", "Prefer a node…"),
    lambda: tr("action", "Let the selected resource run on a node rather than on others"),
    "prefer",
    Menu.EDIT,
    "Ctrl+P",
    _placed,
    group="constraint",
)
ONLY_HERE: Final = Action(
    "place.only",
    lambda: tr("action", "Only on a node…"),
    lambda: tr("action", "Let the selected resource run on one node and nowhere else"),
    "prefer",
    Menu.EDIT,
    "",
    _placed,
    group="constraint",
)
NEVER_HERE: Final = Action(
    "place.never",
    lambda: tr("action", "Never on a node…"),
    lambda: tr("action", "Keep the selected resource off a node"),
    "apart",
    Menu.EDIT,
    "",
    _placed,
    group="constraint",
)
MOVE_NOW: Final = Action(
    "place.move",
    lambda: tr("action", "Move now…"),
    lambda: tr("action", "Move the selected resource at once, and leave no constraint behind"),
    "move",
    Menu.ACT,
    "Ctrl+Alt+N",
    lambda now: now.live and now.item is not None,
    group="resource",
)
START_AFTER: Final = Action(
    "relate.after",
    lambda: tr("action", "Start after…"),
    lambda: tr("action", "Start the selected resource only after another one"),
    "after",
    Menu.EDIT,
    "Ctrl+J",
    _placed,
    group="constraint",
)
STAY_WITH: Final = Action(
    "relate.with",
    lambda: tr("action", "Stay with…"),
    lambda: tr("action", "Keep the selected resource on the node of another one"),
    "with",
    Menu.EDIT,
    "Ctrl+K",
    _placed,
    group="constraint",
)
STAY_APART: Final = Action(
    "relate.apart",
    lambda: tr("action", "Stay apart from…"),
    lambda: tr("action", "Keep the selected resource off the node of another one"),
    "apart",
    Menu.EDIT,
    "Ctrl+Shift+K",
    _placed,
    group="constraint",
)

STATE: Final = (STOP, START, MANAGE, UNMANAGE)
GROUP: Final = (NEW_GROUP, ADD_TO_GROUP, LEAVE_GROUP, UNGROUP, MOVE_UP, MOVE_DOWN)
CLONES: Final = (CLONE, PROMOTABLE_CLONE, PROMOTABLE, PLAIN_CLONE, REMOVE_CLONE)
PLACE: Final = (PREFER, ONLY_HERE, NEVER_HERE)
RELATE: Final = (START_AFTER, STAY_WITH, STAY_APART)
PICKED: Final = (*PLACE, MOVE_NOW, *RELATE, ADD_TO_GROUP)
"""Those that ask for a target."""

DECLARED: Final = (*STATE, STANDBY_DRAFT, *GROUP, *CLONES, *PLACE, *RELATE)
"""Those of the Edit menu, in its order."""
