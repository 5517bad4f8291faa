"""What the watching children write to the engine: frames of a kind, a small header and a text.

A frame is a 4-byte big-endian length, one byte of kind, and the body: a JSON object on one line,
a line feed, and (for a CIB or a patchset) XML text. Only the standard library is used here, as the
children run without the engine's dependencies.
"""

import json
import struct
from dataclasses import dataclass
from enum import Enum
from typing import Final

LIMIT: Final = 512 * 1024 * 1024
"""Longest frame that is believed, in bytes."""

_HEAD: Final = struct.Struct("!IB")


class Kind(Enum):
    """What a frame holds."""

    SNAPSHOT = ord("S")
    """header ``version``; text: the whole CIB"""
    PATCH = ord("P")
    """header ``source``, ``target``, ``operation``; text: the ``<diff>``"""
    BLIND = ord("X")
    """a change of which the library gave no usable patchset"""
    ROOT = ord("R")
    """header ``version``, ``dc``, ``quorum``: the CIB's own attributes just now"""
    MEMBERSHIP = ord("M")
    """header ``quorate``, ``ring``, ``members``, ``names``, ``local``"""


class FrameError(Exception):
    """The bytes are no frames; the child that wrote them cannot be trusted further."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame."""

    kind: Kind
    header: dict[str, object]
    text: str = ""


def encode(kind: Kind, header: dict[str, object], text: bytes = b"") -> bytes:
    """The bytes of one frame; ``text`` is UTF-8."""
    line = json.dumps(header, separators=(",", ":")).encode()
    return b"".join((_HEAD.pack(len(line) + 1 + len(text), kind.value), line, b"\n", text))


class FrameReader:
    """Bytes in, frames out."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that ``data`` completes.

        Raises:
            FrameError: impossible length, unknown kind or garbled header.
        """
        self._buffer += data
        found: list[Frame] = []
        while len(self._buffer) >= _HEAD.size:
            length, kind = _HEAD.unpack_from(self._buffer)
            if length > LIMIT:
                raise FrameError(f"a frame of {length} bytes was announced")
            end = _HEAD.size + length
            if len(self._buffer) < end:
                break
            found.append(self._frame(kind, end))
            del self._buffer[:end]
        return found

    def _frame(self, kind: int, end: int) -> Frame:
        # A CIB may have tens of megabytes: no copy is made on the way from bytes to text.
        line_end = self._buffer.find(b"\n", _HEAD.size, end)
        try:
            header = json.loads(self._buffer[_HEAD.size : line_end])
            with memoryview(self._buffer) as view, view[line_end + 1 : end] as part:
                return Frame(Kind(kind), dict(header), str(part, "utf-8"))
        except (ValueError, TypeError) as error:
            raise FrameError(f"a frame could not be read: {error}") from error
