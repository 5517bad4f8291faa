"""The same gestures on the dependency view with a real mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.cib.document import Cib
from engine.cib.edits.vocabulary import (
    AddColocation,
    ChangeConstraint,
    JoinGroup,
    LeaveGroup,
    NewGroup,
    RemoveConstraint,
)
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.dependencies.view import DependencyView
from hagui.graph.gestures.model import Kind
from hagui.graph.gestures.surface import Side
from hagui.graph.layout.geometry import Rect
from hagui.graph.offer.popover import Popover
from hagui.theme import Theme
from tests.hagui.graph.gestures.hands import LEFT, drag, hover, spot
from tests.hagui.graph.gestures.test_offers import TIED


@pytest.fixture
def drawn(qtbot: QtBot, state: ClusterState) -> Iterator[DependencyView]:
    """The small cluster with constraints, as a diagram on screen."""
    made = DependencyView(Theme.light())
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.set_animated(False)
    made.show()
    qtbot.waitExposed(made)
    made.set_cluster(Configuration.of(Cib.parse(TIED)), state)
    yield made
    made.close()


@pytest.fixture
def made(drawn: DependencyView) -> list[object]:
    found: list[object] = []
    drawn.edited.connect(found.append)
    return found


def _place(view: DependencyView, name: str) -> Rect:
    found = view.surface.place_of(Subject(SubjectKind.RESOURCE, name))
    assert found is not None
    return found


def _at(view: DependencyView, name: str, across: float = 0.3, down: float = 0.5) -> QPoint:
    return spot(view, _place(view, name), across, down)


def _popover(view: DependencyView) -> Popover:
    found = view.hands.popover
    assert found is not None
    return found


def test_a_card_joins_a_group_where_it_is_let_go(drawn: DependencyView, made: list[object]) -> None:
    drag(drawn, _at(drawn, "backup"), _at(drawn, "fs", 0.5, 0.2))
    assert made == [(JoinGroup("web", ("backup",), "fs"),)]


def test_a_member_moves_within_its_group_and_leaves_it(
    drawn: DependencyView, made: list[object]
) -> None:
    drag(drawn, _at(drawn, "httpd"), _at(drawn, "ip", 0.5, 0.2))
    drag(drawn, _at(drawn, "fs"), QPoint(drawn.width() - 30, drawn.height() - 30))
    assert made == [(JoinGroup("web", ("httpd",), "ip"),), (LeaveGroup(("fs",)),)]


def test_several_selected_go_together(drawn: DependencyView, made: list[object]) -> None:
    QTest.mouseClick(drawn.viewport(), LEFT, pos=_at(drawn, "backup"))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(drawn.viewport(), LEFT, control, _at(drawn, "power"))
    drag(drawn, _at(drawn, "power"), _at(drawn, "ip", 0.5, 0.2))
    assert made == [(JoinGroup("web", ("backup", "power"), "ip"),)]


def test_loose_cards_offer_a_group(drawn: DependencyView, made: list[object]) -> None:
    drag(drawn, _at(drawn, "power"), _at(drawn, "backup"))
    asked = _popover(drawn)
    assert asked.choice.kind is Kind.GROUP
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert made == [(NewGroup("grp-backup", ("backup", "power")),)]


def test_a_line_from_a_handle_asks_which_kind(drawn: DependencyView, made: list[object]) -> None:
    hover(drawn, _at(drawn, "backup"))
    drag(drawn, _at(drawn, "backup", 1.0), _at(drawn, "power"))
    asked = _popover(drawn)
    QTest.keyClick(asked, Qt.Key.Key_4)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert made == [(AddColocation("coloc-backup-power", "backup", "power", "-INFINITY"),)]


def test_the_ends_of_a_line_are_what_they_look_like(drawn: DependencyView) -> None:
    drawn.select(Subject(SubjectKind.CONSTRAINT, "c"))
    ends = {end.side: end for end in drawn.surface.ends()}
    for side, name in ((Side.TAIL, "web"), (Side.HEAD, "db-clone")):
        place = _place(drawn, name)
        around = Rect(place.x - 8, place.y - 8, place.width + 16, place.height + 16)
        assert around.contains(ends[side].x, ends[side].y)


@pytest.mark.parametrize(
    ("side", "changed"),
    [
        (Side.TAIL, {"rsc": "backup"}),
        (Side.HEAD, {"with-rsc": "backup", "with-rsc-role": None}),
    ],
)
def test_an_end_goes_to_another_card(
    drawn: DependencyView, made: list[object], side: Side, changed: dict[str, str | None]
) -> None:
    drawn.select(Subject(SubjectKind.CONSTRAINT, "c"))
    end = next(end for end in drawn.surface.ends() if end.side is side)
    drag(drawn, spot(drawn, Rect(end.x, end.y, 0, 0)), _at(drawn, "backup"))
    assert made == [(ChangeConstraint("c", changed),)]


def test_a_double_click_on_a_chip_edits_it_in_place(
    drawn: DependencyView, made: list[object]
) -> None:
    chip = drawn.surface.place_of(Subject(SubjectKind.CONSTRAINT, "c"))
    assert chip is not None
    QTest.mouseClick(drawn.viewport(), LEFT, pos=spot(drawn, chip))
    QTest.mouseDClick(drawn.viewport(), LEFT, pos=spot(drawn, chip))
    field = _popover(drawn).score_field
    assert field is not None
    assert field.line.hasFocus()
    QTest.keyClicks(field.line, "70")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert made == [(ChangeConstraint("c", {"score": "70"}),)]


def test_keys_change_what_is_selected(drawn: DependencyView, made: list[object]) -> None:
    drawn.select(Subject(SubjectKind.INSTANCE, "fs"))
    QTest.keyClick(drawn, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    drawn.select(Subject(SubjectKind.CONSTRAINT, "o"))
    QTest.keyClick(drawn, Qt.Key.Key_Delete)
    assert made == [(JoinGroup("web", ("fs",), "ip"),), (RemoveConstraint("o"),)]


def test_a_bad_target_says_why_and_escape_gives_up(
    drawn: DependencyView, made: list[object]
) -> None:
    target = _at(drawn, "fs")
    drag(drawn, spot(drawn, _place(drawn, "db-clone"), 0.3, 0.08), target, drop=False)
    look = drawn.hands.gestures.overlay.look
    assert not look.good
    assert "cloned" in look.words
    QTest.keyClick(drawn, Qt.Key.Key_Escape)
    QTest.mouseRelease(drawn.viewport(), LEFT, pos=target)
    assert not drawn.hands.dragging
    assert made == []


def test_while_something_is_dragged_every_target_is_seen_clearly(drawn: DependencyView) -> None:
    other = drawn.diagram.units["db-clone"]
    drawn.select(Subject(SubjectKind.INSTANCE, "backup"))
    assert other.opacity() < 1
    drag(drawn, _at(drawn, "backup"), _at(drawn, "fs"), drop=False)
    assert other.opacity() == 1
    QTest.keyClick(drawn, Qt.Key.Key_Escape)
    assert other.opacity() < 1
    QTest.mouseRelease(drawn.viewport(), LEFT, pos=_at(drawn, "fs"))
