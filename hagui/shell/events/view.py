"""The event list and its filter."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hagui.cluster.changes import ChangeSet
from hagui.cluster.events import Event, Severity
from hagui.i18n import tr
from hagui.phrases import Tone, event_glyph
from hagui.shell import marks
from hagui.shell.events.model import EventModel, EventRole, subject_of
from hagui.theme import Theme

ROW = 22
LATER = 0.38
"""How clearly what had not happened yet at the moment shown is drawn."""
_TONES = {
    Severity.INFO: Tone.DIM,
    Severity.GOOD: Tone.GOOD,
    Severity.WARNING: Tone.WARNING,
    Severity.BAD: Tone.BAD,
}


class EventDelegate(QStyledItemDelegate):
    """One line: time, mark, sentence."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        """Every row is as high as the others."""
        return QSize(200, ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one event."""
        event = index.data(EventRole.EVENT)
        if not isinstance(event, Event):
            return
        theme, rect = self.theme, option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            selected = bool(state & QStyle.StateFlag.State_Selected)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.soft if selected else theme.background))
            painter.drawRoundedRect(QRectF(rect).adjusted(6, 0, -6, 0), 4, 4)
        if index.data(EventRole.LATER):
            painter.setOpacity(LATER)
        metrics = painter.fontMetrics()
        time = str(index.data(EventRole.TIME))
        width = metrics.horizontalAdvance("00:00:00.000") + 8
        left = rect.left() + 12
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(theme.dim))
        painter.drawText(QRectF(left, rect.top(), width, rect.height()), int(flags), time)
        color = QColor(marks.tone_color(theme, _TONES[event.severity]))
        mark = QRectF(left + width, rect.center().y() - 5, 12, 12)
        marks.paint(painter, mark, event_glyph(event), color)
        painter.setPen(QColor(theme.text))
        room = QRectF(left + width + 20, rect.top(), rect.width() - width - 44, rect.height())
        text = metrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, int(flags), text)
        painter.restore()


class EventList(QListView):
    """Newest first; stays where it is scrolled to, and follows new ones at the top."""

    subject_chosen = Signal(object)
    moment_wanted = Signal(float)
    """The window is to show the moment of an event."""
    moment_picked = Signal(float)
    """An event was chosen; its moment is to be shown where any moment of the past is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("event", "Events"))
        self._recorded = False
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._model = EventModel(self)
        self._delegate = EventDelegate(theme, self)
        self._nothing = ""
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.clicked.connect(self._choose)
        self.activated.connect(self._want)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy)

    @property
    def events(self) -> EventModel:
        """The model behind the list."""
        return self._model

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def say_when_empty(self, sentence: str) -> None:
        """What stands in place of the events while there are none."""
        self._nothing = sentence
        self.setAccessibleDescription(sentence)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or say why there are none."""
        super().paintEvent(event)
        if self._model.rowCount():
            return
        filtered = tr("event", "No event passes the filter.")
        painter = QPainter(self.viewport())
        painter.setPen(QColor(self._delegate.theme.dim))
        room = self.viewport().rect().adjusted(12, 6, -12, -6)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        text = filtered if self._model.known else self._nothing
        painter.drawText(room, int(flags | Qt.TextFlag.TextWordWrap), text)
        painter.end()

    def refresh(self, changes: ChangeSet) -> None:
        """Take in what a change set tells."""
        bar = self.verticalScrollBar()
        place, before = bar.value(), self._model.rowCount()
        self._model.change(changes.events, changes.superseded)
        grown = self._model.rowCount() - before
        if place > 0 and grown:
            self.doItemsLayout()
            bar.setValue(max(0, place + grown * ROW))

    def set_recorded(self, *, recorded: bool) -> None:
        """Whether the window can show moments of the past."""
        self._recorded = recorded

    def show_moment(self, at: float | None) -> None:
        """Tell what happened after that moment apart, and keep what happened last in view; None:
        nothing is later than what is shown.
        """
        row = self._model.show_moment(at)
        self.viewport().update()
        if at is not None and row is not None and not self.underMouse():
            for near in (max(row - 2, 0), row):  # with what comes next above it
                self.scrollTo(self._model.index(near), QAbstractItemView.ScrollHint.EnsureVisible)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with an event."""
        index = self.currentIndex()
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            index = self.indexAt(event.pos())
        if not index.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        show = menu.addAction(tr("event", "Show the cluster at that moment"))
        show.setEnabled(self._recorded)
        if not self._recorded:
            show.setToolTip(tr("event", "Nothing was recorded here that could be shown"))
        moment = self._model.moment_of(self._model.at(index.row()))
        show.triggered.connect(lambda: self.moment_wanted.emit(moment))
        menu.addAction(tr("event", "Copy")).triggered.connect(self.copy)
        menu.popup(event.globalPos())
        event.accept()

    def copy(self) -> None:
        """Put the selected events onto the clipboard, oldest first."""
        rows = sorted({index.row() for index in self.selectedIndexes()}, reverse=True)
        lines = (self._model.index(row) for row in rows)
        text = "\n".join(f"{line.data(EventRole.TIME)}\t{line.data()}" for line in lines)
        if text:
            QGuiApplication.clipboard().setText(text)

    def _choose(self, index: QModelIndex) -> None:
        event = self._model.at(index.row())
        self._choose_subject(event)
        self.moment_picked.emit(self._model.moment_of(event))

    def _want(self, index: QModelIndex) -> None:
        """Enter and a double click: show that moment, where it was recorded."""
        event = self._model.at(index.row())
        self._choose_subject(event)
        if self._recorded:
            self.moment_wanted.emit(self._model.moment_of(event))

    def _choose_subject(self, event: Event) -> None:
        subject = subject_of(event)
        if subject is not None:
            self.subject_chosen.emit(subject)


class EventFilter(QWidget):
    """A field and a box: which events are shown."""

    changed = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        self.text = QLineEdit()
        self.text.setPlaceholderText(tr("event", "Filter events"))
        self.text.setAccessibleName(tr("event", "Filter events"))
        self.text.setClearButtonEnabled(True)
        self.text.setMaximumWidth(220)
        self.text.setMinimumWidth(50)
        self.least = QComboBox()
        self.least.setMinimumWidth(70)
        self.least.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.least.setAccessibleName(tr("event", "Least severity shown"))
        for label, severity in (
            (tr("event", "all"), Severity.INFO),
            (tr("event", "warnings and failures"), Severity.WARNING),
            (tr("event", "failures"), Severity.BAD),
        ):
            self.least.addItem(label, severity.value)
        line.addStretch(1)
        line.addWidget(self.text)
        line.addWidget(self.least)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(80)
        self._pause.timeout.connect(self._emit)
        self.text.textChanged.connect(self._restart)
        self.least.currentIndexChanged.connect(self._emit)

    @property
    def severity(self) -> Severity:
        """The least severity shown."""
        return Severity(str(self.least.currentData()))

    @severity.setter
    def severity(self, value: Severity) -> None:
        self.least.setCurrentIndex(max(0, self.least.findData(value.value)))

    def _restart(self) -> None:
        self._pause.start()

    def _emit(self) -> None:
        self.changed.emit(self.text.text(), self.severity)
