"""All that is recorded here is recorded in a program with Qt."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """What hands over signals of other threads."""
    return qapp
