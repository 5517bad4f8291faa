"""Options of the cluster that give its protection away."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding


def cluster_options(known: Known, placement: Placement) -> Iterator[Finding]:
    """``no-quorum-policy=ignore`` where it lets both halves of a split cluster run everything.

    In two nodes with fencing it is the old way of saying what Corosync's ``two_node`` says now.
    """
    del placement
    policy = known.configuration.properties.get("no-quorum-policy") or ""
    fenced = known.option("stonith-enabled", default=True)
    nodes = len(known.members)
    if policy.lower() == "ignore" and nodes > 1 and (nodes > 2 or not fenced):
        yield warning(
            "quorum-ignored",
            None,
            "no-quorum-policy is ignore: when the network splits, each part runs every resource.",
            nodes=str(nodes),
        )
