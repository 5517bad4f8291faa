"""Every action declared once: id, text, help, icon, shortcut, menu, when enabled.

Menus, context menus, buttons, keys and the list of shortcuts are all made from this table and
from those of editing. It is longer than most files because it is a table.
"""

from typing import Final

from PySide6.QtGui import QKeySequence

from engine.cib.state.model import Condition
from hagui.i18n import tr
from hagui.shell import (
    alarm_actions,
    constraint_actions,
    draft_actions,
    lab_actions,
    probe_actions,
    resource_actions,
)
from hagui.shell.action import Action, Menu, live, menu_title, shown
from hagui.shell.replay import actions as replay_actions
from hagui.shell.situation import Situation

__all__ = [
    "Action",
    "Menu",
    "constraint_actions",
    "draft_actions",
    "lab_actions",
    "menu_title",
    "resource_actions",
]


def _settable(now: Situation) -> bool:
    """Whether it can be set: by an engine at once, or in a file through the draft."""
    return now.live or (now.file and now.editable)


def _can_standby(now: Situation) -> bool:
    return _settable(now) and now.node is not None and not in_standby(now)


def _can_online(now: Situation) -> bool:
    return _settable(now) and in_standby(now)


def in_standby(now: Situation) -> bool:
    """Whether the selected node is in standby, whatever else is said of it."""
    return now.node is not None and (
        now.node.standby or now.node.standby_onfail or now.node.condition is Condition.STANDBY
    )


def _of_dependencies(now: Situation) -> bool:
    return now.shown and now.dependencies


STANDBY: Final = Action(
    "node.standby",
    lambda: tr("action", "&Standby"),
    lambda: tr("action", "Move everything off the selected node and keep it off"),
    "standby",
    Menu.ACT,
    "Ctrl+B",
    _can_standby,
    group="node",
)
ONLINE: Final = Action(
    "node.online",
    lambda: tr("action", "&Online"),
    lambda: tr("action", "Let the selected node run resources again"),
    "online",
    Menu.ACT,
    "Ctrl+Shift+B",
    _can_online,
    group="node",
)
NODE_MAINTENANCE: Final = Action(
    "node.maintenance",
    lambda: tr("action", "Node &maintenance"),
    lambda: tr("action", "Leave the selected node's resources as they are, unwatched"),
    "maintenance",
    Menu.ACT,
    "Ctrl+M",
    lambda now: _settable(now) and now.node is not None and not now.node.maintenance,
    group="node",
)
NODE_READY: Final = Action(
    "node.ready",
    lambda: tr("action", "End node maintenance"),
    lambda: tr("action", "Manage and watch the selected node's resources again"),
    "ready",
    Menu.ACT,
    "Ctrl+Shift+M",
    lambda now: _settable(now) and now.node is not None and now.node.maintenance,
    group="node",
)
CLEANUP: Final = Action(
    "resource.cleanup",
    lambda: tr("action", "&Clean up"),
    lambda: tr("action", "Forget the selected resource's failures, so that it is tried again"),
    "cleanup",
    Menu.ACT,
    "Ctrl+L",
    lambda now: now.live and (now.resource is not None or now.node is not None),
    group="resource",
)
REFRESH: Final = Action(
    "resource.refresh",
    lambda: tr("action", "&Refresh"),
    lambda: tr("action", "Forget the selection's whole history and find out its state anew"),
    "refresh",
    Menu.ACT,
    "Ctrl+R",
    lambda now: now.live and (now.resource is not None or now.node is not None),
    group="resource",
)
CLEANUP_ALL: Final = Action(
    "cluster.cleanup",
    lambda: tr("action", "Clean up all"),
    lambda: tr("action", "Forget every failure in the cluster"),
    "cleanup",
    Menu.ACT,
    "Ctrl+Shift+L",
    lambda now: now.live and now.failures > 0,
    group="cluster",
)
REFRESH_ALL: Final = Action(
    "cluster.refresh",
    lambda: tr("action", "Refresh all"),
    lambda: tr("action", "Find out the state of every resource on every node anew"),
    "refresh",
    Menu.ACT,
    "Ctrl+Shift+R",
    live,
    group="cluster",
)
MAINTENANCE_ON: Final = Action(
    "cluster.maintenance",
    lambda: tr("action", "Cluster maintenance"),
    lambda: tr("action", "Start, stop and watch nothing until maintenance ends"),
    "maintenance",
    Menu.ACT,
    "Ctrl+Alt+M",
    lambda now: _settable(now) and not now.maintenance,
    group="cluster",
)
MAINTENANCE_OFF: Final = Action(
    "cluster.ready",
    lambda: tr("action", "End cluster maintenance"),
    lambda: tr("action", "Manage and watch all resources again"),
    "ready",
    Menu.ACT,
    "Ctrl+Alt+Shift+M",
    lambda now: _settable(now) and now.maintenance,
    group="cluster",
)

