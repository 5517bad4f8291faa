"""From an action and what is selected to the edits that it means; and from an act to edits. Pure.

What first asks for a target or a score is not here: the picker answers with edits of its own.
"""

from engine.cib.edits.vocabulary import (
    ChangeConstraint,
    Edits,
    JoinGroup,
    LeaveGroup,
    MakeClone,
    RemoveClone,
    RemoveConstraint,
    SetMeta,
    SetNodeAttribute,
    SetPromotable,
    SetProperty,
    SwapEnds,
    Ungroup,
)
from engine.cib.views import Colocation, Group, Order
from engine.protocol.verbs import Act, Maintenance, Standby
from hagui.shell import constraint_actions as of_constraint
from hagui.shell import resource_actions as of_resource
from hagui.shell.action import Action
from hagui.shell.actions import in_standby
from hagui.shell.situation import Situation


def edits_for(action: Action, now: Situation) -> Edits:
    """The edits that ``action`` means now; empty where it means none, or asks first."""
    if not action.enabled(now):
        return ()
    if now.constraint is not None and action in of_constraint.DECLARED:
        return _of_constraint(action, now)
    if now.node is not None and action is of_resource.STANDBY_DRAFT:
        value = None if in_standby(now) else "on"
        return (SetNodeAttribute(node=now.node.name, name="standby", value=value),)
    if now.item is None:
        return ()
    if action in of_resource.GROUP:
        return _of_group(action, now)
    if action in of_resource.CLONES:
        return _of_clone(action, now)
    return _of_state(action, now)


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


def _of_constraint(action: Action, now: Situation) -> Edits:
    constraint = now.constraint
    assert constraint is not None
    match action.id:
        case of_constraint.DELETE.id:
            return (RemoveConstraint(id=constraint.id),)
        case of_constraint.REVERSE.id if isinstance(constraint, Order | Colocation):
            return (SwapEnds(id=constraint.id),)
        case of_constraint.MANDATORY.id:
            return (_of_kind(constraint.id, "Mandatory"),)
        case of_constraint.OPTIONAL.id:
            return (_of_kind(constraint.id, "Optional"),)
        case _:
            return ()


def _of_kind(constraint: str, kind: str) -> ChangeConstraint:
    # an old score says the same as the kind, so it goes
    return ChangeConstraint(id=constraint, attributes={"kind": kind, "score": None})


def _of_group(action: Action, now: Situation) -> Edits:
    item, group = now.item, now.group
    assert item is not None
    match action.id:
        case of_resource.LEAVE_GROUP.id:
            return (LeaveGroup(members=of_resource.chosen(now)),)
        case of_resource.UNGROUP.id if isinstance(item, Group):
            return (Ungroup(group=item.id),)
        case of_resource.MOVE_UP.id if group is not None:
            names = [member.id for member in group.members]
            before = names[names.index(item.id) - 1]
            return (JoinGroup(group=group.id, members=(item.id,), before=before),)
        case of_resource.MOVE_DOWN.id if group is not None:
            names = [member.id for member in group.members]
            after = names[names.index(item.id) + 2 :]
            return (
                JoinGroup(group=group.id, members=(item.id,), before=after[0] if after else None),
            )
        case _:
            return ()


def _of_clone(action: Action, now: Situation) -> Edits:
    item, clone = now.item, now.clone
    assert item is not None
    match action.id:
        case of_resource.CLONE.id | of_resource.PROMOTABLE_CLONE.id:
            promotable = action is of_resource.PROMOTABLE_CLONE
            return (MakeClone(resource=item.id, id=f"{item.id}-clone", promotable=promotable),)
        case of_resource.PROMOTABLE.id if clone is not None:
            return (SetPromotable(clone=clone.id, on=True),)
        case of_resource.PLAIN_CLONE.id if clone is not None:
            return (SetPromotable(clone=clone.id, on=False),)
        case of_resource.REMOVE_CLONE.id if clone is not None:
            return (RemoveClone(clone=clone.id),)
        case _:
            return ()


def _of_state(action: Action, now: Situation) -> Edits:
    aim = now.aim
    assert aim is not None
    match action.id:
        case of_resource.STOP.id:
            return (SetMeta(resource=aim.id, name="target-role", value="Stopped"),)
        case of_resource.START.id:
            return (SetMeta(resource=aim.id, name="target-role"),)
        case of_resource.UNMANAGE.id:
            return (SetMeta(resource=aim.id, name="is-managed", value="false"),)
        case of_resource.MANAGE.id:
            return (SetMeta(resource=aim.id, name="is-managed"),)
        case _:
            return ()
