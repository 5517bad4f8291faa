"""How texts are packed. A patch speaks of what its CIB says, so the CIB is its dictionary."""

import zlib
from typing import Final, Protocol

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
    return _whole(zlib.decompressobj(), data)


class Patches:
    """Packs and unpacks the patches that follow on one keyframe."""

    def __init__(self, cib: str) -> None:
        """``cib``: the keyframe's text."""
        self._words = cib[-_WINDOW:].encode()[-_WINDOW:]
        self._packer = zlib.compressobj(6, zlib.DEFLATED, _RAW, zdict=self._words)

    def pack(self, diff: str) -> bytes:
        """A patch."""
        packer = self._packer.copy()
        return packer.compress(diff.encode()) + packer.flush()

    def unpack(self, data: bytes) -> str:
        """A patch again.

        Raises:
            ValueError: it is damaged, or far too large.
        """
        return _whole(zlib.decompressobj(_RAW, zdict=self._words), data)


class _Unpacker(Protocol):
    """One of zlib's."""

    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def _whole(unpacker: _Unpacker, data: bytes) -> str:
    try:
        text = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError("cut off")
    return text.decode()
