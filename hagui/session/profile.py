"""Saved clusters: where their engines are, who logs in, how the window marks them."""

import uuid
from pathlib import Path

import msgspec

from hagui.session.atomic import read_json, write_json


def new_id() -> str:
    """An id for a new profile."""
    return uuid.uuid4().hex


class Profile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One saved cluster. It never holds a password."""

    name: str
    addresses: tuple[str, ...]
    """Of several nodes, as ``host`` or ``host:port``; all of them are followed at once."""
    user: str = "hacluster"
    ca: str = ""
    """Path of a CA file against which certificates are verified; empty: pinned on first use."""
    token: str = ""
    """Path of a token file for a login without a password (an engine on this machine)."""
    production: bool = False
    """Whether it is marked as one to be careful with."""
    few: bool = False
    """Whether the person does not want more nodes followed than these."""
    remember: bool = False
    """Whether the password is kept in the system keyring."""
    id: str = msgspec.field(default_factory=new_id)


class ProfileStore:
    """The saved clusters in one file."""

    def __init__(self, path: Path) -> None:
        """Read them.

        ``set_aside`` afterwards tells where a damaged file was moved, if it was.

        Raises:
            OSError: the file is there and cannot be read.
        """
        self._path = path
        self._profiles, self.set_aside = read_json(path, list[Profile], [])

    def all(self) -> tuple[Profile, ...]:
        """In the order in which the person keeps them."""
        return tuple(self._profiles)

    def find(self, profile_id: str) -> Profile | None:
        """The profile of that id."""
        return next((item for item in self._profiles if item.id == profile_id), None)

    def save(self, profile: Profile, *, index: int | None = None) -> None:
        """Add a profile, or put it in the place of the one with its id.

        Args:
            profile: what to keep.
            index: where to put a new one (the end by default), to bring back a deleted one.

        Raises:
            OSError: it cannot be written; what was saved before is still there.
        """
        changed = list(self._profiles)
        known = next((i for i, item in enumerate(changed) if item.id == profile.id), None)
        if known is not None:
            changed[known] = profile
        else:
            changed.insert(len(changed) if index is None else index, profile)
        self._write(changed)

    def delete(self, profile_id: str) -> int | None:
        """Forget a profile; returns where it was, to bring it back there.

        Raises:
            OSError: it cannot be written; the profile is still there.
        """
        changed = list(self._profiles)
        for index, item in enumerate(changed):
            if item.id == profile_id:
                del changed[index]
                self._write(changed)
                return index
        return None

    def _write(self, profiles: list[Profile]) -> None:
        write_json(self._path, profiles)
        self._profiles = profiles
