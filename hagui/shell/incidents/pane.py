"""The tab of incidents: the newest first, those that go on at the top; beside them the card."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.monitor.incidents.model import Incident
from hagui.phrases.units import brief_moment
from hagui.shell import marks
from hagui.shell.incidents.card import IncidentCard
from hagui.shell.incidents.words import headline, length, look, title
from hagui.shell.labels import label
from hagui.shell.marks import tone_color
from hagui.theme import Theme

TICK_MS: Final = 100
"""How often what goes on is written anew while it is seen."""
NARROW: Final = 220
"""Logical pixels; a list that is narrower does not say when."""
_NUMBER: Final = Qt.ItemDataRole.UserRole


class IncidentsPane(QWidget):
    """All incidents, and the chosen one at length."""

    subject_chosen = Signal(object)
    timeline_wanted = Signal(float, float)
    replay_wanted = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.clock: Callable[[], float] = time.time
        """Gives seconds since 1970."""
        self._cluster = ""
        self._moment: float | None = None
        self._incidents: dict[int, Incident] = {}
        self._filling = False
        self._wanted: int | None = None
        """Number of the incident that is to be chosen when somebody looks."""
        self.list = _List()
        self.list.itemSelectionChanged.connect(self._chosen)
        self.card = IncidentCard(theme)
        self.card.subject_chosen.connect(self.subject_chosen)
        self.card.timeline_wanted.connect(self.timeline_wanted)
        self.card.replay_wanted.connect(self.replay_wanted)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.card)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 3)
        split.setSizes([230, 690])
        empty = QWidget()
        empty.setObjectName("bottom")
        self.empty = label("", "dim")
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(14, 8, 14, 8)
        inside.addWidget(self.empty)
        inside.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(split)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self.setFocusProxy(self.list)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.refresh)
        self.show_incidents((), "")

    @property
    def chosen(self) -> Incident | None:
        """The one whose card is shown."""
        return self.card.incident

    def show_incidents(
        self, incidents: tuple[Incident, ...], cluster: str, moment: float | None = None
    ) -> None:
        """Show all of a cluster.

        Args:
            incidents: all, oldest first.
            cluster: what it is called.
            moment: when that was, for a file, which tells only what its histories still hold;
                None: now.
        """
        self._cluster, self._moment = cluster, moment
        self._incidents = {incident.number: incident for incident in incidents}
        if moment is not None:
            words = tr(
                "incident",
                "No failure is in the histories of this file. What happened is seen as it happens"
                " where a cluster is connected, or in a recording.",
            )
        else:
            words = tr(
                "incident",
                "Nothing has gone wrong since this cluster is watched. When a node is lost, an"
                " operation fails or resources have to move, it is told here step by step:"
                " detected, fenced, stopped, started, healthy.",
            )
        self.empty.setText(words)
        self._fill()

    def show_incident(self, incident: Incident) -> None:
        """One is new or has come further; a new one is chosen."""
        fresh = incident.number not in self._incidents
        self._incidents[incident.number] = incident
        self._fill(incident.number if fresh else None)

    def choose(self, number: int) -> None:
        """Show that one's card."""
        if number in self._incidents:
            self._fill(number)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self.card.set_theme(theme)
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Time goes on where it is seen."""
        super().showEvent(event)
        self._fill()
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while it is not seen."""
        super().hideEvent(event)
        self._timer.stop()

    def _now(self) -> float:
        return self.clock() if self._moment is None else self._moment

    def _fill(self, choose: int | None = None) -> None:
        """Show what is known now; where nobody looks, once somebody does."""
        self._wanted = choose or self._wanted
        if self.isVisible():
            choose, self._wanted = self._wanted, None
            self._fill_now(choose)

    def _fill_now(self, choose: int | None) -> None:
        order = sorted(
            self._incidents.values(), key=lambda item: (item.end is not None, -item.number)
        )
        self._stack.setCurrentIndex(1 if order else 0)
        known = self.list.number() if choose is None else choose
        if known not in self._incidents:
            known = order[0].number if order else None
        now = self._now()
        self._filling = True
        try:
            self.list.show_rows(order, self._theme, now, known)
        finally:
            self._filling = False
        if known is not None:
            self._show_card(known)

    def _chosen(self) -> None:
        number = self.list.number()
        if not self._filling and number is not None:
            self._show_card(number)

    def _show_card(self, number: int) -> None:
        incident = self._incidents[number]
        now = self._now()
        if incident != self.card.incident:
            self.card.show_incident(incident, self._cluster, now)

    def refresh(self) -> None:
        """Say anew how long what goes on takes."""
        now = self._now()
        if any(incident.end is None for incident in self._incidents.values()):
            self.list.tick(self._incidents, now)
        if self.chosen is not None and self.chosen.end is None:
            self.card.tick(now)


class _List(QTreeWidget):
    """A line for each incident."""

    def __init__(self) -> None:
        super().__init__()
        self._order: list[int] = []
        self.setAccessibleName(tr("incident", "Incidents"))
        self.setHeaderLabels(
            [tr("incident", "Incident"), tr("incident", "When"), tr("incident", "Took")]
        )
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(QSize(marks.SIZE, marks.SIZE))
        self.setMinimumWidth(150)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, what it is matters more than when it was."""
        super().resizeEvent(event)
        self.setColumnHidden(1, self.width() < NARROW)

    def number(self) -> int | None:
        """The one that is selected."""
        found = self.selectedItems()
        value = found[0].data(0, _NUMBER) if found else None
        return value if isinstance(value, int) else None

    def show_rows(
        self, order: list[Incident], theme: Theme, now: float, chosen: int | None
    ) -> None:
        """Show these in that order."""
        numbers = [incident.number for incident in order]
        if numbers != self._order:
            self._order = numbers
            self.clear()
            self.addTopLevelItems([QTreeWidgetItem() for _ in order])
        for place, incident in enumerate(order):
            item = self.topLevelItem(place)
            assert item is not None
            how = look(incident)
            item.setData(0, _NUMBER, incident.number)
            item.setText(0, title(incident))
            item.setIcon(0, marks.icon(how.glyph, tone_color(theme, how.tone)))
            item.setText(1, brief_moment(incident.begin, now=now))
            item.setText(2, length(incident, now))
            said = headline(incident, now)
            item.setToolTip(0, said)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{how.word}: {said}")
            if incident.number == chosen and not item.isSelected():
                self.setCurrentItem(item)

    def tick(self, incidents: dict[int, Incident], now: float) -> None:
        """Write anew how long what goes on takes."""
        for place, number in enumerate(self._order):
            incident, item = incidents[number], self.topLevelItem(place)
            if incident.end is None and item is not None:
                item.setText(2, length(incident, now))
