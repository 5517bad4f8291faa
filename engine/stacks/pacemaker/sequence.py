"""Which patchsets may go on to the engine: a pure machine that lets no gap and no double through.

The library hands out changes on its own connection, and a snapshot is read beside them. So
patchsets that the snapshot already holds still follow it, and are dropped; after that each must
begin where the last one ended. Whatever else comes (a change without a patchset, a version that
does not follow or goes back, as when a partition heals) makes the machine ask for a new snapshot.
"""

from enum import Enum

from engine.cib.version import Version


class Verdict(Enum):
    """What to do with what has come."""

    FORWARD = "forward"
    DROP = "drop"
    RESYNC = "resync"
    """Ask for a snapshot; drop everything until it comes."""


class Sequence:
    """Where the stream of one watcher stands."""

    def __init__(self) -> None:
        self._version: Version | None = None
        self._catching_up = False
        self._suspected: Version | None = None

    @property
    def version(self) -> Version | None:
        """The version that the engine has been given, None while a snapshot is awaited."""
        return self._version

    def snapshot(self, version: Version) -> None:
        """A snapshot has come, and is forwarded."""
        self._version = version
        self._catching_up = True
        self._suspected = None

    def patch(self, source: Version, target: Version) -> Verdict:
        """A patchset has come."""
        self._suspected = None
        if self._version is None:
            return Verdict.DROP
        if source == self._version and target > source:
            self._version = target
            self._catching_up = False
            return Verdict.FORWARD
        if self._catching_up and source < target <= self._version:
            return Verdict.DROP
        return self._resync()

    def blind(self) -> Verdict:
        """Something has changed and nobody says what."""
        return Verdict.DROP if self._version is None else self._resync()

    def root(self, version: Version) -> Verdict:
        """The CIB's version was looked at, apart from the stream.

        The look may overtake patchsets on their way, so a difference counts only if it is still
        there at the next look and no patchset came in between.
        """
        if self._version is None or version == self._version:
            self._suspected = None
            return Verdict.DROP
        if self._suspected == version:
            return self._resync()
        self._suspected = version
        return Verdict.DROP

    def _resync(self) -> Verdict:
        self._version = None
        self._suspected = None
        return Verdict.RESYNC
