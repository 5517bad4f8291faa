"""Start tags as text: changed in those attributes that differ, otherwise as they were."""

import re
from typing import Final

from lxml import etree

from engine.cib.xml import Element, attributes

_ATTRIBUTE: Final = re.compile(rb"""\s+([^\s=<>/"']+)\s*=\s*("[^"]*"|'[^']*')""")
_ESCAPES: Final = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("\t", "&#9;"),
    ("\n", "&#10;"),
    ("\r", "&#13;"),
)


def changed_tag(tag: bytes, old: Element, new: Element) -> bytes:
    """The start tag of ``old`` with the attributes of ``new``."""
    was, now = attributes(old), attributes(new)
    if was == now:
        return tag
    pieces: list[bytes] = []
    at = 0
    last = re.match(rb"<[^\s/>]+", tag)
    after = last.end() if last else 0
    for found in _ATTRIBUTE.finditer(tag):
        name = found.group(1).decode()
        after = found.end()
        if name not in was or was[name] == now.get(name):
            continue
        pieces.append(tag[at : found.start(2) if name in now else found.start()])
        if name in now:
            pieces.append(_quoted(now[name], found.group(2)[:1].decode()))
        at = found.end()
    pieces.append(tag[at:after] if at < after else b"")
    pieces += [
        b" " + name.encode() + b"=" + _quoted(value)
        for name, value in now.items()
        if name not in was
    ]
    pieces.append(tag[max(at, after) :])
    return b"".join(pieces)


def opened(tag: bytes) -> bytes:
    """A start tag that lets content follow."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def shell(node: Element) -> bytes:
    """An element without what is in it, as one empty tag."""
    made = etree.Element(node.tag, attributes(node))
    return etree.tostring(made, encoding="utf-8", xml_declaration=False)


def _quoted(value: str, quote: str = '"') -> bytes:
    for plain, escaped in (*_ESCAPES, (quote, "&quot;" if quote == '"' else "&apos;")):
        value = value.replace(plain, escaped)
    return f"{quote}{value}{quote}".encode()
