"""What the names in constraints stand for: resources, tags, templates, and elements by id-ref."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cib.xml import Element
from engine.scheduler.constraints.findings import complain
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource


@dataclass(slots=True, eq=False)
class References:
    """Looks up what constraints name."""

    cluster: Cluster
    verdicts: dict[Element, list[Node]] = field(default_factory=dict[Element, list[Node]])
    """On which nodes a rule holds, for rules that ask nothing about a resource."""
    _elements: dict[str, dict[str, Element | None]] = field(
        default_factory=dict[str, dict[str, "Element | None"]]
    )
    _rings: dict[Element, bool] = field(default_factory=dict[Element, bool])
    """Whether what is referred to refers to itself."""

    def resource(self, name: str | None) -> Resource | None:
        """The resource of that id; None if there is none.

        The primitive of an anonymous clone has instances only, with ids of their own. Its own id
        means the clone, and that only where an instance was found in the history under it.
        """
        if name is None:
            return None
        found = self.cluster.by_id.get(name)
        if found is not None and found.id == name:
            return found
        return None if found is None else found.top

    def group_of(self, name: str | None) -> tuple[str, ...] | None:
        """What a template or tag of that name stands for; None if there is no such thing.

        A template stands for the resources made from it; one that nothing is made from, and a
        tag of nothing, are no such thing.
        """
        if name is None:
            return None
        if name in self.cluster.templates:
            return self.cluster.templates[name] or None
        return self.cluster.tags.get(name) or None

    def known(self, name: str | None) -> bool:
        """Whether a name means anything at all that constraints may speak of."""
        return self.resource(name) is not None or self.group_of(name) is not None

    def resolve(self, element: Element) -> Element | None:
        """The element, or the one of the same name that its ``id-ref`` points at.

        None where there is none, or more than one, or it would go round in a ring.
        """
        wanted = element.get("id-ref")
        if wanted is None:
            return element
        tag = str(element.tag)
        known = self._elements.get(tag)
        if known is None:
            known = self._elements[tag] = {}
            for node in self.cluster.root.iter(tag):
                id_ = node.get("id")
                if id_ is not None:
                    known[id_] = None if id_ in known else node
        found = known.get(wanted)
        if found is None:
            return None
        round_about = self._rings.get(found)
        if round_about is None:
            round_about = self._rings[found] = _leads_to_itself(found, known)
        if round_about:
            complain(
                self.cluster,
                element,
                "reference-round-about",
                f"{wanted!r} refers to itself; it is left out here.",
                reference=wanted,
            )
            return None
        return found


def _leads_to_itself(element: Element, known: Mapping[str, Element | None]) -> bool:
    """Whether references inside an element lead back to it, over others or not."""
    tag = str(element.tag)
    seen: set[Element] = set()
    ahead = [element]
    while ahead:
        for inner in ahead.pop().iter(tag):
            found = known.get(inner.get("id-ref", ""))
            if found is not None and found not in seen:
                if any(each is element for each in found.iter(tag)):
                    return True
                seen.add(found)
                ahead.append(found)
    return False
