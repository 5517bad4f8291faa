"""What reading one configuration needs to know throughout: where an id-ref leads."""

from lxml import etree

from engine.cib.xml import Element

_BY_ID = etree.XPath("//*[@id=$id]")


class Reader:
    """Follows references within one configuration; lives while its views are built."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._found: dict[tuple[str, str], Element | None] = {}

    def resolve(self, element: Element) -> Element:
        """The element that ``element`` stands for: with an id-ref the one of that id, else it.

        A reference that leads nowhere stands for itself (and says nothing).
        """
        reference = element.get("id-ref")
        if reference is None:
            return element
        key = (element.tag, reference)
        if key not in self._found:
            self._found[key] = self._search(*key)
        found = self._found[key]
        return element if found is None else found

    def _search(self, tag: str, reference: str) -> Element | None:
        found = _BY_ID(self._root, id=reference)
        if not isinstance(found, list):
            return None
        for node in found:
            if isinstance(node, Element) and node.tag == tag:
                return node
        return None
