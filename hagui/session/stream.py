"""What one engine has sent: its version, and the patches that the view does not have yet."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from engine.cib.version import Version
from engine.protocol.messages import CibPatch

MOST_PATCHES = 2_000
MOST_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """A patch and when it came, in seconds since 1970."""

    patch: CibPatch
    at: float

    @property
    def source(self) -> Version:
        """The version that it applies to."""
        return Version(*self.patch.source)

    @property
    def target(self) -> Version:
        """The version that it yields."""
        return Version(*self.patch.target)


class Stream:
    """The patches of one engine: always one chain that ends at ``version``.

    Bounded: where too many are kept the oldest go, and the view then needs a snapshot.
    """

    def __init__(self) -> None:
        self.version: Version | None = None
        """What the engine has sent so far leads up to here; None before its first snapshot."""
        self._kept: deque[Kept] = deque()
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Kept]:
        return iter(self._kept)

    def restart(self, version: Version | None) -> None:
        """A snapshot came (or with None: only a snapshot can tell where the engine is)."""
        self.forget()
        self.version = version

    def forget(self) -> None:
        """Keep nothing of what came; the engine is still where it is."""
        self._kept.clear()
        self._bytes = 0

    def add(self, kept: Kept) -> bool:
        """Take a patch; False where it does not follow on what came before."""
        if self.version is None or kept.source != self.version:
            self.restart(None)
            return False
        self._kept.append(kept)
        self._bytes += len(kept.patch.diff)
        self.version = kept.target
        while len(self._kept) > MOST_PATCHES or self._bytes > MOST_BYTES:
            self._drop_oldest()
        return True

    def prune(self, version: Version) -> None:
        """Drop what the view contains already."""
        while self._kept and self._kept[0].target <= version:
            self._drop_oldest()

    def chain_from(self, version: Version) -> tuple[Kept, ...] | None:
        """The patches that take ``version`` to where the engine is.

        Returns:
            None where they do not begin there; an empty chain where the engine is at that version
            already, or still behind.
        """
        if self.version is None:
            return None
        self.prune(version)
        if not self._kept:
            return () if self.version <= version else None
        return tuple(self._kept) if self._kept[0].source == version else None

    def _drop_oldest(self) -> None:
        self._bytes -= len(self._kept.popleft().patch.diff)
