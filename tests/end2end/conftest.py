"""What tests of the whole desktop share."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.end2end.screen import Steps
from tests.end2end.screen import play as play_out


@pytest.fixture
def play(qapp: QApplication, tmp_path: Path) -> Callable[[Steps], None]:
    """Do what a coroutine says before a new window."""
    return lambda steps: play_out(steps, qapp, tmp_path)
