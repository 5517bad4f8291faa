"""From bytes that anyone may have written to an XML tree: no DTD, no entities, no network."""

import re
from typing import Final

from lxml import etree

from engine.cib.errors import CibError
from engine.cib.xml import Element

_DECLARED: Final = re.compile(rb"""\A<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_PROLOG: Final = re.compile(
    rb"""(?: \s+ | <\?.*?\?> | <!--.*?--> )*""",
    re.VERBOSE | re.DOTALL,
)
_ASCII_BASED: Final = frozenset({"us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252"})
_POSITION: Final = re.compile(r"(, use XML_PARSE_HUGE.*)?(, line \d+, column \d+.*)?\Z", re.DOTALL)
MOST_LEVELS: Final = 100
"""How deep elements may be nested: whoever goes down into them comes to an end."""
_TOO_DEEP: Final = etree.XPath(f"boolean({'/*' * (MOST_LEVELS + 1)})")
_MARKS: Final = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def parse_tree(data: bytes | str) -> Element:
    """Read one XML document and return its root element.

    White space between elements is layout and is dropped; other text is kept. The document is
    always read as UTF-8 after the encoding was settled here, so that nothing in it can switch to
    an encoding in which a DOCTYPE would go unseen: entities are expanded in attribute values
    even by a parser that was told not to.

    Raises:
        CibError: it is not well-formed (with line and column), has a DOCTYPE, is nested too
            deeply, or its encoding is not one that a CIB is written in.
    """
    raw = utf8(data)
    start = _PROLOG.match(raw)
    if start is not None and raw.startswith(b"<!DOCTYPE", start.end()):
        raise CibError(
            "doctype",
            "The file has a DOCTYPE, which no CIB has and which is refused because it can make "
            "a small file huge; remove that declaration.",
            line=raw.count(b"\n", 0, start.end()) + 1,
        )
    parser = etree.XMLParser(
        encoding="utf-8",
        huge_tree=True,
        load_dtd=False,
        no_network=True,
        remove_blank_text=True,
        resolve_entities=False,
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax(error, raw) from None
    if _TOO_DEEP(root):
        raise CibError(
            "depth",
            f"The file has elements more than {MOST_LEVELS} levels deep, which no CIB has; "
            "check that it is a CIB and is not damaged.",
        )
    _drop_lone_blanks(root)
    return root


def utf8(data: bytes | str) -> bytes:
    """An XML document in UTF-8, without a byte order mark, whatever it was encoded in.

    Raises:
        CibError: it is not in the encoding that it says, or in one that no CIB is written in.
    """
    if isinstance(data, str):
        return data.removeprefix("\ufeff").encode("utf-8", "replace")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding).removeprefix("\ufeff").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(data)
    name = declared.group(1).decode().lower() if declared else "utf-8"
    if name in {"utf-8", "utf8"}:
        return data
    if name in _ASCII_BASED:
        return _decoded(data, name).encode()
    raise CibError(
        "encoding",
        f"The file says that its encoding is {name}; convert it to UTF-8, in which CIBs are "
        "written.",
        line=1,
    )


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise CibError(
            "encoding",
            f"The file says that it is {encoding}, but the byte at offset {error.start} is not; "
            "convert it to UTF-8.",
        ) from None


def _syntax(error: etree.XMLSyntaxError, raw: bytes) -> CibError:
    if not raw.strip():
        return CibError("syntax", "The file is empty; choose one that holds a CIB.")
    line, column = error.position
    words = _POSITION.sub("", error.msg or "not well-formed")
    return CibError(
        "syntax",
        f"The XML is broken at line {line}, column {column} ({' '.join(words.split())}); "
        "check that the file is complete and is a CIB.",
        line=line,
        column=column,
    )


_LONE_BLANKS: Final = etree.XPath("//*[not(*) and text()]")


def _drop_lone_blanks(root: Element) -> None:
    """Empty elements whose tags stand on two lines hold white space that the parser keeps."""
    found = _LONE_BLANKS(root)
    if not isinstance(found, list):
        return
    for element in found:
        if not isinstance(element, Element):
            continue
        if element.text is not None and not element.text.strip():
            element.text = None
        for node in element:
            if node.tail is not None and not node.tail.strip():
                node.tail = None
