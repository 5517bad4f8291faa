"""The menus of the window: the bar, the one behind the cluster's name, and context menus."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QWidget

from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.monitor.alarms.mutes import Mutes
from hagui.shell import actions, constraint_actions, lab_actions, resource_actions
from hagui.shell.actions import Action, Menu
from hagui.shell.alarms.menu import MuteMenu
from hagui.shell.lab.menu import LabMenu
from hagui.shell.registry import ActionRegistry
from hagui.shell.translator import LANGUAGES


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved cluster as the menu names it."""

    id: str
    title: str


class ContextMenu(QMenu):
    """What can be done with one subject."""

    canvas_asked = Signal(object)


class WindowMenus(QObject):
    """All menus of one window."""

    saved_chosen = Signal(str)
    file_chosen = Signal(str)
    language_chosen = Signal(str)
    cluster_chosen = Signal()

    def __init__(
        self, registry: ActionRegistry, window: QWidget, mutes: Callable[[], Mutes]
    ) -> None:
        super().__init__(registry)
        self._registry = registry
        self._window = window
        self.bar = QMenuBar()
        self.bar.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clusters = QMenu(self.bar)
        self._recent = QMenu(tr("menu", "&Recent files"), self.bar)
        self._languages: dict[str, QAction] = {}
        menus = registry.menus(self.bar)
        menus[Menu.CLUSTER].insertMenu(registry[actions.EXAMPLE], self._recent)
        menus[Menu.VIEW].addSeparator()
        menus[Menu.VIEW].addMenu(self._language_menu())
        self.mute = MuteMenu(mutes, self.bar)
        for alarms in menus[Menu.VIEW].findChildren(QMenu, "alarms"):
            alarms.addSeparator()
            alarms.addMenu(self.mute)
        self.lab = LabMenu(registry, self.bar)
        menus[Menu.LAB] = self.lab
        for menu in Menu:
            self.bar.addMenu(menus[menu])

    def mark_language(self, code: str) -> None:
        """Check the language that was chosen."""
        for known, entry in self._languages.items():
            entry.setChecked(known == code)

    def offer(self, saved: Sequence[Saved], recent: Sequence[str], *, shown: bool) -> None:
        """List the saved clusters and the files opened lately."""
        self._recent.clear()
        self._recent.setEnabled(bool(recent))
        for path in recent:
            entry = self._recent.addAction(path)
            entry.triggered.connect(lambda _=False, path=path: self.file_chosen.emit(path))
        menu = self.clusters
        menu.clear()
        for item in saved:
            entry = menu.addAction(item.title)
            entry.triggered.connect(lambda _=False, id_=item.id: self.saved_chosen.emit(id_))
        if saved:
            menu.addSeparator()
        about = menu.addAction(tr("menu", "About this cluster"))
        about.setEnabled(shown)
        about.triggered.connect(self.cluster_chosen)
        menu.addSeparator()
        chosen = (
            actions.CONNECT,
            actions.DISCONNECT,
            lab_actions.START,
            actions.OPEN,
            actions.EXAMPLE,
        )
        self._registry.fill(menu, chosen)

    def constraints(self) -> QMenu:
        """The menu of the constraints that the selected resource can be given."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._registry.fill(menu, resource_actions.RELATE)
        return menu

    def context(self, subject: Subject | None) -> ContextMenu:
        """The menu of a subject; it deletes itself when closed."""
        menu = ContextMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if subject is None or subject.kind is SubjectKind.CLUSTER:
            self._registry.fill(menu, actions.CLUSTER_ACTIONS, only_enabled=True)
            menu.addSeparator()
            self._registry.fill(menu, (lab_actions.HEAL,), only_enabled=True)
            menu.addSeparator()
            self._registry.fill(menu, (actions.FIT, actions.ACTUAL_SIZE))
            return menu
        fill = self._registry.fill
        match subject.kind:
            case SubjectKind.NODE:
                chosen = (*actions.NODE_ACTIONS, resource_actions.STANDBY_DRAFT)
                fill(menu, chosen, only_enabled=True)
                menu.addSeparator()
                fill(menu, lab_actions.NODE, only_enabled=True)
            case SubjectKind.RESOURCE | SubjectKind.INSTANCE:
                fill(menu, resource_actions.STATE, only_enabled=True)
                menu.addSeparator()
                for title, chosen in (
                    (tr("menu", "Add co&nstraint"), resource_actions.RELATE),
                    (tr("menu", "&Group"), resource_actions.GROUP),
                    (tr("menu", "&Clone"), resource_actions.CLONES),
                ):
                    self._below(menu, title, chosen)
                menu.addSeparator()
                fill(menu, actions.RESOURCE_ACTIONS, only_enabled=True)
                menu.addSeparator()
                fill(menu, (lab_actions.BREAK,), only_enabled=True)
            case SubjectKind.CONSTRAINT:
                fill(menu, constraint_actions.DECLARED, only_enabled=True)
            case _:
                pass
        menu.addSeparator()
        show = menu.addAction(tr("menu", "Show on the canvas"))
        show.triggered.connect(lambda: menu.canvas_asked.emit(subject))
        copy = menu.addAction(tr("menu", "Copy name"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(subject.id))
        return menu

    def _below(self, menu: QMenu, title: str, chosen: Sequence[Action]) -> None:
        """A menu in a menu, where there is anything to put into it."""
        if any(self._registry[action].isEnabled() for action in chosen):
            self._registry.fill(menu.addMenu(title), chosen, only_enabled=True)

    def _language_menu(self) -> QMenu:
        menu = QMenu(tr("menu", "Lan&guage"), self.bar)
        for code, name in (("", tr("menu", "Language of the system")), *LANGUAGES.items()):
            entry = self._languages[code] = menu.addAction(name)
            entry.setCheckable(True)
            entry.triggered.connect(lambda _=False, code=code: self.language_chosen.emit(code))
        return menu
