"""Fail counts of resources on nodes, and failures that count no more.

Pacemaker Explained: "Failure Handling".
"""

from engine.cib.score import add
from engine.cib.state.failcounts import base_name, failure_blocks
from engine.cib.state.operations import AGENT_MISSING
from engine.scheduler.actions.digests import Change, changed_since
from engine.scheduler.actions.parameters import needs_host_name
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource


def fail_count(resource: Resource, node: Node, *, with_fillers: bool = False) -> int:
    """How often a resource failed on a node, as far as that has not expired.

    Args:
        resource: a primitive.
        node: where it failed.
        with_fillers: whether what lives in it counts as well. That never holds for a bundle's
            container, for what is in there may have failed on another node.
    """
    count, last = _failures(resource, node)
    if count > 0 and resource.failure_timeout and _failure_blocks(resource, node):
        resource.failure_timeout = 0
    timeout = resource.failure_timeout
    if count > 0 and last > 0 and timeout and resource.cluster.now > last + timeout:
        count = 0
    if with_fillers and resource.root.kind is not Kind.BUNDLE:
        for filler in resource.fillers:
            count += fail_count(filler, node, with_fillers=True)
    return count


def is_outdated_on(resource: Resource, node: Node, *, placed: bool = False) -> bool:
    """Whether its last failure on a node was with other parameters than those of today.

    What connects to a bundle's container has its parameters only when that has its place.
    """
    if needs_host_name(resource) is not placed:
        return False
    return any(
        operation.id.endswith("_last_failure_0")
        and operation.task in ("start", "monitor")
        and operation.status != AGENT_MISSING
        and operation not in entry.expired
        and changed_since(resource, operation, node) not in (Change.NONE, Change.UNKNOWN)
        for entry in resource.history.get(node, ())
        for operation in entry.operations
    )


def _failures(resource: Resource, node: Node) -> tuple[int, int]:
    """Fail count and time of the last failure; instances that are alike fail together."""
    if not node.failures:
        return 0, 0
    name = resource.history_name or resource.id
    if resource.unique:
        return node.failures.get(name, (0, 0))
    name = base_name(name)
    total = latest = 0
    for other, (count, last) in node.failures.items():
        if base_name(other) == name:
            total, latest = add(total, count), max(latest, last)
    return total, latest


def _failure_blocks(resource: Resource, node: Node) -> bool:
    """Whether an operation has failed there that blocks it (``on-fail="block"``).

    It may be that of another instance, as long as nothing but its primitive's id is known of it.
    """
    return any(
        failure_blocks(resource.id, resource.spec, operation)
        for each in resource.root.primitives()
        if each.spec is resource.spec
        for entry in each.history.get(node, ())
        if entry.name == resource.spec.id
        for operation in entry.operations
    )
