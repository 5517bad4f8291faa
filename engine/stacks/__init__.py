"""The cluster stacks an engine can serve, behind one contract."""