NODE_ACTIONS: Final = (STANDBY, ONLINE, NODE_MAINTENANCE, NODE_READY, CLEANUP, REFRESH)
"""What a node's context menu offers, as far as it is enabled."""
RESOURCE_ACTIONS: Final = (CLEANUP, REFRESH)
"""What a resource's context menu offers."""
CLUSTER_ACTIONS: Final = (MAINTENANCE_ON, MAINTENANCE_OFF, CLEANUP_ALL, REFRESH_ALL)
"""What the context menu of the background offers."""

CONNECT: Final = Action(
    "cluster.connect",
    lambda: tr("action", "&Connect…"),
    lambda: tr("action", "Connect to the engines of a cluster"),
    "connect",
    Menu.CLUSTER,
    "Ctrl+N",
    group="connect",
)
DISCONNECT: Final = Action(
    "cluster.disconnect",
    lambda: tr("action", "&Disconnect"),
    lambda: tr("action", "Close the connections to this cluster's engines"),
    "disconnect",
    Menu.CLUSTER,
    "Ctrl+D",
    lambda now: now.connected,
    group="connect",
)
OPEN: Final = Action(
    "file.open",
    lambda: tr("action", "&Open file…"),
    lambda: tr("action", "Open a saved CIB (plain, .bz2 or .gz) to edit, or a recording to replay"),
    "open",
    Menu.CLUSTER,
    QKeySequence.StandardKey.Open,
    group="file",
)
EXAMPLE: Final = Action(
    "file.example",
    lambda: tr("action", "Open the &example"),
    lambda: tr("action", "Look at an example cluster, and try out what can be done"),
    "example",
    Menu.CLUSTER,
    "Ctrl+Shift+E",
    group="file",
)
QUIT: Final = Action(
    "program.quit",
    lambda: tr("action", "&Quit"),
    lambda: tr("action", "Close hagui; the cluster goes on by itself"),
    "quit",
    Menu.CLUSTER,
    "Ctrl+Q",
    group="quit",
)

