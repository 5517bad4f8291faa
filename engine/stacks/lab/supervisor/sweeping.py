"""What is taken away of a lab's folder when it ends."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.stacks.lab.layout import Folder, LayoutTrouble

KEEP: Final = 3
"""Exit status of the power switch where the nodes' disks are to stay."""


def clear_up(folder: Folder) -> None:
    """After an end that nobody asked for: all goes that is not to be kept."""
    try:
        keep = folder.read_description().keep
    except LayoutTrouble:
        keep = False
    if keep:
        tidy(folder)
    else:
        sweep(folder)


def sweep(folder: Folder) -> None:
    """Take away all that the lab made; what somebody else put into the folder stays."""
    try:
        made = folder.read_description().made
    except LayoutTrouble:
        made = ()
    for path in (folder.nodes, folder.shared):
        shutil.rmtree(path, ignore_errors=True)
    for path in (
        folder.socket,
        folder.log,
        folder.description,
        *(folder.root / name for name in made),
    ):
        with suppress(OSError):
            path.unlink()
    _remove_if_empty(folder.root)


def tidy(folder: Folder) -> None:
    """Take away what no lab without power has; it can be started again as it is."""
    with suppress(OSError):
        folder.socket.unlink()
    with suppress(OSError):
        for node in folder.nodes.iterdir():
            shutil.rmtree(folder.node(node.name).run, ignore_errors=True)


def _remove_if_empty(root: Path) -> None:
    with suppress(OSError):
        root.rmdir()
        if root.parent.name == "hagui":
            root.parent.rmdir()
