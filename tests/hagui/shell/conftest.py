"""The example cluster, live and as a window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import live_status


@pytest.fixture
def kept() -> Settings:
    """Settings for one test."""
    made = Settings(Memory())
    made.set(MOTION, value=False)
    return made


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
