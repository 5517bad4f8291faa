"""Rules of location constraints: the scores they give to nodes.

Pacemaker Explained: "Using Rules to Determine Resource Location".
"""

from collections.abc import Sequence

from engine.cib.score import add
from engine.cib.xml import Element
from engine.scheduler.actions.parameters import parameters_on
from engine.scheduler.constraints.findings import complain
from engine.scheduler.constraints.references import References
from engine.scheduler.constraints.rule import (
    RuleContext,
    asks_for_resource,
    expand_submatches,
    rule_passes,
)
from engine.scheduler.constraints.score import read_score
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role

_MINUS_INFINITY = "-INFINITY"


def locate_by_rule(
    references: References,
    rule: Element,
    resource: Resource,
    submatches: Sequence[str | None] | None,
) -> tuple[str, dict[Node, int], Role] | None:
    """Id, scores and role of what a rule says about a resource; None if the rule is unusable.

    Args:
        references: where names are looked up.
        rule: the rule, or a reference to it.
        resource: whom it is about.
        submatches: what ``rsc-pattern`` and its groups matched.
    """
    cluster = references.cluster
    place = references.resolve(rule)
    if place is None or place.get("id") is None:
        complain(
            cluster,
            rule,
            "location-rule-missing",
            "The rule that is referred to does not exist.",
            reference=rule.get("id-ref", ""),
        )
        return None
    role = Role.UNKNOWN
    word = place.get("role")
    if word is not None:
        role = Role.read(word)
        if role is Role.UNKNOWN:
            complain(cluster, place, "location-role-invalid", f"{word!r} is no role.", role=word)
            return None
        if role is Role.UNPROMOTED:
            # Whatever is promoted was unpromoted before, so this holds for every role.
            role = Role.UNKNOWN
    scores = _Scores(references, place, resource, submatches)
    either = (place.get("boolean-op") or "").lower() == "or"
    return (
        place.get("id", ""),
        {
            node: add(node.score, scores.on(node)) if either else scores.on(node)
            for node in _matching_nodes(references, place, resource, submatches)
        },
        role,
    )


def _matching_nodes(
    references: References,
    rule: Element,
    resource: Resource,
    submatches: Sequence[str | None] | None,
) -> list[Node]:
    known = references.verdicts.get(rule)
    if known is not None:
        return known
    personal = asks_for_resource(rule, references)
    found: list[Node] = []
    for node in references.cluster.nodes:
        context = RuleContext(references, node.attributes)
        if personal:
            context.parameters = parameters_on(resource, node)
            context.meta = resource.meta
            context.submatches = submatches
        if rule_passes(rule, context):
            found.append(node)
    if not personal:
        references.verdicts[rule] = found
    return found


class _Scores:
    """The score that a rule gives: the same everywhere, or what a node attribute says."""

    def __init__(
        self,
        references: References,
        rule: Element,
        resource: Resource,
        submatches: Sequence[str | None] | None,
    ) -> None:
        self._cluster = references.cluster
        self._resource = resource
        self._attribute: str | None = None
        text = rule.get("score")
        if text is None:
            self._attribute = rule.get("score-attribute")
            if self._attribute is not None:
                self._attribute = expand_submatches(self._attribute, submatches)
        self._fixed = read_score(self._cluster, text)

    def on(self, node: Node) -> int:
        """The score on a node; a node without the attribute is ruled out."""
        if self._attribute is None:
            return self._fixed
        value = attributes_for(self._resource, node).get(self._attribute)
        return read_score(self._cluster, _MINUS_INFINITY if value is None else value)


def attributes_for(resource: Resource, node: Node) -> dict[str, str]:
    """The attributes that count for a resource on a node.

    With ``container-attribute-target="host"`` they are those of the node that hosts a guest.
    """
    if (resource.meta.get("container-attribute-target") or "").lower() != "host":
        return node.attributes
    container = None if node.connection is None else node.connection.container
    if container is None or not container.running_on:
        return {}
    return container.running_on[0].attributes
