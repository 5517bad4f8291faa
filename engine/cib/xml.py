"""The few names and steps over lxml that the rest of the CIB is built on."""

from typing import TypeAlias

from lxml.etree import _Element  # pyright: ignore[reportPrivateUsage]

__all__ = ["Element", "attributes", "child", "elements", "is_element", "take_out"]

Element: TypeAlias = _Element
"""A node of the tree: an element, or what stands among elements (comments and the like)."""


def is_element(node: Element) -> bool:
    """Whether a child is an element, and no comment, processing instruction or entity."""
    return type(node.tag) is str


def child(parent: Element, tag: str) -> Element | None:
    """The first child element of that name."""
    return next(parent.iterchildren(tag), None)


def elements(parent: Element) -> list[Element]:
    """The child elements in document order, without comments and the like."""
    return [node for node in parent if type(node.tag) is str]


def attributes(element: Element) -> dict[str, str]:
    """All attributes, in document order."""
    return {str(name): str(value) for name, value in element.attrib.items()}


def take_out(node: Element) -> None:
    """Remove a node from its parent, if it has one; text that follows it stays where it is."""
    parent = node.getparent()
    if parent is None:
        return
    tail = node.tail
    if tail:
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
        node.tail = None
    parent.remove(node)
