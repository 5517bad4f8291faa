"""An edited document in the text that it was read from: only what differs is written anew.

Everything else stays byte for byte: indentation, the order and quoting of attributes, comments,
what stands before and after. What is new is indented like its neighbours.
"""

import re
from typing import Final

from lxml import etree

from engine.cib.written.spans import Span, root_span
from engine.cib.written.tags import changed_tag, opened, shell
from engine.cib.xml import Element, is_element

_BLANK: Final = re.compile(rb"\s*\Z")
_UNIT: Final = b"  "

_Name = tuple[str, str | None]


def rewrite(text: bytes, old: Element, new: Element) -> bytes:
    """``text`` (UTF-8, of which ``old`` was read) changed so that it says ``new``."""
    return _Writer(text, old).all(new)


class _Writer:
    def __init__(self, text: bytes, root: Element) -> None:
        self._text = text
        self._root = root
        self._spans: dict[Element, Span] = {}
        self._named: dict[_Name, Element | None] = {}
        """Elements by tag and id; None where several have it."""
        self._pair(root, root_span(text))
        self._line = b"\r\n" if b"\r\n" in text else b"\n"
        self._unit = self._guess_unit()

    def all(self, new: Element) -> bytes:
        """The whole text."""
        span = self._spans[self._root]
        body = self._node(new, self._root, self._indent(span))
        return self._text[: span.start] + body + self._text[span.end :]

    def _pair(self, node: Element, span: Span) -> None:
        self._spans[node] = span
        if is_element(node):
            name = (node.tag, node.get("id"))
            self._named[name] = None if name in self._named else node
            for inner, place in zip(node, span.children, strict=True):
                self._pair(inner, place)

    def _guess_unit(self) -> bytes:
        """One step of indentation, seen at the first child."""
        span = self._spans[self._root]
        outer = self._indent(span)
        inner = self._indent(span.children[0]) if span.children else None
        if outer is None or inner is None or not inner.startswith(outer) or inner == outer:
            return _UNIT
        return inner[len(outer) :]

    def _indent(self, span: Span) -> bytes | None:
        """The white space before a node on its line; None where something else stands there."""
        start = self._text.rfind(b"\n", 0, span.start) + 1
        before = self._text[start : span.start]
        return before if _BLANK.match(before) else None

    def _node(self, new: Element, old: Element | None, indent: bytes | None) -> bytes:
        """The text of a node whose line begins with ``indent``."""
        if old is None:
            return self._fresh(new, indent)
        span = self._spans[old]
        was = self._indent(span)
        shift = None if was is None or indent is None or was == indent else (was, indent)
        if _serialized(old) == _serialized(new):
            return self._copied(span, shift)
        if _has_text(old) or _has_text(new):
            return _serialized(new)
        return self._rebuilt(new, old, indent, shift)

    def _gap(self, start: int, end: int, shift: tuple[bytes, bytes] | None) -> bytes:
        gap = self._text[start:end]
        if shift is None or not _BLANK.match(gap):
            return gap
        return gap.replace(b"\n" + shift[0], b"\n" + shift[1])

    def _copied(self, span: Span, shift: tuple[bytes, bytes] | None) -> bytes:
        if shift is None or not span.children:
            return self._text[span.start : span.end]
        pieces = [self._text[span.start : span.inside]]
        at = span.inside
        for inner in span.children:
            pieces += [self._gap(at, inner.start, shift), self._copied(inner, shift)]
            at = inner.end
        pieces += [self._gap(at, span.close, shift), self._text[span.close : span.end]]
        return b"".join(pieces)

    def _rebuilt(
        self,
        new: Element,
        old: Element,
        indent: bytes | None,
        shift: tuple[bytes, bytes] | None,
    ) -> bytes:
        span = self._spans[old]
        tag = changed_tag(self._text[span.start : span.inside], old, new)
        if not len(new) and span.close == span.end:
            return tag
        leads, at = self._leads(span, shift)
        end = self._gap(at, span.close, shift)
        seen = next((lead for lead in leads if b"\n" in lead), None)
        inner = None if seen is None else seen.rpartition(b"\n")[2]
        common = b"" if inner is None else self._line + inner
        if not span.children and indent is not None and self._pretty():
            inner = indent + self._unit
            common = self._line + inner
            end = end if b"\n" in end else self._line + indent
        pieces = [opened(tag) if len(new) else tag]
        last = -1
        places = {node: number for number, node in enumerate(old)}
        for child, former in zip(new, self._matched(new, old), strict=True):
            place = -1 if former is None else places.get(former, -1)
            lead = leads[place] if place > last else common
            last = max(last, place)
            pieces += [
                lead,
                self._node(child, former, lead.rpartition(b"\n")[2] if b"\n" in lead else inner),
            ]
        pieces.append(end)
        closing = self._text[span.close : span.end]
        pieces.append(closing or f"</{new.tag}>".encode())
        return b"".join(pieces)

    def _leads(self, span: Span, shift: tuple[bytes, bytes] | None) -> tuple[list[bytes], int]:
        """What stands before each child, and where the last one ends."""
        leads: list[bytes] = []
        at = span.inside
        for inner in span.children:
            leads.append(self._gap(at, inner.start, shift))
            at = inner.end
        return leads, at

    def _matched(self, new: Element, old: Element) -> list[Element | None]:
        """For each child of ``new`` what it was before, here or elsewhere; each is used once."""
        here: dict[tuple[str, str | None] | bytes, list[Element]] = {}
        for node in old:
            here.setdefault(_name(node), []).append(node)
        found: list[Element | None] = []
        for node in new:
            fitting = here.get(_name(node))
            if fitting:
                same = _serialized(node)
                best = next((each for each in fitting if _serialized(each) == same), fitting[0])
                fitting.remove(best)
                found.append(best)
            else:
                found.append(self._elsewhere(node))
        return found

    def _elsewhere(self, node: Element) -> Element | None:
        if not is_element(node) or node.get("id") is None:
            return None
        return self._named.get((node.tag, node.get("id")))

    def _fresh(self, new: Element, indent: bytes | None) -> bytes:
        """The text of a node that was not there."""
        if not is_element(new) or not len(new) or indent is None or _has_text(new):
            return _serialized(new)
        if not self._pretty():
            return _serialized(new)
        inner = indent + self._unit
        pieces = [opened(shell(new))]
        for child in new:
            pieces += [self._line + inner, self._node(child, self._elsewhere(child), inner)]
        pieces.append(self._line + indent + f"</{new.tag}>".encode())
        return b"".join(pieces)

    def _pretty(self) -> bool:
        """Whether the text has its elements on lines of their own."""
        span = self._spans[self._root]
        return any(self._indent(inner) is not None for inner in span.children)


def _serialized(node: Element) -> bytes:
    return etree.tostring(node, with_tail=False, encoding="utf-8", xml_declaration=False)


def _has_text(node: Element) -> bool:
    texts = [node.text, *(inner.tail for inner in node)] if is_element(node) else []
    return any(text and text.strip() for text in texts)


def _name(node: Element) -> tuple[str, str | None] | bytes:
    if not is_element(node):
        return _serialized(node)
    return node.tag, node.get("id") or node.get("id-ref")
