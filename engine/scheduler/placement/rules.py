"""All rules of ``placement.kinds``: importing this registers them."""

from engine.scheduler.placement import group, primitive, spread

__all__ = ["group", "primitive", "spread"]
