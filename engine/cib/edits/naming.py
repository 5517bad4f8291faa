"""Ids of what is made anew, in the style that administrators know: ``loc-webip-node1``.

None of them is in use in the configuration.
"""

from engine.cib.edits.ids import free_id
from engine.cib.views import Configuration


def location_id(configuration: Configuration, resource: str, node: str) -> str:
    """Of a new location that names a node."""
    return free_id(configuration, f"loc-{resource}-{node}")


def ruled_location_id(configuration: Configuration, resource: str) -> str:
    """Of a new location whose rule chooses the nodes."""
    return free_id(configuration, f"loc-{resource}-rule")


def colocation_id(configuration: Configuration, resource: str, other: str) -> str:
    """Of a new colocation."""
    return free_id(configuration, f"coloc-{resource}-{other}")


def order_id(configuration: Configuration, first: str, then: str) -> str:
    """Of a new order."""
    return free_id(configuration, f"order-{first}-{then}")


def group_id(configuration: Configuration, first: str) -> str:
    """Of a new group."""
    return free_id(configuration, f"grp-{first}")


def clone_id(configuration: Configuration, resource: str) -> str:
    """Of a new clone."""
    return free_id(configuration, f"{resource}-clone")
