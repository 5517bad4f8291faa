"""Drag and drop on the topology view with a real mouse, ending in the edits that it emits.

Longer than most files because it goes through every gesture of one view.
"""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    ChangeConstraint,
    JoinGroup,
    LeaveGroup,
    NewGroup,
    RemoveConstraint,
    SetMeta,
)
from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from engine.protocol.verbs import Migrate
from hagui.cluster.changes import ChangeSet
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.model import Kind, Offer, Refusal
from hagui.graph.layout.geometry import Rect
from hagui.graph.layout.topology import Topology
from hagui.graph.offer.popover import Popover
from hagui.graph.view import TopologyView
from tests.hagui.graph.conftest import changed, started
from tests.hagui.graph.gestures.hands import LEFT, drag, hover, spot


def _topology(view: TopologyView) -> Topology:
    found = view.board_scene.topology
    assert found is not None
    return found


def _edits(view: TopologyView) -> list[object]:
    made: list[object] = []
    view.edited.connect(made.append)
    return made


def _card(view: TopologyView, key: str) -> QPoint:
    return spot(view, _topology(view).card(key), 0.3)


def _popover(view: TopologyView) -> Popover:
    found = view.hands.popover
    assert found is not None
    return found


def _ground(view: TopologyView, node: str) -> QPoint:
    column = _topology(view).column(node)
    return spot(view, Rect(column.x, column.bottom - 30, column.width, 20))


# cards


def test_a_card_dropped_between_members_joins_there(shown: TopologyView) -> None:
    made = _edits(shown)
    fs = _topology(shown).card("fs")
    drag(shown, _card(shown, "backup"), spot(shown, fs, 0.5, 0.2))
    assert made == [(JoinGroup("web", ("backup",), "fs"),)]


def test_below_the_last_member_it_comes_last(shown: TopologyView) -> None:
    made = _edits(shown)
    drag(shown, _card(shown, "power"), spot(shown, _topology(shown).card("httpd"), 0.5, 0.8))
    assert made == [(JoinGroup("web", ("power",), None),)]


def test_a_member_dragged_within_its_group_moves(shown: TopologyView) -> None:
    made = _edits(shown)
    drag(shown, _card(shown, "httpd"), spot(shown, _topology(shown).card("ip"), 0.5, 0.2))
    assert made == [(JoinGroup("web", ("httpd",), "ip"),)]


def test_a_member_dragged_out_leaves(shown: TopologyView) -> None:
    made = _edits(shown)
    drag(shown, _card(shown, "fs"), _ground(shown, "node1"))
    assert made == [(LeaveGroup(("fs",)),)]


def test_several_selected_go_together(shown: TopologyView) -> None:
    made = _edits(shown)
    QTest.mouseClick(shown.viewport(), LEFT, pos=_card(shown, "backup"))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(shown.viewport(), LEFT, control, _card(shown, "power"))
    assert shown.selection == {
        Subject(SubjectKind.INSTANCE, "backup"),
        Subject(SubjectKind.INSTANCE, "power"),
    }
    drag(shown, _card(shown, "power"), spot(shown, _topology(shown).card("ip"), 0.5, 0.2))
    assert made == [(JoinGroup("web", ("backup", "power"), "ip"),)]


def test_a_click_on_one_of_several_selects_it_alone(shown: TopologyView) -> None:
    QTest.mouseClick(shown.viewport(), LEFT, pos=_card(shown, "backup"))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(shown.viewport(), LEFT, shift, _card(shown, "power"))
    assert len(shown.selection) == 2
    assert shown.subject == Subject(SubjectKind.INSTANCE, "power")
    QTest.mouseClick(shown.viewport(), LEFT, pos=_card(shown, "backup"))
    assert shown.selection == {Subject(SubjectKind.INSTANCE, "backup")}


def test_two_loose_cards_offer_a_group(shown: TopologyView) -> None:
    made = _edits(shown)
    drag(shown, _card(shown, "power"), _card(shown, "backup"))
    assert made == []
    assert _popover(shown).choice.kind is Kind.GROUP
    QTest.keyClick(_popover(shown), Qt.Key.Key_Return)
    assert made == [(NewGroup("grp-backup", ("backup", "power")),)]


