"""What is said where an event cannot be supposed."""


class InjectionRefused(Exception):
    """The event does not fit the CIB; ``message`` says why in one sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
