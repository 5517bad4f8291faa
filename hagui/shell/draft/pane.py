"""The list of the draft's changes, and beside it what would happen if they were committed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hagui.cluster.rehearsal.model import Fate, Prediction
from hagui.i18n import tr
from hagui.phrases.predictions import (
    by_weight,
    disagreement,
    fate_glyph,
    fate_sentence,
    longest_outage,
    outage_words,
    prediction_brief,
    prediction_glyph,
)
from hagui.shell import marks
from hagui.shell.draft.values import DraftLook, Entry, Rehearsal
from hagui.shell.labels import label
from hagui.shell.review.values import Rehearsed
from hagui.shell.style import level
from hagui.theme import Theme

LIMIT: Final = 200
"""Rows shown at most."""
OUTCOME_WIDTH: Final = 300
NUMBER_WIDTH: Final = 22
PADDING: Final = 4
"""Above and below the words, so that they stand level with the button beside them."""


class EntryRow(QFrame):
    """One change: its number, its sentence, what it does, and a button that removes it."""

    def __init__(
        self, entry: Entry, place: int, theme: Theme, remove: Callable[[int], None]
    ) -> None:
        super().__init__()
        self.entry = entry
        self.setObjectName("row")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 12, 2)
        line.setSpacing(8)
        number = label(str(place), "dim")
        number.setFixedWidth(NUMBER_WIDTH)
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        before = QVBoxLayout()
        before.setContentsMargins(0, PADDING, 0, 0)
        before.addWidget(number)
        before.addStretch(1)
        line.addLayout(before)
        self._mark = QLabel()
        self._mark.setVisible(bool(entry.trouble))
        self._mark.setContentsMargins(0, 3 + PADDING, 0, 0)
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.setContentsMargins(0, PADDING, 0, PADDING)
        self.sentence = label(entry.sentence)
        self.sentence.setToolTip("\n".join(entry.details))
        texts.addWidget(self.sentence)
        level(number, self.sentence)
        if entry.trouble:
            texts.addWidget(label(entry.trouble, "warning"))
        if entry.effect:
            texts.addWidget(label(entry.effect, "dim"))
        line.addLayout(texts, 1)
        self.remove = QPushButton(tr("draft", "Remove"))
        self.remove.setProperty("flat", "true")
        self.remove.setAccessibleName(tr("draft", "Remove: {change}", change=entry.sentence))
        self.remove.setToolTip(tr("draft", "Take this change out of the draft"))
        self.remove.clicked.connect(lambda: remove(entry.number))
        line.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw the mark in that theme's colours."""
        self._mark.setPixmap(marks.pixmap("▲", theme.warning, self.devicePixelRatioF()))


