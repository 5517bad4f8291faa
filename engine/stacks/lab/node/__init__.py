"""One node of a lab: its machines, put together."""
