"""A window of its own for a test, with nothing kept before and without motion."""

import asyncio
from collections.abc import Callable, Coroutine

from PySide6.QtWidgets import QApplication

from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow

Life = Callable[[MainWindow, Settings], Coroutine[None, None, None]]
PATIENCE = 60.0
"""Seconds for all that is done with a window."""


def with_window(app: QApplication, life: Life) -> None:
    """Do what ``life`` says with a new window, which ends with it."""
    load("en")
    appearance = Appearance(app, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)
    window.resize(1280, 800)

    async def lived() -> int:
        async with asyncio.timeout(PATIENCE):
            await life(window, kept)
        return 0

    try:
        assert runtime.run(lived, app) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
