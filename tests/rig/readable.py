"""What the engine's user can read on a node.

An engine gives up root, and then still imports from the checkout and from Python's own folders.
Where these lie below a folder that only root may enter, as /root is, each node gets a view in
which they can be reached.
"""

import stat
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.rig.config import REPOSITORY


def needed() -> list[Path]:
    """Folders that an engine imports from; a parent comes before what it contains."""
    folders = {REPOSITORY, Path(sys.prefix), Path(sys.base_prefix)}
    return sorted({folder.resolve() for folder in folders})


def hidden(folders: Iterable[Path]) -> list[Path]:
    """The topmost folders on the way to these that others may not enter."""
    closed = {_first_closed(folder) for folder in folders}
    return sorted(folder for folder in closed if folder is not None)


def _first_closed(folder: Path) -> Path | None:
    for above in reversed(folder.parents):
        if not above.stat().st_mode & stat.S_IXOTH:
            return above
    return None


def readable(folders: Iterable[Path]) -> bool:
    """Whether others may read these folders themselves; not so after a clone with umask 077."""
    both = stat.S_IROTH | stat.S_IXOTH
    return all(folder.stat().st_mode & both == both for folder in folders)
