"""From an action and what is selected to the edits that it means; and from an act to edits. Pure.

What the canvas offers too is not here: its own entries say what they mean.
"""

from engine.cib.edits.naming import clone_id
from engine.cib.edits.vocabulary import (
    Edits,
    MakeClone,
    RemoveClone,
    SetNodeAttribute,
    SetPromotable,
    SetProperty,
    Ungroup,
)
from engine.protocol.verbs import Act, Maintenance, Standby
from hagui.shell import resource_actions as of_resource
from hagui.shell.action import Action
from hagui.shell.actions import in_standby
from hagui.shell.situation import Situation


def edits_for(action: Action, now: Situation) -> Edits:
    """The edits that ``action`` means now; empty where it means none."""
    if not action.enabled(now):
        return ()
    if now.node is not None and action is of_resource.STANDBY_DRAFT:
        value = None if in_standby(now) else "on"
        return (SetNodeAttribute(node=now.node.name, name="standby", value=value),)
    item, clone, configuration = now.item, now.clone, now.configuration
    if item is None or configuration is None:
        return ()
    match action.id:
        case of_resource.UNGROUP.id:
            return (Ungroup(group=item.id),)
        case of_resource.CLONE.id | of_resource.PROMOTABLE_CLONE.id:
            id_ = clone_id(configuration, item.id)
            promotable = action is of_resource.PROMOTABLE_CLONE
            return (MakeClone(resource=item.id, id=id_, promotable=promotable),)
        case of_resource.PROMOTABLE.id if clone is not None:
            return (SetPromotable(clone=clone.id, on=True),)
        case of_resource.PLAIN_CLONE.id if clone is not None:
            return (SetPromotable(clone=clone.id, on=False),)
        case of_resource.REMOVE_CLONE.id if clone is not None:
            return (RemoveClone(clone=clone.id),)
        case _:
            return ()


def drafted(act: Act) -> Edits:
    """What an act would be as a change of the draft; empty where no edit says the same."""
    match act:
        case Standby(node=node, on=on):
            value = "on" if on else None
            return (SetNodeAttribute(node=node, name="standby", value=value),)
        case Maintenance(node=None, on=on):
            return (SetProperty(name="maintenance-mode", value="true" if on else None),)
        case Maintenance(node=str() as node, on=on):
            value = "true" if on else None
            return (SetNodeAttribute(node=node, name="maintenance", value=value),)
        case _:
            return ()
