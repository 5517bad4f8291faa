"""The health line: what an operator must see first, in one line at the top of the window.

Longer than most files because each statement has its words, its tone and its tip, and all of them
share the room.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QSizePolicy, QToolButton, QWidget

from engine.cib.state.model import ClusterState, NodeKind
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.phrases import age
from hagui.shell import marks
from hagui.shell.alarms.values import AlarmsLook
from hagui.shell.alarms.words import headline, muted_words, pill_words
from hagui.shell.draft.bar import DraftBar
from hagui.shell.sources import SourcesPopup, push_words
from hagui.shell.style import set_tone
from hagui.theme import Theme

TICK_MS = 250
"""How often the age is written anew."""
NARROW = 1000
"""Logical pixels; below them the nodes that are heard stand in the tool tip only."""
SHORT = 14
"""Characters of a file's name where there is little room."""
NAMED = 4
"""Nodes named at most; more are counted."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What has given way for lack of room."""

    folded: bool = False
    """A button stands for the menu bar."""
    short: bool = False
    """The engines are not named."""
    compact: bool = False
    """The rehearsal is a mark without words, alarms are a number, and the DC is named in the tree
    only."""


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
    outage_asked = Signal()
    """What probes tell of the service that does not answer is wanted."""
    alarms_asked = Signal()
    """The list of alarms is wanted."""
    opinions_asked = Signal()
    """What each engine believes is wanted."""
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
        self._alarms = AlarmsLook()
        self._outage = ("", "")
        self._lab: tuple[str, ...] | None = None
        self.name = Pill("clusterName", self)
        self.name.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.production = Pill("production", self)
        self.lab = Pill("lab", self)
        self.lab.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.quorum = Pill("quorum", self)
        self.dc = Pill("dcName", self)
        self.alarms = Pill("alarms", self)
        self.alarm = Pill("alarm", self)
        self.outage = Pill("outage", self)
        self.failures = Pill("failures", self)
        self.maintenance = Pill("maintenance", self)
        self.fencing = Pill("fencing", self)
        self.temporary = Pill("temporary", self)
        self.freshness = Pill("freshness", self)
        self.menus = QToolButton(self)
        self.menus.setText("☰")
        self.menus.setProperty("flat", "true")
        self.menus.setAccessibleName(tr("health", "Menus"))
        self.menus.setToolTip(tr("health", "All menus (F10)"))
        opener = QShortcut(QKeySequence("F10"), self.menus)
        opener.activated.connect(self._open_menus)
        self.menus.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menus.hide()
        self._bar: QMenuBar | None = None
        self._draft: DraftBar | None = None
        self._room = _Room()
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 8, 0)
        line.setSpacing(2)
        for pill in (
            self.name,
            self.production,
            self.lab,
            self.quorum,
            self.dc,
            self.alarms,
            self.alarm,
            self.outage,
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
        self.outage.clicked.connect(self.outage_asked)
        self.temporary.clicked.connect(self.temporary_asked)
        self.alarms.clicked.connect(self.alarms_asked)
        self._popup.opinions_asked.connect(self.opinions_asked)
        self.freshness.clicked.connect(self._show_sources)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def add_at_end(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_draft(self, draft: DraftBar) -> None:
        """Put the draft's buttons at the right end."""
        self._draft = draft
        self.add_at_end(draft)

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

    def _open_menus(self) -> None:
        """By key: beside the button, without waiting for it as a press of the button does."""
        if self.menus.isVisible():
            self.menus.menu().popup(self.menus.mapToGlobal(QPoint(0, self.menus.height())))

    def fold(self) -> None:
        """Let what matters least give way where there is no room for all: first the menu bar, for
        which a button stands, then the names of the engines, then the words of the rehearsal.
        """
        bar, draft = self._bar, self._draft
        if bar is None or draft is None:
            return
        pills = (self.name, self.production, self.lab, *self._statements)
        pills += (self.alarms, self.outage, self.temporary)
        if self._room.compact and self._state is not None and self._state.dc is not None:
            text = tr("health", "DC {node}", node=self._state.dc)
            dc = self.dc.fontMetrics().horizontalAdvance(text) + 18
        else:
            dc = 0
        if self._room.compact and not self.alarms.isHidden():
            full, metrics = pill_words(self._alarms, time.time()), self.alarms.fontMetrics()
            dc += metrics.horizontalAdvance(full) - metrics.horizontalAdvance(self.alarms.text())
        fixed = sum(pill.sizeHint().width() + 2 for pill in pills if not pill.isHidden()) + 24 + dc
        told = 0 if self.freshness.isHidden() else self._freshness_width(short=False)
        brief = 0 if self.freshness.isHidden() else self._freshness_width(short=True)
        room, menus = self.width(), self.menus.sizeHint().width() + 2
        whole = draft.width_wanted(compact=False)
        if fixed + told + whole + bar.sizeHint().width() <= room:
            found = _Room()
        elif fixed + told + whole + menus <= room:
            found = _Room(folded=True)
        elif fixed + brief + whole + menus <= room:
            found = _Room(folded=True, short=True)
        else:
            found = _Room(folded=True, short=True, compact=True)
        if found != self._room:
            self._room = found
            bar.setVisible(not found.folded)
            self.menus.setVisible(found.folded)
            draft.set_compact(compact=found.compact)
            self._say_dc()
            self._say_alarms()
            self._say_sources()

    def _freshness_width(self, *, short: bool) -> int:
        """How wide the statement of the data's age and source is, as it would be."""
        status = self._status
        if status is not None and status.freshness is Freshness.FILE:
            return self.freshness.fontMetrics().horizontalAdvance(_file(status, short=short)) + 26
        if status is None or status.freshness is not Freshness.LIVE:
            return self.freshness.sizeHint().width() + 2
        text = tr("health", "live · {age}", age="00.0 s")
        if not short:
            text = tr("health", "live · {age} · from {nodes}", age="00.0 s", nodes=_names(status))
        return self.freshness.fontMetrics().horizontalAdvance(text) + 26

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
        self._say_alarms()
        self._say_outage()
        self._say_temporary()
        self._say_lab()
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

    def show_outage(self, text: str, tip: str = "") -> None:
        """Which service does not answer to probes, and for how long; empty: all do."""
        self._outage = text, tip
        self._say_outage()

    def show_alarms(self, look: AlarmsLook) -> None:
        """How many alarms there are, and whether they are muted."""
        self._alarms = look
        self._say_alarms()

    def show_temporary(self, count: int) -> None:
        """How many constraints and standbys are in force that were meant for a while."""
        self._temporary = count
        self._say_temporary()

    def set_lab_menu(self, menu: QMenu) -> None:
        """The menu behind the word for a lab, with the way back from what is in force."""
        self.lab.setMenu(menu)

    def show_lab(self, in_force: tuple[str, ...] | None) -> None:
        """What was done to the lab, the worst first; None where this is no lab."""
        self._lab = in_force
        self._say_lab()

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
        self._say_dc()
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

    def _say_dc(self) -> None:
        state, theme = self._state, self._theme
        if state is None:
            return
        stale = self._status is not None and self._status.freshness is Freshness.STALE
        bad, alarm = ("dim", theme.dim) if stale else ("bad", theme.failed)
        if state.dc is None:
            tip = tr("health", "No node decides at the moment; one is elected within seconds")
            self.dc.say(tr("health", "No DC"), bad, "▲", alarm, tip)
        else:
            tip = tr("health", "The designated controller: the node that decides")
            text = "" if self._room.compact else tr("health", "DC {node}", node=state.dc)
            self.dc.say(text, "dim", "", "", tip)

    def _say_outage(self) -> None:
        text, tip = self._outage
        self.outage.say(text, "bad", "▲", self._theme.failed, tip)

    def _say_alarms(self) -> None:
        look, theme, now = self._alarms, self._theme, time.time()
        tips = [headline(line.alarm) for line in look.standing] + muted_words(look.mutes, now)
        tips.append(tr("health", "Click for the list of alarms"))
        tone, glyph, color = "dim", "◌", theme.dim
        if look.loud:
            tone, glyph, color = "bad", "▲", theme.failed
        elif look.standing:
            tone, glyph, color = "warning", "◐", theme.warning
        words = pill_words(look, now)
        if words and self._room.compact:
            tips.insert(0, words)
            words = str(len(look.loud) or len(look.standing) or tr("health", "Muted"))
        self.alarms.say(words, tone, glyph, color, "\n".join(tips))

    def _say_temporary(self) -> None:
        text = tr("health", "{n} temporary", count=self._temporary) if self._temporary else ""
        tip = tr("health", "Left behind by a move, a ban or a standby, and still in force")
        self.temporary.say(text, "warning", "◐", self._theme.warning, tip)

    def _say_lab(self) -> None:
        """That it is a lab, and what is broken there on purpose."""
        found, theme = self._lab, self._theme
        if found is None:
            self.lab.hide()
            return
        if not found:
            tip = tr("health", "A lab: all nodes are on this computer, and may be broken at will")
            self.lab.say(tr("health", "Lab ▾"), "dim", "", "", tip)
            return
        if len(found) == 1:
            text = tr("health", "Lab: {what} ▾", what=found[0])
        else:
            text = tr("health", "Lab: {what} +{more} ▾", what=found[0], more=len(found) - 1)
        tip = tr("health", "{what}. Click for the way back", what=", ".join(found))
        self.lab.say(text, "warning", "◐", theme.warning, tip)

    def _say_sources(self) -> None:
        status, theme = self._status, self._theme
        if status is None:
            self.freshness.hide()
            return
        match status.freshness:
            case Freshness.FILE:
                text = _file(status, short=self._room.short)
                self.freshness.say(text, "dim", "", "", status.file)
            case Freshness.CONNECTING:
                self.freshness.say(tr("health", "connecting…"), "dim", "◌", theme.dim)
            case Freshness.STALE:
                tip = tr("health", "What is shown is the last known state")
                self.freshness.say(tr("health", "STALE"), "bad", "▲", theme.failed, tip)
            case Freshness.REPLAY:
                tip = tr("health", "A moment of the past; the bar below says which")
                self.freshness.say(tr("health", "not live"), "promoted", "", "", tip)
            case Freshness.LIVE:
                self._tick()

    def _tick(self) -> None:
        status = self._status
        if status is None or status.freshness is not Freshness.LIVE:
            return
        old = _age(self._now() - status.heard) if status.heard is not None else "—"
        if self.width() < NARROW or self._room.short:
            text = tr("health", "live · {age}", age=old)
        else:
            text = tr("health", "live · {age} · from {nodes}", age=old, nodes=_names(status))
        self.freshness.say(text, "dim", "", "", _sources_tip(status))

    def _choose_dc(self) -> None:
        if self._state is not None and self._state.dc is not None:
            self.subject_chosen.emit(Subject(SubjectKind.NODE, self._state.dc))

    def _show_sources(self) -> None:
        quiet = {Freshness.FILE, Freshness.REPLAY}
        if self._status is not None and self._status.freshness not in quiet:
            self._popup.show_at(self.freshness.mapToGlobal(QPoint(0, self.freshness.height() + 2)))


def _age(seconds: float) -> str:
    """How long ago the engine shown was heard.

    It is asked several times a second, so a number below one second says nothing but at which
    moment between two answers one looks.
    """
    return tr("health", "< 1 s") if seconds < 1.0 else age(seconds)


def _file(status: SourcesStatus, *, short: bool) -> str:
    """What the statement of a file says; its name may be cut in the middle."""
    name = Path(status.file).name
    if short and len(name) > SHORT:
        name = f"{name[: SHORT // 2]}…{name[-SHORT // 2 :]}"
    return tr("health", "file {name}", name=name)


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
