"""Making a CIB smaller while what is wrong with it stays wrong."""

from collections.abc import Callable, Iterator

from lxml import etree

from engine.cib.xml import Element, is_element

_KEPT = {"cib", "configuration", "crm_config", "nodes", "resources", "constraints", "status"}


def shrink(content: bytes, fails: Callable[[bytes], bool], *, most: int = 600) -> bytes:
    """The smallest document found by taking out one element after another.

    Args:
        content: a document for which ``fails`` is true.
        fails: whether a smaller one still shows it.
        most: how many documents are tried.
    """
    tries = 0
    progress = True
    while progress and tries < most:
        progress = False
        place = 0
        while tries < most:
            smaller = _without(content, place)
            if smaller is None:
                break
            tries += 1
            if fails(smaller):
                content, progress = smaller, True
            else:
                place += 1
    return content


def _without(content: bytes, place: int) -> bytes | None:
    """The document without the element of that number; None where there are not so many."""
    root = etree.fromstring(content)
    for number, element in enumerate(_removable(root)):
        if number == place:
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
            etree.indent(root)
            return etree.tostring(root, encoding="utf-8")
    return None


def _removable(root: Element) -> Iterator[Element]:
    for element in root.iter():
        if is_element(element) and element.tag not in _KEPT and element is not root:
            yield element
