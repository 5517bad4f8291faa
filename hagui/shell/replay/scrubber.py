"""The slider over all of a recording."""

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider, QWidget

from hagui.i18n import tr

STEPS: Final = 10_000
HAIR: Final = 5
"""Pixels that the middle of the handle stays away from the ends."""


class Scrubber(QSlider):
    """Seeks wherever it is pressed, and as long as it is pulled."""

    sought = Signal(float)
    """A time is wanted, in seconds since 1970."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._begin = self._end = 0.0
        self.setRange(0, STEPS)
        self.setSingleStep(STEPS // 200)
        self.setPageStep(STEPS // 20)
        self.setMinimumWidth(80)
        self.setAccessibleName(tr("replay", "Time of the recording"))
        self.setToolTip(tr("replay", "Pull to any moment; arrow keys go on and back"))
        self.valueChanged.connect(self._changed)

    def show_time(self, at: float, begin: float, end: float) -> None:
        """Stand at ``at`` between ``begin`` and ``end``."""
        self._begin, self._end = begin, max(end, begin + 1e-3)
        if self.isSliderDown():
            return
        share = (at - self._begin) / (self._end - self._begin)
        with QSignalBlocker(self):
            self.setValue(round(min(max(share, 0.0), 1.0) * STEPS))

    def mousePressEvent(self, ev: QMouseEvent) -> None:
        """Go there at once, and take hold of it."""
        if ev.button() is Qt.MouseButton.LeftButton and not self._handle(ev):
            room = max(self.width() - 2 * HAIR, 1)
            self.setValue(round((ev.position().x() - HAIR) / room * STEPS))
        super().mousePressEvent(ev)

    def _handle(self, event: QMouseEvent) -> bool:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = QStyle.SubControl.SC_SliderHandle
        rect = self.style().subControlRect(QStyle.ComplexControl.CC_Slider, option, handle, self)
        return rect.contains(event.position().toPoint())

    def _changed(self, value: int) -> None:
        self.sought.emit(self._begin + value / STEPS * (self._end - self._begin))
