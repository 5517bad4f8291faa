"""The strip that follows an act until the cluster has settled."""

from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from engine.cib.state.model import ClusterState
from engine.protocol.verbs import Act, Cleanup, Maintenance, Migrate, Refresh, Standby
from hagui.i18n import tr
from hagui.shell import marks
from hagui.shell.aims import reached
from hagui.shell.elided import ElidedLabel
from hagui.shell.style import set_tone
from hagui.theme import Theme

LINGER_MS = 4000
"""How long a finished act stays in view."""
CALM_MS = 2000
"""How long the cluster must be as asked, with nothing under way, to have settled; the DC takes a
moment between a change and the first operation that follows from it."""


class Stage(Enum):
    """How far an act has come; those from accepted to settled are the protocol's own words."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    APPLIED = "applied"
    SETTLING = "settling"
    SETTLED = "settled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Commit:
    """The draft is committed: no act of an engine, yet followed like one."""

    changes: int
    """How many entries it has."""


Doing = Act | Commit
"""What can be followed."""


@dataclass(frozen=True, slots=True)
class ActProgress:
    """How far one act has come."""

    act: Doing
    stage: Stage
    pending: int = 0
    """Operations still under way."""
    message: str = ""
    """Why it failed, in one sentence."""
    detail: str = ""
    """The tool's own words."""
    unsure: bool = False
    """Whether the connection was lost meanwhile: then only the cluster shows whether it is done."""
    note: str = ""
    """What else is to be said once it is settled."""
    amiss: bool = False
    """Whether that is nothing good."""

    @property
    def over(self) -> bool:
        """Whether nothing more will be heard of it."""
        return self.stage in {Stage.SETTLED, Stage.FAILED}


def act_words(act: Doing) -> str:
    """What an act does, in a few words."""
    match act:
        case Commit(changes=count):
            return tr("act", "Commit of {n} change(s)", count=count)
        case Standby(node=node, on=True):
            return tr("act", "{node} to standby", node=node)
        case Standby(node=node):
            return tr("act", "{node} out of standby", node=node)
        case Maintenance(node=None, on=True):
            return tr("act", "Cluster into maintenance")
        case Maintenance(node=None):
            return tr("act", "Cluster out of maintenance")
        case Maintenance(node=node, on=True):
            return tr("act", "{node} into maintenance", node=node)
        case Maintenance(node=node):
            return tr("act", "{node} out of maintenance", node=node)
        case Cleanup(resource=resource, node=node):
            return _about(tr("act", "Clean up {what}", what=_what(resource, node)), resource, node)
        case Refresh(resource=resource, node=node):
            return _about(tr("act", "Refresh {what}", what=_what(resource, node)), resource, node)
        case Migrate(resource=resource, node=node):
            return tr("act", "Move {what} to {node}", what=resource, node=node)


def _what(resource: str | None, node: str | None) -> str:
    return resource or node or tr("act", "everything")


def _about(text: str, resource: str | None, node: str | None) -> str:
    return tr("act", "{what} on {node}", what=text, node=node) if resource and node else text


def stage_words(progress: ActProgress) -> str:
    """How far it is."""
    match progress.stage:
        case Stage.ASKED:
            return tr("act", "asked for")
        case Stage.ACCEPTED:
            return tr("act", "accepted")
        case Stage.APPLIED:
            return tr("act", "applied, the cluster begins to act")
        case Stage.SETTLING if progress.pending:
            return tr("act", "settling, {n} operation(s) under way", count=progress.pending)
        case Stage.SETTLING:
            return tr("act", "settling")
        case Stage.SETTLED if progress.unsure:
            return tr("act", "the cluster has settled as asked, though the connection was lost")
        case Stage.SETTLED:
            return progress.note or tr("act", "done, the cluster has settled")
        case Stage.FAILED:
            return progress.message or tr("act", "failed")


