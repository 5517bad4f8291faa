"""Frames: a 4-byte big-endian length, then that many bytes. Bytes in, payloads out."""

from typing import Final

from engine.protocol.errors import LocalProtocolError, RemoteProtocolError

HEADER: Final = 4
LIMIT_BEFORE_LOGIN: Final = 4 * 1024
"""Bytes of payload a stranger may make the other side hold."""
LIMIT: Final = 64 * 1024 * 1024
"""Bytes of payload once logged in."""


def pack(payload: bytes, limit: int = LIMIT) -> bytes:
    """Put ``payload`` into one frame.

    Raises:
        LocalProtocolError: code ``too-large`` where the payload passes ``limit`` bytes.
    """
    if len(payload) > limit:
        raise LocalProtocolError(
            "too-large", f"A message of {len(payload)} bytes passes the limit of {limit} bytes."
        )
    return len(payload).to_bytes(HEADER, "big") + payload


class FrameReader:
    """Cuts a stream of bytes into payloads, however the stream was chunked.

    It holds one incomplete frame at most (``limit`` bytes and a header) beside what was fed last,
    since a length over the limit is refused as soon as its header is read.
    """

    def __init__(self, limit: int = LIMIT_BEFORE_LOGIN) -> None:
        self.limit = limit
        """The largest payload taken, in bytes; applies from the next frame on."""
        self._buffer = bytearray()

    def feed(self, data: bytes) -> None:
        """Take what arrived; call ``next_payload`` until it gives None before feeding more."""
        self._buffer += data

    def next_payload(self) -> bytes | None:
        """The next whole payload, None where more bytes are needed.

        Raises:
            RemoteProtocolError: code ``too-large`` where the frame passes the limit.
        """
        if len(self._buffer) < HEADER:
            return None
        length = int.from_bytes(self._buffer[:HEADER], "big")
        if length > self.limit:
            self._buffer.clear()
            raise RemoteProtocolError(
                "too-large",
                f"A frame of {length} bytes passes the limit of {self.limit} bytes: the other"
                " side is no hagui program, or sends more than may be sent now.",
            )
        end = HEADER + length
        if len(self._buffer) < end:
            return None
        with memoryview(self._buffer) as view:
            payload = bytes(view[HEADER:end])
        del self._buffer[:end]
        return payload

    def discard(self) -> None:
        """Forget what is buffered: nothing more will be read."""
        self._buffer.clear()

    @property
    def buffered(self) -> int:
        """Bytes held that make no whole frame yet."""
        return len(self._buffer)