FIND: Final = Action(
    "view.find",
    lambda: tr("action", "&Find"),
    lambda: tr("action", "Find a node, resource or constraint"),
    "find",
    Menu.VIEW,
    QKeySequence.StandardKey.Find,
    shown,
    group="find",
)
FIND_NEXT: Final = Action(
    "view.find-next",
    lambda: tr("action", "Find &next"),
    lambda: tr("action", "Go to the next match"),
    "find",
    Menu.VIEW,
    "F3",
    shown,
    group="find",
)
ZOOM_IN: Final = Action(
    "view.zoom-in",
    lambda: tr("action", "Zoom &in"),
    lambda: tr("action", "Show the canvas larger"),
    "zoom-in",
    Menu.VIEW,
    "Ctrl+=",
    shown,
    group="zoom",
)
ZOOM_OUT: Final = Action(
    "view.zoom-out",
    lambda: tr("action", "Zoom &out"),
    lambda: tr("action", "Show the canvas smaller"),
    "zoom-out",
    Menu.VIEW,
    "Ctrl+-",
    shown,
    group="zoom",
)
ACTUAL_SIZE: Final = Action(
    "view.actual-size",
    lambda: tr("action", "&Actual size"),
    lambda: tr("action", "Show the canvas at 100 %"),
    "actual",
    Menu.VIEW,
    "Ctrl+1",
    shown,
    group="zoom",
)
FIT: Final = Action(
    "view.fit",
    lambda: tr("action", "Fi&t all"),
    lambda: tr("action", "Show the whole cluster"),
    "fit",
    Menu.VIEW,
    "Ctrl+0",
    shown,
    group="zoom",
)
TOPOLOGY: Final = Action(
    "view.topology",
    lambda: tr("action", "To&pology"),
    lambda: tr("action", "Show the nodes and what runs on each"),
    "pane",
    Menu.VIEW,
    "F7",
    shown,
    checkable=True,
    group="which",
)
DEPENDENCIES: Final = Action(
    "view.dependencies",
    lambda: tr("action", "D&ependencies"),
    lambda: tr("action", "Show what starts after what, and what stays together"),
    "pane",
    Menu.VIEW,
    "F8",
    shown,
    checkable=True,
    group="which",
)
ONLY_TOUCHING: Final = Action(
    "view.only-touching",
    lambda: tr("action", "Only what touches the &selection"),
    lambda: tr("action", "Hide what the selected resource has no constraint with"),
    "pane",
    Menu.VIEW,
    "Ctrl+Shift+T",
    _of_dependencies,
    checkable=True,
    group="part",
)
ONLY_FOUND: Final = Action(
    "view.only-found",
    lambda: tr("action", "Only &what is found"),
    lambda: tr("action", "Hide what the search above the tree does not find"),
    "find",
    Menu.VIEW,
    "Ctrl+Shift+F",
    _of_dependencies,
    checkable=True,
    group="part",
)
COLLAPSE_ALL: Final = Action(
    "view.collapse",
    lambda: tr("action", "Close all bo&xes"),
    lambda: tr("action", "Show groups and clones as single cards"),
    "up",
    Menu.VIEW,
    "Ctrl+Shift+-",
    _of_dependencies,
    group="part",
)
EXPAND_ALL: Final = Action(
    "view.expand",
    lambda: tr("action", "Open all boxes"),
    lambda: tr("action", "Show what is in groups and clones"),
    "down",
    Menu.VIEW,
    "Ctrl+Shift+=",
    _of_dependencies,
    group="part",
)
ARRANGE: Final = Action(
    "view.arrange",
    lambda: tr("action", "A&rrange anew"),
    lambda: tr("action", "Lay the dependencies out as if seen for the first time"),
    "refresh",
    Menu.VIEW,
    "Ctrl+Shift+A",
    _of_dependencies,
    group="part",
)
EXPORT: Final = Action(
    "view.export",
    lambda: tr("action", "Export a pict&ure…"),
    lambda: tr("action", "Write what the canvas shows into an SVG or PNG file"),
    "save",
    Menu.VIEW,
    "Ctrl+Shift+P",
    shown,
    group="export",
)
CONSTRAINTS: Final = Action(
    "view.constraints",
    lambda: tr("action", "Show &constraints"),
    lambda: tr("action", "Draw every location constraint, not only those of the selection"),
    "pane",
    Menu.VIEW,
    "Ctrl+E",
    checkable=True,
    group="show",
)
THEME_SYSTEM: Final = Action(
    "theme.system",
    lambda: tr("action", "Look of the s&ystem"),
    lambda: tr("action", "Follow the system's light or dark look"),
    "system",
    Menu.VIEW,
    checkable=True,
    group="theme",
)
THEME_LIGHT: Final = Action(
    "theme.light",
    lambda: tr("action", "&Light"),
    lambda: tr("action", "Dark text on light surfaces"),
    "light",
    Menu.VIEW,
    checkable=True,
    group="theme",
)
THEME_DARK: Final = Action(
    "theme.dark",
    lambda: tr("action", "&Dark"),
    lambda: tr("action", "Light text on dark surfaces"),
    "dark",
    Menu.VIEW,
    "Ctrl+Shift+D",
    checkable=True,
    group="theme",
)
MOTION: Final = Action(
    "view.motion",
    lambda: tr("action", "&Motion"),
    lambda: tr("action", "Let cards glide and pending operations pulse"),
    "motion",
    Menu.VIEW,
    checkable=True,
    group="motion",
)
FOCUS_TREE: Final = Action(
    "focus.tree",
    lambda: tr("action", "Go to the tree"),
    lambda: tr("action", "Put the keyboard into the tree"),
    "pane",
    Menu.VIEW,
    "Alt+1",
    shown,
    group="focus",
)
FOCUS_CANVAS: Final = Action(
    "focus.canvas",
    lambda: tr("action", "Go to the canvas"),
    lambda: tr("action", "Put the keyboard into the canvas"),
    "pane",
    Menu.VIEW,
    "Alt+2",
    shown,
    group="focus",
)
FOCUS_INSPECTOR: Final = Action(
    "focus.inspector",
    lambda: tr("action", "Go to the inspector"),
    lambda: tr("action", "Put the keyboard into the inspector"),
    "pane",
    Menu.VIEW,
    "Alt+3",
    shown,
    group="focus",
)
FOCUS_EVENTS: Final = Action(
    "focus.events",
    lambda: tr("action", "Go to the events"),
    lambda: tr("action", "Put the keyboard into the event list"),
    "pane",
    Menu.VIEW,
    "Alt+4",
    shown,
    group="focus",
)
FOCUS_PROBLEMS: Final = Action(
    "focus.problems",
    lambda: tr("action", "Go to the problems"),
    lambda: tr("action", "Put the keyboard into the list of problems"),
    "pane",
    Menu.VIEW,
    "Alt+5",
    shown,
    group="focus",
)
FOCUS_DRAFT: Final = Action(
    "focus.draft",
    lambda: tr("action", "Go to the draft"),
    lambda: tr("action", "Put the keyboard into the list of changes"),
    "pane",
    Menu.VIEW,
    "Alt+6",
    shown,
    group="focus",
)
FOCUS_TEMPORARY: Final = Action(
    "focus.temporary",
    lambda: tr("action", "Go to what is temporary"),
    lambda: tr("action", "Put the keyboard into the list of temporary constraints"),
    "pane",
    Menu.VIEW,
    "Alt+7",
    shown,
    group="focus",
)
FOCUS_TIMELINE: Final = Action(
    "focus.timeline",
    lambda: tr("action", "Go to the timeline"),
    lambda: tr("action", "See what was done when, and what was true at any moment"),
    "pane",
    Menu.VIEW,
    "Alt+8",
    shown,
    group="focus",
)
FOCUS_LOSSES: Final = Action(
    "focus.losses",
    lambda: tr("action", "Go to the losses"),
    lambda: tr("action", "See what the loss of each node, pair of nodes and ticket would mean"),
    "pane",
    Menu.VIEW,
    "Alt+9",
    shown,
    group="focus",
)
FOCUS_INCIDENTS: Final = Action(
    "focus.incidents",
    lambda: tr("action", "Go to the incidents"),
    lambda: tr("action", "See what went wrong, step by step, and how far the cluster has come"),
    "pane",
    Menu.VIEW,
    "Alt+0",
    shown,
    group="focus",
)
SHORTCUTS: Final = Action(
    "help.shortcuts",
    lambda: tr("action", "&Keyboard shortcuts"),
    lambda: tr("action", "Every action and its key"),
    "keys",
    Menu.HELP,
    "F1",
)
ABOUT: Final = Action(
    "help.about",
    lambda: tr("action", "&About hagui"),
    lambda: tr("action", "Version and licence"),
    "about",
    Menu.HELP,
)

