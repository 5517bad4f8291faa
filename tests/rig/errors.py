"""What a rig says when something cannot be done."""


class RigError(Exception):
    """One sentence that says what failed and where to look."""
