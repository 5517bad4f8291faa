"""The tray at the bottom, where what runs nowhere lies in rows."""

from collections.abc import Iterator
from math import ceil
from typing import Final

from hagui.graph.cards import Card
from hagui.graph.layout.geometry import Rect

TITLE: Final = 30.0
CARD_HEIGHT: Final = 46.0
GAP: Final = 8.0
PAD: Final = 10.0
_LEAST_WIDTH: Final = 296.0
_MOST_WIDTH: Final = 520.0


def across_for(width: float) -> int:
    """How many cards lie side by side in a tray of that width."""
    return max(1, int((width - 2 * PAD + GAP) // (_LEAST_WIDTH + GAP)))


def height_for(cards: int, width: float) -> float:
    """Height of a tray; one row is kept free, so that a first failure moves nothing."""
    rows = max(1, ceil(cards / across_for(width)))
    return TITLE + rows * (CARD_HEIGHT + GAP) - GAP + PAD


class TrayLayout:
    """Places in the tray, in the order of the board's tray."""

    def __init__(self, cards: tuple[Card, ...]) -> None:
        self._index = {card.key: index for index, card in enumerate(cards)}
        self._width = 0.0
        self._across = 1
        self._card_width = _LEAST_WIDTH
        self.rect = Rect(0, 0, 0, 0)

    def following(self, cards: tuple[Card, ...]) -> "TrayLayout":
        """The same tray with other cards."""
        made = TrayLayout(cards)
        made.rect = self.rect
        return made

    def fill(self, width: float) -> None:
        """Lay the cards out in so many columns as fit into ``width``."""
        self._width = width
        self._across = across_for(width)
        self._card_width = min((width - 2 * PAD + GAP) / self._across - GAP, _MOST_WIDTH)

    @property
    def height(self) -> float:
        """Of the whole tray."""
        return height_for(len(self._index), self._width)

    def card(self, key: str) -> Rect:
        """The place of one card."""
        row, across = divmod(self._index[key], self._across)
        return Rect(
            self.rect.x + PAD + across * (self._card_width + GAP),
            self.rect.y + TITLE + row * (CARD_HEIGHT + GAP),
            self._card_width,
            CARD_HEIGHT,
        )

    def cards_in(self, area: Rect) -> Iterator[str]:
        """Keys of cards that show in ``area``."""
        return (key for key in self._index if self.card(key).meets(area))
