"""A cluster of 32 nodes: only what is looked at has items."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from engine.cib.state.model import ClusterState, Instance, NodeState, Role
from engine.cib.version import Version
from engine.cib.views import Configuration, Location, Primitive
from hagui.cluster.changes import ChangeSet
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.items.level import Level
from hagui.graph.overview import Overview
from hagui.graph.view import TopologyView
from tests.hagui.graph.conftest import started

NODES = [f"node{n}" for n in range(1, 33)]


@pytest.fixture
def crowd() -> ClusterState:
    found = [
        replace(
            Instance(f"r{n}-{index}", role=Role.STARTED, nodes=(node,), active=True),
            failed=(n, index) == (7, 20),
        )
        for n, node in enumerate(NODES)
        for index in range(60)
    ]
    return ClusterState(
        version=Version(0, 1, 0),
        dc=None,
        quorate=True,
        nodes={name: NodeState(id=name, name=name, online=True) for name in NODES},
        instances={item.key: item for item in found},
    )


@pytest.fixture
def crowded(view: TopologyView, qtbot: QtBot, crowd: ClusterState) -> TopologyView:
    with qtbot.waitSignal(view.first_painted):
        view.set_cluster(Configuration(), crowd)
    return view


def _overview(view: TopologyView) -> Overview:
    found = view.findChild(QWidget, "overview")
    assert isinstance(found, Overview)
    return found


def test_all_of_it_is_in_view_at_first_without_a_single_card_item(crowded: TopologyView) -> None:
    assert crowded.board_scene.scale_now.level is Level.FAR
    assert crowded.board_scene.materialised == 0
    area, bounds = crowded.visible_area(), crowded.sceneRect()
    assert area.contains(bounds.adjusted(1, 1, -1, -1))
    assert not _overview(crowded).isVisible()


def test_the_failed_one_is_seen_from_afar(crowded: TopologyView) -> None:
    topology = crowded.board_scene.topology
    assert topology is not None
    place = topology.card("r7-20")
    image = crowded.viewport().grab().toImage()
    point = crowded.mapFromScene(*place.center)
    colour = image.pixelColor(point)
    assert colour.red() > 150
    assert colour.green() < 110


def test_near_only_what_is_in_view_has_items(crowded: TopologyView, qtbot: QtBot) -> None:
    crowded.set_zoom(1.0)
    first = crowded.board_scene.materialised
    assert 0 < first < 400
    for _ in range(30):
        bar = crowded.horizontalScrollBar()
        bar.setValue(bar.value() + 150)
        QApplication.processEvents()
    assert crowded.board_scene.materialised < 2 * first


def test_the_overview_shows_and_takes_the_way(crowded: TopologyView, qtbot: QtBot) -> None:
    crowded.set_zoom(1.0)
    overview = _overview(crowded)
    assert overview.isVisible()
    before = crowded.visible_area().center()
    QTest.mouseClick(
        overview,
        Qt.MouseButton.LeftButton,
        pos=QPoint(overview.width() - 20, overview.height() - 20),
    )
    after = crowded.visible_area().center()
    assert after.x() > before.x()
    assert after.y() > before.y()
    crowded.fit()
    assert not overview.isVisible()


def test_moves_are_seen_from_afar_and_leave_nothing_behind(
    crowded: TopologyView, crowd: ClusterState, qtbot: QtBot
) -> None:
    scene = crowded.board_scene
    before = len(scene.items())
    moved = started("r0-0", "node30")
    state = replace(crowd, instances={**crowd.instances, moved.key: moved})
    crowded.refresh(Configuration(), state, ChangeSet(instances=frozenset({moved.key})))
    assert len(scene.items()) == before + 1
    qtbot.waitUntil(lambda: not scene.motion.busy)
    assert len(scene.items()) == before


def test_from_afar_what_is_where_it_likes_to_be_has_no_line(
    view: TopologyView, crowd: ClusterState, qtbot: QtBot
) -> None:
    likes = (Location("at-home", "r0-0", node="node1"), Location("away", "r0-1", node="node9"))
    view.set_cluster(Configuration(resources=_primitives(), constraints=likes), crowd)
    assert view.board_scene.scale_now.level is Level.FAR
    view.set_edges_shown(True)
    assert [edge.constraint for edge in view.board_scene.wiring.edges] == ["away"]
    view.select(Subject(SubjectKind.CONSTRAINT, "at-home"))
    assert {edge.constraint for edge in view.board_scene.wiring.edges} == {"at-home", "away"}


def _primitives() -> tuple[Primitive, ...]:
    return (Primitive("r0-0"), Primitive("r0-1"))


def test_a_growing_tray_stays_in_view_without_drawing_all_anew_each_time(
    crowded: TopologyView, crowd: ClusterState
) -> None:
    state, zooms = crowd, list[float]()
    for index in range(24):
        stopped = Instance(f"r0-{index}")
        state = replace(state, instances={**state.instances, stopped.key: stopped})
        crowded.refresh(Configuration(), state, ChangeSet(instances=frozenset({stopped.key})))
        zooms.append(crowded.zoom)
        assert crowded.visible_area().contains(crowded.sceneRect().adjusted(1, 1, -1, -1))
    assert len(set(zooms)) <= 4
    assert min(zooms) > 0.8 * max(zooms)


def test_a_change_far_out_of_view_costs_little(
    crowded: TopologyView, crowd: ClusterState, qtbot: QtBot
) -> None:
    crowded.set_zoom(1.0)
    changes = 40
    began = time.process_time()
    state = crowd
    for index in range(changes):
        moved = started(f"r{index % 20}-{index}", NODES[-1 - index % 5])
        state = replace(state, instances={**state.instances, moved.key: moved})
        crowded.refresh(Configuration(), state, ChangeSet(instances=frozenset({moved.key})))
    spent = (time.process_time() - began) / changes
    assert spent < 0.05
