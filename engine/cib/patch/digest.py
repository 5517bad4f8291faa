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
    """The digest of ``cib`` by the rules of ``feature_set`` (``crm_feature_set`` of a CIB)."""
    features = _numbers(feature_set)
    escapes = _SINCE_218 if features >= _PLAIN_ESCAPES else _BEFORE_218
    return _digest(_serialized(cib), escapes, old_form=features < _OLD_FORM)


def certain_digest(cib: Cib, feature_set: str) -> str | None:
    """The digest, or None where it depends on which release of Pacemaker will check it.

    A patchset without a digest is applied; one with a digest that is merely spelt differently
    would be refused.
    """
    features = _numbers(feature_set)
    raw = _serialized(cib)
    if _DOUBTFUL[0] <= features < _DOUBTFUL[1] and _digest(
        raw, _BEFORE_218, old_form=False
    ) != _digest(raw, _SINCE_218, old_form=False):
        return None
    return digest(cib, feature_set)


def matches(cib: Cib, expected: str) -> bool:
    """Whether ``expected`` is the digest of ``cib``, by either way of escaping."""
    features = _numbers(cib.feature_set)
    raw = _serialized(cib)
    wanted = expected.lower()
    return any(
        _digest(raw, escapes, old_form=features < _OLD_FORM) == wanted
        for escapes in (_BEFORE_218, _SINCE_218)
    )


def _numbers(feature_set: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", feature_set))


def _serialized(cib: Cib) -> bytes:
    return etree.tostring(cib.root, encoding="utf-8", xml_declaration=False, with_tail=False)


def _digest(raw: bytes, escapes: tuple[tuple[bytes, bytes], ...], *, old_form: bool) -> str:
    # In serialised XML the sign < within a value is escaped: <!-- can only begin a comment.
    parts = _COMMENT.split(raw)
    parts[::2] = [_rewritten(part, escapes, whole=old_form) for part in parts[::2]]
    text = b"".join(parts)
    if old_form:
        text = b" " + text + b"\n"
    return hashlib.md5(text, usedforsecurity=False).hexdigest()


def _rewritten(part: bytes, escapes: tuple[tuple[bytes, bytes], ...], *, whole: bool) -> bytes:
    part = _TEXT.sub(b">", part)
    if not whole:
        part = _LEFT_OUT.sub(b"", part)
    for found, wanted in escapes:
        part = part.replace(found, wanted)
    return part
