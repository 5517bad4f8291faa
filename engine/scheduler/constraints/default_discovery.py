"""How resources are looked for on nodes of which no location says so."""

from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Discovery


def default_discovery(node: Node) -> Discovery:
    """Inside the replicas of bundles nothing is looked for but what lives there."""
    return Discovery.NEVER if node.bundled else Discovery.ALWAYS
