"""The garbage collector sleeps at the start, sets aside what stays, and is left as it was."""

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
def asleep() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def test_a_cluster_that_stands_is_set_aside(window: MainWindow, asleep: None, qtbot: QtBot) -> None:
    tidying = Tidying(window)
    live = LiveCluster()
    text = (EXAMPLES / "web-cluster-running.xml").read_text(encoding="utf-8")
    live.load(text, at=0.0, source="node1")
    window.show_cluster(live, "web")
    assert not gc.isenabled()
    qtbot.waitUntil(gc.isenabled, timeout=5000)
    assert gc.get_freeze_count() > 1000

    # shown again: what the earlier cluster left is no longer kept
    frozen = gc.get_freeze_count()
    window.show_nothing()
    tidying.tidy()
    assert gc.get_freeze_count() < frozen + 1000
    tidying.stop()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_the_collector_wakes_without_a_cluster_too(
    window: MainWindow, asleep: None, qtbot: QtBot
) -> None:
    tidying = Tidying(window)
    qtbot.waitUntil(gc.isenabled, timeout=5000)
    tidying.stop()
