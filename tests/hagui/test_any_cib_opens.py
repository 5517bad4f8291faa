"""Any CIB opens in the window, and nothing of it is missing on screen."""

from collections.abc import Iterable, Mapping

import pytest
from PySide6.QtWidgets import QApplication

from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.window import MainWindow


@pytest.fixture
def window(qapp: QApplication) -> Iterable[MainWindow]:
    """A window at the size of a small screen."""
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    appearance = Appearance(qapp, Scheme.LIGHT)
    window = MainWindow(appearance, kept)
    window.resize(1280, 800)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    appearance.deleteLater()
    qapp.processEvents()


def _open_each(window: MainWindow, cibs: Mapping[str, bytes], app: QApplication) -> int:
    for name, data in cibs.items():
        live = LiveCluster()
        live.load(data, at=1_700_000_000.0, source=name)
        window.show_cluster(live, name)
        window.show_sources(SourcesStatus(Freshness.FILE, file=name))
        window.settle()
        app.processEvents()
        _nothing_missing(window, live, name)
        for resource in live.configuration.resources[:2]:
            window.select(Subject(SubjectKind.RESOURCE, resource.id))
            window.settle()
        window.grab()
    return len(cibs)


def _nothing_missing(window: MainWindow, live: LiveCluster, name: str) -> None:
    board = window.panes.canvas.board
    places = window.panes.canvas.board_scene.topology
    assert board is not None
    assert places is not None
    for key, instance in live.state.instances.items():
        cards = board.by_instance.get(key, ())
        # Copies that a clone has no use for are nothing to be seen.
        assert cards or (instance.orphaned and not instance.nodes), (name, key)
        for card in cards:
            place = places.card(card)
            assert place.right > place.x, (name, key)
            assert place.bottom > place.y, (name, key)
    for node in live.state.nodes:
        assert node in board.columns, (name, node)
    for resource in live.configuration.every_resource():
        assert window.find_subject(resource.id) is not None, (name, resource.id)


def test_the_scheduler_cases(
    window: MainWindow, scheduler_cases: Mapping[str, bytes], qapp: QApplication
) -> None:
    assert _open_each(window, scheduler_cases, qapp) > 400


def test_what_debian_ships(
    window: MainWindow, packaged_cibs: Mapping[str, bytes], qapp: QApplication
) -> None:
    assert _open_each(window, packaged_cibs, qapp) > 0
