"""Compressed files: a CIB may come plain, as .bz2 or as .gz.

What is read is told apart by its first bytes; what is written, by the name of the file.
"""

import bz2
import gzip
import io
import zlib
from typing import Final

from engine.cib.errors import CibError

LIMIT: Final = 512 * 1024 * 1024
"""Bytes beyond which nothing that calls itself a CIB is unpacked."""


def decompress(data: bytes, limit: int = LIMIT) -> bytes:
    """The content of a plain, bzip2 or gzip file (also of several packed one after another).

    Raises:
        CibError: it is damaged or cut off, or its content is longer than ``limit`` bytes.
    """
    if data.startswith(b"BZh"):
        content = _read(bz2.BZ2File(io.BytesIO(data)), limit, "bzip2")
    elif data.startswith(b"\x1f\x8b"):
        content = _read(gzip.GzipFile(fileobj=io.BytesIO(data)), limit, "gzip")
    else:
        content = data
    if len(content) > limit:
        raise CibError(
            "size",
            f"The file holds more than {limit:,} bytes, which no CIB does; choose another one.",
        )
    return content


def compress(data: bytes, like: str) -> bytes:
    """``data`` as the content of a file whose name is ``like``: packed for .bz2 and .gz."""
    name = like.lower()
    if name.endswith(".bz2"):
        return bz2.compress(data)
    return gzip.compress(data, mtime=0) if name.endswith(".gz") else data


def _read(packed: bz2.BZ2File | gzip.GzipFile, limit: int, kind: str) -> bytes:
    try:
        with packed:
            return packed.read(limit + 1)
    except EOFError:
        raise CibError(
            "compressed", f"The {kind} file is cut off; copy it once more from where it came."
        ) from None
    except (OSError, zlib.error) as error:
        raise CibError(
            "compressed",
            f"The {kind} file is damaged ({error}); copy it once more from where it came.",
        ) from None
