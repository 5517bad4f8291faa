"""What lies over the canvas and does not scroll: the overview map."""

from typing import Final

from PySide6.QtCore import QObject, QRect, QRectF, QTimer
from PySide6.QtWidgets import QWidget

from hagui.graph.board import Touched
from hagui.graph.ink import Ink
from hagui.graph.layout.topology import Topology
from hagui.graph.overview import Overview

_MANY: Final = 40
"""From so many cards on there is an overview map while not all is in view."""
_RENEWAL_MS: Final = 400
"""The map follows changes at most this often."""
_MARGIN: Final = 10


class Overlays(QObject):
    """Keeps the overview map in its corner and up to date."""

    def __init__(self, ink: Ink, view: QWidget) -> None:
        super().__init__(view)
        self.overview = Overview(ink, view)
        self._topology: Topology | None = None
        self._dirty: set[str] | None = set()
        self._renewal = QTimer(self)
        self._renewal.setSingleShot(True)
        self._renewal.setInterval(_RENEWAL_MS)
        self._renewal.timeout.connect(self._renew)

    def show_topology(self, topology: Topology | None) -> None:
        """Show another layout."""
        self._topology = topology
        self.overview.set_topology(topology)

    def follow(self, touched: Touched, *, moved: bool) -> None:
        """Follow a change of the board; ``moved`` says that columns changed their size."""
        if touched.everything or moved:
            self._dirty = None
        elif self._dirty is not None:
            self._dirty |= touched.columns | {name for name, _ in touched.units}
        if not self._renewal.isActive() and self.overview.isVisible():
            self._renewal.start()

    def look(self, area: QRectF, room: QRect) -> None:
        """Another part of the scene is in view, in a viewport of that geometry."""
        topology = self._topology
        if topology is None:
            return
        bounds = topology.bounds
        hidden = area.width() < bounds.width - 1 or area.height() < bounds.height - 1
        wanted = hidden and len(topology.board.cards) >= _MANY
        if wanted:
            self.overview.fit_size()
            self.overview.set_view(area)
            self.place(room)
        if wanted is self.overview.isHidden():
            self._renew()
            self.overview.setVisible(wanted)
            self.overview.raise_()

    def place(self, room: QRect) -> None:
        """Put the map into its corner of the viewport."""
        self.overview.move(
            room.right() - self.overview.width() - _MARGIN,
            room.bottom() - self.overview.height() - _MARGIN,
        )

    def _renew(self) -> None:
        self.overview.renew(self._dirty)
        self._dirty = set()
