"""Which node each instance is assigned to, and why."""
