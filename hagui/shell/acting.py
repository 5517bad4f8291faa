"""From an action and what is selected to what an engine is asked for."""

from engine.protocol.verbs import Cleanup, Maintenance, Refresh, Standby
from hagui.shell import actions, lab_actions
from hagui.shell.actions import Action
from hagui.shell.lab.values import Wish
from hagui.shell.situation import Situation


def act_for(action: Action, now: Situation) -> Wish | None:
    """The act or the fault that ``action`` means now; None where it means none."""
    node = now.node.name if now.node is not None else None
    match action.id:
        case actions.STANDBY.id if node is not None:
            return Standby(node=node, on=True)
        case actions.ONLINE.id if node is not None:
            return Standby(node=node, on=False)
        case actions.NODE_MAINTENANCE.id if node is not None:
            return Maintenance(on=True, node=node)
        case actions.NODE_READY.id if node is not None:
            return Maintenance(on=False, node=node)
        case actions.CLEANUP.id if now.resource is not None or node is not None:
            return Cleanup(resource=now.resource, node=node)
        case actions.REFRESH.id if now.resource is not None or node is not None:
            return Refresh(resource=now.resource, node=node)
        case actions.CLEANUP_ALL.id:
            return Cleanup()
        case actions.REFRESH_ALL.id:
            return Refresh()
        case actions.MAINTENANCE_ON.id:
            return Maintenance(on=True)
        case actions.MAINTENANCE_OFF.id:
            return Maintenance(on=False)
        case _:
            return lab_actions.fault_for(action, now)
