"""What stands in a datagram."""

from typing import Final

import msgspec


class Packet(msgspec.Struct, frozen=True, array_like=True):
    """A heartbeat, an acknowledgement, or a piece of a payload; each tells all the others too."""

    sender: str
    receiver: str
    life: int
    """Which life of the sender's side of this link it is; grows with every loss and every boot."""
    sequence: int
    """Counts the packets of that life; one that comes again is a replay."""
    heard: int
    """The life of the receiver's side as the sender knows it; 0 while it does not hear it."""
    acknowledged: int = 0
    """All pieces up to this number have arrived."""
    early: tuple[int, ...] = ()
    """And these beyond it, as far as the nearest ones go."""
    number: int = 0
    """Of the piece in ``data``, from 1; 0 for none."""
    more: bool = False
    """Whether the payload goes on in the next piece."""
    data: bytes = b""


ENCODER: Final = msgspec.msgpack.Encoder()
DECODER: Final = msgspec.msgpack.Decoder(Packet)

PIECE: Final = 32_768
"""Bytes of a payload that go into one packet."""
EARLY: Final = 64
"""Pieces that a packet names as early at most."""
