"""Where each node of a well-formed document stands in its text."""

import re
from dataclasses import dataclass, field
from typing import Final

_MARKUP: Final = re.compile(
    rb"""
      (?P<other> <!--.*?--> | <\?.*?\?> )
    | (?P<text> <!\[CDATA\[.*?\]\]> )
    | (?P<end> </[^>]*> )
    | (?P<start> < [^<>"']* (?: "[^"]*" [^<>"']* | '[^']*' [^<>"']* )* > )
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class Span:
    """One node: an element with what is in it, a comment, or a processing instruction."""

    start: int
    inside: int
    """Where the start tag ends (of a node that is no element: where it ends)."""
    close: int
    """Where the end tag begins; where the start tag ends, if that is all there is."""
    end: int
    children: "list[Span]" = field(default_factory=list["Span"])


def root_span(text: bytes) -> Span:
    """The span of the root element, with those of all that is in it.

    ``text`` is known to be well-formed XML without a DOCTYPE, in UTF-8.
    """
    outer = Span(0, 0, len(text), len(text))
    around = [outer]
    for found in _MARKUP.finditer(text):
        kind, start, end = found.lastgroup, found.start(), found.end()
        if kind == "end":
            around[-1].close, around[-1].end = start, end
            around.pop()
        elif kind != "text":
            span = Span(start, end, end, end)
            around[-1].children.append(span)
            if kind == "start" and text[end - 2 : end - 1] != b"/":
                around.append(span)
    return next(
        span for span in outer.children if text[span.start + 1 : span.start + 2] not in b"!?"
    )
