"""Transition graphs: what a cluster is going to do, step by step, in which order."""
