"""Widgets side by side, going on in a new line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

NARROWEST = 40
"""Logical pixels below which nothing becomes."""


class FlowLayout(QLayout):
    """Lays out its widgets like words; one that may grow takes what its line leaves."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem, /) -> None:
        """Put an item last."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int, /) -> QLayoutItem | None:
        """The item at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int, /) -> QLayoutItem | None:
        """Remove the item at a place and return it."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Takes no more room than it is given."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int, /) -> int:
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), dry=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = [item for item in self._items if not item.isEmpty()]
        width = sum(item.sizeHint().width() for item in shown) + self._gap * (len(shown) - 1)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(max(width, 0), height)

    def minimumSize(self) -> QSize:
        """Hardly any width: what is wider than its line is cut, not the page around it."""
        height = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(min(self.sizeHint().width(), NARROWEST), height)

    def setGeometry(self, rect: QRect, /) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._place(rect, dry=False)

    def _place(self, rect: QRect, *, dry: bool) -> int:
        top = rect.y()
        for line in self._lines(rect.width()):
            widths = self._widths(line, rect.width())
            heights = [_height(item, width) for item, width in zip(line, widths, strict=True)]
            height = max(heights)
            left = rect.x()
            for item, width, own in zip(line, widths, heights, strict=True):
                if not dry:
                    place = QPoint(left, top + (height - own) // 2)
                    item.setGeometry(QRect(place, QSize(width, own)))
                left += width + self._gap
            top += height + self._gap
        return max(top - self._gap - rect.y(), 0)

    def _widths(self, line: list[QLayoutItem], room: int) -> list[int]:
        used = sum(item.sizeHint().width() for item in line) + self._gap * (len(line) - 1)
        growing = [item for item in line if _grows(item)]
        spare = max(room - used, 0) // max(len(growing), 1)
        return [
            min(item.sizeHint().width() + (spare if item in growing else 0), room) for item in line
        ]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.sizeHint().width()
            if lines and used + self._gap + wide <= width:
                lines[-1].append(item)
                used += self._gap + wide
            else:
                lines.append([item])
                used = wide
        return lines


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()


def _grows(item: QLayoutItem) -> bool:
    return bool(item.expandingDirections() & Qt.Orientation.Horizontal)
