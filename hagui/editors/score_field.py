"""The one field in which scores are written."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from engine.cib.score import INFINITY, format_score, parse_score
from hagui.editors.flow import FlowLayout
from hagui.editors.line import ValueLine
from hagui.editors.note import NoteLabel
from hagui.editors.score_text import read_score, stepped
from hagui.i18n import tr
from hagui.phrases import score as score_words

STEP, WHEEL_STEP, PAGE_STEP = 1, 10, 100
_STEPS: Final[dict[int, int]] = {
    Qt.Key.Key_Up: STEP,
    Qt.Key.Key_Down: -STEP,
    Qt.Key.Key_PageUp: PAGE_STEP,
    Qt.Key.Key_PageDown: -PAGE_STEP,
}
_WORD: Final = "infinity"
_NOTCH: Final = 120
"""What Qt counts for one notch of a wheel."""


def score_tip() -> str:
    """How a score is written, for tool tips."""
    return tr(
        "editor",
        "A number from −1,000,000 to 1,000,000, ∞ or −∞.\n"
        "Key I: ∞; − then I, or N (never): −∞; "
        "Up and Down step by 1, Page Up and Page Down by 100, the wheel by 10.",
    )


class ScoreLine(ValueLine):
    """The line in which the score stands: ∞ for INFINITY, a true minus sign."""

    editing = Signal(str)
    """The score as typed so far, as the CIB spells it; empty while the text is none."""

    def __init__(self, *, optional: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(tr("editor", "Score"), parent)
        self._optional = optional
        self._spelled = ""
        self._notches = 0
        self.setToolTip(score_tip())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._tell)

    def sizeHint(self) -> QSize:
        """Room for the longest score."""
        width = self.fontMetrics().horizontalAdvance("−999999") + 24
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """It may become narrow, where letters are large."""
        return QSize(min(60, self.sizeHint().width()), self.sizeHint().height())

    def shown(self, value: str) -> str:
        """∞, −∞ or the number."""
        return score_words(value)

    def read(self, text: str) -> tuple[str | None, str]:
        """The score as the CIB spells it."""
        if self._optional and not text.strip():
            return "", ""
        found = read_score(text)
        return found.score, found.word

    def put(self, score: str) -> None:
        """Write a score as if it had been typed; it is not committed yet."""
        if self.isReadOnly() or not self.isEnabled():
            return
        self.setText(self.shown(score))
        self.selectAll()
        self._typed()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, or write an infinity with one key."""
        step = _STEPS.get(event.key())
        if step is not None and event.modifiers() in {
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        }:
            self._step(step)
            event.accept()
        elif self._spells(event.text()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step, where the line has the keyboard; else let the page scroll."""
        if not self.hasFocus() or self.isReadOnly() or not self.isEnabled():
            event.ignore()
            return
        self._notches += event.angleDelta().y()
        turns = int(self._notches / _NOTCH)
        self._notches -= turns * _NOTCH
        if turns:
            self._step(turns * WHEEL_STEP)
        event.accept()

    def _step(self, by: int) -> None:
        self.put(stepped(self._means() or "0", by))

    def _spells(self, text: str) -> bool:
        """Whether a key wrote an infinity, or goes on spelling out one that is there."""
        letter = text.lower()
        if len(letter) != 1 or not letter.isalpha() or self.isReadOnly():
            self._spelled = ""
            return False
        if self._spelled and _WORD.startswith(self._spelled + letter):
            self._spelled += letter
            return True
        self._spelled = ""
        negative = self.text().strip() in {"-", "−", "–", "－"}
        if letter == "i":
            self._spelled = letter
            self.put("-INFINITY" if negative else "INFINITY")
            return True
        if letter == "n":
            self.put("-INFINITY")
            return True
        return False

    def _tell(self) -> None:
        self.editing.emit(self._means() or "")


class ScoreField(QWidget):
    """A score: the line, and ∞ and −∞ as buttons."""

    score_changed = Signal(str)
    """A committed score, as the CIB spells it: ``INFINITY``, ``-INFINITY``, ``100``."""
    editing = Signal(str)
    """The score as typed so far, spelled the same; empty while the text is none."""

    def __init__(
        self,
        value: str | None = None,
        *,
        compact: bool = False,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Make a field.

        Args:
            value: the score as the CIB spells it; None where there is none.
            compact: for chips and popovers: the buttons bear the sign alone.
            optional: an empty line is a value too (``""``: no score).
            parent: the widget around it.
        """
        super().__init__(parent)
        self.line = ScoreLine(optional=optional)
        self.note = NoteLabel()
        always, never = ("∞", "−∞")
        if not compact:
            always = tr("editor", "∞ always")
            never = tr("editor", "−∞ never")
        self.always = self._button(always, tr("editor", "Infinity: always, where it can be"))
        self.never = self._button(never, tr("editor", "Minus infinity: never"))
        row = QWidget()
        if compact:
            inner = QHBoxLayout(row)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(5)
            inner.addWidget(self.line, 1)
            inner.addWidget(self.always)
            inner.addWidget(self.never)
        else:
            flow = FlowLayout(row)
            flow.addWidget(self.always)
            flow.addWidget(self.line)
            flow.addWidget(self.never)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(row)
        box.addWidget(self.note)
        self.setFocusProxy(self.line)
        self.line.committed.connect(self.score_changed)
        self.line.editing.connect(self._edited)
        self.line.noted.connect(self.note.say)
        self.always.clicked.connect(lambda: self._choose(INFINITY))
        self.never.clicked.connect(lambda: self._choose(-INFINITY))
        self.set_value(value)

    @property
    def value(self) -> str | None:
        """The true score as the CIB spells it; None where there is none."""
        return self.line.value

    @property
    def typed(self) -> str:
        """The score that stands in the line, committed or not; empty where the text is none."""
        return self.line.read(self.line.text())[0] or ""

    def set_value(self, value: str | None) -> None:
        """Show the true score, unless another is being typed."""
        self.line.set_value(value)
        if value is not None and not self.line.dirty and read_score(value).score is None:
            self.note.say(
                tr(
                    "editor",
                    "Not a score; the cluster reads it as {number}",
                    number=score_words(parse_score(value)),
                ),
                "warning",
            )
        self._light()

    def commit(self) -> None:
        """Emit what was typed, as Enter does."""
        self.line.commit()

    def restore(self) -> None:
        """Forget what was typed, as Escape does."""
        self.line.restore()

    def refuse(self, why: str) -> None:
        """Say why the score is refused, and show the true one again."""
        self.line.refuse(why)

    def set_read_only(self, *, on: bool, why: str = "") -> None:
        """Show the score only; the tool tip says why."""
        self.line.setReadOnly(on)
        self.line.setToolTip(why if on and why else score_tip())
        for button in (self.always, self.never):
            button.setEnabled(not on)

    def select_all(self) -> None:
        """Take the keyboard, with the whole score selected: typing replaces it."""
        self.line.setFocus()
        self.line.selectAll()

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("choice")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setAccessibleDescription(tip)
        return button

    def _choose(self, score: int) -> None:
        self.line.put(format_score(score))
        self.line.commit()
        self._light()

    def _edited(self, score: str) -> None:
        self._light()
        self.editing.emit(score)

    def _light(self) -> None:
        typed = self.typed
        self.always.setChecked(typed == "INFINITY")
        self.never.setChecked(typed == "-INFINITY")
