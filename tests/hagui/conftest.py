"""What tests of the desktop share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from hagui.cluster.live import LiveCluster
from hagui.shell.translator import load

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"


@pytest.fixture
def example() -> str:
    """The XML of the example cluster."""
    return (EXAMPLES / "web-cluster-running.xml").read_text(encoding="utf-8")


@pytest.fixture
def live(example: str) -> LiveCluster:
    """The example cluster as if an engine had sent it."""
    made = LiveCluster()
    made.load(example, at=1_791_470_000.0, source="node1")
    return made


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """The window's language, whatever the machine speaks."""
    load("en")
    yield
    load("en")


@pytest.fixture(autouse=True)
def _speaks_english_again() -> Iterator[None]:
    """A test that changes the language does so for itself only."""
    yield
    if QLocale().name().startswith("zh"):
        load("en")
