"""What is probed, and what came of it: plain values. Times are seconds since 1970."""

from dataclasses import dataclass
from enum import Enum


class How(Enum):
    """How a service is asked."""

    TCP = "tcp"
    HTTP = "http"
    ICMP = "icmp"


@dataclass(frozen=True, slots=True)
class Target:
    """A service, and how it is asked whether it is there."""

    how: How
    host: str
    port: int = 0
    """0 for ICMP."""
    path: str = "/"
    expected: str = ""
    """Text that an answer of HTTP must hold; empty: any answer with a status below 400."""
    interval: float = 1.0
    """Seconds from one question to the next."""
    timeout: float = 1.0
    """Seconds after which an answer does not count any more."""
    node: str = ""
    """Whose engine asks; empty: the desktop."""
    resource: str = ""
    """Id of the resource whose service it is; empty: none that is known."""


class Miss(Enum):
    """Why there was no answer that counts."""

    REFUSED = "refused"
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    WRONG = "wrong"
    """It answered otherwise than expected."""
    CLOSED = "closed"
    """It hung up in the middle."""
    NOT_ALLOWED = "not-allowed"
    """This computer may not ask so."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question and its answer."""

    target: Target
    sent: float
    seconds: float
    """Until it was answered, or given up."""
    miss: Miss | None = None
    """None: it answered."""
