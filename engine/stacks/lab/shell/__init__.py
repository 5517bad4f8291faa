"""Around the machines of a node: packets, the disk, agents and the clock."""
