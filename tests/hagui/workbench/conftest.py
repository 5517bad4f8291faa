"""A window with a desk behind it, and a file to open in it."""

from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from hagui.desk import Desk
from hagui.shell.settings import Settings
from hagui.shell.window import MainWindow
from tests.hagui.windows import with_window

Steps = Callable[[MainWindow, Desk], Coroutine[None, None, None]]
Play = Callable[[Steps], None]


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Play:
    """Do what a coroutine says before a new window; several in a row share what is kept."""

    def run(steps: Steps) -> None:
        async def life(window: MainWindow, kept: Settings) -> None:
            desk = Desk(window, kept, tmp_path / "settings")
            window.show()
            window.activateWindow()
            try:
                await steps(window, desk)
            finally:
                await desk.close()

        with_window(qapp, life)

    return run


@pytest.fixture
def path(example: str, tmp_path: Path) -> Path:
    """A CIB file that may be written."""
    made = tmp_path / "cib.xml"
    made.write_text(example)
    return made
