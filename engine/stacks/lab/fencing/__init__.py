"""Fencing a node by its devices, in the order of the topology."""
