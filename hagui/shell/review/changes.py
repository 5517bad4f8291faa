"""The left side of the review: the changes in words, and what others changed meanwhile."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
)

from hagui.i18n import tr
from hagui.shell.review.parts import Column, empty, heading, label, mark, remover, strip
from hagui.shell.review.values import Change, Collision, Review
from hagui.theme import Theme


class Changes(Column):
    """The entries of the draft; each can be taken out, collisions are decided here."""

    removed = Signal(int)
    """The entry of that number is to be taken out of the draft."""
    decided = Signal(int, bool)
    """Of a collision: its entry's number, and whether mine is to be kept."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(tr("review", "Changes"), theme, 6)

    def show_review(self, review: Review) -> None:
        """Show the changes of ``review``."""
        box = self._box
        empty(box)
        for collision in review.collisions:
            box.addWidget(self._collision(collision))
        box.addWidget(heading(tr("review", "Changes")))
        if not review.changes:
            box.addWidget(label(tr("review", "Nothing is left to commit."), "dim"))
        for change in review.changes:
            box.addWidget(self._change(change, busy=review.committing))
        if review.others:
            box.addWidget(heading(tr("review", "Changed by others meanwhile, and kept")))
            for sentence in review.others:
                box.addWidget(label(sentence, "dim"))
        box.addStretch(1)

    def _change(self, change: Change, *, busy: bool) -> QFrame:
        frame, line = strip("sentence")
        line.setContentsMargins(10, 3, 4, 3)
        words = QVBoxLayout()
        words.setContentsMargins(0, 4, 0, 4)
        words.setSpacing(2)
        words.addWidget(label(change.sentence))
        for detail in change.details:
            words.addWidget(label(detail, "dim"))
        line.addLayout(words, 1)
        button = remover(
            tr("review", "Take out: {change}", change=change.sentence),
            tr("review", "Take this change out of the draft"),
            lambda: self.removed.emit(change.number),
        )
        button.setEnabled(not busy)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def _collision(self, collision: Collision) -> QFrame:
        frame, line = strip("reason")
        line.addWidget(mark("▲", self._theme.failed, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(label(tr("review", "Yours: {change}", change=collision.sentence)))
        for sentence in collision.others:
            words.addWidget(label(tr("review", "Theirs: {change}", change=sentence)))
        buttons = QHBoxLayout()
        mine = QPushButton(tr("review", "Keep mine"))
        mine.setEnabled(collision.possible)
        mine.setToolTip(
            tr("review", "Make your change again on top of theirs")
            if collision.possible
            else tr("review", "Yours cannot be made any more after theirs")
        )
        theirs = QPushButton(tr("review", "Keep theirs"))
        theirs.setToolTip(tr("review", "Drop your change"))
        for button, keeps in ((mine, True), (theirs, False)):
            button.setAutoDefault(False)
            button.clicked.connect(self._decider(collision.number, mine=keeps))
            buttons.addWidget(button)
        buttons.addStretch(1)
        words.addLayout(buttons)
        line.addLayout(words, 1)
        return frame

    def _decider(self, number: int, *, mine: bool) -> Callable[[], None]:
        def decide() -> None:
            self.decided.emit(number, mine)

        return decide
