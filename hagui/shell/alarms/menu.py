"""The menu that mutes: each kind and everything, for how long, and back again."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from hagui.i18n import tr
from hagui.monitor.alarms.model import AlarmKind
from hagui.monitor.alarms.mutes import Mutes, Span, until
from hagui.shell.alarms.values import MuteWish
from hagui.shell.alarms.words import kind_words, span_words, until_words


class MuteMenu(QMenu):
    """Made anew each time it opens, as what is muted changes by time alone."""

    chosen = Signal(object)
    """A ``MuteWish``."""

    def __init__(self, mutes: Callable[[], Mutes], parent: QWidget | None = None) -> None:
        super().__init__(tr("alarm", "&Mute"), parent)
        self.setToolTipsVisible(True)
        self._mutes = mutes
        self._below: list[QMenu] = []
        self.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """List what can be muted, and what is."""
        self.clear()
        for menu in self._below:
            menu.deleteLater()
        self._below.clear()
        now, mutes = time.time(), self._mutes()
        for kind in (None, *AlarmKind):
            end = mutes.alone(kind, now)
            title = kind_words(kind)
            if end is not None:
                title = tr("alarm", "{what}: {until}", what=title, until=until_words(end, now))
            self._kind(kind, title, muted=end is not None)
            if kind is None:
                self.addSeparator()

    def _kind(self, kind: AlarmKind | None, title: str, *, muted: bool) -> None:
        below = QMenu(title, self)
        below.setToolTipsVisible(True)
        self._below.append(below)
        self.addMenu(below)
        if muted:
            entry = below.addAction(tr("alarm", "Let it ring again"))
            entry.triggered.connect(lambda: self.chosen.emit(MuteWish(kind, None)))
            below.addSeparator()
        for span in Span:
            entry = below.addAction(span_words(span))
            entry.setToolTip(
                tr("alarm", "It is still shown in the window, and does not ring meanwhile")
            )
            entry.triggered.connect(
                lambda _=False, span=span: self.chosen.emit(
                    MuteWish(kind, until(span, time.time()))
                )
            )
