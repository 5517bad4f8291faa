"""The tab that says what the loss of each node, pair of nodes and ticket would mean."""
