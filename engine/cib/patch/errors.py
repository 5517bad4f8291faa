"""What can be wrong with a patchset, or with applying it."""


class PatchError(Exception):
    """A patchset cannot be read, made or applied; the document is as it was before.

    ``code`` is one of ``syntax`` (not XML, or not a patchset), ``format`` (an older patch
    format), ``change`` (a change that says too little), ``version`` (made from another version
    of the CIB), ``path`` (names something that is not there), ``digest`` (the result is not the
    one that was meant) and ``text`` (a difference that the format cannot express).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
