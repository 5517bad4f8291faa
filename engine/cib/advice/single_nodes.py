"""Resources that have nowhere to go."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, fencing, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding


def single_nodes(known: Known, placement: Placement) -> Iterator[Finding]:
    """A resource of a cluster of several nodes that only one of them may run."""
    if len(known.nodes) < 2:
        return
    for resource in known.configuration.resources:
        allowed = placement.allowed(resource)
        if len(allowed) != 1 or fencing(resource):
            continue
        (name,) = allowed
        node = known.nodes[name].uname
        yield warning(
            "single-node",
            resource.id,
            f"{resource.id} can run on {node} only: if {node} fails, it stops."
            + (" The cluster is opt-in, and no other node is named." if placement.opt_in else ""),
            resource=resource.id,
            node=node,
            opt_in="true" if placement.opt_in else "false",
        )
