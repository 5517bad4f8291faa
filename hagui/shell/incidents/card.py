"""The card of one incident: cause, steps, moves, outages, what is left to do."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hagui.cluster.subject import Subject, SubjectKind
from hagui.i18n import tr
from hagui.monitor.incidents.model import Incident, Move
from hagui.shell import marks
from hagui.shell.incidents.report import report
from hagui.shell.incidents.stepbar import StepBar
from hagui.shell.incidents.words import (
    advice,
    length,
    look,
    move_down,
    move_from,
    move_name,
    move_to,
    outage_words,
    sentence,
)
from hagui.shell.labels import label
from hagui.shell.marks import tone_color
from hagui.theme import Theme

LIMIT: Final = 300
"""Moves shown at most."""
_SUBJECT: Final = Qt.ItemDataRole.UserRole


class IncidentCard(QWidget):
    """One incident at length."""

    subject_chosen = Signal(object)
    timeline_wanted = Signal(float, float)
    """That stretch of the timeline is to be shown (seconds since 1970)."""
    replay_wanted = Signal(float)
    """The cluster is to be shown as it was then."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._incident: Incident | None = None
        self._cluster = ""
        self._now = 0.0
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._mark = QLabel()
        self._mark.setContentsMargins(0, 6, 0, 0)
        self.cause = label("")
        self.state = QLabel()
        self.state.setProperty("tone", "dim")
        self.timeline_button = self._button(
            tr("incident", "Show on timeline"),
            tr("incident", "Show this stretch of time on the timeline"),
        )
        self.timeline_button.clicked.connect(self._show_on_timeline)
        self.replay_button = self._button(
            tr("incident", "Replay from here"),
            tr("incident", "Show the cluster as it was just before, and play it from there"),
        )
        self.replay_button.clicked.connect(self._replay)
        self.replay_button.hide()
        self.copy_button = self._button(
            tr("incident", "Copy as text"),
            tr("incident", "Put all of this into the clipboard as plain text, for a ticket"),
        )
        self.copy_button.clicked.connect(self._copy)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.timeline_button, self.replay_button, self.copy_button):
            buttons.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.cause, 1)
        head.addLayout(buttons)
        self.steps = StepBar(theme)
        self.moves = _Moves()
        self.moves.itemSelectionChanged.connect(self._choose)
        self.notes = _Notes()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.moves)
        self._split.addWidget(self.notes)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setSizes([400, 290])
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 4, 8, 0)
        box.setSpacing(5)
        box.addLayout(head)
        box.addWidget(self.state)
        box.addWidget(self.steps)
        box.addWidget(self._split, 1)

    @property
    def incident(self) -> Incident | None:
        """What it shows."""
        return self._incident

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self.steps.set_theme(theme)
        self._show()

    def set_replayable(self, *, on: bool) -> None:
        """Whether there is a recording that could be played."""
        self.replay_button.setVisible(on)

    def show_incident(self, incident: Incident, cluster: str, now: float) -> None:
        """Show one.

        Args:
            incident: which; the same number again: the same, further on.
            cluster: what the cluster is called.
            now: seconds since 1970.
        """
        if self._incident is None or self._incident.number != incident.number:
            self.moves.clearSelection()
        self._incident, self._cluster = incident, cluster
        self.tick(now)
        self._show()

    def tick(self, now: float) -> None:
        """Time has passed: only texts change."""
        self._now = now
        incident = self._incident
        if incident is not None:
            self.steps.show_steps(incident.steps, now)
            self._say_state(incident)
            self._fill(incident)

    def _show(self) -> None:
        incident = self._incident
        if incident is None:
            return
        how = look(incident)
        color = tone_color(self._theme, how.tone)
        self._mark.setPixmap(marks.pixmap(how.glyph, color, self.devicePixelRatioF()))
        self.cause.setText(sentence(incident.reasons[0]))

    def _say_state(self, incident: Incident) -> None:
        text = tr(
            "incident",
            "{state} · {length}",
            state=look(incident).word,
            length=length(incident, self._now),
        )
        self.state.setText(text)

    def _fill(self, incident: Incident) -> None:
        moves = incident.moves[:LIMIT]
        self.moves.show_rows(
            [
                (
                    move_name(move),
                    move_from(move),
                    move_to(move, incident),
                    move_down(move, incident, self._now),
                )
                for move in moves
            ],
            moves,
            len(incident.moves) - len(moves),
        )
        notes = [tr("incident", "Also: {what}", what=sentence(r)) for r in incident.reasons[1:]]
        notes += [outage_words(outage, self._now) for outage in incident.outages]
        notes += advice(incident)
        self.notes.show_lines(notes)

    def _choose(self) -> None:
        subject = self.moves.subject()
        if subject is not None:
            self.subject_chosen.emit(subject)

    def _show_on_timeline(self) -> None:
        if self._incident is not None:
            end = self._incident.end
            self.timeline_wanted.emit(self._incident.begin, self._now if end is None else end)

    def _replay(self) -> None:
        if self._incident is not None:
            self.replay_wanted.emit(self._incident.begin)

    def _copy(self) -> None:
        if self._incident is not None:
            words = report(self._incident, self._cluster, self._now)
            QGuiApplication.clipboard().setText(words)

    def _button(self, text: str, tip: str) -> QPushButton:
        made = QPushButton(text)
        made.setObjectName("plain")
        made.setToolTip(tip)
        return made


