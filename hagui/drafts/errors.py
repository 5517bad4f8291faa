"""What can go wrong with what is kept; each message is a sentence for people."""

from pathlib import Path


class NotKept(Exception):
    """It could not be written. Nothing that was there before is lost."""

    def __init__(self, path: Path, error: OSError) -> None:
        reason = error.strerror or str(error)
        super().__init__(
            f"{path} cannot be written ({reason}); make room or mend that, until then a crash "
            "of this program would lose what was not written."
        )
        self.path = path
        self.reason = reason
        """The system's own words."""


class InUse(Exception):
    """Another window of this program keeps the draft of this cluster."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is in use by another window that drafts changes of this cluster; close "
            "that, until then a crash of this one would lose what is drafted here."
        )
        self.path = path


class Unreadable(Exception):
    """The file is damaged, or was written by a later version; nothing else is affected."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be read ({reason}); move it away, the others are not affected."
        )
        self.path = path
        self.reason = reason
