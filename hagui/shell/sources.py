"""The popup behind the freshness: each engine, how it is heard, or why it is not."""

import time
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hagui.cluster.sources import Link, Source, SourcesStatus
from hagui.i18n import tr
from hagui.phrases import age
from hagui.shell import marks
from hagui.theme import Theme


def push_words(source: Source) -> str:
    """How an engine learns of changes, and so how soon they are seen here."""
    if source.push == "poll":
        return tr("sources", "polls for changes")
    if source.push:
        return tr("sources", "changes are pushed as they happen")
    return tr("sources", "connected")


def link_words(source: Source) -> str:
    """The state of a connection in a few words."""
    match source.link:
        case _ if source.lost:
            return tr("sources", "lost, trying again")
        case Link.CONNECTING | Link.WAITING:
            return tr("sources", "connecting…")
        case Link.REFUSED:
            return tr("sources", "needs you")
        case Link.UP if not source.stack_up:
            return tr("sources", "Pacemaker does not answer there")
        case Link.UP:
            return push_words(source)


def link_mark(source: Source, theme: Theme) -> tuple[str, str]:
    """The shape and colour of a connection's state."""
    match source.link:
        case Link.UP if source.stack_up:
            return "●", theme.running
        case Link.REFUSED:
            return "▲", theme.failed
        case _ if source.lost or source.link is Link.UP:
            return "◐", theme.warning
        case _:
            return "◌", theme.dim


class SourcesPopup(QFrame):
    """Opened from the health line; closes at a click elsewhere or Escape."""

    opinions_asked = Signal()
    """What each engine believes is wanted, side by side."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._theme: Theme | None = None
        self._status: SourcesStatus | None = None
        self._how: list[QLabel] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 12)
        title = QLabel(tr("sources", "Engines"))
        title.setProperty("tone", "heading")
        box.addWidget(title)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        box.addLayout(self._grid)
        self.compare = QPushButton(tr("sources", "Compare what they believe…"))
        self.compare.setObjectName("plain")
        self.compare.setToolTip(
            tr("sources", "DC, quorum, members and CIB version, as each of them has it")
        )
        self.compare.clicked.connect(self.close)
        self.compare.clicked.connect(self.opinions_asked)
        box.addWidget(self.compare, 0, Qt.AlignmentFlag.AlignLeft)

    def set_theme(self, theme: Theme) -> None:
        """Draw in that theme's colours."""
        self._theme = theme

    def show_status(self, status: SourcesStatus) -> None:
        """Take the newest; an open popup shows it at once."""
        before, self._status = self._status, status
        if not self.isVisible():
            return
        if before is not None and _ageless(before) == _ageless(status):
            self._say_heard()  # a tool tip that is open, or a label being read, stays
        else:
            self._fill()

    def show_at(self, place: QPoint) -> None:
        """Open below a widget."""
        self._fill()
        self.move(place)
        self.show()
        self.adjustSize()

    def _fill(self) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        theme = self._theme
        if theme is None or self._status is None:
            return
        row = 0
        self._how = []
        for source in self._status.sources:
            glyph, color = link_mark(source, theme)
            mark = QLabel()
            mark.setPixmap(marks.pixmap(glyph, color, self.devicePixelRatioF()))
            name = QLabel(source.node or source.address)
            followed = source.address == self._status.followed
            if followed:
                name.setText(tr("sources", "{node} (shown)", node=source.node or source.address))
            where = QLabel(source.address)
            where.setProperty("tone", "dim")
            how = QLabel(link_words(source))
            self._how.append(how)
            for column, widget in enumerate((mark, name, where, how)):
                self._grid.addWidget(widget, row, column)
            row += 1
            if source.message:
                why = QLabel(source.message)
                why.setWordWrap(True)
                why.setMinimumWidth(320)
                why.setProperty("tone", "bad" if source.link is Link.REFUSED else "warning")
                self._grid.addWidget(why, row, 1, 1, 3)
                row += 1
        self._say_heard()

    def _say_heard(self) -> None:
        sources = self._status.sources if self._status is not None else ()
        for source, how in zip(sources, self._how, strict=False):  # none before it is filled
            if source.heard is not None:
                silent = age(time.monotonic() - source.heard)
                how.setToolTip(tr("sources", "heard {age} ago", age=silent))


def _ageless(status: SourcesStatus) -> SourcesStatus:
    """All but how old it is."""
    sources = tuple(replace(source, heard=None, version=None) for source in status.sources)
    return replace(status, heard=None, sources=sources)
