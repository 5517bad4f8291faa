"""Rehearsals by the project's own scheduler: asked for here, worked out in a process beside."""
