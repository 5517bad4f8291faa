"""The tree: nodes, resources and constraints, the canvas's equivalent for screen readers."""
