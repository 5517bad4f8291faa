"""Keeps the widgets of a changing list: what stays the same is not made anew."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

W = TypeVar("W", bound=QWidget)


class Keeper(Generic[W]):
    """The widgets of a box by key, in the order that was asked for last.

    A widget whose key stays keeps its place in the window's life: text, cursor and keyboard focus.
    """

    def __init__(self, box: QVBoxLayout, start: int = 0) -> None:
        """Keep the widgets of ``box`` from the place ``start`` on."""
        self._box, self._start = box, start
        self.widgets: dict[str, W] = {}

    def show(self, wanted: Sequence[tuple[str, Callable[[], W]]]) -> list[W]:
        """Have the widgets of these keys, in this order; returns those that were made for it."""
        keys = [key for key, _ in wanted]
        assert len(set(keys)) == len(keys), keys
        for key in list(self.widgets):
            if key not in keys:
                self._drop(self.widgets.pop(key))
        made: list[W] = []
        kept: dict[str, W] = {}
        for place, (key, make) in enumerate(wanted, self._start):
            widget = self.widgets.get(key)
            if widget is None:
                widget = make()
                made.append(widget)
                self._box.insertWidget(place, widget)
            elif self._at(place) is not widget:
                self._box.removeWidget(widget)
                self._box.insertWidget(place, widget)
            kept[key] = widget
        self.widgets = kept
        return made

    def _at(self, place: int) -> QWidget | None:
        item = self._box.itemAt(place)
        return item.widget() if item is not None else None

    def _drop(self, widget: W) -> None:
        self._box.removeWidget(widget)
        focused = QApplication.focusWidget()
        if focused is not None and widget.isAncestorOf(focused):
            with QSignalBlocker(focused):  # leaving it must not commit what was typed in it
                focused.clearFocus()
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()
