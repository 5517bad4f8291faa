"""What reading one configuration needs to know throughout: where an id-ref leads."""

from engine.cib.xml import Element


class Reader:
    """Follows references within one configuration; lives while its views are built."""

    def __init__(self, configuration: Element | None) -> None:
        self._configuration = configuration
        self._known: dict[tuple[str, str], Element] | None = None

    def resolve(self, element: Element) -> Element:
        """The element that ``element`` stands for: with an id-ref the one of that id, else it.

        A reference that leads nowhere stands for itself (and says nothing).
        """
        reference = element.get("id-ref")
        if reference is None:
            return element
        if self._known is None:
            self._known = self._index()
        return self._known.get((element.tag, reference), element)

    def _index(self) -> dict[tuple[str, str], Element]:
        known: dict[tuple[str, str], Element] = {}
        if self._configuration is not None:
            for node in self._configuration.iter("*"):
                id_ = node.get("id")
                if id_ is not None:
                    known.setdefault((node.tag, id_), node)
        return known
