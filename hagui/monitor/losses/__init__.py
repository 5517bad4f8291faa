"""What the loss of each node, pair of nodes and ticket would mean, worst first. Pure."""
