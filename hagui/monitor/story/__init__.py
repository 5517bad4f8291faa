"""The story of a cluster: what was where, what was done, what changed. Pure, no Qt."""
