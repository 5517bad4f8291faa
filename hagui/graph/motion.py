"""Gliding and pulsing, from two shared timers that run only while something moves."""

from collections.abc import Callable
from dataclasses import dataclass
from math import cos, pi
from time import perf_counter
from typing import Final

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal

from hagui.graph.items.base import BoardItem

GLIDE: Final = 0.22
"""Seconds that a card takes from place to place."""
HOLD: Final = 0.4
"""Seconds that a card which stopped stays where it was before it goes to the tray: what is on
its way to another node goes there directly."""
_FRAME_MS: Final = 16
_PULSE_MS: Final = 66
_PULSE_PERIOD: Final = 1.8
_PULSE_LEAST: Final = 0.7


@dataclass(slots=True)
class _Glide:
    start: QRectF
    end: QRectF
    begins: float
    done: Callable[[], None] | None


class Motion(QObject):
    """Moves items of one scene."""

    stepped = Signal()
    """What glides is a frame further, or has arrived."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._glides: dict[BoardItem, _Glide] = {}
        self._pulsing: set[BoardItem] = set()
        self._animated = True
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._step)
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE_MS)
        self._pulse.timeout.connect(self._beat)

    @property
    def busy(self) -> bool:
        """Whether a timer runs."""
        return self._frames.isActive() or self._pulse.isActive()

    def gliding(self, item: BoardItem) -> bool:
        """Whether an item is on its way."""
        return item in self._glides

    def target(self, item: BoardItem) -> QRectF:
        """Where an item is or will be, in the scene."""
        glide = self._glides.get(item)
        return item.place if glide is None else glide.end

    def set_animated(self, *, animated: bool) -> None:
        """Turn all motion on or off; what is under way arrives at once."""
        self._animated = animated
        if not animated:
            self.finish()
        self._run_pulse()

    def move(
        self,
        item: BoardItem,
        end: QRectF,
        *,
        hold: bool = False,
        done: Callable[[], None] | None = None,
    ) -> None:
        """Glide an item to a place, from where it is now even if it was on its way elsewhere.

        Args:
            item: what glides.
            end: where to, in the scene.
            hold: whether to stay for a moment first.
            done: called when it has arrived.
        """
        if not self._animated:
            self.put(item, end)
            if done is not None:
                done()
            return
        if self.target(item) == end:
            return
        begins = perf_counter() + (HOLD if hold else 0.0)
        self._glides[item] = _Glide(item.place, end, begins, done)
        item.setZValue(item.zValue() if item.zValue() >= _LIFTED else item.zValue() + _LIFTED)
        self._frames.start()

    def put(self, item: BoardItem, place: QRectF) -> None:
        """Place an item without motion."""
        self._land(item)
        item.set_place(place)

    def pulse(self, item: BoardItem, *, on: bool) -> None:
        """Let an item pulse, or not."""
        if on:
            self._pulsing.add(item)
        elif item in self._pulsing:
            self._pulsing.discard(item)
            item.setOpacity(1.0)
        self._run_pulse()

    def forget(self, item: BoardItem) -> None:
        """An item leaves the scene."""
        self._glides.pop(item, None)
        self._pulsing.discard(item)
        self._run_pulse()

    def finish(self) -> None:
        """Let everything arrive now."""
        for item, glide in list(self._glides.items()):
            self._arrive(item, glide)
        self._frames.stop()
        self.stepped.emit()

    def _arrive(self, item: BoardItem, glide: _Glide) -> None:
        self._land(item)
        item.set_place(glide.end)
        if glide.done is not None:
            glide.done()

    def _land(self, item: BoardItem) -> None:
        if self._glides.pop(item, None) is not None and item.zValue() >= _LIFTED:
            item.setZValue(item.zValue() - _LIFTED)

    def _step(self) -> None:
        now = perf_counter()
        for item, glide in list(self._glides.items()):
            share = (now - glide.begins) / GLIDE
            if share >= 1:
                self._arrive(item, glide)
            elif share > 0:
                eased = 1 - (1 - share) ** 3
                item.set_place(_between(glide.start, glide.end, eased))
        self.stepped.emit()
        if not self._glides:
            self._frames.stop()

    def _beat(self) -> None:
        phase = perf_counter() % _PULSE_PERIOD / _PULSE_PERIOD
        middle, swing = (1 + _PULSE_LEAST) / 2, (1 - _PULSE_LEAST) / 2
        opacity = middle + swing * cos(2 * pi * phase)
        for item in self._pulsing:
            item.setOpacity(opacity)

    def _run_pulse(self) -> None:
        wanted = self._animated and bool(self._pulsing)
        if wanted and not self._pulse.isActive():
            self._pulse.start()
        elif not wanted and self._pulse.isActive():
            self._pulse.stop()
        if not self._animated:
            for item in self._pulsing:
                item.setOpacity(1.0)


_LIFTED: Final = 100.0
"""Added to the stacking order of what glides, so that it passes over everything."""


def _between(start: QRectF, end: QRectF, share: float) -> QRectF:
    def mixed(first: float, last: float) -> float:
        return first + (last - first) * share

    return QRectF(
        mixed(start.x(), end.x()),
        mixed(start.y(), end.y()),
        mixed(start.width(), end.width()),
        mixed(start.height(), end.height()),
    )
