"""The review: everything about a draft on one page, and the button that commits it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from hagui.cluster.rehearsal.model import Verdict
from hagui.i18n import tr
from hagui.shell.review.changes import Changes
from hagui.shell.review.outcome import Outcome
from hagui.shell.review.parts import label
from hagui.shell.review.texts import Texts
from hagui.shell.review.values import Rehearsed, Review
from hagui.shell.style import set_tone
from hagui.theme import Theme

SIZE = QSize(900, 640)
COMMIT_KEYS = "Ctrl+Return"


class ReviewDialog(QDialog):
    """Shows one ``Review`` after the other, as the rehearsal and others' changes come in."""

    commit_wanted = Signal()
    removed = Signal(int)
    """The entry of that number is to be taken out of the draft."""
    decided = Signal(int, bool)
    """Of a collision: its entry's number, and whether mine is to be kept."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("review", "Review"))
        self._review = Review("")
        self.title = label("", "title", wraps=False)
        self.where = label("", "dim", wraps=False)
        self.production = QLabel(tr("review", "PRODUCTION"))
        self.production.setObjectName("production")
        self.changes = Changes(theme)
        self.outcome = Outcome(theme)
        self.texts = Texts(theme)
        self.hint = label("", "dim")
        self.back = QPushButton(tr("review", "&Back"))
        self.back.setAutoDefault(False)
        self.commit = QPushButton()
        self.commit.setProperty("primary", "true")
        self.commit.setAutoDefault(False)
        self._arrange()
        self.changes.removed.connect(self.removed)
        self.changes.decided.connect(self.decided)
        self.back.clicked.connect(self.reject)
        self.commit.clicked.connect(self.commit_wanted)
        keys = QShortcut(QKeySequence(COMMIT_KEYS), self)
        keys.setAutoRepeat(False)  # the key that opened the review may still be held down
        keys.activated.connect(self._commit_by_key)
        self.resize(SIZE)
        self.back.setFocus()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.title, self.where, self.production):
            head.addWidget(widget)
        head.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(14)
        middle.addWidget(self.changes, 1)
        middle.addWidget(self.outcome, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.commit)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(12)
        box.addLayout(head)
        box.addLayout(middle, 3)
        box.addWidget(self.texts, 2)
        box.addLayout(foot)

    @property
    def review(self) -> Review:
        """What is shown."""
        return self._review

    def show_review(self, review: Review) -> None:
        """Show ``review`` in place of the one before."""
        if review == self._review:
            return
        self._review = review
        number = len(review.changes) + len(review.collisions)
        self.title.setText(tr("review", "{n} change(s)", count=number))
        self.where.setText(tr("review", "for {cluster}", cluster=review.cluster))
        self.production.setVisible(review.production)
        self.changes.show_review(review)
        self.outcome.show_review(review)
        self.texts.show_review(review)
        self._foot(review)

    def _foot(self, review: Review) -> None:
        possible = bool(review.changes) and not review.collisions and not review.committing
        self.commit.setEnabled(possible)
        self.commit.setText(_verb(review))
        keys = QKeySequence(COMMIT_KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.commit.setToolTip(
            tr("review", "Write the changes into the file ({keys})", keys=keys)
            if review.file
            else tr("review", "Make all changes in the cluster, or none ({keys})", keys=keys)
        )
        set_tone(self.hint, "warning" if review.collisions or _stops(review) else "dim")
        self.hint.setText(_hint(review))

    def _commit_by_key(self) -> None:
        if self.commit.isEnabled():
            self.commit_wanted.emit()


def _verb(review: Review) -> str:
    if review.committing:
        return tr("review", "Committing…")
    if review.file:
        return tr("review", "&Save")
    if review.rehearsed in {Rehearsed.FAILED, Rehearsed.WORKING}:
        return tr("review", "&Commit without rehearsal")
    return tr("review", "&Commit")


def _stops(review: Review) -> int:
    if review.prediction is None:
        return 0
    return sum(fate.verdict is Verdict.STOPS for fate in review.prediction.fates)


def _hint(review: Review) -> str:
    if review.collisions:
        return tr("review", "Decide first what becomes of the changes that collide.")
    stops = _stops(review)
    if stops:
        return tr("review", "{n} resource(s) will not run any more.", count=stops)
    if review.rehearsed is Rehearsed.WORKING:
        return tr("review", "The rehearsal is still under way.")
    return ""
