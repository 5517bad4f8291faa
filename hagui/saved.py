"""Saved clusters as the dialogs show them, kept in the session's profile store."""

from pathlib import Path

import msgspec

from hagui.i18n import tr
from hagui.session.profile import Profile, ProfileStore
from hagui.shell.connect.values import SavedCluster


class NotKept(Exception):
    """The file cannot be written; its words are for people, and nothing was lost."""

    def __init__(self, error: OSError) -> None:
        super().__init__(
            tr(
                "connect",
                "{file} cannot be written ({reason}): mend that and try again; nothing was lost.",
                file=error.filename or "",
                reason=error.strerror or str(error),
            )
        )


class SavedClusters:
    """The list of saved clusters, with one deletion that can be undone."""

    def __init__(self, path: Path) -> None:
        """Read them.

        Raises:
            OSError: the file is there and cannot be read.
        """
        self._store = ProfileStore(path)
        self._deleted: tuple[Profile, int] | None = None

    @property
    def set_aside(self) -> Path | None:
        """Where a damaged file was moved, if it was."""
        return self._store.set_aside

    def all(self) -> tuple[SavedCluster, ...]:
        """In the order in which the person keeps them."""
        return tuple(shown(profile) for profile in self._store.all())

    def profile(self, cluster_id: str) -> Profile | None:
        """What is saved under that id."""
        return self._store.find(cluster_id)

    def save(self, profile: Profile) -> None:
        """Add a cluster, or put it in the place of the one with its id.

        Raises:
            NotKept: it cannot be written.
        """
        try:
            self._store.save(profile)
        except OSError as error:
            raise NotKept(error) from error

    def change(self, cluster_id: str, **fields: object) -> None:
        """Change some fields of a cluster, if it is saved.

        Raises:
            NotKept: it cannot be written.
        """
        known = self._store.find(cluster_id)
        if known is not None:
            self.save(msgspec.structs.replace(known, **fields))

    def delete(self, cluster_id: str) -> SavedCluster | None:
        """Take a cluster off the list; ``undo`` brings it back until the next deletion.

        Raises:
            NotKept: it cannot be written.
        """
        profile = self._store.find(cluster_id)
        if profile is None:
            return None
        try:
            index = self._store.delete(cluster_id)
        except OSError as error:
            raise NotKept(error) from error
        self._deleted = (profile, index or 0)
        return shown(profile)

    def undo(self) -> SavedCluster | None:
        """Bring back what was deleted last.

        Raises:
            NotKept: it cannot be written.
        """
        if self._deleted is None:
            return None
        profile, index = self._deleted
        try:
            self._store.save(profile, index=index)
        except OSError as error:
            raise NotKept(error) from error
        self._deleted = None
        return shown(profile)

    def forget_deleted(self) -> str | None:
        """The deletion cannot be undone any more; returns the id of what is gone for good."""
        deleted, self._deleted = self._deleted, None
        return None if deleted is None else deleted[0].id


def shown(profile: Profile) -> SavedCluster:
    """A profile as the dialogs show it."""
    return SavedCluster(
        name=profile.name,
        addresses=profile.addresses,
        user=profile.user,
        ca=profile.ca,
        token=profile.token,
        production=profile.production,
        remember=profile.remember,
        few=profile.few,
        id=profile.id,
    )


def profile_of(cluster: SavedCluster) -> Profile:
    """What the dialogs show, as a profile."""
    return Profile(
        name=cluster.name,
        addresses=cluster.addresses,
        user=cluster.user,
        ca=cluster.ca,
        token=cluster.token,
        production=cluster.production,
        remember=cluster.remember,
        few=cluster.few,
        id=cluster.id,
    )
