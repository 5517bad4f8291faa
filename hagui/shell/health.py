"""The health line: what an operator must see first, in one line at the top of the window."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QSizePolicy, QToolButton, QWidget

from engine.cib.state.model import ClusterState, NodeKind
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import age
from hagui.shell import marks
from hagui.shell.sources import SourcesPopup, push_words
from hagui.shell.style import set_tone
from hagui.theme import Theme

TICK_MS = 250
"""How often the age is written anew."""
NARROW = 1000
"""Logical pixels; below them the nodes that are heard stand in the tool tip only."""
NAMED = 4
"""Nodes named at most; more are counted."""


class Pill(QToolButton):
    """A short statement with a mark; a button where there is more to see."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = ""
        self.setObjectName(name)
        self.setProperty("flat", "true")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(marks.SIZE + 4, marks.SIZE))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def say(self, text: str, tone: str, glyph: str, color: str, tip: str = "") -> None:
        """Show ``text``; without one the pill is not there."""
        self.setVisible(bool(text))
        if self.text() != text:
            self.setText(text)
            self.setAccessibleName(text)
        if self._glyph != glyph + color:
            self._glyph = glyph + color
            self.setIcon(marks.icon(glyph, color) if glyph else QIcon())
            style = Qt.ToolButtonStyle
            beside, alone = style.ToolButtonTextBesideIcon, style.ToolButtonTextOnly
            self.setToolButtonStyle(beside if glyph else alone)
        set_tone(self, tone)
        self.setToolTip(tip)


