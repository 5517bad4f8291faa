"""Replay: which moment is on screen, and how it gets there."""
