"""Rings: tells the machine what is wrong, and a person what it says.

What is wrong is looked at a few times a second at most, however much happens in the cluster.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication

from engine.protocol.verbs import Cleanup, Refresh
from hagui.cluster.changes import ChangeSet
from hagui.cluster.opinions import Disagreement
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.monitor.alarms.alarming import (
    Alarming,
    Amend,
    Event,
    Found,
    Instruction,
    Looked,
    Muted,
    Over,
    Ring,
    Tick,
    Unmuted,
    standing,
)
from hagui.monitor.alarms.griefs import STALE_AFTER, expected, of_incident, of_state
from hagui.monitor.alarms.model import Alarm, AlarmKind, Grief, Key
from hagui.monitor.alarms.mutes import Mutes
from hagui.monitor.incidents.model import Incident
from hagui.monitor.part import Watch
from hagui.shell import alarm_actions, settings
from hagui.shell.action import Action
from hagui.shell.alarms.bell import Bell
from hagui.shell.alarms.notifier import Notifier, has_notifier
from hagui.shell.alarms.popup import AlarmsPopup
from hagui.shell.alarms.tray import Mood, SystemTray, Tray, has_tray
from hagui.shell.alarms.values import AlarmsLook, Line, MuteWish
from hagui.shell.alarms.words import grief_words, headline, summary
from hagui.shell.settings import Setting, Settings
from hagui.shell.window import MainWindow

LOOK_MS: Final = 200
"""How long what is wrong may stay unsaid, so that what comes at once is said at once."""
PASS_TIME_MS: Final = 1000
"""How often is looked for what comes due by time alone."""
ASKED: Final = 30.0
"""Seconds after a clean-up or refresh from this window in which a failure that it finds again is
no news to whoever asked for it."""

_SWITCHES: Final[dict[str, Setting[bool]]] = {
    alarm_actions.DESKTOP.id: settings.ALARM_DESKTOP,
    alarm_actions.SOUND.id: settings.ALARM_SOUND,
    alarm_actions.TRAY.id: settings.ALARM_TRAY,
    alarm_actions.LABS.id: settings.ALARM_LABS,
}


class Alarms(QObject):
    """A part of monitoring."""

    def __init__(
        self,
        window: MainWindow,
        kept: Settings,
        disagreement: Callable[[], Disagreement | None],
        incident: Callable[[], Incident | None],
        *,
        clock: Callable[[], float] = time.time,
        tray: Callable[[], bool] = has_tray,
    ) -> None:
        """Make it.

        Args:
            window: where it is shown.
            kept: what is muted, and which ways lead out of the window.
            disagreement: of the engines, as it is now.
            incident: the one that goes on.
            clock: gives seconds since 1970.
            tray: whether the system has one.
        """
        super().__init__(window)
        self._window = window
        self._kept = kept
        self._disagreement = disagreement
        self._incident = incident
        self._clock = clock
        self._has_tray = tray
        self._machine = Alarming(Mutes.of_texts(kept.get(settings.ALARM_MUTES)))
        self._bell = Bell(self)
        self.tray: Tray | None = None
        self.notifier: Notifier | None = None
        """Where there is no tray."""
        if has_notifier():
            self.notifier = Notifier(self)
            self.notifier.clicked.connect(self._message_clicked)
        self.popup: AlarmsPopup | None = None
        self._watch: Watch | None = None
        self._status: SourcesStatus | None = None
        self._first = True
        self._stale: float | None = None
        self._known: dict[Key, Grief] = {}
        self._asked: dict[str | None, float] = {}
        self._rung: Alarm | None = None
        self._told: tuple[Mood, str] | None = None
        self._spoken = ""
        self._soon = self._timer(LOOK_MS, single=True)
        self._clockwork = self._timer(PASS_TIME_MS, single=False)
        window.alarm_action.connect(self._chosen)
        window.mute_wanted.connect(self.mute)
        window.intent.connect(self._intended)
        window.shown_anew.connect(self._say)
        self._raise_tray()
        self._say()

    def _timer(self, milliseconds: int, *, single: bool) -> QTimer:
        made = QTimer(self)
        made.setInterval(milliseconds)
        made.setSingleShot(single)
        made.timeout.connect(self.judge)
        return made

    # as a part of monitoring

    def begin(self, watch: Watch) -> None:
        """Another cluster is about to be shown. A file is one moment, and does not ring."""
        self._forget()
        self._watch = None if watch.file else watch
        if self._watch is not None:
            self._clockwork.start()

    def follow(self, change: ChangeSet) -> None:
        """Look within a moment at what is wrong."""
        if change and self._watch is not None and not self._soon.isActive():
            self._soon.start()

    def sources(self, status: SourcesStatus) -> None:
        """Note since when no engine is heard."""
        self._status = status
        if status.freshness is not Freshness.STALE:
            self._stale = None
        elif self._stale is None:
            self._stale = self._clock()

    def shown(self) -> None:
        """The panes are others in another language."""
        if self._spoken != tr("alarm", "Quit hagui") or self.tray is None:
            self._raise_tray()
            self._say()

    def end(self) -> None:
        """Nothing is shown any more."""
        self._forget()
        self._watch = None
        self._soon.stop()
        self._clockwork.stop()
        self._say()

    def close(self) -> None:
        """The program ends: nothing is left in the tray."""
        self._bell.stop()
        if self.notifier is not None:
            self.notifier.leave()
        if self.tray is not None:
            self.tray.leave()
            self.tray = None

    # what is wrong

    def judge(self) -> None:
        """Look at what is wrong now, and ring for what is news."""
        watch = self._watch
        if watch is None:
            return
        if watch.teller.state is None:
            self._do(Tick())
            return
        incident = self._incident()
        griefs = tuple(self._griefs(watch, incident))
        number = incident.number if incident is not None and incident.end is None else None
        meant = expected(griefs, incident, self._lately_asked())
        self._known = {grief.key: grief for grief in griefs}
        first, self._first = self._first, False
        self._do(Found(griefs, number, first, meant))

    def _griefs(self, watch: Watch, incident: Incident | None) -> list[Grief]:
        state, now = watch.teller.state, self._clock()
        assert state is not None
        found = {grief.key: grief for grief in of_state(state, self._known, now)}
        if incident is not None:
            for grief in of_incident(incident, state, self._known):
                found.setdefault(grief.key, grief)
        if self._stale is not None and now - self._stale >= STALE_AFTER:
            grief = Grief(AlarmKind.STALE, self._stale)
            found[grief.key] = grief
        apart = self._disagreement()
        if apart is not None:
            odd = apart.odd[0] if len(apart.odd) == 1 else None
            grief = Grief(AlarmKind.DISAGREEMENT, now, odd)
            known = self._known.get(grief.key, grief)
            found[grief.key] = replace(grief, since=known.since)
        return list(found.values())

    def _lately_asked(self) -> frozenset[str | None]:
        now = self._clock()
        self._asked = {what: at for what, at in self._asked.items() if now - at < ASKED}
        return frozenset(self._asked)

    def _intended(self, act: object) -> None:
        if isinstance(act, Cleanup | Refresh):
            self._asked[act.resource] = self._clock()

    # what the machine says

    def _do(self, event: Event) -> None:
        before = self._machine.mutes
        done = self._machine.handle(event, self._clock())
        if self._machine.mutes != before:
            self._kept.set(settings.ALARM_MUTES, self._machine.mutes.texts())
        for instruction in done:
            self._carry_out(instruction)
        self._say()

    def _carry_out(self, instruction: Instruction) -> None:
        match instruction:
            case Ring(alarm) if self._outside:
                QApplication.alert(self._window)
                if self._kept.get(settings.ALARM_SOUND):
                    self._bell.ring()
                self._notify(alarm)
            case Amend(alarm) if self._outside:
                self._notify(alarm)
            case Ring() | Amend() | Over():
                pass

    @property
    def _outside(self) -> bool:
        """Whether it rings beyond the window: for a lab only where that is wanted."""
        lab = self._status is not None and self._status.lab
        return not lab or self._kept.get(settings.ALARM_LABS)

    def _notify(self, alarm: Alarm) -> None:
        self._rung = alarm
        way = self.tray or self.notifier
        if way is None or not self._kept.get(settings.ALARM_DESKTOP):
            return
        name = self._watch.name if self._watch is not None else "hagui"
        lines = [grief_words(grief) for grief in alarm.griefs[1:4]]
        way.notify(f"{name}: {headline(alarm)}", "\n".join(lines))

    def _say(self) -> None:
        """Show how things stand: in the window, in the list where it is open, in the tray."""
        look = self.look
        self._window.show_alarms(look)
        if self.popup is not None:
            self.popup.show_look(look)
        if self.tray is not None:
            mood = Mood.BAD if look.loud else Mood.MINDED if look.standing else Mood.QUIET
            if not self._outside:
                mood = Mood.QUIET
            sentence = summary(self._watch.name if self._watch is not None else "", look)
            if self._told != (mood, sentence):
                self._told = mood, sentence
                self.tray.show_mood(mood, sentence, self._window.theme)

    @property
    def look(self) -> AlarmsLook:
        """How things stand."""
        now = self._clock()
        alarms = self._machine.alarms
        lines = tuple(Line(item, self._machine.muted(item, now)) for item in standing(alarms))
        over = tuple(item for item in reversed(alarms) if item.end is not None)
        return AlarmsLook(lines, over, self._machine.mutes)

    # what a person does

    def mute(self, wish: MuteWish) -> None:
        """Let a kind be quiet, or ring again."""
        if wish.until is None:
            self._do(Unmuted(wish.kind))
        else:
            self._do(Muted(wish.kind, wish.until))

    def open(self) -> None:
        """Show the list."""
        if self.popup is not None:
            return
        popup = self.popup = AlarmsPopup(self.look, self._window.theme, self._window)
        popup.seen.connect(self._looked)
        popup.chosen.connect(self._show)
        popup.mute_chosen.connect(self.mute)
        popup.destroyed.connect(self._closed)
        pill = self._window.panes.health.alarms
        below = pill if pill.isVisible() else self._window.panes.health.quorum
        popup.show_at(below.mapToGlobal(QPoint(0, below.height() + 2)))

    def _closed(self) -> None:
        self.popup = None

    def _looked(self, number: int | None) -> None:
        self._do(Looked(number))

    def _show(self, alarm: Alarm) -> None:
        if self.popup is not None:
            self.popup.close()
        self._do(Looked(alarm.number))
        grief = alarm.griefs[0]
        window = self._window
        window.bring_up()
        if grief.kind is AlarmKind.DISAGREEMENT:
            window.alarm_action.emit(alarm_actions.OPINIONS)
            return
        name = grief.resource or grief.node
        subject = window.find_subject(name) if name else None
        window.select(subject or Subject(SubjectKind.CLUSTER, ""))
        window.panes.bottom.show_problems()

    def _chosen(self, action: Action) -> None:
        match action.id:
            case alarm_actions.LIST.id:
                self.open()
            case alarm_actions.SEEN.id:
                self._do(Looked())
            case id_ if id_ in _SWITCHES:
                self._kept.set(_SWITCHES[id_], self._window.actions_[action].isChecked())
                self._raise_tray()
                self._say()
            case _:
                pass

    # the tray

    def _raise_tray(self) -> None:
        """The icon is there where the system has a tray and the person wants it; it is made anew,
        as its menu may speak another language now."""
        if self.tray is not None:
            self.tray.leave()
            self.tray = None
        self._told, self._spoken = None, tr("alarm", "Quit hagui")
        if not self._kept.get(settings.ALARM_TRAY) or not self._has_tray():
            return
        tray = SystemTray(lambda: self._machine.mutes, self)
        tray.window_asked.connect(self._window.bring_up)
        tray.message_clicked.connect(self._message_clicked)
        tray.muted.connect(self.mute)
        tray.quit_asked.connect(self._window.close)
        self.tray = tray

    def _message_clicked(self) -> None:
        if self._rung is not None:
            self._show(self._rung)
        else:
            self._window.bring_up()

    def _forget(self) -> None:
        self._machine.forget()
        self._first = True
        self._stale = self._rung = None
        self._known.clear()
        self._asked.clear()
