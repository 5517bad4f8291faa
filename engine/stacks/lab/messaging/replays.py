"""Telling packets that were heard already from new ones, in whatever order they come."""

from typing import Final

WINDOW: Final = 2048
"""How far behind the newest a packet may come and still be taken (as in IPsec, RFC 4303 3.4.3)."""


class Replays:
    """The packets of a peer's newest life that were heard."""

    def __init__(self) -> None:
        self.life = 0
        """The newest that was ever heard."""
        self._newest = 0
        self._seen = 0
        """Bit n: the packet n before the newest was heard."""

    def fresh(self, life: int, sequence: int) -> bool:
        """Whether a packet is none that was heard before, nor of a life that is over."""
        if life < self.life or sequence < 1:
            return False
        if life > self.life:
            self.life, self._newest, self._seen = life, 0, 0
        ahead = sequence - self._newest
        if ahead > 0:
            self._seen = ((self._seen << ahead) | 1) & _MASK if ahead < WINDOW else 1
            self._newest = sequence
            return True
        if -ahead >= WINDOW or self._seen >> -ahead & 1:
            return False
        self._seen |= 1 << -ahead
        return True


_MASK: Final = (1 << WINDOW) - 1
