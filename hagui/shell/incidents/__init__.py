"""Incidents in the window: list, card, and the strip that tells of one that goes on."""
