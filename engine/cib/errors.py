"""What can be wrong with a CIB as a document."""


class CibError(Exception):
    """The data are no CIB that can be read; the message is one sentence for people."""

    def __init__(
        self, code: str, message: str, *, line: int | None = None, column: int | None = None
    ) -> None:
        super().__init__(message)
        self.code = code
        """``syntax``, ``doctype``, ``encoding``, ``depth``, ``root``, ``compressed``, ``size``."""
        self.message = message
        self.line = line
        self.column = column
