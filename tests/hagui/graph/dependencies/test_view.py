"""The dependency view under a real mouse and keyboard.

Longer than most files because it goes through every gesture of one widget.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from engine.cib.edits.vocabulary import JoinGroup
from engine.cib.state.model import ClusterState, Role
from engine.cib.version import Version
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.dependencies.view import DependencyView
from hagui.graph.gestures.surface import HitKind, Side
from hagui.graph.layout.geometry import Rect
from hagui.graph.marks import Mark
from hagui.theme import Theme
from tests.hagui.graph.dependencies.conftest import cib, dummies, order, together
from tests.hagui.graph.dependencies.landscapes import shown, tangle

LEFT = Qt.MouseButton.LeftButton
GROUP = f'<group id="web">{dummies("ip", "fs", "app")}</group>'
CLONE = f'<clone id="dlm-clone">{dummies("dlm")}</clone>'
TEXT = cib(
    GROUP + CLONE + dummies("db", "backup", "free"),
    order("db", "web")
    + together("web", "db")
    + order("web", "backup", kind="Optional")
    + '<rsc_location id="likes" rsc="web" node="hana1" score="100"/>',
)

Show = Callable[[str], DependencyView]


def _place(view: DependencyView, kind: SubjectKind, name: str) -> Rect:
    found = view.surface.place_of(Subject(kind, name))
    assert found is not None
    return found


def _resource(view: DependencyView, name: str) -> Rect:
    return _place(view, SubjectKind.RESOURCE, name)


def _constraint(view: DependencyView, name: str) -> Rect:
    return _place(view, SubjectKind.CONSTRAINT, name)


def _at(view: DependencyView, place: Rect) -> QPoint:
    return view.mapFromScene(QPointF(*place.center))


def _click(
    view: DependencyView,
    place: Rect,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.mouseClick(view.viewport(), LEFT, keys, _at(view, place))


def _title(view: DependencyView, name: str) -> Rect:
    place = _resource(view, name)
    return Rect(place.x + 20, place.y + 4, 20, 16)


def _chosen(view: DependencyView) -> list[Subject | None]:
    found: list[Subject | None] = []
    view.selected.connect(found.append)
    return found


# selecting


def test_clicking_selects_cards_groups_members_and_constraints(show: Show) -> None:
    view = show(TEXT)
    chosen = _chosen(view)
    _click(view, _resource(view, "db"))
    _click(view, _title(view, "web"))
    _click(view, _resource(view, "fs"))
    _click(view, _constraint(view, "c-web-db"))
    _click(view, _constraint(view, "likes"))
    assert chosen == [
        Subject(SubjectKind.INSTANCE, "db"),
        Subject(SubjectKind.RESOURCE, "web"),
        Subject(SubjectKind.INSTANCE, "fs"),
        Subject(SubjectKind.CONSTRAINT, "c-web-db"),
        Subject(SubjectKind.CONSTRAINT, "likes"),
    ]


def test_a_click_beside_everything_lets_go(show: Show) -> None:
    view = show(TEXT)
    view.select(Subject(SubjectKind.RESOURCE, "db"))
    chosen = _chosen(view)
    corner = view.diagram.arrangement.bounds
    QTest.mouseClick(view.viewport(), LEFT, pos=view.mapFromScene(corner.right - 4, 4))
    assert chosen == [None]


def test_what_does_not_touch_the_selection_recedes(show: Show) -> None:
    view = show(TEXT)
    view.select(Subject(SubjectKind.CONSTRAINT, "c-web-db"))
    units = view.diagram.units
    assert units["db"].opacity() == units["web"].opacity() == 1.0
    assert units["backup"].opacity() < 0.5
    assert units["free"].opacity() < 0.5
    view.select(None)
    assert all(item.opacity() == 1.0 for item in units.values())


def test_a_line_is_picked_near_it(show: Show) -> None:
    view = show(TEXT)
    chosen = _chosen(view)
    route = next(iter(view.diagram.arrangement.routes.values()))
    x, y = route.at(0.93)
    QTest.mouseClick(view.viewport(), LEFT, pos=view.mapFromScene(x, y + 2))
    assert [each.kind for each in chosen if each] == [SubjectKind.CONSTRAINT]


def test_control_selects_several(show: Show) -> None:
    view = show(TEXT)
    _click(view, _resource(view, "db"))
    _click(view, _resource(view, "free"), Qt.KeyboardModifier.ControlModifier)
    assert {each.id for each in view.selection} == {"db", "free"}
    assert [hit.id for hit in view.surface.grabbed()] == ["db", "free"]
    assert view.diagram.units["db"].selected
    assert view.diagram.units["free"].selected


# keys


def _key(view: DependencyView, *keys: Qt.Key) -> None:
    view.setFocus()
    for key in keys:
        QTest.keyClick(view, key)


def test_arrows_follow_the_start_order(show: Show) -> None:
    view = show(TEXT)
    view.select(Subject(SubjectKind.RESOURCE, "db"))
    chosen = _chosen(view)
    _key(view, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert [each.id for each in chosen if each] == ["web", "backup", "web"]


def test_several_are_selected_by_keyboard(show: Show) -> None:
    view = show(TEXT)
    view.select(Subject(SubjectKind.RESOURCE, "db"))
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert {each.id for each in view.selection} == {"db", "web"}
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert {each.id for each in view.selection} == {"db", "web"}
    assert "backup" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert {each.id for each in view.selection} == {"db", "web", "backup"}
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert {each.id for each in view.selection} == {"db", "backup"}
    _key(view, Qt.Key.Key_Left)
    assert {each.id for each in view.selection} == {"db"}


def test_tab_goes_through_the_constraints_of_a_card_and_escape_back(show: Show) -> None:
    view = show(TEXT)
    _click(view, _title(view, "web"))
    chosen = _chosen(view)
    _key(view, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert [each.id for each in chosen if each] == [
        "o-db-web",
        "c-web-db",
        "o-web-backup",
        "likes",
    ]
    _key(view, Qt.Key.Key_Escape)
    assert chosen[-1] == Subject(SubjectKind.RESOURCE, "web")
    _key(view, Qt.Key.Key_Escape)
    assert chosen[-1] is None


def test_enter_asks_for_a_menu_of_what_is_selected(show: Show) -> None:
    view = show(TEXT)
    asked: list[Subject] = []

    def note(subject: Subject, point: QPoint) -> None:
        assert view.rect().contains(view.mapFromGlobal(point))
        asked.append(subject)

    view.context_requested.connect(note)
    view.select(Subject(SubjectKind.RESOURCE, "web"))
    _key(view, Qt.Key.Key_Return)
    assert asked == [Subject(SubjectKind.RESOURCE, "web")]


def test_minus_and_plus_collapse_and_expand_a_box_and_else_zoom(show: Show) -> None:
    view = show(TEXT)
    view.select(Subject(SubjectKind.RESOURCE, "web"))
    _key(view, Qt.Key.Key_Minus)
    assert view.collapsed == {"web"}
    _key(view, Qt.Key.Key_Plus)
    assert view.collapsed == frozenset()
    view.select(None)
    zoom = view.zoom
    _key(view, Qt.Key.Key_Minus)
    assert view.zoom < zoom


# collapsing


def test_the_small_arrow_collapses_and_says_so(show: Show, qtbot: QtBot) -> None:
    view = show(TEXT)
    view.set_animated(False)
    toggle = view.diagram.frames["web"].toggle
    assert toggle is not None
    place = view.diagram.arrangement.places["web"]
    before = dict(view.diagram.arrangement.places)
    with qtbot.waitSignal(view.collapsed_changed):
        _click(view, toggle.moved(place.x, place.y))
    after = view.diagram.arrangement.places
    assert after["web"].height < before["web"].height
    assert {key for key in before if before[key][:2] != after[key][:2]} == set()


def test_what_was_collapsed_can_be_given_before_there_is_a_cluster(
    view: DependencyView, qtbot: QtBot
) -> None:
    view.collapsed = frozenset({"web", "gone"})
    with qtbot.waitSignal(view.first_painted):
        view.set_cluster(*shown(TEXT))
    assert not view.diagram.frames["web"].members
    assert view.diagram.frames["dlm-clone"].copies


# following


def _moved(state: ClusterState, name: str, node: str) -> ClusterState:
    instance = replace(state.instances[name], nodes=(node,))
    return replace(state, instances={**state.instances, name: instance})


def test_a_move_is_told_on_the_card(show: Show) -> None:
    view = show(TEXT)
    configuration, state = shown(TEXT)
    view.refresh(configuration, _moved(state, "db", "app2"), ChangeSet(instances=frozenset({"db"})))
    assert "app2" in view.diagram.units["db"].look.detail


def test_a_failure_is_told_on_the_card(show: Show) -> None:
    view = show(TEXT)
    configuration, state = shown(TEXT)
    failed = replace(state.instances["ip"], failed=True)
    state = replace(state, instances={**state.instances, "ip": failed})
    view.refresh(configuration, state, ChangeSet(instances=frozenset({"ip"})))
    look = view.diagram.units["web"].look
    assert look.mark is Mark.FAILED
    assert look.members[0].mark is Mark.FAILED


def test_a_new_order_glides_its_card_to_its_place(show: Show, qtbot: QtBot) -> None:
    view = show(TEXT)
    more = TEXT.replace("</constraints>", order("backup", "free") + "</constraints>")
    before = dict(view.diagram.arrangement.places)
    view.refresh(*shown(more), ChangeSet(configuration=True))
    assert view.diagram.motion.gliding(view.diagram.units["free"])
    qtbot.waitUntil(lambda: not view.diagram.motion.busy)
    places = view.diagram.arrangement.places
    assert {key for key in before if before[key][:2] != places[key][:2]} == {"free"}
    assert view.diagram.units["free"].place.x() == places["free"].x
    assert view.diagram.labels["o-backup-free:backup:free"].isVisible()


def test_unseen_nothing_is_laid_out_and_seen_all_is_there(qtbot: QtBot) -> None:
    view = DependencyView(Theme.light())
    qtbot.addWidget(view)
    view.set_cluster(*shown(TEXT))
    assert view.diagram.plan is None
    with qtbot.waitSignal(view.first_painted):
        view.show()
    places = dict(view.diagram.arrangement.places)
    view.hide()
    more = TEXT.replace("</resources>", dummies("late") + "</resources>")
    view.refresh(*shown(more), ChangeSet(configuration=True))
    assert "late" not in view.diagram.units
    view.show()
    assert "late" in view.diagram.units
    now = view.diagram.arrangement.places
    assert all(now[key] == rect for key, rect in places.items())
    view.close()


def test_all_of_it_is_in_view_at_first(show: Show) -> None:
    view = show(tangle(120))
    assert view.visible_area().contains(view.sceneRect().adjusted(1, 1, -1, -1))


def test_an_empty_cluster_says_so(show: Show) -> None:
    view = show(cib(""))
    assert view.accessibleName()
    assert not view.diagram.units


# search and filter


def test_a_search_brings_out_what_it_found(show: Show) -> None:
    view = show(TEXT)
    view.highlight_matches({"fs"})
    units = view.diagram.units
    assert units["web"].matched
    assert units["db"].opacity() < units["web"].opacity()
    view.highlight_matches(None)
    assert not units["web"].matched
    assert units["db"].opacity() == 1.0


def test_a_filter_fades_or_hides_the_rest_with_its_lines(show: Show) -> None:
    view = show(TEXT)
    view.set_filter("backup")
    assert view.diagram.units["db"].opacity() < 0.3
    view.set_filter(frozenset({"db", "ip"}), hide=True)
    visible = {key for key, item in view.diagram.units.items() if item.isVisible()}
    assert visible == {"db", "web"}
    lines = {item.link.constraint.id for item in view.diagram.links.values() if item.isVisible()}
    assert lines == {"o-db-web", "c-web-db"}
    view.set_filter(None)
    assert all(item.isVisible() for item in view.diagram.units.values())


def test_only_what_touches_the_selection_can_be_left(show: Show) -> None:
    view = show(TEXT)
    view.set_only_touching(True)
    view.select(Subject(SubjectKind.RESOURCE, "backup"))
    visible = {key for key, item in view.diagram.units.items() if item.isVisible()}
    assert visible == {"web", "backup"}
    view.select(None)
    assert all(item.isVisible() for item in view.diagram.units.values())


# drafts


def test_a_prediction_is_told_where_it_happens(show: Show) -> None:
    view = show(TEXT)
    fates = (
        *(Fate(name, Verdict.MOVES, "hana1", "app1", key=name) for name in ("ip", "fs", "app")),
        Fate("dlm", Verdict.STOPS, "hana2", None, Role.STARTED, key="dlm:1"),
    )
    view.set_prediction(Prediction(Version(0, 1, 0), fates))
    assert view.diagram.units["web"].fates == {"web": "→ app1"}
    assert set(view.diagram.units["dlm-clone"].fates) == {"dlm:1"}
    view.set_prediction(None)
    assert view.diagram.units["web"].fates == {}


def test_what_the_draft_changed_is_marked(show: Show) -> None:
    view = show(TEXT)
    plain = view.viewport().grab().toImage()
    view.set_marked({"db", "o-db-web"})
    assert view.viewport().grab().toImage() != plain
    assert [item.drafted for item in view.diagram.links.values()].count(True) == 1


# what gestures are told


def test_hits_tell_members_with_their_slots(show: Show) -> None:
    view = show(TEXT)
    hit = view.surface.hit(*_resource(view, "fs").center)
    assert (hit.kind, hit.id, hit.group) == (HitKind.CARD, "fs", "web")
    assert [member for member, _ in hit.members] == ["ip", "fs", "app"]
    tops = [place.y for _, place in hit.members]
    assert tops == sorted(tops)
    assert hit.place.y == tops[1]


def test_hits_tell_boxes_cards_constraints_and_free_ground(show: Show) -> None:
    view = show(TEXT)
    surface = view.surface
    group = surface.hit(*_title(view, "web").center)
    assert (group.kind, group.id) == (HitKind.GROUP, "web")
    clone = surface.hit(*_title(view, "dlm-clone").center)
    assert (clone.kind, clone.id, clone.group) == (HitKind.CARD, "dlm-clone", None)
    chip = _constraint(view, "c-web-db")
    assert surface.hit(*chip.center).kind is HitKind.EDGE
    assert surface.hit(*chip.center, lines=False).kind is HitKind.GROUND


def test_the_ends_of_a_selected_line_can_be_taken(show: Show) -> None:
    view = show(TEXT)
    view.select(Subject(SubjectKind.CONSTRAINT, "c-web-db"))
    ends = {end.side: (end.x, end.y) for end in view.surface.ends()}
    # web follows db, and stands right of it
    assert ends[Side.TAIL][0] == _resource(view, "web").x
    assert ends[Side.HEAD][0] == _resource(view, "db").right
    view.select(Subject(SubjectKind.CONSTRAINT, "likes"))
    assert view.surface.ends() == ()


# words


def _tip(view: DependencyView, place: Rect) -> str:
    point = _at(view, place)
    event = QHelpEvent(QEvent.Type.ToolTip, point, view.viewport().mapToGlobal(point))
    QApplication.sendEvent(view.viewport(), event)
    return QToolTip.text()


@pytest.mark.usefixtures("english")
def test_tips_say_constraints_as_sentences(show: Show) -> None:
    view = show(TEXT)
    assert "Web stays with db" in _tip(view, _constraint(view, "c-web-db"))
    assert "Backup starts after web has started" in _tip(view, _constraint(view, "o-web-backup"))
    assert "db" in _tip(view, _resource(view, "db"))
    QToolTip.hideText()


@pytest.mark.usefixtures("english")
def test_screen_readers_hear_what_is_selected(show: Show) -> None:
    view = show(TEXT)
    assert "resources: 5" in view.accessibleName()
    _click(view, _constraint(view, "c-web-db"))
    assert "stays with" in view.accessibleDescription()


# pictures


def test_the_svg_is_whole_and_its_text_is_text(show: Show, tmp_path: Path) -> None:
    view = show(TEXT)
    view.set_zoom(0.3)
    view.select(Subject(SubjectKind.RESOURCE, "db"))
    path = tmp_path / "diagram.svg"
    view.export_svg(path)
    root = etree.fromstring(path.read_bytes())
    texts = {(each.text or "").strip() for each in root.iter("{*}text")}
    assert {"db", "1 ip", "backup", "hana1 100"} <= texts
    assert view.zoom == pytest.approx(0.3)
    assert view.diagram.units["free"].opacity() < 1.0


def test_the_png_shows_all_at_twice_the_size(show: Show, tmp_path: Path) -> None:
    view = show(TEXT)
    path = tmp_path / "diagram.png"
    view.export_png(path)
    image = QImage(str(path))
    assert image.width() == round(view.sceneRect().width() * 2)


def test_where_a_picture_cannot_be_written_the_cause_is_told(show: Show, tmp_path: Path) -> None:
    view = show(TEXT)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        view.export_svg(tmp_path / "nowhere" / "x.svg")
    with pytest.raises(IsADirectoryError):
        view.export_png(tmp_path)


def test_other_colours_are_used_at_once(show: Show, configuration: Configuration) -> None:
    view = show(TEXT)
    light = view.viewport().grab().toImage().pixelColor(2, 2)
    view.set_theme(Theme.dark())
    assert view.viewport().grab().toImage().pixelColor(2, 2).lightness() < light.lightness()
    view.set_stale(True)
    assert "·" in view.accessibleName()


def test_while_something_is_dragged_nothing_recedes(show: Show, qtbot: QtBot) -> None:
    view = show(TEXT)
    made: list[object] = []
    view.edited.connect(made.append)
    start, end = _at(view, _resource(view, "free")), _resource(view, "fs")
    QTest.mousePress(view.viewport(), LEFT, pos=start)
    assert view.diagram.units["web"].opacity() < 1.0
    drop = view.mapFromScene(QPointF(end.center[0], end.y + 3))
    for point in (start + QPoint(30, 0), drop):
        _drag_to(view, point)
    assert view.diagram.units["web"].opacity() == 1.0
    QTest.mouseRelease(view.viewport(), LEFT, pos=drop)
    assert made == [(JoinGroup("web", ("free",), before="fs"),)]
    assert view.diagram.units["web"].opacity() < 1.0


def _drag_to(view: DependencyView, point: QPoint) -> None:
    there = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        there,
        view.viewport().mapToGlobal(there),
        LEFT,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)