class _Moves(QTreeWidget):
    """What moved: a line for each instance; the cell that is gone to says whether the resource or
    a node is meant.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, ...]] = []
        self.setAccessibleName(tr("incident", "What moved"))
        self.setHeaderLabels(
            [
                tr("incident", "What"),
                tr("incident", "From"),
                tr("incident", "To"),
                tr("incident", "Down for"),
            ]
        )
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(200)
        self.setSelectionBehavior(QTreeWidget.SelectionBehavior.SelectItems)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.header()
        header.setStretchLastSection(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)

    def subject(self) -> Subject | None:
        """What is selected: a resource or a node."""
        found = self.selectedIndexes()
        value = found[0].data(_SUBJECT) if found else None
        return value if isinstance(value, Subject) else None

    def show_rows(self, rows: list[tuple[str, ...]], moves: tuple[Move, ...], more: int) -> None:
        """Show these; texts alone change where the lines are the same."""
        if more > 0:
            rows = [*rows, (tr("incident", "and {n} more", count=more), "", "", "")]
        if rows == self._rows:
            return
        keys = [row[0] for row in rows]
        if keys != [row[0] for row in self._rows]:
            self.clear()
            self.addTopLevelItems([QTreeWidgetItem(list(row)) for row in rows])
        self._rows = rows
        for place, row in enumerate(rows):
            item = self.topLevelItem(place)
            assert item is not None
            for column, text in enumerate(row):
                if item.text(column) != text:
                    item.setText(column, text)
                item.setToolTip(column, text)
            if place < len(moves):
                move = moves[place]
                item.setData(0, _SUBJECT, Subject(SubjectKind.RESOURCE, move.resource))
                item.setData(1, _SUBJECT, _node(move.origin))
                item.setData(2, _SUBJECT, _node(move.target))
                item.setData(3, _SUBJECT, Subject(SubjectKind.RESOURCE, move.resource))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The columns share the room."""
        super().resizeEvent(event)
        room = self.viewport().width()
        for column, share in enumerate((32, 19, 31)):
            self.setColumnWidth(column, room * share // 100)


class _Notes(QScrollArea):
    """Further causes, what probes saw, and what is left to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("incident", "Further causes, probes, and what is to be done"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(140)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: list[QLabel] = []
        self._body = QWidget()
        self._body.setObjectName("bottom")
        self._box = QVBoxLayout(self._body)
        self._box.setContentsMargins(10, 2, 8, 6)
        self._box.setSpacing(5)
        self._box.addStretch(1)
        self.setWidget(self._body)

    @property
    def texts(self) -> list[str]:
        """What it says."""
        return [line.text() for line in self.lines]

    def show_lines(self, texts: list[str]) -> None:
        """Show these."""
        while len(self.lines) > len(texts):
            line = self.lines.pop()
            self._box.removeWidget(line)
            line.deleteLater()
        while len(self.lines) < len(texts):
            line = label("")
            line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            self._box.insertWidget(len(self.lines), line)
            self.lines.append(line)
        for line, text in zip(self.lines, texts, strict=True):
            if line.text() != text:
                line.setText(text)


def _node(name: str | None) -> Subject | None:
    return None if name is None else Subject(SubjectKind.NODE, name)
