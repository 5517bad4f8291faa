"""The actions of a lab, on whatever is selected: breaking things, and mending them again."""

from typing import Final

from engine.protocol.verbs import Fault
from hagui.cluster.harm import FROZEN, OFF, ON, alone, network_hurt, power
from hagui.i18n import tr
from hagui.shell.action import Action, Menu
from hagui.shell.situation import Situation


def _is(now: Situation, *states: str) -> bool:
    """Whether a node of the lab is selected that is in one of those states."""
    return now.lab is not None and now.node is not None and power(now.lab, now.node.name) in states


def _can_isolate(now: Situation) -> bool:
    return (
        now.lab is not None
        and now.node is not None
        and len(now.lab.nodes) > 1
        and now.node.name not in alone(now.lab)
    )


START: Final = Action(
    "lab.start",
    lambda: tr("action", "Start a &lab"),
    lambda: tr("action", "Bring up a cluster of three nodes on this computer, to break and mend"),
    "lab",
    Menu.CLUSTER,
    "Ctrl+Shift+N",
    lambda now: not now.lab_own,
    group="connect",
)
KILL: Final = Action(
    "lab.kill",
    lambda: tr("action", "&Pull the plug"),
    lambda: tr("action", "Cut the selected node's power: everything on it is gone at once"),
    "plug",
    Menu.LAB,
    "F9",
    lambda now: _is(now, ON, FROZEN),
    group="lab-node",
)
POWER: Final = Action(
    "lab.power",
    lambda: tr("action", "Power &on"),
    lambda: tr("action", "Give the selected node its power back, so that it joins again"),
    "power",
    Menu.LAB,
    "Shift+F9",
    lambda now: _is(now, OFF),
    group="lab-node",
)
FREEZE: Final = Action(
    "lab.freeze",
    lambda: tr("action", "&Freeze"),
    lambda: tr("action", "Stop the selected node's processes in the midst of what they do"),
    "freeze",
    Menu.LAB,
    "F11",
    lambda now: _is(now, ON),
    group="lab-node",
)
THAW: Final = Action(
    "lab.thaw",
    lambda: tr("action", "&Thaw"),
    lambda: tr("action", "Let the selected node's processes go on as if nothing had been"),
    "thaw",
    Menu.LAB,
    "Shift+F11",
    lambda now: _is(now, FROZEN),
    group="lab-node",
)
ISOLATE: Final = Action(
    "lab.isolate",
    lambda: tr("action", "Cut off from &all others"),
    lambda: tr("action", "Let no packet pass between the selected node and the other nodes"),
    "cut",
    Menu.LAB,
    "F12",
    _can_isolate,
    group="lab-network",
)
HEAL: Final = Action(
    "lab.heal",
    lambda: tr("action", "&Heal the network"),
    lambda: tr("action", "End every cut and every delay between the nodes"),
    "heal",
    Menu.LAB,
    "Shift+F12",
    lambda now: now.lab is not None and network_hurt(now.lab),
    group="lab-network",
)
BREAK: Final = Action(
    "lab.break",
    lambda: tr("action", "&Break it"),
    lambda: tr("action", "Let the selected resource fail where it runs, behind the cluster's back"),
    "break",
    Menu.LAB,
    "Ctrl+F9",
    lambda now: now.lab is not None and bool(now.breakable),
    group="lab-resource",
)
KEEP: Final = Action(
    "lab.keep",
    lambda: tr("action", "&Keep the lab running"),
    lambda: tr("action", "Leave the lab as it is when this window is closed"),
    "lab",
    Menu.LAB,
    enabled=lambda now: now.lab_own,
    checkable=True,
    group="lab-life",
)

NODE: Final = (POWER, THAW, KILL, FREEZE, ISOLATE)
"""What a node's context menu offers, the way back first."""
DECLARED: Final = (KILL, POWER, FREEZE, THAW, ISOLATE, HEAL, BREAK, KEEP)
"""All but the one that starts a lab, which is no part of one."""


def fault_for(action: Action, now: Situation) -> Fault | None:
    """The fault that ``action`` means now; None where it means none."""
    if not action.enabled(now):
        return None
    nodes = (now.node.name,) if now.node is not None else ()
    match action.id:
        case KILL.id:
            return Fault("kill", nodes)
        case POWER.id:
            return Fault("power", nodes)
        case FREEZE.id:
            return Fault("freeze", nodes)
        case THAW.id:
            return Fault("thaw", nodes)
        case ISOLATE.id:
            return Fault("cut", nodes)
        case HEAL.id:
            return Fault("heal")
        case BREAK.id:
            return now.breakable[0]
        case _:
            return None
