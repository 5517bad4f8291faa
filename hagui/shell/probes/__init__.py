"""Availability probes in the window: the dialog in which they are chosen."""
