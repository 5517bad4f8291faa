"""Compressed files: a CIB may come plain, as .bz2 or as .gz; told apart by their first bytes."""

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
