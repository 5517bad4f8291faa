"""Why a connection to an engine, or a call on it, failed: one type and one sentence each."""

from engine.protocol.messages import CibSnapshot


class EngineError(Exception):
    """Base of all; ``code`` is stable, ``message`` one sentence with the next step."""

    code = "engine"

    def __init__(self, message: str, *, code: str | None = None, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.detail = detail
        """The words of the tool that failed, where one did."""


class NameNotFound(EngineError):
    """The host's name resolves to no address."""

    code = "name-not-found"


class Refused(EngineError):
    """Nothing listens there."""

    code = "refused"


class Unreachable(EngineError):
    """No way leads there."""

    code = "unreachable"


class TimedOut(EngineError):
    """No answer in time."""

    code = "timed-out"


class NotTls(EngineError):
    """Something answers, but it does not speak TLS 1.3."""

    code = "not-tls"


class NotAnEngine(EngineError):
    """Something answers, but it does not speak this protocol."""

    code = "not-an-engine"


class CertificateRefused(EngineError):
    """The certificate is not trusted: unknown, changed, or not signed by the CA.

    ``code`` is ``certificate-unknown``, ``certificate-changed`` or ``certificate-invalid``.
    """

    code = "certificate-invalid"

    def __init__(
        self, message: str, *, code: str, fingerprint: str = "", expected: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.fingerprint = fingerprint
        """What the engine presents now; empty where it could not be read."""
        self.expected = expected
        """What was pinned, where something was."""


class ConnectionLost(EngineError):
    """The connection was up and is gone; calls under way may or may not have been done."""

    code = "lost"


class CallFailed(EngineError):
    """The engine answered a request with a failure; code, message and detail are its own."""

    code = "failed"


class LoginFailed(CallFailed):
    """The engine did not let us in; the connection is still there for another attempt."""


class NotAllowed(CallFailed):
    """The user may not do this."""


class Conflicted(CallFailed):
    """The configuration moved on since the commit's base; nothing was changed."""

    def __init__(self, message: str, *, current: CibSnapshot | None) -> None:
        super().__init__(message, code="conflict")
        self.current = current
        """The newer CIB, to rebase on; None where it was too large to send."""