class HealthLine(QWidget):
    """Quorum, DC, failures, maintenance, fencing, and how fresh the data is and from where."""

    subject_chosen = Signal(object)
    problems_asked = Signal()
    temporary_asked = Signal()
    """The list of what is temporary is wanted."""

    def __init__(
        self, theme: Theme, parent: QWidget, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self.setObjectName("health")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(44)
        self._theme = theme
        self._now = now
        self._state: ClusterState | None = None
        self._status: SourcesStatus | None = None
        self._failures = 0
        self._alarm = ""
        self._temporary = 0
        self.name = Pill("clusterName", self)
        self.name.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.production = Pill("production", self)
        self.quorum = Pill("quorum", self)
        self.dc = Pill("dcName", self)
        self.alarm = Pill("alarm", self)
        self.failures = Pill("failures", self)
        self.maintenance = Pill("maintenance", self)
        self.fencing = Pill("fencing", self)
        self.temporary = Pill("temporary", self)
        self.freshness = Pill("freshness", self)
        self.menus = QToolButton(self)
        self.menus.setText("☰")
        self.menus.setProperty("flat", "true")
        self.menus.setAccessibleName(tr("health", "Menus"))
        self.menus.setToolTip(tr("health", "All menus"))
        self.menus.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menus.hide()
        self._bar: QMenuBar | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 8, 0)
        line.setSpacing(2)
        for pill in (
            self.name,
            self.production,
            self.quorum,
            self.dc,
            self.alarm,
            self.failures,
            self.maintenance,
            self.fencing,
            self.temporary,
            self.freshness,
        ):
            line.addWidget(pill)
        line.addStretch(1)
        self._line = line
        self._statements = (
            self.quorum,
            self.dc,
            self.alarm,
            self.failures,
            self.maintenance,
            self.fencing,
        )
        self._popup = SourcesPopup(self)
        self.quorum.clicked.connect(
            lambda: self.subject_chosen.emit(Subject(SubjectKind.CLUSTER, ""))
        )
        self.dc.clicked.connect(self._choose_dc)
        for pill in (self.alarm, self.failures, self.maintenance, self.fencing):
            pill.clicked.connect(self.problems_asked)
        self.temporary.clicked.connect(self.temporary_asked)
        self.freshness.clicked.connect(self._show_sources)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def add_at_end(self, widget: QWidget) -> None:
        """Put a widget (the draft's buttons) at the right end."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_menus(self, bar: QMenuBar) -> None:
        """Put the menu bar at the right end; where there is no room for it, a button stands for
        it that opens the same menus.
        """
        folded = QMenu(self.menus)
        for action in bar.actions():
            folded.addAction(action)
        self.menus.setMenu(folded)
        self._bar = bar
        self.add_at_end(bar)
        self.add_at_end(self.menus)
        self.fold()

    def fold(self) -> None:
        """Show the menu bar if there is room for it beside all else, or the button."""
        bar = self._bar
        if bar is None:
            return
        items = [self._line.itemAt(at) for at in range(self._line.count())]
        here = [item.widget() for item in items if item is not None]
        rest = [item for item in here if item is not None and item not in {bar, self.menus}]
        wanted = sum(item.sizeHint().width() + 2 for item in rest if not item.isHidden())
        room = self.width() - 14 - wanted >= bar.sizeHint().width()
        if room != bar.isVisibleTo(self):
            bar.setVisible(room)
            self.menus.setVisible(not room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There may be room for more, or for less."""
        super().resizeEvent(event)
        self.fold()

    def event(self, event: QEvent) -> bool:
        """What stands in the line became wider or narrower."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.fold()
        return super().event(event)

    def set_menu(self, menu: QMenu) -> None:
        """The menu behind the cluster's name."""
        self.name.setMenu(menu)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self._popup.set_theme(theme)
        self._say_state()
        self._say_temporary()
        self._say_sources()

    def show_name(self, name: str, *, production: bool = False) -> None:
        """The cluster's name, and whether it is one to be careful with."""
        self.name.say(f"{name} ▾", "", "", "", tr("health", "Clusters, connect, open"))
        tip = tr("health", "This cluster is marked as one to be careful with")
        text = tr("health", "PRODUCTION") if production else ""
        self.production.say(text, "warning", "", "", tip)

    def show_state(self, state: ClusterState | None, failures: int, alarm: str = "") -> None:
        """What the cluster says of itself.

        Args:
            state: None where there is no cluster.
            failures: as the list of problems counts them.
            alarm: what else is wrong that nobody may overlook, in two or three words.
        """
        self._state, self._failures, self._alarm = state, failures, alarm
        self._say_state()

    def show_temporary(self, count: int) -> None:
        """How many constraints and standbys are in force that were meant for a while."""
        self._temporary = count
        self._say_temporary()

    def show_sources(self, status: SourcesStatus) -> None:
        """Where the data comes from and how fresh it is."""
        before, self._status = self._status, status
        self._popup.show_status(status)
        self._say_sources()
        if before is None or before.freshness is not status.freshness:
            self._say_state()
        ticking = status.freshness is Freshness.LIVE
        if ticking and not self._timer.isActive():
            self._timer.start()
        elif not ticking:
            self._timer.stop()

    def clear_sources(self) -> None:
        """There is no cluster that data could come from."""
        self._status = None
        self._timer.stop()
        self.freshness.hide()

    def close_popup(self) -> None:
        """Stop what ticks or floats."""
        self._timer.stop()
        self._popup.close()

    def _say_state(self) -> None:
        state, theme = self._state, self._theme
        if state is None:
            for pill in self._statements:
                pill.hide()
            return
        stale = self._status is not None and self._status.freshness is Freshness.STALE
        bad = "dim" if stale else "bad"  # then nothing but the staleness is certain
        alarm = theme.dim if stale else theme.failed
        mind, caution = ("dim", theme.dim) if stale else ("warning", theme.warning)
        members = [n for n in state.nodes.values() if n.kind is NodeKind.MEMBER]
        online = sum(n.online for n in members)
        if state.quorate:
            text = tr("health", "Quorum {online} of {all}", online=online, all=len(members))
            tip = tr("health", "This partition of the cluster may run resources")
            whole = online == len(members)
            color = theme.running if whole else theme.warning
            color = theme.dim if stale else color
            self.quorum.say(text, "dim" if stale else "", "●" if whole else "◐", color, tip)
        else:
            text = tr("health", "Quorum lost: {online} of {all}", online=online, all=len(members))
            tip = tr("health", "Too few nodes are here to decide: resources may be stopped")
            self.quorum.say(text, bad, "▲", alarm, tip)
        if state.dc is None:
            tip = tr("health", "No node decides at the moment; one is elected within seconds")
            self.dc.say(tr("health", "No DC"), bad, "▲", alarm, tip)
        else:
            tip = tr("health", "The designated controller: the node that decides")
            self.dc.say(tr("health", "DC {node}", node=state.dc), "dim", "", "", tip)
        tip = tr("health", "Show what is wrong")
        self.alarm.say(self._alarm, bad, "▲", alarm, tip)
        if self._failures:
            text = tr("health", "{n} failure(s)", count=self._failures)
            tip = tr("health", "Show what failed")
            self.failures.say(text, bad, "▲", alarm, tip)
        else:
            self.failures.hide()
        if state.maintenance:
            tip = tr("health", "The cluster starts, stops and watches nothing now")
            text = tr("health", "Maintenance")
            self.maintenance.say(text, mind, "◧", caution, tip)
        else:
            self.maintenance.hide()
        if not state.fencing_enabled:
            tip = tr("health", "A lost node is not switched off: data may be damaged")
            text = tr("health", "Fencing off")
            self.fencing.say(text, mind, "▲", caution, tip)
        else:
            self.fencing.hide()

    def _say_temporary(self) -> None:
        text = tr("health", "{n} temporary", count=self._temporary) if self._temporary else ""
        tip = tr("health", "Left behind by a move, a ban or a standby, and still in force")
        self.temporary.say(text, "warning", "◐", self._theme.warning, tip)

    def _say_sources(self) -> None:
        status, theme = self._status, self._theme
        if status is None:
            self.freshness.hide()
            return
        match status.freshness:
            case Freshness.FILE:
                text = tr("health", "file {name}", name=Path(status.file).name)
                self.freshness.say(text, "dim", "", "", status.file)
            case Freshness.CONNECTING:
                self.freshness.say(tr("health", "connecting…"), "dim", "◌", theme.dim)
            case Freshness.STALE:
                tip = tr("health", "What is shown is the last known state")
                self.freshness.say(tr("health", "STALE"), "bad", "▲", theme.failed, tip)
            case Freshness.LIVE:
                self._tick()

    def _tick(self) -> None:
        status = self._status
        if status is None or status.freshness is not Freshness.LIVE:
            return
        old = _age(self._now() - status.heard) if status.heard is not None else "—"
        if self.width() < NARROW:
            text = tr("health", "live · {age}", age=old)
        else:
            text = tr("health", "live · {age} · from {nodes}", age=old, nodes=_names(status))
        self.freshness.say(text, "dim", "", "", _sources_tip(status))

    def _choose_dc(self) -> None:
        if self._state is not None and self._state.dc is not None:
            self.subject_chosen.emit(Subject(SubjectKind.NODE, self._state.dc))

    def _show_sources(self) -> None:
        if self._status is not None and self._status.freshness is not Freshness.FILE:
            self._popup.show_at(self.freshness.mapToGlobal(QPoint(0, self.freshness.height() + 2)))


def _age(seconds: float) -> str:
    """How long ago the engine shown was heard.

    It is asked several times a second, so a number below one second says nothing but at which
    moment between two answers one looks.
    """
    return tr("health", "< 1 s") if seconds < 1.0 else age(seconds)


def _names(status: SourcesStatus) -> str:
    names = [source.node or source.address for source in status.live]
    if len(names) <= NAMED:
        return ", ".join(names)
    return tr("health", "{n} nodes", count=len(names))


def _sources_tip(status: SourcesStatus) -> str:
    return "\n".join(
        tr("health", "{node}: {how}", node=source.node or source.address, how=push_words(source))
        for source in status.live
    )
