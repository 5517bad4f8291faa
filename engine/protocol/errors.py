"""What can go wrong in the protocol itself: here, or at the other end."""


class ProtocolError(Exception):
    """The protocol was broken; ``code`` is stable, the words are for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class LocalProtocolError(ProtocolError):
    """This side asked its session for what the protocol does not allow: a fault in our program."""


class RemoteProtocolError(ProtocolError):
    """The other side broke the protocol; the session is closed and reads nothing more."""
