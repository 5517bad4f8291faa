"""The Lab menu: the way back from what is in force, then each fault by name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from engine.cib.state.model import ClusterState
from engine.protocol.verbs import Fault, LabStanding
from hagui.cluster.harm import ways_back
from hagui.i18n import tr
from hagui.shell import lab_actions
from hagui.shell.action import Action, Menu, menu_title
from hagui.shell.lab import offers
from hagui.shell.lab.words import delay_words, fault_words
from hagui.shell.registry import ActionRegistry


class LabMenu(QMenu):
    """Made anew each time it opens, as what makes sense depends on what is in force."""

    chosen = Signal(object)
    """A ``Fault``."""

    def __init__(self, registry: ActionRegistry, parent: QWidget) -> None:
        super().__init__(menu_title(Menu.LAB), parent)
        self._registry = registry
        self._standing: LabStanding | None = None
        self._state: ClusterState | None = None
        self._why = ""
        self.menuAction().setVisible(False)
        self.aboutToShow.connect(self._fill)

    def show_lab(
        self, standing: LabStanding | None, state: ClusterState | None, why: str = ""
    ) -> None:
        """What is in force, and what runs; without a standing the menu is not there. ``why`` says
        why nothing can be broken or mended now, where that is so.
        """
        self._standing, self._state, self._why = standing, state, why
        self.menuAction().setVisible(standing is not None)

    def _fill(self) -> None:
        self.clear()
        for below in self.findChildren(QMenu):
            below.deleteLater()
        standing, state = self._standing, self._state
        if standing is None:
            return
        if self._why:
            self.addAction(self._why).setEnabled(False)
            return
        back = ways_back(standing)
        heals = Fault("heal")
        for fault in back:
            if fault != heals:
                action = lab_actions.POWER if fault.kind == "power" else lab_actions.THAW
                self._add(self, fault, fault_words(fault), action)
        self.addAction(self._registry[lab_actions.HEAL])
        self.addSeparator()
        self._named(tr("lab", "&Pull the plug of"), offers.kills(standing), lab_actions.KILL)
        self._named(tr("lab", "&Freeze"), offers.freezes(standing), lab_actions.FREEZE)
        self.addSeparator()
        self._cuts(offers.cuts(standing))
        slow = self._below(tr("lab", "&Slow the network"), offers.slows())
        for fault in offers.slows():
            words = tr("lab", "by {late}", late=delay_words(fault.milliseconds))
            self._add(slow, fault, words)
        slow.addSeparator()
        for name in offers.names(standing):
            self._slow_one(slow, name)
        if state is not None:
            self.addSeparator()
            broken = offers.breaks(state)
            below = self._below(tr("lab", "&Break a resource"), broken, lab_actions.BREAK)
            for fault in broken:
                node = fault.nodes[0] if fault.nodes else ""
                who = fault.resource or ""
                words = tr("lab", "{who} on {node}", who=who, node=node) if node else who
                self._add(below, fault, words)
        if self._registry[lab_actions.KEEP].isEnabled():
            self.addSeparator()
            self.addAction(self._registry[lab_actions.KEEP])

    def _named(self, title: str, faults: Sequence[Fault], action: Action) -> None:
        below = self._below(title, faults, action)
        for fault in faults:
            self._add(below, fault, fault.nodes[0])

    def _cuts(self, faults: Sequence[Fault]) -> None:
        below = self._below(tr("lab", "&Cut the network between"), faults, lab_actions.ISOLATE)
        pairs = 0
        for fault in faults:
            node, other = fault.nodes[0], fault.nodes[1:]
            if other:
                pairs += 1
                words = tr("lab", "{a} and {b}", a=node, b=other[0])
            else:
                if pairs:
                    below.addSeparator()
                    pairs = 0
                words = tr("lab", "{node} and all others", node=node)
            self._add(below, fault, words)

    def _slow_one(self, slow: QMenu, name: str) -> None:
        below = slow.addMenu(tr("lab", "of {node} only", node=name))
        for fault in offers.slows((name,)):
            words = tr("lab", "by {late}", late=delay_words(fault.milliseconds))
            self._add(below, fault, words)

    def _below(self, title: str, faults: Sequence[Fault], action: Action | None = None) -> QMenu:
        """A menu in the menu, with the icon of the action that does the same."""
        made = self.addMenu(title)
        if action is not None:
            made.setIcon(self._registry[action].icon())
        made.setEnabled(bool(faults))
        return made

    def _add(self, menu: QMenu, fault: Fault, words: str, action: Action | None = None) -> None:
        entry = menu.addAction(words)
        if action is not None:
            entry.setIcon(self._registry[action].icon())
        entry.triggered.connect(lambda _=False: self.chosen.emit(fault))
