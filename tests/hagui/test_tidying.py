"""What stays is set aside from the garbage collector, and no longer than the window."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster
from hagui.shell.settings import Memory, Settings
from hagui.shell.window import MainWindow
from hagui.tidying import Tidying

EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    appearance = Appearance(qapp, Scheme.LIGHT)
    made = MainWindow(appearance, Settings(Memory()))
    qtbot.addWidget(made)
    yield made
    appearance.deleteLater()


@pytest.fixture
def tidying(window: MainWindow) -> Iterator[Tidying]:
    gc.disable()
    made = Tidying(window)
    yield made
    made.stop()
    gc.enable()


def test_a_cluster_that_stands_is_set_aside(
    window: MainWindow, tidying: Tidying, qtbot: QtBot
) -> None:
    tidying.tidy()
    empty = gc.get_freeze_count()
    live = LiveCluster()
    text = (EXAMPLES / "web-cluster-running.xml").read_text(encoding="utf-8")
    live.load(text, at=0.0, source="node1")
    window.show_cluster(live, "web")
    qtbot.waitUntil(lambda: gc.get_freeze_count() > empty + 500, timeout=5000)
    assert not gc.isenabled(), "in which thread it runs is for others to say"


def test_nothing_is_set_aside_afterwards(tidying: Tidying) -> None:
    tidying.tidy()
    assert gc.get_freeze_count() > 0
    tidying.stop()
    assert gc.get_freeze_count() == 0
