"""The words of menus made from gestures: entries, and the targets that they ask for."""

from hagui.graph.gestures.menu import Action, Entry
from hagui.graph.gestures.targets import Aim
from hagui.i18n import tr


def entry_words(entry: Entry) -> str:
    """What an entry is called; with dots where it asks something."""
    match entry.action:
        case Action.PREFER_NODE:
            return tr("gesture", "Prefer a node…")
        case Action.JOIN_GROUP:
            return tr("gesture", "Add to a group…")
        case Action.NEW_GROUP:
            if entry.needs_target:
                return tr("gesture", "New group with…")
            return tr("gesture", "New group of these…")
        case Action.LEAVE_GROUP:
            return tr("gesture", "Leave the group")
        case Action.MOVE_UP:
            return tr("gesture", "Start earlier in the group")
        case Action.MOVE_DOWN:
            return tr("gesture", "Start later in the group")
        case Action.START_AFTER:
            return tr("gesture", "Start after…")
        case Action.STAY_WITH:
            return tr("gesture", "Stay with…")
        case Action.STAY_APART:
            return tr("gesture", "Stay apart from…")
        case Action.STOP:
            return tr("gesture", "Stop")
        case Action.START:
            return tr("gesture", "Start")
        case Action.UNMANAGE:
            return tr("gesture", "Do not manage")
        case Action.MANAGE:
            return tr("gesture", "Manage again")
        case Action.STANDBY:
            return tr("gesture", "Put into standby")
        case Action.ONLINE:
            return tr("gesture", "Take out of standby")
        case Action.EDIT:
            return tr("gesture", "Edit score or kind…")
        case Action.MANDATORY:
            return tr("gesture", "Make it mandatory")
        case Action.OPTIONAL:
            return tr("gesture", "Make it optional")
        case Action.SERIALIZE:
            return tr("gesture", "One at a time")
        case Action.REVERSE:
            return tr("gesture", "Reverse the direction")
        case Action.DELETE:
            return tr("gesture", "Delete the constraint")


def picker_title(entry: Entry) -> str:
    """What is asked where a target is needed."""
    who = ", ".join(entry.names)
    match entry.action:
        case Action.PREFER_NODE:
            return tr("gesture", "{who} on which node?", who=who)
        case Action.JOIN_GROUP:
            return tr("gesture", "{who} into which group?", who=who)
        case Action.NEW_GROUP:
            return tr("gesture", "{who} in a new group with what?", who=who)
        case Action.START_AFTER:
            return tr("gesture", "{who} starts after what?", who=who)
        case Action.STAY_WITH:
            return tr("gesture", "{who} stays with what?", who=who)
        case _:
            return tr("gesture", "{who} stays apart from what?", who=who)


def aim_kind(aim: Aim) -> str:
    """What a target is, in a word."""
    match aim.kind:
        case "node":
            return tr("gesture", "node")
        case "group":
            return tr("gesture", "group")
        case "clone":
            return tr("gesture", "clone")
        case "bundle":
            return tr("gesture", "bundle")
        case _:
            return tr("gesture", "resource")
