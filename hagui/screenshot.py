"""Pictures of the window, also where there is no display."""

import asyncio
from pathlib import Path
from typing import Final

from hagui.shell.window import MainWindow

PAUSE: Final = 0.05
"""Seconds between looks at whether everything has been painted and has come to rest."""


class NoPicture(Exception):
    """The picture could not be written; the words are one sentence."""


async def take(window: MainWindow, path: Path) -> None:
    """Write a picture of ``window`` once what it shows is complete and at rest.

    Raises:
        NoPicture: the file cannot be written.
    """
    window.settle()
    await asyncio.sleep(PAUSE)
    while window.panes.canvas.board_scene.motion.busy:
        await asyncio.sleep(PAUSE)
    window.settle()
    await asyncio.sleep(PAUSE)
    if not window.grab().save(str(path)):
        raise NoPicture(f"{path} cannot be written; choose another place for the picture.")
