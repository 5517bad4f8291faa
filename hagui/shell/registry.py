"""Makes Qt's actions and menus from the declarations, and keeps them enabled as is right."""

from collections.abc import Iterable, Iterator
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from hagui.shell.action import submenus
from hagui.shell.actions import DECLARED, Action, Menu, menu_title
from hagui.shell.icons import action_icon
from hagui.shell.situation import Situation
from hagui.theme import Theme

_CHANGING: Final = frozenset({Menu.EDIT, Menu.ACT, Menu.LAB})
"""Menus of what changes something."""


class ActionRegistry(QObject):
    """The declared actions as ``QAction`` objects of one window."""

    triggered = Signal(object)
    """An ``Action`` was chosen, by whatever way."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._situation = Situation()
        self._why = ""
        self._made: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        for action in DECLARED:
            made = QAction(action.text(), self)
            made.setToolTip(action.help())
            made.setStatusTip(action.help())
            made.setShortcut(QKeySequence(action.keys))
            made.setCheckable(action.checkable)
            made.setObjectName(action.id)
            made.triggered.connect(lambda _=False, action=action: self.triggered.emit(action))
            if action.checkable and action.group == "theme":
                group = groups.setdefault(action.group, QActionGroup(self))
                group.addAction(made)
            window.addAction(made)
            self._made[action.id] = made
        self.update(self._situation)

    def __getitem__(self, action: Action) -> QAction:
        """The Qt action of a declaration."""
        return self._made[action.id]

    def __iter__(self) -> Iterator[tuple[Action, QAction]]:
        return ((action, self._made[action.id]) for action in DECLARED)

    def update(self, situation: Situation, why: str = "") -> None:
        """Enable what is possible now; ``why``: why nothing can be changed, where that is so."""
        self._situation = situation
        for action in DECLARED:
            made = self._made[action.id]
            made.setEnabled(action.enabled(situation))
            if why == self._why:
                continue
            fixed = action.menu in _CHANGING or action.group == "save"
            told = why and fixed and not made.isEnabled()
            made.setToolTip(f"{action.help()}\n{why}" if told else action.help())
        self._why = why

    def retheme(self, theme: Theme) -> None:
        """Redraw the icons in the theme's colour."""
        for action in DECLARED:
            if not action.checkable:  # those show whether they are checked in its place
                self._made[action.id].setIcon(action_icon(action.icon, theme.text))

    def menus(self, parent: QWidget) -> dict[Menu, QMenu]:
        """All menus, with a separator between groups, but for that of a lab: what it holds
        depends on what is in force.
        """
        made: dict[Menu, QMenu] = {}
        for menu in Menu:
            if menu is Menu.LAB:
                continue
            box = QMenu(menu_title(menu), parent)
            box.setToolTipsVisible(True)
            found = [action for action in DECLARED if action.menu is menu]
            groups = {action.group for action in found}
            inner = {group: title for group, title in submenus().items() if group in groups}
            self.fill(box, (action for action in found if action.group not in inner))
            if inner:
                box.addSeparator()
            for group, title in inner.items():
                below = box.addMenu(title)
                below.setObjectName(group)
                self.fill(below, (action for action in found if action.group == group))
            made[menu] = box
        return made

    def fill(self, menu: QMenu, actions: Iterable[Action], *, only_enabled: bool = False) -> None:
        """Put ``actions`` into ``menu``."""
        group: str | None = None
        for action in actions:
            made = self._made[action.id]
            if only_enabled and not made.isEnabled():
                continue
            if group is not None and action.group != group:
                menu.addSeparator()
            group = action.group
            menu.addAction(made)
