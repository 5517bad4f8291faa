"""How texts are packed. Patches resemble each other and speak of what their CIB says, so those
that follow on one keyframe are one stream, which has the CIB for its dictionary: a patch of two
thousand characters takes about a hundred bytes.
"""

import zlib
from typing import Final

LARGEST: Final = 512 * 1024 * 1024
"""Bytes beyond which nothing that calls itself a CIB or a patch is unpacked."""
_WINDOW: Final = 32 * 1024
_RAW: Final = -15


def pack(text: str) -> bytes:
    """A CIB."""
    return zlib.compress(text.encode())


def unpack(data: bytes) -> str:
    """A CIB again.

    Raises:
        ValueError: it is damaged, or far too large.
    """
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError("cut off")
    return text.decode()


class Packer:
    """Packs the patches that follow on one keyframe, one after the other."""

    def __init__(self, cib: str) -> None:
        """``cib``: the keyframe's text."""
        self._packer = zlib.compressobj(6, zlib.DEFLATED, _RAW, zdict=_dictionary(cib))

    def pack(self, diff: str) -> bytes:
        """The next patch."""
        return self._packer.compress(diff.encode()) + self._packer.flush(zlib.Z_SYNC_FLUSH)


class Unpacker:
    """Unpacks them in the same order."""

    def __init__(self, cib: str) -> None:
        """``cib``: the keyframe's text."""
        self._unpacker = zlib.decompressobj(_RAW, zdict=_dictionary(cib))

    def unpack(self, data: bytes) -> str:
        """The next patch.

        Raises:
            ValueError: it is damaged, or far too large.
        """
        try:
            text = self._unpacker.decompress(data, LARGEST)
        except zlib.error as error:
            raise ValueError(str(error)) from None
        if self._unpacker.unconsumed_tail:
            raise ValueError("too large")
        if not text:
            raise ValueError("cut off")
        return text.decode()


def _dictionary(cib: str) -> bytes:
    return cib[-_WINDOW:].encode()[-_WINDOW:]
