"""How much each instance of a promotable clone should be promoted, as agents say by attributes.

Pacemaker Explained: "Promotable Clones: Determining Which Instance is Promoted". The attributes go
by the name that an instance has in the history, ``master-db`` for ``db:0``.
"""

from engine.cib.score import parse_score
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.scores import add_score
from engine.scheduler.placement.available import is_available


def add_promotion_scores(clone: Resource) -> None:
    """Draw instances to where they could be promoted, and those first that could be most of all."""
    parts = clone.clone
    if parts is None or parts.promotion_done:
        return
    parts.promotion_done = True
    scores = PromotionScores(clone)
    for instance in clone.children:
        for node in list(instance.allowed):
            if not is_available(node):
                continue
            score = scores.find(instance, node) or 0
            if score > 0:
                add_score(instance, node, score, "promotion", clone.id)
            instance.priority = max(instance.priority, score)


def base_name(id_: str) -> str:
    """An id without its instance number."""
    name, colon, number = id_.rpartition(":")
    return name if colon and number.isdecimal() else id_


class PromotionScores:
    """The promotion scores of one clone's instances."""

    def __init__(self, clone: Resource) -> None:
        self._active: dict[str, set[Node]] = {}
        """Where any instance of a primitive is active, by the primitive's name."""
        self._known: dict[str, set[Node]] = {}
        """Where the history says of any instance whether it is."""
        for primitive in clone.primitives():
            name = base_name(primitive.id)
            self._active.setdefault(name, set()).update(primitive.running_on)
            self._known.setdefault(name, set()).update(primitive.known_on)

    def find(self, resource: Resource, node: Node) -> int | None:
        """The promotion score of an instance on a node, of a group the sum of its members'.

        None where there is no attribute that counts.
        """
        if resource.children:
            found = [
                score
                for member in resource.children
                if (score := self.find(member, node)) is not None
            ]
            return sum(found) if found else None
        if not self._counts(resource, node):
            return None
        value = _attribute(resource, node, resource.history_name or resource.id)
        if value is None and not resource.unique:
            value = _attribute(resource, node, base_name(resource.id))
        return None if value is None else parse_score(value)

    def _counts(self, resource: Resource, node: Node) -> bool:
        """Whether an attribute of that node speaks of this instance, rather than of another."""
        if resource.allowed.get(node, -1) < 0:
            return False
        if node in resource.running_on or node in resource.known_on:
            return True
        name = base_name(resource.id)
        if (
            not resource.unique
            and node not in self._active.get(name, ())
            and node in self._known.get(name, ())
        ):
            return True
        # Where nothing is known of it anywhere, as when a cluster starts, every score counts.
        return not resource.running_on and not resource.known_on


def _attribute(resource: Resource, node: Node, name: str) -> str | None:
    attribute = f"master-{name}"
    if (resource.meta.get("container-attribute-target") or "").lower() != "host":
        return node.attributes.get(attribute)
    # The attributes of the node on which the container is, instead of those of the container.
    connection = node.connection
    if connection is None or connection.container is None or not connection.container.running_on:
        return None
    return connection.container.running_on[0].attributes.get(attribute)