def test_a_card_dropped_in_the_tray_stops(shown: TopologyView) -> None:
    made = _edits(shown)
    tray = _topology(shown).tray.rect
    drag(shown, _card(shown, "power"), spot(shown, tray, 0.95, 0.9))
    assert made == [(SetMeta("power", "target-role", "Stopped"),)]


def test_a_card_on_a_node_asks_how_much(shown: TopologyView) -> None:
    made = _edits(shown)
    drag(shown, _card(shown, "power"), spot(shown, _topology(shown).header("node2"), 0.4))
    asked = _popover(shown)
    assert asked.isVisible()
    assert shown.window().rect().contains(asked.geometry())
    field = asked.score_field
    assert field is not None
    field.select_all()
    QTest.keyClicks(field.line, "250")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert made == [(AddLocation("loc-power-node2", "power", "node2", "250"),)]
    assert shown.hands.popover is None


def test_move_now_leaves_as_an_act(shown: TopologyView) -> None:
    wanted: list[object] = []
    shown.intent.connect(wanted.append)
    made = _edits(shown)
    drag(shown, _card(shown, "power"), spot(shown, _topology(shown).header("node2"), 0.4))
    asked = _popover(shown)
    row = next(row for row in asked.rows if row.choice.kind is Kind.MIGRATE)
    QTest.mouseClick(row, LEFT)
    asked.take()
    assert wanted == [Migrate("power", "node2")]
    assert made == []


# before the drop


def test_a_bad_target_says_why_before_the_drop(shown: TopologyView) -> None:
    made = _edits(shown)
    drag(shown, _card(shown, "db@node2"), _card(shown, "fs"), drop=False)
    gestures = shown.hands.gestures
    assert isinstance(gestures.answer, Refusal)
    assert "groups hold single resources only" in gestures.overlay.look.words
    assert not gestures.overlay.look.good
    assert shown.viewport().cursor().shape() is Qt.CursorShape.ForbiddenCursor
    QTest.mouseRelease(shown.viewport(), LEFT, pos=_card(shown, "fs"))
    assert made == []
    assert gestures.overlay.look.empty or not gestures.overlay.look.words


def test_a_good_target_shows_where_it_would_go(shown: TopologyView) -> None:
    fs = _topology(shown).card("fs")
    drag(shown, _card(shown, "backup"), spot(shown, fs, 0.5, 0.2), drop=False)
    look = shown.hands.gestures.overlay.look
    assert isinstance(shown.hands.gestures.answer, Offer)
    assert look.words == "joins web before fs"
    assert look.picture is not None
    assert look.gap is not None
    top = spot(shown, fs, 0, 0)
    assert abs(look.gap[0].y() - top.y()) < 4
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_escape_gives_up(shown: TopologyView) -> None:
    made = _edits(shown)
    chosen = shown.subject
    target = _card(shown, "fs")
    drag(shown, _card(shown, "backup"), target, drop=False)
    assert shown.hands.dragging
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.hands.dragging
    QTest.mouseRelease(shown.viewport(), LEFT, pos=target)
    assert made == []
    # it did not also let go of what the press had selected
    assert shown.subject == Subject(SubjectKind.INSTANCE, "backup")
    assert chosen is None


def test_the_right_button_gives_up_and_opens_no_menu(shown: TopologyView) -> None:
    made, menus = _edits(shown), list[object]()

    def note(subject: object, point: QPoint) -> None:
        menus.append((subject, point))

    shown.context_requested.connect(note)
    target = _card(shown, "fs")
    drag(shown, _card(shown, "backup"), target, drop=False)
    QTest.mousePress(shown.viewport(), Qt.MouseButton.RightButton, pos=target)
    QTest.mouseRelease(shown.viewport(), Qt.MouseButton.RightButton, pos=target)
    QTest.mouseRelease(shown.viewport(), LEFT, pos=target)
    assert (made, menus) == ([], [])


def test_losing_the_keyboard_gives_up(shown: TopologyView) -> None:
    made = _edits(shown)
    drag(shown, _card(shown, "backup"), _card(shown, "fs"), drop=False)
    shown.clearFocus()
    assert not shown.hands.dragging
    QTest.mouseRelease(shown.viewport(), LEFT, pos=_card(shown, "fs"))
    assert made == []


