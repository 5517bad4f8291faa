"""The world around a lab's node: clock, disk, network, agents, ping nodes, and its processes."""
