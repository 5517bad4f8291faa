"""The number of alarms gives way in a narrow window, and covers nothing."""

from itertools import pairwise

import pytest

from hagui.shell.health import Pill
from tests.hagui.shell.alarms.conftest import Scene
from tests.hagui.shell.alarms.test_alarms import SPLIT
from tests.hagui.shell.given import lasting


@pytest.mark.parametrize("width", [1280, 1000, 800, 720])
def test_nothing_in_the_health_line_covers_its_neighbour(scene: Scene, width: int) -> None:
    scene.apart = lasting(SPLIT)
    scene.window.show_disagreement(scene.apart)
    scene.after(1)
    scene.window.resize(width, 700)
    health = scene.window.panes.health
    for _ in range(5):  # as long as one thing's giving way lets another do so
        health.fold()
        scene.window.grab()
    shown = [pill for pill in health.findChildren(Pill) if pill.isVisible()]
    shown.sort(key=lambda pill: pill.x())
    edges = [(pill.text(), pill.x(), pill.geometry().right()) for pill in shown]
    assert all(a[2] < b[1] for a, b in pairwise(edges)), edges
    assert edges[-1][2] < health.width(), edges
    assert health.alarms.text() in {"2 alarms", "2"}
    assert "backup failed" in health.alarms.toolTip()
