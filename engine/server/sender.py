"""Hands what waits in an outbox to a transport, in pieces and in turns."""

import asyncio
from collections.abc import Callable
from typing import Final

from engine.server.outbox import Outbox

PIECE: Final = 256 * 1024
"""Bytes handed to the transport at a time."""
TURN: Final = 1024 * 1024
"""Bytes encrypted and sent before other connections have their turn."""


class Sender:
    """Sends for one connection, as fast as its client takes it.

    Args:
        outbox: what is to be sent.
        after: called after each attempt to send.
    """

    def __init__(self, outbox: Outbox, after: Callable[[], None]) -> None:
        self._outbox = outbox
        self._after = after
        self._transport: asyncio.Transport | None = None
        self._piece = memoryview(b"")
        self._writable = True
        self._turn_booked = False

    @property
    def idle(self) -> bool:
        """Whether all has been handed over and the client takes more."""
        return self._writable and not self._piece and not self._outbox

    def attach(self, transport: asyncio.Transport) -> None:
        """Send to ``transport`` from now on."""
        transport.set_write_buffer_limits(high=PIECE)
        self._transport = transport

    def detach(self) -> None:
        """Send nothing more."""
        self._transport = None
        self._piece = memoryview(b"")
        self._outbox.clear()

    def pause(self) -> None:
        """The client takes no more for now."""
        self._writable = False

    def resume(self) -> None:
        """It does again."""
        self._writable = True
        self.send()

    def send(self) -> None:
        """Hand over what waits, as far as the client takes it and this turn goes."""
        budget = TURN
        while self._writable and self._transport is not None:
            if not self._piece:
                frame = self._outbox.pop()
                if frame is None:
                    break
                self._piece = memoryview(frame)
            if budget <= 0:
                self.send_soon()
                break
            piece, self._piece = self._piece[:PIECE], self._piece[PIECE:]
            budget -= len(piece)
            self._transport.write(piece)
        self._after()

    def send_soon(self) -> None:
        """Send once others have had their turn."""
        if not self._turn_booked:
            self._turn_booked = True
            asyncio.get_running_loop().call_soon(self._take_turn)

    def _take_turn(self) -> None:
        self._turn_booked = False
        self.send()
