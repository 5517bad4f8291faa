"""How resources are looked for on nodes of which no location says so."""

from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Discovery, Kind


def default_discovery(node: Node) -> Discovery:
    """Inside the replicas of bundles nothing is looked for but what lives there."""
    connection = node.connection
    if connection is not None and connection.root.kind is Kind.BUNDLE:
        return Discovery.NEVER
    return Discovery.ALWAYS
