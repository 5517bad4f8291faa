"""The example cluster, live and as a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import live_status

EXAMPLES = Path(__file__).resolve().parents[3] / "resources" / "examples"


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
def kept() -> Settings:
    """Settings for one test."""
    made = Settings(Memory())
    made.set(MOTION, value=False)
    return made


@pytest.fixture
def english(qapp: QApplication) -> Iterator[None]:
    """The window's language, whatever the machine speaks."""
    load("en")
    yield
    load("en")


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, kept: Settings, english: None) -> Iterator[MainWindow]:
    """An empty main window on screen."""
    appearance = Appearance(qapp, Scheme.LIGHT)
    made = MainWindow(appearance, kept)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    appearance.deleteLater()


@pytest.fixture
def shown(window: MainWindow, live: LiveCluster) -> MainWindow:
    """The window showing the example cluster, live."""
    window.show_cluster(live, "web")
    window.show_sources(live_status())
    return window