def test_a_small_tremor_is_a_click(shown: TopologyView) -> None:
    made = _edits(shown)
    start = _card(shown, "fs")
    drag(shown, start, start + QPoint(3, 2))
    assert made == []
    assert shown.subject == Subject(SubjectKind.INSTANCE, "fs")


def test_the_cluster_may_change_while_something_is_dragged(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    made = _edits(shown)
    shown.set_animated(False)
    drag(shown, _card(shown, "power"), _card(shown, "fs"), drop=False)
    moved = changed(state, started("power", "node1"))
    shown.refresh(configuration, moved, ChangeSet(instances=frozenset({"power"})))
    assert shown.hands.dragging
    # what is dragged goes away: so does the drag
    shown.set_cluster(Configuration(), moved)
    assert not shown.hands.dragging
    QTest.mouseRelease(shown.viewport(), LEFT, pos=QPoint(200, 200))
    assert made == []


def test_at_the_edge_the_view_scrolls_along(shown: TopologyView, qtbot: QtBot) -> None:
    shown.set_zoom(2.0)
    shown.horizontalScrollBar().setValue(0)
    edge = QPoint(shown.viewport().width() - 4, 300)
    drag(shown, _card(shown, "fs"), edge, drop=False)
    qtbot.waitUntil(lambda: shown.horizontalScrollBar().value() > 60)
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_nothing_can_be_dragged_where_nothing_can_be_edited(shown: TopologyView) -> None:
    made = _edits(shown)
    shown.set_editable(False)
    drag(shown, _card(shown, "backup"), _card(shown, "fs"))
    assert made == []
    assert shown.hands.gestures.overlay.look.empty


# lines


def _handle(view: TopologyView, key: str) -> QPoint:
    return spot(view, _topology(view).card(key), 1.0)


def test_a_line_from_a_handle_asks_which_kind(shown: TopologyView) -> None:
    made = _edits(shown)
    hover(shown, _card(shown, "power"))
    assert shown.hands.gestures.overlay.look.handles
    drag(shown, _handle(shown, "power"), _card(shown, "db@node2"))
    asked = _popover(shown)
    assert [row.choice.kind for row in asked.rows] == [
        Kind.FIRST,
        Kind.AFTER,
        Kind.WITH,
        Kind.APART,
    ]
    QTest.keyClick(asked, Qt.Key.Key_3)
    assert "power stays with db-clone" in asked.sentence
    QTest.keyClick(asked, Qt.Key.Key_Return)
    assert made == [(AddColocation("coloc-power-db-clone", "power", "db-clone", "INFINITY"),)]


def test_a_handle_goes_with_its_card(
    shown: TopologyView, configuration: Configuration, state: ClusterState
) -> None:
    shown.set_animated(False)
    hover(shown, _card(shown, "power"))
    assert shown.hands.gestures.overlay.look.handles
    moved = changed(state, started("power", "node1"))
    shown.refresh(configuration, moved, ChangeSet(instances=frozenset({"power"})))
    assert not shown.hands.gestures.overlay.look.handles


def test_a_handle_stays_at_its_card_in_a_window_of_another_size(
    shown: TopologyView, qtbot: QtBot
) -> None:
    shown.select(Subject(SubjectKind.INSTANCE, "power"))
    for size in ((700, 420), (1000, 640)):
        shown.resize(*size)
        qtbot.wait(1400)  # until columns have been arranged anew and widened again
        (handle,) = shown.hands.gestures.overlay.look.handles
        assert handle.toPoint() == _handle(shown, "power")


def test_a_click_on_a_handle_draws_nothing(shown: TopologyView) -> None:
    hover(shown, _card(shown, "power"))
    QTest.mouseClick(shown.viewport(), LEFT, pos=_handle(shown, "power"))
    assert shown.hands.popover is None
    assert not shown.hands.dragging


def test_a_line_to_nothing_says_where_it_may_end(shown: TopologyView) -> None:
    hover(shown, _card(shown, "power"))
    drag(shown, _handle(shown, "power"), _ground(shown, "node3"), drop=False)
    assert "let go on a card" in shown.hands.gestures.overlay.look.words
    QTest.keyClick(shown, Qt.Key.Key_Escape)


def test_an_end_of_a_location_goes_to_another_node(shown: TopologyView) -> None:
    made = _edits(shown)
    shown.select(Subject(SubjectKind.CONSTRAINT, "never"))
    line = next(iter(shown.board_scene.wiring.edges))
    item = shown.board_scene.wiring.line(line)
    assert item is not None
    assert item.route is not None
    x, y = item.route.end
    start = spot(shown, Rect(x, y, 0, 0))
    drag(shown, start, spot(shown, _topology(shown).header("node3"), 0.4))
    assert made == [(ChangeConstraint("never", {"node": "node3"}),)]


# keys


def test_alt_and_arrows_move_a_member(shown: TopologyView) -> None:
    made = _edits(shown)
    shown.select(Subject(SubjectKind.INSTANCE, "fs"))
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(shown, Qt.Key.Key_Up, alt)
    QTest.keyClick(shown, Qt.Key.Key_Down, alt)
    assert made == [
        (JoinGroup("web", ("fs",), "ip"),),
        (JoinGroup("web", ("fs",), None),),
    ]


def test_at_the_end_of_its_group_a_key_says_so(shown: TopologyView) -> None:
    made, said = _edits(shown), list[str]()
    shown.refused.connect(said.append)
    shown.select(Subject(SubjectKind.INSTANCE, "ip"))
    QTest.keyClick(shown, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert made == []
    assert said == ["It is so already."]


def test_delete_removes_the_selected_constraint(shown: TopologyView) -> None:
    made = _edits(shown)
    shown.select(Subject(SubjectKind.CONSTRAINT, "like"))
    QTest.keyClick(shown, Qt.Key.Key_Delete)
    assert made == [(RemoveConstraint("like"),)]


def test_enter_on_a_constraint_edits_its_score_in_place(shown: TopologyView) -> None:
    made = _edits(shown)
    shown.select(Subject(SubjectKind.CONSTRAINT, "like"))
    QTest.keyClick(shown, Qt.Key.Key_F2)
    field = _popover(shown).score_field
    assert field is not None
    assert field.line.hasFocus()
    QTest.keyClick(field.line, Qt.Key.Key_I)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert made == [(ChangeConstraint("like", {"score": "INFINITY"}),)]


def test_a_double_click_on_a_chip_edits_it_in_place(shown: TopologyView) -> None:
    made = _edits(shown)
    shown.select(Subject(SubjectKind.CONSTRAINT, "never"))
    (edge,) = shown.board_scene.wiring.edges
    chip = shown.board_scene.wiring.chip(edge)
    assert chip is not None
    place = Rect(chip.x(), chip.y(), chip.width, chip.height)
    QTest.mouseDClick(shown.viewport(), LEFT, pos=spot(shown, place))
    field = _popover(shown).score_field
    assert field is not None
    QTest.keyClicks(field.line, "-20")
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert made == [(ChangeConstraint("never", {"score": "-20"}),)]


def test_a_selected_liking_has_its_chip_also_where_it_is_fulfilled(shown: TopologyView) -> None:
    shown.select(Subject(SubjectKind.CONSTRAINT, "like"))
    (edge,) = shown.board_scene.wiring.edges
    assert shown.board_scene.wiring.chip(edge) is not None


def test_handles_ends_and_keys_are_explained(shown: TopologyView) -> None:
    hover(shown, _card(shown, "power"))
    assert "Drag to another card" in shown.hands.tip_at(QPointF(_handle(shown, "power")))
    assert shown.hands.tip_at(QPointF(_card(shown, "power"))) == ""
    member = Subject(SubjectKind.INSTANCE, "ip")
    assert "Alt+Up" in shown.hands.keys_tip(member)
    assert "Delete" in shown.hands.keys_tip(Subject(SubjectKind.CONSTRAINT, "like"))
    assert shown.hands.keys_tip(Subject(SubjectKind.INSTANCE, "power")) == ""
    shown.set_editable(False)
    assert shown.hands.keys_tip(member) == ""
