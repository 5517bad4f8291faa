"""What must be seen in the picture itself."""

from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.cib.state.model import ClusterState, Instance
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.graph.glyphs import glyph, icon, paint_glyph
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology
from hagui.graph.marks import Mark, Tone
from hagui.graph.view import TopologyView
from hagui.theme import Theme
from tests.hagui.graph.conftest import changed, failure


def _topology(view: TopologyView) -> Topology:
    found = view.board_scene.topology
    assert found is not None
    return found


def _colour(view: TopologyView, place: Rect, dx: float, dy: float) -> str:
    """The colour on screen at an offset from a place's corner."""
    view.board_scene.motion.finish()
    image = view.viewport().grab().toImage()
    point = view.mapFromScene(QPointF(place.x + dx, place.y + dy))
    ratio = image.devicePixelRatio()
    return image.pixelColor(int(point.x() * ratio), int(point.y() * ratio)).name()


def test_a_cards_edge_tells_its_state(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    theme, topology = Theme.light(), _topology(shown)
    assert _colour(shown, topology.card("ip"), 2, 23) == theme.running
    assert _colour(shown, topology.card("db@node2"), 2, 23) == theme.promoted
    failed = replace(
        changed(state, replace(state.instances["ip"], failed=True)),
        failures=(failure("ip", "node1"),),
    )
    shown.refresh(configuration, failed, ChangeSet(instances=frozenset({"ip"})))
    assert _colour(shown, topology.card("ip"), 2, 23) == theme.failed


def test_an_unclean_nodes_header_is_filled_with_the_failed_colour(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    nodes = {**state.nodes, "node1": replace(state.nodes["node1"], unclean=True, online=False)}
    shown.refresh(configuration, replace(state, nodes=nodes), ChangeSet(nodes=frozenset({"node1"})))
    header = _topology(shown).header("node1")
    assert _colour(shown, header, header.width / 2, 3) == Theme.light().failed


@pytest.mark.parametrize("zoom", [1.0, 0.5, 0.1])
def test_failures_are_seen_at_every_zoom(
    shown: TopologyView, configuration: Configuration, state: ClusterState, zoom: float
) -> None:
    blocked = changed(state, replace(state.instances["ip"], blocked=True, failed=True))
    shown.refresh(configuration, blocked, ChangeSet(instances=frozenset({"ip"})))
    shown.set_zoom(zoom)
    assert _colour(shown, _topology(shown).card("ip"), 2, 20) == Theme.light().failed


def test_switching_to_dark_recolours_everything(shown: TopologyView) -> None:
    shown.set_theme(Theme.dark())
    topology = _topology(shown)
    assert _colour(shown, Rect(0, 0, 1, 1), 3, 3) == Theme.dark().background
    assert _colour(shown, topology.column("node3"), 20, 100) == Theme.dark().column
    assert _colour(shown, topology.card("ip"), 2, 23) == Theme.dark().running


def test_a_stale_picture_is_drained_of_colour_and_covered_by_no_notice(
    shown: TopologyView,
) -> None:
    """The window's banner says since when, and why; once is enough."""
    place = _topology(shown).card("ip")
    live = QColor(_colour(shown, place, 2, 23))
    shown.set_stale(True)
    stale = QColor(_colour(shown, place, 2, 23))
    assert stale.hslSaturation() < live.hslSaturation() / 3
    assert [label.text() for label in shown.findChildren(QLabel) if label.isVisible()] == []
    assert "last that was known" in shown.accessibleName()
    shown.set_stale(False)
    assert "last that was known" not in shown.accessibleName()
    assert QColor(_colour(shown, place, 2, 23)) == live


def test_what_is_cut_short_stays_within_its_card(
    shown: TopologyView, configuration: Configuration, state: ClusterState, qtbot: QtBot
) -> None:
    """Also the widest of scripts; the margin right of the text is untouched."""
    long = Instance("资源" * 40, agent="ocf:测试:" + "长" * 80, failed=True)
    shown.refresh(
        configuration,
        changed(state, long),
        ChangeSet(instances=frozenset({long.key}), configuration=True),
    )
    shown.board_scene.motion.finish()
    place = _topology(shown).card(long.key)
    edge = {_colour(shown, place, place.width - 4, dy) for dy in range(6, 40, 2)}
    assert len(edge) == 1


def test_every_state_has_a_shape_of_its_own_unless_it_needs_a_person(qapp: QApplication) -> None:
    """Colour never stands alone; all that is urgent is one triangle, told apart by its word."""
    roles = (Mark.STARTED, Mark.PROMOTED, Mark.UNPROMOTED, Mark.STOPPED, Mark.PENDING)
    nodes = (Mark.ONLINE, Mark.STANDBY, Mark.MAINTENANCE, Mark.JOINING, Mark.OFFLINE)
    for family in ((*roles, Mark.FAILED, Mark.ORPHANED, Mark.UNKNOWN), (*nodes, Mark.UNCLEAN)):
        for first, second in combinations(family, 2):
            assert glyph(first) != glyph(second), (first, second)
    assert all(mark.urgent == (mark.tone is Tone.FAILED) for mark in Mark)


@pytest.mark.parametrize("mark", list(Mark))
def test_every_shape_is_drawn_within_its_box(qapp: QApplication, mark: Mark) -> None:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint_glyph(painter, mark, QPointF(20, 20), QColor("#000000"), 20)
    painter.end()
    drawn = [(x, y) for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 127]
    assert len(drawn) > 40
    assert all(8 <= x <= 31 and 8 <= y <= 31 for x, y in drawn)
    assert not icon(mark, Theme.dark()).isNull()