DECLARED: Final = (
    CONNECT,
    DISCONNECT,
    lab_actions.START,
    OPEN,
    EXAMPLE,
    draft_actions.SAVE,
    draft_actions.SAVE_AS,
    replay_actions.SAVE,
    QUIT,
    *draft_actions.DECLARED,
    *resource_actions.DECLARED,
    *constraint_actions.DECLARED,
    *NODE_ACTIONS[:4],
    CLEANUP,
    REFRESH,
    *CLUSTER_ACTIONS,
    FIND,
    FIND_NEXT,
    ZOOM_IN,
    ZOOM_OUT,
    ACTUAL_SIZE,
    FIT,
    TOPOLOGY,
    DEPENDENCIES,
    CONSTRAINTS,
    ONLY_TOUCHING,
    ONLY_FOUND,
    COLLAPSE_ALL,
    EXPAND_ALL,
    ARRANGE,
    EXPORT,
    FOCUS_TREE,
    FOCUS_CANVAS,
    FOCUS_INSPECTOR,
    FOCUS_EVENTS,
    FOCUS_PROBLEMS,
    FOCUS_DRAFT,
    FOCUS_TEMPORARY,
    FOCUS_TIMELINE,
    FOCUS_LOSSES,
    FOCUS_INCIDENTS,
    THEME_SYSTEM,
    THEME_LIGHT,
    THEME_DARK,
    MOTION,
    probe_actions.EDIT,
    *alarm_actions.DECLARED,
    *replay_actions.DECLARED,
    *lab_actions.DECLARED,
    SHORTCUTS,
    ABOUT,
)
"""All actions, in the order of the menus."""