class ProgressStrip(QWidget):
    """Shows the newest act; ``stop_watching`` leaves the cluster to finish by itself."""

    stop_watching = Signal(object)
    details_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("progress")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._progress: ActProgress | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 5, 12, 5)
        line.setSpacing(10)
        self.what = ElidedLabel()
        self.mark = QLabel()
        self.stage = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setMinimumWidth(40)
        self.bar.setMaximumWidth(140)
        self.details = QPushButton(tr("act", "Details"))
        self.details.clicked.connect(lambda: self.details_asked.emit(self._progress))
        self.stop = QPushButton(tr("act", "Stop watching"))
        self.stop.setToolTip(tr("act", "The cluster goes on; only this line goes away"))
        self.stop.clicked.connect(self._stop)
        for widget in (self.mark, self.what, self.bar):
            line.addWidget(widget)
        line.addWidget(self.stage, 1)
        line.addWidget(self.details)
        line.addWidget(self.stop)
        self._linger = QTimer(self)
        self._linger.setSingleShot(True)
        self._linger.setInterval(LINGER_MS)
        self._linger.timeout.connect(self.hide)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._found_done)
        self.hide()

    def show_progress(self, progress: ActProgress) -> None:
        """How far an act has come."""
        self._progress = progress
        failed = progress.stage is Stage.FAILED
        self._draw_mark()
        self.what.setText(act_words(progress.act))
        words = stage_words(progress)
        self.stage.setText(words)
        set_tone(self.stage, "bad" if failed else "warning" if progress.amiss else "dim")
        self.bar.setVisible(not progress.over)
        steps = {Stage.ASKED: 0, Stage.ACCEPTED: 1, Stage.APPLIED: 2}
        if progress.stage in steps:
            self.bar.setRange(0, 4)
            self.bar.setValue(steps[progress.stage])
        else:
            self.bar.setRange(0, 0)
        self.details.setVisible(bool(progress.detail))
        self.stop.setText(tr("act", "Close") if progress.over else tr("act", "Stop watching"))
        self.show()
        if progress.stage is Stage.SETTLED and not progress.amiss:
            self._linger.start()
        else:
            self._linger.stop()
        self._calm.stop()

    def show_state(self, state: ClusterState | None) -> None:
        """What the cluster shows now; None where that is not known.

        An act whose connection was lost is called done once the cluster has settled as asked.
        """
        progress = self._progress
        unsure = progress is not None and progress.unsure and progress.stage is Stage.FAILED
        if progress is None or not unsure or state is None or not _done(progress.act, state):
            self._calm.stop()
        elif not self._calm.isActive() and not self.isHidden():
            self._calm.start()

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        self._theme = theme
        self._draw_mark()

    def _draw_mark(self) -> None:
        """A shape for how it ended; the bar says that it has not."""
        progress, theme = self._progress, self._theme
        over = progress is not None and progress.over
        self.mark.setVisible(over)
        if progress is not None and over:
            if progress.stage is Stage.FAILED:
                glyph, color = "▲", theme.failed
            else:
                glyph, color = ("▲", theme.warning) if progress.amiss else ("✓", theme.running)
            self.mark.setPixmap(marks.pixmap(glyph, color, self.devicePixelRatioF()))

    def forget(self) -> None:
        """Another cluster is shown."""
        self._progress = None
        self._calm.stop()
        self._linger.stop()
        self.hide()

    def _found_done(self) -> None:
        if self._progress is not None and not self.isHidden():
            self.show_progress(replace(self._progress, stage=Stage.SETTLED))

    def _stop(self) -> None:
        progress = self._progress
        self._linger.stop()
        self._calm.stop()
        self.hide()
        if progress is not None and not progress.over:
            self.stop_watching.emit(progress.act)


def _done(act: Doing, state: ClusterState) -> bool:
    """Whether the cluster shows it; of a commit the draft itself finds that out."""
    return not isinstance(act, Commit) and reached(act, state)
