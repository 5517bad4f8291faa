"""All rules of ``actions.kinds``: importing this registers them."""

from engine.scheduler.actions import (
    bundle_actions,
    bundle_order,
    clone_actions,
    clone_order,
    group_actions,
    group_order,
    interleave,
    primitive_actions,
    primitive_order,
    probes,
)

__all__ = [
    "bundle_actions",
    "bundle_order",
    "clone_actions",
    "clone_order",
    "group_actions",
    "group_order",
    "interleave",
    "primitive_actions",
    "primitive_order",
    "probes",
]