class Outcome(QWidget):
    """What the rehearsal says of the whole draft."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: Rehearsal | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 6)
        box.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._mark = QLabel()
        self.title = label("", "heading")
        head.addWidget(self._mark)
        head.addWidget(self.title, 1)
        box.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(1)
        box.addLayout(self._lines)
        box.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self._fill()

    def show_rehearsal(self, rehearsal: Rehearsal | None, *, file: bool) -> None:
        """The newest answer."""
        self._shown = rehearsal
        words = tr("draft", "IF SAVED AND LOADED") if file else tr("draft", "IF COMMITTED")
        self.title.setText(words)
        self._fill()

    def _fill(self) -> None:
        _empty(self._lines)
        shown, theme = self._shown, self._theme
        self.setVisible(shown is not None)
        if shown is None:
            return
        glyph, color = {
            Rehearsed.WORKING: ("◌", theme.dim),
            Rehearsed.DONE: ("✓", theme.running),
            Rehearsed.FAILED: ("▲", theme.warning),
            Rehearsed.IMPOSSIBLE: ("◇", theme.dim),
        }[shown.stage]
        if shown.prediction is not None and shown.stage is Rehearsed.DONE:
            glyph = prediction_glyph(shown.prediction)
            color = theme.running if glyph == "✓" else theme.warning
        self._mark.setPixmap(marks.pixmap(glyph, color, self.devicePixelRatioF()))
        match shown.stage:
            case Rehearsed.WORKING:
                self._lines.addWidget(label(tr("draft", "The scheduler is being asked…"), "dim"))
            case Rehearsed.DONE if shown.prediction is not None:
                self._tell(shown.prediction)
            case Rehearsed.FAILED:
                self._lines.addWidget(label(shown.trouble, "warning"))
            case _:
                self._lines.addWidget(label(shown.trouble, "dim"))

    def _tell(self, prediction: Prediction) -> None:
        add = self._lines.addWidget
        add(label(prediction_brief(prediction)))
        if differs := disagreement(prediction):
            add(label(differs, "warning"))
        if gone := longest_outage(prediction):
            add(label(gone, "warning"))
        for node in prediction.fenced:
            words = tr("draft", "{node} is fenced", node=node)
            add(self._line("▲", self._theme.failed, words))
        for fate in by_weight(prediction.fates)[:LIMIT]:
            color = self._theme.warning if fate.interrupted else self._theme.ghost
            add(self._line(fate_glyph(fate), color, _fate(fate)))
        add(
            label(
                tr(
                    "draft",
                    "Asked of {scheduler}; it took {seconds} s.",
                    scheduler=prediction.by,
                    seconds=f"{prediction.seconds:.2f}",
                ),
                "dim",
            )
        )

    def _line(self, glyph: str, color: str, words: str) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        mark = QLabel()
        mark.setPixmap(marks.pixmap(glyph, color, self.devicePixelRatioF()))
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(words), 1)
        return made


class DraftPane(QWidget):
    """All changes in order, oldest first, and what they would do together."""

    remove_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: DraftLook | None = None
        self.setAccessibleName(tr("draft", "Draft"))
        self._box = QVBoxLayout()
        self._body = QWidget()
        self._list = _scroll(self._box, self._body)
        self._list.setAccessibleName(tr("draft", "Changes"))
        self.outcome = Outcome(theme)
        aside = QVBoxLayout()
        self._aside = _scroll(aside, QWidget())
        self._aside.setAccessibleName(tr("draft", "What would happen"))
        aside.addWidget(self.outcome)
        aside.addStretch(1)
        self._aside.setMinimumWidth(200)
        self._aside.setMaximumWidth(OUTCOME_WIDTH + 60)
        hairline = QFrame()
        hairline.setObjectName("hairline")
        hairline.setFixedWidth(1)
        self._hairline = hairline
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._list, 3)
        line.addWidget(hairline)
        line.addWidget(self._aside, 2)
        self.setFocusProxy(self._list)
        self.show_draft(DraftLook())

    def rows(self) -> list[EntryRow]:
        """The rows on screen, from the top."""
        items = (self._box.itemAt(i) for i in range(self._box.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, EntryRow)]

    def show_draft(self, look: DraftLook) -> None:
        """Show the newest; rows are made anew only where they changed."""
        before, self._look = self._look, look
        self.outcome.show_rehearsal(look.rehearsal if look.entries else None, file=look.file)
        for part in (self._aside, self._hairline):
            part.setVisible(bool(look.entries))
        if before is not None and (before.entries, before.busy) == (look.entries, look.busy):
            return
        grown = before is not None and len(look.entries) > len(before.entries)
        _empty(self._box)
        for place, entry in list(enumerate(look.entries, 1))[-LIMIT:]:
            row = EntryRow(entry, place, self._theme, self.remove_wanted.emit)
            row.remove.setEnabled(not look.busy)
            self._box.addWidget(row)
        if not look.entries:
            self._box.addWidget(Begin())
        self._box.addStretch(1)
        if grown:
            self._body.adjustSize()
            bar = self._list.verticalScrollBar()
            bar.setValue(bar.maximum())

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self.outcome.set_theme(theme)
        for row in self.rows():
            row.set_theme(theme)


class Begin(QWidget):
    """What stands in the list while there is no change: how to begin."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 4, 12, 4)
        box.setSpacing(2)
        box.addWidget(label(tr("draft", "No changes yet.")))
        box.addWidget(
            label(
                tr(
                    "draft",
                    "Drag a card onto a node or into a group, draw a line from a card's handle to"
                    " another card, or open the menu of anything. Nothing reaches the cluster"
                    " before you have reviewed and committed it.",
                ),
                "dim",
            )
        )


def _fate(fate: Fate) -> str:
    outage = outage_words(fate)
    return f"{fate_sentence(fate)} · {outage}" if outage else fate_sentence(fate)


def _scroll(box: QVBoxLayout, body: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setMinimumSize(QSize(120, 40))
    body.setObjectName("bottom")
    body.setLayout(box)
    box.setContentsMargins(0, 2, 0, 6)
    box.setSpacing(1)
    made.setWidget(body)
    return made


def _empty(box: QVBoxLayout) -> None:
    while item := box.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
