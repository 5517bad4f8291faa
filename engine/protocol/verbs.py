"""Every verb of the protocol, declared once: name, request, reply, and how far it reaches.

Authorisation, audit and the desktop's confirmation all follow from these declarations.
Names are mgmtd's where the meaning is the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Final, Generic, TypeVar

import msgspec

from engine.protocol.messages import Triple

Q = TypeVar("Q", bound=msgspec.Struct)
R = TypeVar("R", bound=msgspec.Struct)

Secret = Annotated[str, msgspec.Meta(extra={"audit": "omit"})]
"""Never written to the audit log."""
Bulk = Annotated[str, msgspec.Meta(extra={"audit": "digest"})]
"""Long, and may hold secrets: the audit log keeps its length and SHA-256."""


class Access(Enum):
    """What a verb may do to a cluster."""

    OPEN = "open"
    """Allowed before login."""
    READ = "read"
    WRITE = "write"
    """Changes something; audited."""
    DESTRUCTIVE = "destructive"
    """May stop services or lose data; audited, and the desktop asks first."""


@dataclass(frozen=True, slots=True)
class Verb(Generic[Q, R]):
    """One verb."""

    name: str
    request: type[Q]
    reply: type[R]
    access: Access


class Nothing(msgspec.Struct, frozen=True):
    """No arguments, or no result."""


class Login(msgspec.Struct, frozen=True):
    """A user's name and password, or the text of a token file (then no user is needed)."""

    user: str = ""
    password: Secret = ""
    token: Secret = ""

    def __repr__(self) -> str:
        return f"Login(user={self.user!r})"


class LoggedIn(msgspec.Struct, frozen=True):
    """Who is logged in now."""

    user: str


class Echo(msgspec.Struct, frozen=True):
    """Sent back as it came."""

    text: str = ""


class Cib(msgspec.Struct, frozen=True):
    """A whole CIB, as XML text."""

    version: Triple
    cib: str


class Commit(msgspec.Struct, frozen=True):
    """A configuration patchset and the version of the CIB that it was made from."""

    base: Triple
    diff: Bulk


class Committed(msgspec.Struct, frozen=True):
    """The version that holds the change."""

    version: Triple


class Standby(msgspec.Struct, frozen=True):
    """Set a node to standby, or back."""

    node: str
    on: bool
    until_reboot: bool = False


class Maintenance(msgspec.Struct, frozen=True):
    """Put a node, or with no node the whole cluster, into maintenance, or back."""

    on: bool
    node: str | None = None


class Cleanup(msgspec.Struct, frozen=True):
    """Forget failures (and check again): of one resource or all, on one node or all."""

    resource: str | None = None
    node: str | None = None


class Refresh(msgspec.Struct, frozen=True):
    """Forget the whole operation history and probe again: one resource or all, node or all."""

    resource: str | None = None
    node: str | None = None


LOGIN = Verb("login", Login, LoggedIn, Access.OPEN)
LOGOUT = Verb("logout", Nothing, Nothing, Access.OPEN)
ECHO = Verb("echo", Echo, Echo, Access.OPEN)
SUBSCRIBE = Verb("subscribe", Nothing, Nothing, Access.READ)
"""After the reply come the snapshot and every patchset; asked again, a fresh snapshot."""
CIB_QUERY = Verb("cib_query", Nothing, Cib, Access.READ)
COMMIT = Verb("commit", Commit, Committed, Access.WRITE)
STANDBY = Verb("standby", Standby, Nothing, Access.DESTRUCTIVE)
MAINTENANCE = Verb("maintenance", Maintenance, Nothing, Access.WRITE)
CLEANUP = Verb("cleanup_rsc", Cleanup, Nothing, Access.WRITE)
REFRESH = Verb("refresh_rsc", Refresh, Nothing, Access.WRITE)

Act = Standby | Maintenance | Cleanup | Refresh
"""Verbs that a stack carries out with progress until the cluster has settled."""

VERBS: Final[Mapping[str, Verb[Any, Any]]] = {
    verb.name: verb
    for verb in (
        LOGIN,
        LOGOUT,
        ECHO,
        SUBSCRIBE,
        CIB_QUERY,
        COMMIT,
        STANDBY,
        MAINTENANCE,
        CLEANUP,
        REFRESH,
    )
}
"""Every verb by its name."""
