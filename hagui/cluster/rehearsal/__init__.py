"""Rehearsal: what would happen if the draft, or an event, came true."""
