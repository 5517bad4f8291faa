"""A CIB as the bytes of a file: in the text that it was read from, compressed as its name says."""

import re
from typing import Final

from engine.cib.container import compress, decompress
from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.source import utf8
from engine.cib.written import rewrite

_UTF8_MARK: Final = b"\xef\xbb\xbf"
_WIDE: Final = ((b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"))
_MARKS: Final = (*_WIDE, (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARED: Final = re.compile(rb"""\A<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def save(cib: Cib, name: str, original: bytes | None = None) -> bytes:
    """The content of a file of that name (``.bz2`` and ``.gz`` are packed) that holds ``cib``.

    ``original`` is the content of the file that it was read from, packed or not: whatever of it
    ``cib`` still says stays as it is there, byte for byte.
    """
    return compress(text_of(cib, original), like=name)


def text_of(cib: Cib, original: bytes | None = None) -> bytes:
    """``cib`` as text, in that of ``original`` if it is one; else indented, in UTF-8."""
    written = None if original is None else _in_place(cib, original)
    return _DECLARATION + cib.text(pretty=True).encode() if written is None else written


def _in_place(cib: Cib, original: bytes) -> bytes | None:
    """The original text with what differs written anew; None where that does not succeed."""
    try:
        packed = decompress(original)
        plain = utf8(packed)
        written = _encoded(rewrite(plain, Cib.parse(plain).root, cib.root), packed)
        # Whatever is odd about the original text: never is anything but the document saved.
        return written if Cib.parse(written).canonical() == cib.canonical() else None
    except (CibError, UnicodeError):
        return None


def _encoded(text: bytes, original: bytes) -> bytes:
    """UTF-8 text in the encoding of the original."""
    for mark, encoding in _MARKS:
        if original.startswith(mark):
            return text.decode().encode(encoding)
    if original.startswith(_UTF8_MARK):
        return _UTF8_MARK + text
    declared = _DECLARED.match(original)
    name = declared.group(1).decode().lower() if declared else "utf-8"
    return text if name in {"utf-8", "utf8"} else text.decode().encode(name, "xmlcharrefreplace")
