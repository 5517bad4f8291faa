"""The words with which a target is asked for."""

from hagui.graph.gestures.menu import Action, Entry
from hagui.graph.gestures.targets import Aim
from hagui.i18n import tr


def picker_title(entry: Entry) -> str:
    """What is asked where a target is needed."""
    who = ", ".join(entry.names)
    if entry.action in {Action.FIRST_END, Action.SECOND_END}:
        constraint, now = entry.names
        return tr(
            "gesture", "{constraint}: what in place of {who}?", constraint=constraint, who=now
        )
    match entry.action:
        case Action.PREFER_NODE:
            return tr("gesture", "{who} on which node?", who=who)
        case Action.JOIN_GROUP:
            return tr("gesture", "{who} into which group, and where?", who=who)
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
        case "before":
            return tr("gesture", "the place before it in {group}", group=aim.around)
        case "clone":
            return tr("gesture", "clone")
        case "bundle":
            return tr("gesture", "bundle")
        case _:
            return tr("gesture", "resource")
