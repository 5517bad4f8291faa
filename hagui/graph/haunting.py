"""Keeps ghosts on the scene: what a prediction says, where everything is now.

Ghosts glide from the card that they come from; what real cards say of their fate is told to the
cards. While nothing is predicted this costs nothing.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QGraphicsScene

from hagui.cluster.rehearsal.model import Prediction
from hagui.graph.board import UnitKey
from hagui.graph.ghosts import Ghost, Haunted, haunt
from hagui.graph.ink import Ink
from hagui.graph.items.base import rectf
from hagui.graph.items.card import CardItem
from hagui.graph.items.ghost import GhostItem
from hagui.graph.items.level import Scale
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.guests import Guest, seat
from hagui.graph.layout.topology import Topology
from hagui.graph.motion import Motion

_GHOST: Final = 2.8
"""Stacking: above lines, below cards."""


class Haunting:
    """The ghosts of one scene."""

    def __init__(
        self,
        scene: QGraphicsScene,
        motion: Motion,
        item_of: Callable[[str], CardItem | None],
        ink: Ink,
        scale: Scale,
    ) -> None:
        self._scene = scene
        self._motion = motion
        self._item_of = item_of
        self._ink = ink
        self._scale = scale
        self._prediction: Prediction | None = None
        self._items: dict[UnitKey, GhostItem] = {}
        self._seats: dict[UnitKey, Rect] = {}
        self.haunted = Haunted()
        """What is predicted, by its places on the board."""

    @property
    def ghosts(self) -> dict[UnitKey, GhostItem]:
        """The ghosts on the scene, by node and unit."""
        return self._items

    def predict(self, prediction: Prediction | None) -> None:
        """Take over a prediction; ``renew`` shows it."""
        self._prediction = prediction

    def renew(self, topology: Topology | None) -> bool:
        """Show what is predicted where everything is now; whether columns grew for it."""
        if topology is None or (self._prediction is None and not self._items):
            self.haunted = Haunted()
            return False
        board = topology.board
        self.haunted = haunt(board, self._prediction)
        wanted = {(ghost.node, ghost.unit): ghost for ghost in self.haunted.ghosts}
        self._seats, grown = seat(topology, [Guest(*key) for key in wanted])
        for key in [key for key in self._items if key not in wanted]:
            item = self._items.pop(key)
            self._motion.forget(item)
            self._scene.removeItem(item)
        for key, ghost in wanted.items():
            self._place(key, ghost, topology)
        return grown

    def place_again(self, topology: Topology) -> None:
        """Columns have moved or changed their width."""
        if not self._items:
            return
        guests = [Guest(*key) for key in self._items]
        self._seats, _ = seat(topology, guests)
        for key, item in self._items.items():
            self._motion.put(item, rectf(self._seats[key]))

    def at(self, x: float, y: float) -> Ghost | None:
        """The ghost at a point of the scene."""
        return next(
            (
                self._items[key].ghost
                for key, place in self._seats.items()
                if key in self._items and place.contains(x, y)
            ),
            None,
        )

    def set_ink(self, ink: Ink) -> None:
        """Draw with other colours."""
        self._ink = ink
        for item in self._items.values():
            item.set_ink(ink)

    def set_scale(self, scale: Scale) -> None:
        """Draw for another zoom."""
        self._scale = scale
        for item in self._items.values():
            item.set_scale(scale)

    def _place(self, key: UnitKey, ghost: Ghost, topology: Topology) -> None:
        end = rectf(self._seats[key])
        item = self._items.get(key)
        if item is not None:
            item.show_ghost(ghost)
            self._motion.move(item, end)
            return
        item = self._items[key] = GhostItem(ghost, self._ink, self._scale)
        item.setZValue(_GHOST)
        self._scene.addItem(item)
        start = end
        if ghost.origin is not None and ghost.origin in topology.board.cards:
            shown = self._item_of(ghost.origin)
            start = rectf(topology.card(ghost.origin)) if shown is None else shown.place
        item.set_place(start)
        self._motion.move(item, end)
