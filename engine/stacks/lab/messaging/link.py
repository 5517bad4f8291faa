"""One side of a link between two nodes: who is heard, what has arrived, what is to be repeated."""

from collections import deque
from typing import Final

from engine.stacks.lab.messaging.packet import PIECE, Packet

WINDOW: Final = 64
"""Pieces that may be under way unacknowledged."""
WAITING: Final = 4096
"""Pieces that may wait; a peer that lets more come together cannot follow, and is dropped."""
REPEAT: Final = 0.2
"""Seconds after which a piece without acknowledgement is sent again; doubled with each time."""
REPEAT_MOST: Final = 1.0
LARGEST: Final = 64 * 1024 * 1024
"""Bytes of the largest payload that is put together again."""


class Link:
    """This node's side of the link to one peer. ``life`` must grow from boot to boot."""

    def __init__(self, me: str, peer: str, life: int, now: float) -> None:
        self.me, self.peer, self.life = me, peer, life
        self.theirs = 0
        """The peer's life, 0 while it is not heard."""
        self.up = False
        self.late = False
        """Whether it was warned of since it was heard last."""
        self.heard_at = now
        """When the peer was heard last."""
        self.both_at = now
        """When it was heard last that it hears this node."""
        self._reset(now)

    def _reset(self, now: float) -> None:
        self._waiting: deque[Packet] = deque()
        self._under_way: deque[Packet] = deque()
        self._sent = 0
        self._arrived = 0
        self._early: dict[int, Packet] = {}
        self._parts: list[bytes] = []
        self._size = 0
        self._repeat_at = now
        self._pause = REPEAT

    @property
    def overflows(self) -> bool:
        """Whether more waits for the peer than it can be expected to take."""
        return len(self._waiting) > WAITING

    @property
    def repeat_at(self) -> float | None:
        """When something has to be sent again; None while nothing is under way."""
        return self._repeat_at if self._under_way else None

    def drop(self, now: float) -> None:
        """The link is lost: what was on its way is too, and another life begins."""
        self.up = self.late = False
        self.theirs = 0
        self.life += 1
        self._reset(now)

    def begin(self, theirs: int, now: float) -> None:
        """The peer begins another life, or is heard for the first time."""
        self.theirs = theirs
        self._reset(now)

    def packet(self) -> Packet:
        """A heartbeat."""
        return Packet(self.me, self.peer, self.life, self.theirs, self._arrived)

    def queue(self, data: bytes) -> None:
        """Let a payload follow on what waits already."""
        for start in range(0, len(data), PIECE) or (0,):
            self._sent += 1
            piece = data[start : start + PIECE]
            more = start + PIECE < len(data)
            self._waiting.append(
                Packet(self.me, self.peer, self.life, self.theirs, 0, self._sent, more, piece)
            )

    def due(self, now: float) -> list[Packet]:
        """What is to be sent now: what follows, and what has to be repeated."""
        found: list[Packet] = []
        if self._under_way and now >= self._repeat_at:
            found += list(self._under_way)[: WINDOW // 4]
            self._pause = min(self._pause * 2, REPEAT_MOST)
            self._repeat_at = now + self._pause
        while self._waiting and len(self._under_way) < WINDOW:
            if not self._under_way:
                self._repeat_at = now + self._pause
            piece = self._waiting.popleft()
            self._under_way.append(piece)
            found.append(piece)
        return [self._fresh(piece) for piece in found]

    def _fresh(self, piece: Packet) -> Packet:
        return Packet(
            self.me,
            self.peer,
            self.life,
            self.theirs,
            self._arrived,
            piece.number,
            piece.more,
            piece.data,
        )

    def acknowledge(self, number: int, now: float) -> None:
        """The peer has everything up to this piece."""
        arrived = False
        while self._under_way and self._under_way[0].number <= number:
            self._under_way.popleft()
            arrived = True
        if arrived:
            self._pause = REPEAT
            self._repeat_at = now + self._pause

    def take(self, piece: Packet) -> list[bytes] | None:
        """Take a piece in; the payloads that are complete now, None where they grow too large."""
        if piece.number > self._arrived and piece.number <= self._arrived + 2 * WINDOW:
            self._early[piece.number] = piece
        complete: list[bytes] = []
        while (found := self._early.pop(self._arrived + 1, None)) is not None:
            self._arrived += 1
            self._parts.append(found.data)
            self._size += len(found.data)
            if self._size > LARGEST:
                return None
            if not found.more:
                complete.append(b"".join(self._parts))
                self._parts, self._size = [], 0
        return complete
