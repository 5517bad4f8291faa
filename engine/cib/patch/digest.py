"""The digest by which Pacemaker checks that a patched CIB is the one that was meant.

It is the MD5 of the document as Pacemaker itself writes it, on one line. How attribute values are
escaped there changed with Pacemaker 2.1.8, which matters only for values with an apostrophe, a
tab or a line break in them. Feature sets before 3.0.5 use another form (with a blank before, a
line feed after, and nothing left out).
"""

import hashlib
import re
from typing import Final

from lxml import etree

from engine.cib.document import Cib

_OLD_FORM: Final = (3, 0, 5)
_PLAIN_ESCAPES: Final = (3, 19, 1)
_DOUBTFUL: Final = ((3, 18), (3, 20))
"""Feature sets (from, to before) of releases in which the escaping changed more than once."""

_COMMENT: Final = re.compile(rb"(<!--.*?-->)", re.DOTALL)
_LEFT_OUT: Final = re.compile(
    rb' (?:crm-debug-origin|cib-last-written|update-origin|update-client|update-user)="[^"]*"'
)
_TEXT: Final = re.compile(rb">[^<]+(?=<)")

_BEFORE_218: Final = (
    (b"'", b"&apos;"),
    (b"&#9;", b"    "),
    (b"&#10;", b"\\n"),
    (b"&#13;", b"\\r"),
)
_SINCE_218: Final = ((b"&#9;", b"&#x09;"), (b"&#10;", b"&#x0A;"), (b"&#13;", b"&#x0D;"))


def digest(cib: Cib, feature_set: str) -> str:
    """The digest of ``cib`` by the rules of ``feature_set`` (``crm_feature_set`` of a CIB).

    This reads the whole document: some 0.3 s for one of 18 MB.
    """
    features = _numbers(feature_set)
    escapes = _SINCE_218 if features >= _PLAIN_ESCAPES else _BEFORE_218
    return _Written(cib, features).digest(escapes)


def certain_digest(cib: Cib, feature_set: str) -> str | None:
    """The digest, or None where it depends on which release of Pacemaker will check it.

    A patchset without a digest is applied; one with a digest that is merely spelt differently
    would be refused.
    """
    features = _numbers(feature_set)
    written = _Written(cib, features)
    if _DOUBTFUL[0] <= features < _DOUBTFUL[1]:
        older, newer = written.digest(_BEFORE_218), written.digest(_SINCE_218)
        return older if older == newer else None
    return written.digest(_SINCE_218 if features >= _PLAIN_ESCAPES else _BEFORE_218)


def matches(cib: Cib, expected: str) -> bool:
    """Whether ``expected`` is the digest of ``cib``, by either way of escaping."""
    written = _Written(cib, _numbers(cib.feature_set))
    return any(written.digest(escapes) == expected.lower() for escapes in (_BEFORE_218, _SINCE_218))


def _numbers(feature_set: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", feature_set))


class _Written:
    """A document as Pacemaker writes it, up to the escaping of values."""

    def __init__(self, cib: Cib, features: tuple[int, ...]) -> None:
        self._old_form = features < _OLD_FORM
        raw = etree.tostring(cib.root, encoding="utf-8", xml_declaration=False, with_tail=False)
        # In serialised XML the sign < within a value is escaped: <!-- can only begin a comment.
        self._parts = _COMMENT.split(raw) if b"<!--" in raw else [raw]
        self._parts[::2] = map(self._without, self._parts[::2])

    def _without(self, part: bytes) -> bytes:
        part = _TEXT.sub(b">", part)
        return part if self._old_form else _LEFT_OUT.sub(b"", part)

    def digest(self, escapes: tuple[tuple[bytes, bytes], ...]) -> str:
        parts = list(self._parts)
        for found, wanted in escapes:
            parts[::2] = [part.replace(found, wanted) for part in parts[::2]]
        text = b"".join(parts)
        if self._old_form:
            text = b" " + text + b"\n"
        return hashlib.md5(text, usedforsecurity=False).hexdigest()
