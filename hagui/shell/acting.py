"""From an action and what is selected to the act that an engine is asked for."""

from engine.protocol.verbs import Act, Cleanup, Maintenance, Refresh, Standby
from hagui.shell import actions
from hagui.shell.actions import Action
from hagui.shell.situation import Situation


def act_for(action: Action, now: Situation) -> Act | None:
    """The act that ``action`` means now; None where it means none."""
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
            return None
