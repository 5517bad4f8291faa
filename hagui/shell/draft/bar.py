"""The draft's buttons in the health line: undo, redo, how the rehearsal went, review."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from hagui.i18n import plain, tr
from hagui.phrases.predictions import prediction_brief, prediction_glyph
from hagui.shell import draft_actions, marks
from hagui.shell.action import Action
from hagui.shell.draft.values import DraftLook, Rehearsal
from hagui.shell.registry import ActionRegistry
from hagui.shell.review.values import Rehearsed
from hagui.shell.style import set_tone
from hagui.theme import Theme

BRIEF = 28
"""Characters of the prediction that stand in the button; the rest is in its tool tip."""


class DraftBar(QWidget):
    """Quiet while there is no draft; the one filled button of the window while there is one."""

    draft_asked = Signal()
    """The list of changes is wanted."""

    def __init__(self, theme: Theme, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._look = DraftLook()
        self._compact = False
        self._words = ""
        self.undo = self._button(draft_actions.UNDO)
        self.redo = self._button(draft_actions.REDO)
        self.rehearsal = QPushButton()
        self.rehearsal.setIconSize(QSize(marks.SIZE, marks.SIZE))
        self.rehearsal.clicked.connect(self.draft_asked)
        self.review = QPushButton()
        self.review.setProperty("primary", "true")
        self.review.clicked.connect(actions[draft_actions.REVIEW].trigger)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 4, 0)
        line.setSpacing(6)
        for widget in (self.undo, self.redo, self.rehearsal, self.review):
            widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_draft(self._look)

    def show_draft(self, look: DraftLook) -> None:
        """Show the newest."""
        self._look = look
        here = bool(look.entries)
        self.setVisible(here or bool(look.redo))
        self.review.setVisible(here)
        self.review.setEnabled(not look.busy)
        words = tr("draft", "Review {n} change(s)…", count=len(look.entries))
        if look.file:
            words = tr("draft", "Save {n} change(s)…", count=len(look.entries))
        self.review.setText(words)
        self.review.setToolTip(draft_actions.REVIEW.help())
        self._name(draft_actions.UNDO, self.undo, look.undo)
        self._name(draft_actions.REDO, self.redo, look.redo)
        self._say(look.rehearsal if here else None)

    def set_compact(self, *, compact: bool) -> None:
        """Whether the rehearsal is a mark only, its words in the tool tip, and undo and redo are
        left to their keys and menu.
        """
        if compact != self._compact:
            self._compact = compact
            self.undo.setVisible(not compact)
            self.redo.setVisible(not compact)
            self._say(self._look.rehearsal if self._look.entries else None)

    def width_wanted(self, *, compact: bool) -> int:
        """The room that it needs, with the words of the rehearsal or without."""
        if self.isHidden():
            return 0
        shown = [] if compact else [self.undo, self.redo]
        shown += [] if self.review.isHidden() else [self.review]
        width = sum(item.sizeHint().width() + 6 for item in shown) + 10
        if self.rehearsal.isHidden():
            return width
        words = 0 if compact else self.rehearsal.fontMetrics().horizontalAdvance(self._words) + 6
        return width + marks.SIZE + 28 + words

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self._say(self._look.rehearsal if self._look.entries else None)

    def _button(self, action: Action) -> QToolButton:
        made = QToolButton(self)
        made.setDefaultAction(self._actions[action])
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        made.setIconSize(QSize(16, 16))
        return made

    def _name(self, action: Action, button: QToolButton, what: str) -> None:
        """Say what would be undone where it can be read before it is done."""
        made = self._actions[action]
        called = plain(action.text())
        words = tr("draft", "{action}: {what}", action=called, what=what) if what else action.help()
        made.setToolTip(words)
        made.setStatusTip(words)
        button.setAccessibleName(words)

    def _say(self, rehearsal: Rehearsal | None) -> None:
        self.rehearsal.setVisible(rehearsal is not None)
        if rehearsal is None:
            return
        theme, tone, tip = self._theme, "", rehearsal.trouble
        match rehearsal.stage:
            case Rehearsed.WORKING:
                text, glyph, color = tr("draft", "Rehearsing…"), "◌", theme.dim
                tip = tr("draft", "The scheduler is asked what the draft would do")
            case Rehearsed.DONE:
                text, glyph, color = tr("draft", "Rehearsed"), "✓", theme.running
                if rehearsal.prediction is not None:
                    tip = prediction_brief(rehearsal.prediction)
                    glyph = prediction_glyph(rehearsal.prediction)
                    color = theme.running if glyph == "✓" else theme.warning
                    text = tip if len(tip) <= BRIEF else text
            case Rehearsed.FAILED:
                text, glyph, color = tr("draft", "Not rehearsed"), "▲", theme.warning
                tone = "warning"
            case Rehearsed.IMPOSSIBLE:
                text, glyph, color = tr("draft", "No rehearsal"), "◇", theme.dim
        self._words = text.rstrip(".")
        self.rehearsal.setText("" if self._compact else self._words)
        self.rehearsal.setAccessibleName(self._words)
        self.rehearsal.setIcon(marks.icon(glyph, color))
        self.rehearsal.setToolTip(f"{self._words}: {tip}" if self._compact else tip)
        self.rehearsal.setAccessibleDescription(tip)
        set_tone(self.rehearsal, tone)
