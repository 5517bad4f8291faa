"""What runs on a cluster node, and the pure parts of it that the desktop uses too."""
