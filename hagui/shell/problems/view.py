"""The list of what needs a person, each with its next step."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from engine.protocol.verbs import Cleanup, Fault, Maintenance
from hagui.i18n import tr
from hagui.shell import marks
from hagui.shell.lab.values import Wish
from hagui.shell.lab.words import fault_words
from hagui.shell.labels import label
from hagui.shell.problems.concerns import Code, Concern
from hagui.shell.problems.words import advice, headline
from hagui.theme import Theme

LIMIT: Final = 100
"""Rows shown at most; the most pressing come first."""


def next_step(concern: Concern) -> tuple[str, Wish] | None:
    """The act, or the fault's undoing, that a concern's button offers, with the button's text."""
    resource = concern.subject.id.partition(":")[0]
    match concern.code:
        case Code.FAILED | Code.FAIL_COUNT | Code.BLOCKED | Code.ORPHANED:
            return tr("problem", "Clean up"), Cleanup(resource=resource, node=concern.node)
        case Code.NODE_STANDBY_ONFAIL:
            return tr("problem", "Clean up"), Cleanup(node=concern.node)
        case Code.MAINTENANCE:
            return tr("problem", "End maintenance"), Maintenance(on=False)
        case Code.NODE_MAINTENANCE:
            return tr("problem", "End maintenance"), Maintenance(on=False, node=concern.node)
        case Code.LAB_OFF if concern.node is not None:
            return _back(Fault("power", (concern.node,)))
        case Code.LAB_FROZEN if concern.node is not None:
            return _back(Fault("thaw", (concern.node,)))
        case Code.LAB_CUT | Code.LAB_SLOW:
            return _back(Fault("heal"))
        case _:
            return None


def _back(fault: Fault) -> tuple[str, Wish]:
    return fault_words(fault), fault


class ConcernRow(QFrame):
    """One concern: mark, what is wrong, what to do, buttons."""

    def __init__(
        self,
        concern: Concern,
        theme: Theme,
        *,
        live: bool,
        act: Callable[[Wish], None],
        show: Callable[[Concern], None],
    ) -> None:
        super().__init__()
        self.concern = concern
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 12, 3)
        line.setSpacing(8)
        self._mark = QLabel()
        self.set_theme(theme)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        title, words = headline(concern), advice(concern)
        texts.addWidget(label(title))
        if words:
            texts.addWidget(label(words, "dim"))
        line.addLayout(texts, 1)
        step = next_step(concern)
        if step is not None and (live or isinstance(step[1], Fault)):
            words_, wanted = step
            button = QPushButton(words_)
            button.setAccessibleName(f"{words_}: {title}")
            button.clicked.connect(lambda: act(wanted))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if concern.code is Code.DISAGREE:
            button = QPushButton(tr("problem", "Compare"))
            button.setToolTip(tr("problem", "What each engine believes, side by side"))
            button.clicked.connect(lambda: show(concern))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        if concern.subject.id:
            button = QPushButton(tr("problem", "Show"))
            button.setAccessibleName(f"{button.text()}: {concern.subject.id}")
            button.clicked.connect(lambda: show(concern))
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def set_theme(self, theme: Theme) -> None:
        """Draw the mark in that theme's colours."""
        serious = self.concern.serious
        color = theme.failed if serious else theme.warning
        self._mark.setPixmap(marks.pixmap("▲" if serious else "◐", color, self.devicePixelRatioF()))
        self._mark.setContentsMargins(0, 3, 0, 0)


class AllWell(QFrame):
    """What stands in the list while nothing is wrong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 6)
        line.setSpacing(8)
        self._mark = QLabel()
        self.set_theme(theme)
        line.addWidget(self._mark)
        well = QLabel(tr("problem", "All is well."))
        calm = QLabel(tr("problem", "Nothing needs you now."))
        calm.setProperty("tone", "dim")
        line.addWidget(well)
        line.addWidget(calm, 1)

    def set_theme(self, theme: Theme) -> None:
        """Draw the mark in that theme's colours."""
        self._mark.setPixmap(marks.pixmap("✓", theme.running, self.devicePixelRatioF()))


class ProblemList(QScrollArea):
    """All concerns, the most pressing first."""

    intent = Signal(object)
    subject_chosen = Signal(object)
    opinions_asked = Signal()
    """What each engine believes is wanted."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("problem", "Problems"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._theme = theme
        self._shown: list[Concern] | None = None
        self._live = False
        self._body = QWidget()
        self._body.setObjectName("bottom")
        self._box = QVBoxLayout(self._body)
        self._box.setContentsMargins(0, 2, 0, 6)
        self._box.setSpacing(2)
        self.setWidget(self._body)
        self.show_concerns([], live=False)

    def rows(self) -> list[ConcernRow]:
        """The rows on screen, from the top."""
        items = (self._box.itemAt(i) for i in range(self._box.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, ConcernRow)]

    def show_concerns(self, found: list[Concern], *, live: bool) -> None:
        """Show these; untouched where nothing changed."""
        if found == self._shown and live == self._live:
            return
        self._shown, self._live = found, live
        place = self.verticalScrollBar().value()
        self._clear()
        for concern in found[:LIMIT]:
            row = ConcernRow(concern, self._theme, live=live, act=self.intent.emit, show=self._show)
            self._box.addWidget(row)
        if not found:
            self._box.addWidget(AllWell(self._theme))
        elif len(found) > LIMIT:
            more = tr("problem", "… and {n} more", count=len(found) - LIMIT)
            self._box.addWidget(self._quiet(more))
        self._box.addStretch(1)
        self.verticalScrollBar().setValue(place)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        for row in (*self.rows(), *self._body.findChildren(AllWell)):
            row.set_theme(theme)

    def _quiet(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("tone", "dim")
        label.setContentsMargins(12, 6, 12, 6)
        return label

    def _clear(self) -> None:
        while item := self._box.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()

    def _show(self, concern: Concern) -> None:
        if concern.code is Code.DISAGREE:
            self.opinions_asked.emit()
            return
        self.subject_chosen.emit(concern.subject)
