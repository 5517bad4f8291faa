"""A small frame that floats within its window beside a point, and goes when it loses the keyboard.

It is part of the window and no window of its own, so it never covers another program and never
leaves the screen.
"""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from hagui.theme import Theme, mix

WIDTH: Final = 300
"""The least width, in logical pixels."""
_MARGIN: Final = 8
_LINE: Final = 16
"""Middles that are nearer than this stand in one line."""


class Floating(QFrame):
    """Base of what floats; subclasses fill ``box``."""

    closed = Signal()
    """It is gone, whatever was chosen."""

    def __init__(self, beside: QWidget, theme: Theme) -> None:
        """Make a frame.

        Args:
            beside: the widget that gets the keyboard back; its window holds the frame.
            theme: for its look.
        """
        super().__init__(beside.window())
        self._back = beside
        self._watching = False
        self._where: QPoint | None = None
        self.setObjectName("offer")
        self.setStyleSheet(_sheet(theme))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 150 if theme.is_dark else 60))
        self.setGraphicsEffect(shadow)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(10, 9, 10, 10)
        self.box.setSpacing(6)

    def open_at(self, where: QPoint) -> None:
        """Show it beside a point of the screen, within its window, with the keyboard."""
        self._where = where
        self.fit()
        self.show()
        self.raise_()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        """Give the keyboard to the part that is used first."""
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def fit(self) -> None:
        """Take the size that the content needs, and stay within the window."""
        window, where = self.parentWidget(), self._where
        if window is None or where is None:
            return
        self.box.activate()
        least = self.box.totalMinimumSize()  # the frame's border included
        width = max(WIDTH, least.width())
        height = self.box.totalHeightForWidth(width) if self.box.hasHeightForWidth() else 0
        height = max(height, least.height())
        room = QRect(QPoint(0, 0), window.size()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        corner = window.mapFromGlobal(where) + QPoint(10, 6)
        corner.setX(max(room.left(), min(corner.x(), room.right() - width)))
        corner.setY(max(room.top(), min(corner.y(), room.bottom() - height)))
        self.setGeometry(QRect(corner.x(), corner.y(), width, height))

    # events

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for the keyboard going elsewhere."""
        super().showEvent(event)
        app = QApplication.instance()
        if isinstance(app, QApplication) and not self._watching:
            self._watching = True
            app.focusChanged.connect(self._focus_moved)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab goes round within it, as one reads; leaving by Tab would give up what was chosen."""
        ring = [
            each
            for each in self.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each.focusProxy() is None
            and each.isVisible()
            and each.isEnabled()
        ]
        if not ring:
            return True
        ring.sort(key=self._reading_place)
        focus = QApplication.focusWidget()
        before = -1 if next else 0
        at = ring.index(focus) if focus in ring else before
        why = Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        ring[(at + (1 if next else -1)) % len(ring)].setFocus(why)
        return True

    def _reading_place(self, widget: QWidget) -> tuple[int, int]:
        place = widget.mapTo(self, widget.rect().center())
        return place.y() // _LINE, place.x()

    def hideEvent(self, event: QHideEvent) -> None:
        """The keyboard goes back to where it was."""
        super().hideEvent(event)
        app = QApplication.instance()
        if not self._watching or not isinstance(app, QApplication):
            return
        self._watching = False
        app.focusChanged.disconnect(self._focus_moved)
        focus = QApplication.focusWidget()
        if focus is None or focus is self or self.isAncestorOf(focus):
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.gone()
        self.closed.emit()

    def gone(self) -> None:
        """Called once when it goes, before ``closed``."""

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        if new is not None and new is not self and not self.isAncestorOf(new):
            self.close()


def _sheet(theme: Theme) -> str:
    """The look of what floats, beyond the application's."""
    edge = mix(theme.line, theme.dim, 0.35)
    return f"""
    QFrame#offer {{ background: {theme.pane}; border: 1px solid {edge}; border-radius: 9px; }}
    QPushButton[row="true"] {{
      background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 0;
    }}
    QPushButton[row="true"]:hover {{ background: {theme.background}; }}
    QPushButton[row="true"]:checked {{ background: {theme.soft}; border-color: {theme.focus}; }}
    QPushButton[row="true"] QLabel:disabled {{ color: {theme.dim}; }}
    QPushButton#choice {{ padding: 2px 8px; }}
    QPushButton#choice:checked {{
      background: {theme.soft}; border-color: {theme.selection}; color: {theme.text};
    }}
    QListWidget {{ background: transparent; border: none; }}
    """
