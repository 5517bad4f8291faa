"""A row of buttons that becomes one menu where there is no room for it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from hagui.i18n import plain, tr

SPACING = 6


class FoldingButtons(QWidget):
    """Buttons of actions, at the right end of the room that they are given."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.buttons = [_Button(action) for action in actions]
        self.more = QToolButton()
        self.more.setText("⋯")
        words = tr("window", "What can be done here")
        self.more.setToolTip(words)
        self.more.setAccessibleName(words)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        menu.addActions(list(actions))
        self.more.setMenu(menu)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACING)
        line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # it folds instead
        line.addStretch(1)
        for widget in (*self.buttons, self.more):
            line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fold()

    def sizeHint(self) -> QSize:
        """Room for all buttons."""
        hints = [button.sizeHint() for button in self.buttons]
        width = sum(hint.width() for hint in hints) + SPACING * (len(hints) - 1)
        return QSize(width, max(hint.height() for hint in hints))

    def minimumSizeHint(self) -> QSize:
        """Room for the button of the menu."""
        return QSize(self.more.sizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold, or unfold."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        folded = self.width() < self.sizeHint().width()
        self.more.setVisible(folded)
        for button in self.buttons:
            button.setVisible(not folded)


class _Button(QPushButton):
    """The button of an action, which says what the action says."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """The action is another one now."""
        action = self._action
        self.setText(plain(action.text()))
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
