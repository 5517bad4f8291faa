"""All rules of ``placement.kinds``: importing this registers them."""

from engine.scheduler.constraints import apply, locks
from engine.scheduler.placement import bundle, clone, group, primitive, spread

__all__ = ["apply", "bundle", "clone", "group", "locks", "primitive", "spread"]
