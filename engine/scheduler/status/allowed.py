"""The scores that resources have on nodes before anything was asked for: where they may run."""

from engine.cib.score import INFINITY, add
from engine.cib.state.plan import Plan
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.world import Instance, Mark, NodeWork
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Discovery, Resource, Term
from engine.scheduler.status.nodes import configured_score

_REPLICA_SCORE = 500
"""What the inside of a replica is worth to what is to run in it."""


def _done_at(spec: Spec) -> int:
    """When it and all that it is made of were there: only then it gets its first scores."""
    return max((spec.made_at, *(_done_at(part) for part in spec.children)))


class Allowing:
    """Gives resources their first scores."""

    def __init__(self, plan: Plan, nodes: dict[NodeWork, Node]) -> None:
        self._symmetric = plan.settings.symmetric
        self._stop_orphans = plan.settings.stop_orphans
        self._nodes = nodes
        self._late = [
            work for work in nodes if work.plan.bundled_at is not None or work.plan.made_at > 0
        ]
        self._plain = {
            node: configured_score(work)
            for work, node in nodes.items()
            if work.plan.bundled_at is None and work.plan.made_at == 0
        }

    def begin(self, instance: Instance, resource: Resource) -> None:
        """In a symmetric cluster all nodes that were known when it was made, else none."""
        spec = instance.spec
        guest = (
            spec.variant is Variant.PRIMITIVE and spec.is_connection and "container" in spec.meta
        )
        if self._symmetric and instance.orphan:
            # It was made when a history spoke of it; what had become of the nodes was known then.
            resource.allowed = {
                node: node.score
                for work, node in self._nodes.items()
                if work.plan.bundled_at is None
            }
        elif self._symmetric:
            resource.allowed = dict(self._plain)
            done_at = _done_at(spec) if self._late else 0
            for work in self._late:
                self._add_late(work, resource, done_at)
        elif guest:
            for work, node in self._nodes.items():
                if work.plan.made_at <= spec.made_at:
                    self._open(resource, work, node)
        if spec.bundled and guest:
            # Connections are made from full members only.
            for node in resource.allowed:
                if node.is_remote:
                    resource.allowed[node] = -INFINITY
        if instance.orphan and instance.parent is None and self._stop_orphans:
            for work, node in self._nodes.items():
                if work.plan.made_at <= spec.made_at:
                    self._add(resource, node, -INFINITY, "orphan")

    def _add_late(self, work: NodeWork, resource: Resource, done_at: int) -> None:
        plan, spec, node = work.plan, resource.spec, self._nodes[work]
        if plan.made_at >= done_at:
            return
        if plan.bundled_at is None:
            resource.allowed[node] = 0
        elif done_at < plan.bundled_at:
            # The node was there before it became the inside of a bundle's replica.
            own = plan.connection is not None and plan.connection.root is spec.root
            resource.allowed[node] = 0 if own else -INFINITY
            if not own:
                resource.discovery[node] = Discovery.NEVER

    def _open(self, resource: Resource, work: NodeWork, node: Node) -> None:
        claimed = work.plan.bundled_at
        if claimed is not None and claimed <= resource.spec.made_at:
            resource.allowed[node] = -INFINITY
            resource.discovery[node] = Discovery.NEVER
        else:
            resource.allowed[node] = configured_score(work)

    def settle_bundle(self, bundle: Resource) -> None:
        """What runs inside of replicas runs nowhere else."""
        parts = bundle.bundle
        if parts is None or parts.child is None:
            return
        for replica in parts.replicas:
            child, node = replica.child, replica.node
            if child is None or node is None:
                continue
            child.exclusive_discovery = True
            child.allowed = {node: _REPLICA_SCORE}
            child.terms = {node: [Term(_REPLICA_SCORE, "bundle", bundle.id)]}
            child.discovery = {node: Discovery.EXCLUSIVE}
            parts.child.allowed[node] = -INFINITY
            parts.child.discovery[node] = Discovery.EXCLUSIVE

    def apply_marks(self, instance: Instance, resource: Resource) -> None:
        """What failures and unmanaged copies mean for where it may run."""
        for mark, work in instance.marks:
            node = self._nodes[work]
            if mark is Mark.HELD:
                self._add(resource, node, INFINITY, "unmanaged")
            elif mark is Mark.OUT:
                resource.allowed[node] = -INFINITY
                resource.terms[node] = [Term(-INFINITY, "failure", resource.id)]
            else:
                self._add(resource, node, -INFINITY, "failure")

    def _add(self, resource: Resource, node: Node, score: int, kind: str) -> None:
        """Add to the score on a node of all that is in a resource."""
        for child in resource.children:
            self._add(child, node, score, kind)
        known = resource.allowed.get(node, node.score)
        resource.allowed[node] = add(known, score)
        resource.terms.setdefault(node, []).append(Term(score, kind, resource.id))
