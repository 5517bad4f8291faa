"""What is probed of each cluster, on disk: a small file for each that somebody chose for."""

from pathlib import Path

import msgspec

from hagui.drafts.files import name_for
from hagui.monitor.probes.model import Target
from hagui.session.atomic import read_json, write_json


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody chose for one cluster."""

    on: bool | None = None
    """Whether it is probed at all; None: nobody has said."""
    targets: tuple[Target, ...] | None = None
    """What is asked; None: nobody has chosen, so it follows from the configuration."""


class Choices:
    """Those of all clusters."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "probes"

    def read(self, key: str) -> Choice:
        """What was chosen for a cluster; nothing where the file is damaged or cannot be read."""
        try:
            found, _ = read_json(self._path(key), Choice, Choice())
        except OSError:
            return Choice()
        return found

    def write(self, key: str, choice: Choice) -> None:
        """Keep what was chosen.

        Raises:
            OSError: it cannot be written; what was kept before is still there.
        """
        write_json(self._path(key), choice)

    def _path(self, key: str) -> Path:
        return self._folder / f"{name_for(key)}.json"
