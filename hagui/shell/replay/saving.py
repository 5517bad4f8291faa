"""The dialog that asks which stretch of a recording is to be saved, and where."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.phrases import moment

SUFFIX: Final = "hagui"
WIDTH: Final = 440


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, in seconds since 1970."""

    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Stretches:
    """What may be saved."""

    all: Stretch
    """Everything that is kept."""
    watched: Stretch
    """Since the cluster has been on screen; of a file all of it."""
    seen: Stretch | None
    """What the timeline shows; None where it was never looked at."""
    now: float
    """The time of day."""


class SaveRecordingDialog(QDialog):
    """Chooses a stretch of time, then a file."""

    chosen = Signal(object, object)
    """The ``Path`` to write and the ``Stretch`` to put there."""

    def __init__(self, found: Stretches, name: str, parent: QWidget | None = None) -> None:
        """Make it.

        Args:
            found: what may be saved.
            name: of the cluster, after which the file is named unless another name is given.
            parent: the window.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("replay", "Save recording"))
        self.setMinimumWidth(WIDTH)
        self._name = name
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 16, 18, 14)
        box.setSpacing(8)
        self._stretches: list[Stretch] = []
        end = found.all.end
        for text, stretch in (
            (tr("replay", "The last 10 &minutes"), _last(found.all, 600)),
            (tr("replay", "The last &hour"), _last(found.all, 3600)),
            (tr("replay", "What the &timeline shows"), found.seen),
            (tr("replay", "Since the cluster has been on &screen"), found.watched),
            (tr("replay", "&Everything that is kept"), Stretch(found.all.begin, end)),
        ):
            if stretch is None or stretch in self._stretches:
                continue
            button = QRadioButton(text)
            when = tr(
                "replay",
                "From {begin} to {end}",
                begin=moment(stretch.begin, now=found.now),
                end=moment(stretch.end, now=found.now),
            )
            button.setToolTip(when)
            button.setAccessibleDescription(when)
            self._group.addButton(button, len(self._stretches))
            self._stretches.append(stretch)
            box.addWidget(button)
            below = QLabel(when)
            below.setProperty("tone", "dim")
            below.setContentsMargins(24, 0, 0, 4)
            box.addWidget(below)
        note = QLabel(
            tr(
                "replay",
                "The file holds whole configurations, with the passwords that stand in them: give"
                " it only to people who may see those.",
            )
        )
        note.setWordWrap(True)
        box.addWidget(note)
        self._group.buttons()[0].setChecked(True)
        cancel = QPushButton(tr("replay", "Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save = QPushButton(tr("replay", "&Choose a file…"))
        self.save.setProperty("primary", "true")
        self.save.setDefault(True)
        self.save.clicked.connect(self._choose)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.save)
        box.addLayout(foot)

    @property
    def stretch(self) -> Stretch:
        """What is chosen."""
        return self._stretches[self._group.checkedId()]

    def choose(self, stretch: Stretch) -> None:
        """Check that one."""
        button = self._group.button(self._stretches.index(stretch))
        button.setChecked(True)

    def _choose(self) -> None:
        kinds = tr("replay", "Recordings (*.hagui);;All files (*)")
        dialog = QFileDialog(self, tr("replay", "Save recording"), f"{self._name}.{SUFFIX}", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, path: str) -> None:
        self.chosen.emit(Path(path), self.stretch)
        self.accept()


def _last(of: Stretch, seconds: float) -> Stretch:
    return Stretch(max(of.end - seconds, of.begin), of.end)
