"""What the connect dialog shows and asks for, as values."""

import uuid
from dataclasses import dataclass, field


def new_id() -> str:
    """An id for a cluster that is not saved yet."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True)
class SavedCluster:
    """One cluster in the list."""

    name: str = ""
    addresses: tuple[str, ...] = ()
    """``host`` or ``host:port`` of its engines."""
    user: str = "hacluster"
    ca: str = ""
    """Path of a CA file, or empty: certificates are pinned."""
    token: str = ""
    """Path of a token file, or empty: a password is used."""
    production: bool = False
    remember: bool = False
    """Whether the password is kept in the system keyring."""
    few: bool = False
    """Whether more nodes are not to be offered."""
    id: str = field(default_factory=new_id)

    @property
    def title(self) -> str:
        """Its name, or where it is."""
        return self.name or (self.addresses[0] if self.addresses else "")


@dataclass(frozen=True, slots=True)
class ConnectRequest:
    """The operator wants to connect."""

    cluster: SavedCluster
    password: str | None
    """As typed; None where the field was left empty (the keyring may know it)."""
    save: bool
    """Whether the cluster is to be in the list from now on."""
