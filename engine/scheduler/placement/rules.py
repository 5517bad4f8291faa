"""All rules of ``placement.kinds``: importing this registers them."""

from engine.scheduler.placement import bundle, clone, group, primitive, spread

__all__ = ["bundle", "clone", "group", "primitive", "spread"]
