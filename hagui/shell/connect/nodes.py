"""Offers to follow the engines of more nodes than the operator named."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hagui.i18n import tr
from hagui.shell.labels import words


@dataclass(frozen=True, slots=True)
class FoundNode:
    """A node of the cluster whose engine is not followed."""

    name: str
    problem: str = ""
    """Why it cannot be followed by its name, as a sentence; empty: it can."""


class NodesDialog(QDialog):
    """Accepted means: follow what is in ``chosen`` too."""

    def __init__(
        self, cluster: str, nodes: Sequence[FoundNode], parent: QWidget | None = None
    ) -> None:
        """Make one.

        Args:
            cluster: name of the cluster.
            nodes: those to offer.
            parent: the window it belongs to.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("nodes", "Follow more nodes"))
        self.boxes: dict[str, QCheckBox] = {}
        self.chosen: tuple[str, ...] = ()
        """Names of the nodes, once accepted."""
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 14)
        box.setSpacing(10)
        title = words(
            tr("nodes", "{cluster} has more nodes than you named", cluster=cluster), "title"
        )
        box.addWidget(title)
        box.addWidget(
            words(
                tr(
                    "nodes",
                    "Where several nodes are followed at once, the view goes on when one of them"
                    " fails. Follow these too?",
                )
            )
        )
        for node in nodes:
            box.addWidget(self._offer(node))
            if node.problem:
                why = words(node.problem, "warning")
                why.setContentsMargins(24, 0, 0, 0)
                box.addWidget(why)
        self.follow = QPushButton(tr("nodes", "&Follow these too"))
        self.follow.setDefault(True)
        self.follow.setToolTip(tr("nodes", "Kept with the saved cluster, if it is saved"))
        self.cancel = QPushButton(tr("nodes", "&Not now"))
        self.cancel.setAutoDefault(False)
        self.cancel.setToolTip(tr("nodes", "Only follow the nodes named (Esc)"))
        self.follow.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.follow)
        box.addLayout(buttons)
        self.setMinimumWidth(440)
        self.follow.setFocus()

    def _offer(self, node: FoundNode) -> QCheckBox:
        made = QCheckBox(node.name.replace("&", "&&"))
        made.setChecked(not node.problem)
        made.setEnabled(not node.problem)
        made.setToolTip(node.problem or tr("nodes", "Its name is known on this computer"))
        self.boxes[node.name] = made
        return made

    def accept(self) -> None:
        """Keep what was chosen, also for when the dialog itself is gone."""
        self.chosen = tuple(name for name, made in self.boxes.items() if made.isChecked())
        super().accept()
