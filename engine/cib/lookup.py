"""Finding a child by its id, fast also among a thousand siblings."""

from typing import Final

from engine.cib.xml import Element, child

_WORTH: Final = 32
"""Number of children from which on an index beats looking through them."""

_PATIENCE: Final = 8
"""An index costs as much as looking through all children several times."""

_Key = tuple[str, str]


class Lookup:
    """Children by name and id, remembered for parents that are asked again and again.

    A remembered child is checked before it is returned, so that a document changed by other
    hands in between costs time and never gives a wrong answer.
    """

    def __init__(self) -> None:
        self._known: dict[Element, dict[_Key, Element]] = {}
        self._asked: dict[Element, int] = {}

    def find(self, parent: Element, tag: str, id: str | None) -> Element | None:  # noqa: A002
        """The first child of that name and (unless None) id."""
        if id is None:
            return child(parent, tag)
        known = self._known.get(parent)
        if known is None:
            if len(parent) < _WORTH:
                return _scan(parent, tag, id)
            asked = self._asked[parent] = self._asked.get(parent, 0) + 1
            if asked < _PATIENCE:
                return _scan(parent, tag, id)
            known = self._known[parent] = _index(parent)
        key = (tag, id)
        node = known.get(key)
        if node is not None and node.getparent() is parent and node.get("id") == id:
            return node
        node = _scan(parent, tag, id)
        if node is None:
            known.pop(key, None)
        else:
            known[key] = node
        return node

    def forget(self, removed: Element) -> None:
        """Let go of what is remembered inside a part that was taken out of the document."""
        if not len(removed):
            return
        gone = [parent for parent in self._asked if _inside(parent, removed)]
        for parent in gone:
            del self._asked[parent]
            self._known.pop(parent, None)

    def added(self, node: Element) -> None:
        """Remember a new child, where its parent's children are known."""
        parent = node.getparent()
        known = None if parent is None else self._known.get(parent)
        id_ = node.get("id")
        if known is not None and id_ is not None:
            known.setdefault((node.tag, id_), node)


def _scan(parent: Element, tag: str, id_: str) -> Element | None:
    for node in parent.iterchildren(tag):
        if node.get("id") == id_:
            return node
    return None


def _index(parent: Element) -> dict[_Key, Element]:
    known: dict[_Key, Element] = {}
    for node in parent.iterchildren("*"):
        id_ = node.get("id")
        if id_ is not None:
            known.setdefault((node.tag, id_), node)
    return known


def _inside(node: Element | None, top: Element) -> bool:
    while node is not None:
        if node is top:
            return True
        node = node.getparent()
    return False
