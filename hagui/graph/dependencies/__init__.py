"""The dependency view: resources in layers by start order, with their constraints."""
