"""Availability probes: whether a service answers, and for how long it did not."""
