"""Patchsets: Pacemaker's diff format 2, read, applied, made and verified."""
