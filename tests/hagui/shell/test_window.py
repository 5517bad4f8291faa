"""The window as a whole: actions by menu and key, questions, progress, language, theme, files.

Longer than most files because it goes through all that the window joins.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QMenu, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from engine.cib.edits.vocabulary import Edits, SetNodeAttribute
from engine.protocol.verbs import Act, Cleanup, Maintenance, Refresh, Standby
from hagui.appearance import Appearance, Scheme
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, Link, SourcesStatus
from hagui.cluster.subject import Subject, SubjectKind
from hagui.shell import actions, settings
from hagui.shell.acting import act_for
from hagui.shell.bottom import Tab
from hagui.shell.confirm import LISTED, consequences
from hagui.shell.draft.values import DraftLook, Entry, Rehearsal
from hagui.shell.menus import Saved
from hagui.shell.progress import ActProgress, Stage
from hagui.shell.review.values import Rehearsed
from hagui.shell.settings import Settings
from hagui.shell.situation import Situation
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import live_status, source

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def wanted(window: MainWindow) -> list[Act]:
    found: list[Act] = []
    window.intent.connect(found.append)
    return found


def node(window: MainWindow, name: str) -> None:
    window.select(Subject(SubjectKind.NODE, name))


def question(window: MainWindow) -> QMessageBox | None:
    return next((b for b in window.findChildren(QMessageBox) if b.isVisible()), None)


# what is possible


def test_nothing_can_be_done_without_a_cluster(window: MainWindow) -> None:
    assert window.panes.welcome.isVisible()
    enabled = {action.id for action, made in window.actions_ if made.isEnabled()}
    assert "cluster.connect" in enabled
    assert not enabled & {"node.standby", "resource.cleanup", "cluster.refresh", "view.fit"}


def test_a_file_can_be_edited_and_not_acted_upon(window: MainWindow, live: LiveCluster) -> None:
    window.show_cluster(live, "web")
    window.show_sources(SourcesStatus(Freshness.FILE, file="cib.xml"))
    acts = wanted(window)
    edits: list[Edits] = []
    window.editing.edited.connect(edits.append)
    node(window, "node1")
    enabled = {action.id for action, made in window.actions_ if made.isEnabled()}
    assert enabled >= {"view.fit", "node.standby", "cluster.maintenance", "file.save-as"}
    assert not enabled & {"cluster.refresh", "cluster.disconnect", "resource.cleanup", "file.save"}
    QTest.keyClick(window, Qt.Key.Key_B, CTRL)
    assert question(window) is None
    assert edits == [(SetNodeAttribute(node="node1", name="standby", value="on"),)]
    assert acts == []


def test_stale_data_is_not_acted_upon(shown: MainWindow) -> None:
    node(shown, "node1")
    assert shown.actions_[actions.STANDBY].isEnabled()
    shown.show_sources(SourcesStatus(Freshness.STALE, sources=(source("node1", Link.WAITING),)))
    assert not shown.actions_[actions.STANDBY].isEnabled()


def test_what_is_offered_fits_the_node(shown: MainWindow) -> None:
    node(shown, "node3")
    assert not shown.actions_[actions.STANDBY].isEnabled()
    assert shown.actions_[actions.ONLINE].isEnabled()
    node(shown, "node1")
    assert shown.actions_[actions.STANDBY].isEnabled()
    assert not shown.actions_[actions.ONLINE].isEnabled()


def test_every_act_follows_from_the_selection(live: LiveCluster) -> None:
    now = Situation(shown=True, live=True, node=live.state.nodes["node1"])
    assert act_for(actions.STANDBY, now) == Standby(node="node1", on=True)
    assert act_for(actions.NODE_MAINTENANCE, now) == Maintenance(on=True, node="node1")
    assert act_for(actions.CLEANUP, now) == Cleanup(node="node1")
    now = Situation(shown=True, live=True, resource="webip")
    assert act_for(actions.CLEANUP, now) == Cleanup(resource="webip")
    assert act_for(actions.REFRESH, now) == Refresh(resource="webip")
    assert act_for(actions.STANDBY, now) is None
    assert act_for(actions.MAINTENANCE_OFF, now) == Maintenance(on=False)


def test_no_two_actions_share_a_key(window: MainWindow) -> None:
    keys = [m.shortcut().toString() for _, m in window.actions_ if not m.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


# asking


def test_the_tabs_below_are_named_whole_whichever_is_in_front(
    shown: MainWindow, qtbot: QtBot
) -> None:
    shown.resize(1280, 800)
    tabs = shown.panes.bottom.tabs
    for tab in Tab:
        shown.panes.bottom.show_tab(tab)
        qtbot.waitUntil(lambda: tabs.width() >= tabs.sizeHint().width())


def test_standby_asks_and_names_what_runs_there(shown: MainWindow) -> None:
    acts = wanted(shown)
    node(shown, "node1")
    QTest.keyClick(shown, Qt.Key.Key_B, CTRL)
    box = question(shown)
    assert box is not None
    assert box.text() == "Set node1 to standby?"
    for name in ("webip", "webserver", "db (promoted)", "dlm"):
        assert name in box.informativeText()
    assert "start on node2" in box.informativeText()
    assert acts == []
    button = next(b for b in box.findChildren(QPushButton) if b.text() == "Set to standby")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acts == [Standby(node="node1", on=True)]


def test_escape_means_no(shown: MainWindow) -> None:
    acts = wanted(shown)
    node(shown, "node1")
    QTest.keyClick(shown, Qt.Key.Key_B, CTRL)
    box = question(shown)
    assert box is not None
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert question(shown) is None
    assert acts == []


def test_do_not_ask_again_is_kept(shown: MainWindow, kept: Settings) -> None:
    acts = wanted(shown)
    node(shown, "node1")
    QTest.keyClick(shown, Qt.Key.Key_B, CTRL)
    box = question(shown)
    assert box is not None
    never = box.findChild(QCheckBox)
    assert never is not None
    never.click()
    next(b for b in box.findChildren(QPushButton) if b.text() == "Set to standby").click()
    assert not kept.get(settings.ASK_STANDBY)
    QTest.keyClick(shown, Qt.Key.Key_B, CTRL)
    assert question(shown) is None
    assert len(acts) == 2


def test_what_stops_nothing_is_not_asked(shown: MainWindow) -> None:
    acts = wanted(shown)
    node(shown, "node3")
    QTest.keyClick(shown, Qt.Key.Key_B, CTRL | SHIFT)
    QTest.keyClick(shown, Qt.Key.Key_L, CTRL)
    assert question(shown) is None
    assert acts == [Standby(node="node3", on=False), Cleanup(node="node3")]


def test_the_last_node_is_warned_of(live: LiveCluster, english: None) -> None:
    act = Standby(node="node1", on=True)
    nodes = dict(live.state.nodes)
    nodes["node2"] = replace(nodes["node2"], online=False)
    words = consequences(act, replace(live.state, nodes=nodes))
    assert "No other node is online and active: all of this will stop." in words


def test_a_long_list_is_cut(live: LiveCluster, english: None) -> None:
    one = live.state.instances["webip"]
    crowd = {f"r{i}": replace(one, resource=f"r{i}") for i in range(LISTED + 3)}
    words = consequences(Standby("node1", on=True), replace(live.state, instances=crowd))
    assert "r7 and 3 more" in words
    assert "r8" not in words


# following an act


def test_an_act_is_followed_until_the_cluster_has_settled(shown: MainWindow) -> None:
    strip = shown.panes.progress
    act = Standby("node1", on=True)
    shown.show_progress(ActProgress(act, Stage.ACCEPTED))
    assert strip.isVisible()
    assert strip.what.text() == "node1 to standby"
    shown.show_progress(ActProgress(act, Stage.SETTLING, pending=3))
    assert strip.stage.text() == "settling, 3 operations under way"
    stopped: list[object] = []
    shown.stop_watching.connect(stopped.append)
    QTest.mouseClick(strip.stop, Qt.MouseButton.LeftButton)
    assert stopped == [act]
    assert not strip.isVisible()


def test_a_refused_act_says_why_in_one_sentence(shown: MainWindow) -> None:
    strip = shown.panes.progress
    act = Cleanup(resource="backup")
    failed = ActProgress(act, Stage.FAILED, message="Not allowed.", detail="crm_resource: 102")
    shown.show_progress(failed)
    assert strip.stage.text() == "Not allowed."
    QTest.mouseClick(strip.details, Qt.MouseButton.LeftButton)
    box = question(shown)
    assert box is not None
    assert box.informativeText() == "crm_resource: 102"
    box.close()


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows made after this take a settled cluster for settled sooner."""
    monkeypatch.setattr("hagui.shell.progress.CALM_MS", 40)


def lost(shown: MainWindow, act: Act) -> None:
    words = "The connection was lost after it had begun the change."
    shown.show_progress(ActProgress(act, Stage.FAILED, message=words, unsure=True))


def test_an_act_that_was_lost_turns_calm_when_the_cluster_shows_it_done(
    hasty: None, qtbot: QtBot, shown: MainWindow
) -> None:
    strip = shown.panes.progress
    lost(shown, Standby("node3", on=True))  # node3 is in standby, and nothing runs there
    assert strip.stage.property("tone") == "bad"
    qtbot.waitUntil(lambda: strip.stage.property("tone") == "dim")
    assert strip.stage.text().startswith("the cluster has settled as asked")


def test_an_act_that_was_lost_stays_loud_while_it_is_not_seen_done(
    hasty: None, qtbot: QtBot, shown: MainWindow
) -> None:
    strip = shown.panes.progress
    lost(shown, Standby("node1", on=True))
    qtbot.wait(150)
    assert strip.stage.property("tone") == "bad"
    lost(shown, Standby("node3", on=True))
    gone = source("node1", Link.WAITING)
    shown.show_sources(SourcesStatus(Freshness.STALE, sources=(gone,)))  # nobody knows now
    qtbot.wait(150)
    assert strip.stage.property("tone") == "bad"
    shown.show_progress(ActProgress(Standby("node3", on=True), Stage.FAILED, message="No."))
    shown.show_sources(live_status())
    qtbot.wait(150)
    assert strip.stage.text() == "No."


def test_another_cluster_does_not_show_what_was_done_to_the_last(
    shown: MainWindow, live: LiveCluster
) -> None:
    lost(shown, Standby("node1", on=True))
    shown.show_cluster(live, "mail")
    assert not shown.panes.progress.isVisible()


# menus, files, looks


def entries(menu: QMenu) -> list[str]:
    return [a.text().replace("&", "") for a in menu.actions() if not a.isSeparator()]


def test_the_context_menu_offers_what_fits(shown: MainWindow) -> None:
    tree = shown.panes.left.tree
    row = tree.rows.row_of(Subject(SubjectKind.NODE, "node1"))
    assert row is not None
    place = tree.visualRect(tree.filter.mapFromSource(tree.rows.index_of(row))).center()
    tree.customContextMenuRequested.emit(place)
    menu = next(m for m in shown.findChildren(QMenu) if m.isVisible())
    assert entries(menu) == [
        "Standby",
        "Node maintenance",
        "Clean up",
        "Refresh",
        "Standby in the draft",
        "Show on the canvas",
        "Copy name",
    ]
    assert shown.subject == Subject(SubjectKind.NODE, "node1")
    menu.close()


def test_the_cluster_menu_names_saved_clusters(window: MainWindow) -> None:
    window.show_saved([Saved("id1", "web"), Saved("id2", "mail")])
    asked: list[str] = []
    window.connect_wanted.connect(asked.append)
    menu = window.panes.health.name.menu()
    assert entries(menu)[:2] == ["web", "mail"]
    menu.actions()[1].trigger()
    assert asked == ["id2"]


def test_a_dropped_file_is_opened(window: MainWindow, tmp_path: Path) -> None:
    asked: list[str] = []
    window.open_wanted.connect(asked.append)
    path = tmp_path / "cib.xml"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(window.rect().center(), copy, data, left, none)
    window.dragEnterEvent(enter)
    assert enter.isAccepted()
    window.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))
    assert asked == [str(path)]


def test_an_error_leaves_what_is_shown(shown: MainWindow) -> None:
    shown.show_error("x.xml is no CIB.")
    assert shown.panes.notice.isVisible()
    assert shown.panes.canvas.isVisible()
    QTest.mouseClick(shown.panes.notice.close_button, Qt.MouseButton.LeftButton)
    assert not shown.panes.notice.isVisible()


def test_another_language_is_spoken_at_once(shown: MainWindow, kept: Settings) -> None:
    node(shown, "node3")
    shown.speak("zh_CN")
    try:
        assert shown.panes.health.quorum.text() == "法定票数 3/3"
        assert shown.panes.bottom.tabs.tabText(0) == "事件"
        assert shown.subject == Subject(SubjectKind.NODE, "node3")
        assert kept.get(settings.LANGUAGE) == "zh_CN"
        assert shown.panes.canvas.board is not None
    finally:
        shown.speak("en")
    assert shown.panes.health.quorum.text() == "Quorum 3 of 3"


def test_constraints_are_drawn_by_key_and_it_is_remembered(
    shown: MainWindow, kept: Settings
) -> None:
    calm = shown.panes.canvas.grab().toImage()
    QTest.keyClick(shown, Qt.Key.Key_E, CTRL)
    assert shown.panes.canvas.grab().toImage() != calm
    assert kept.get(settings.EDGES) is True
    QTest.keyClick(shown, Qt.Key.Key_E, CTRL)
    assert kept.get(settings.EDGES) is False


def test_following_an_act_moves_nothing_above_it(shown: MainWindow, qapp: QApplication) -> None:
    qapp.processEvents()
    room = shown.panes.canvas.geometry()
    shown.show_progress(ActProgress(Standby("node1", on=True), Stage.SETTLING))
    qapp.processEvents()
    assert shown.panes.progress.isVisible()
    assert shown.panes.canvas.geometry() == room


def test_what_is_stale_is_drained_in_another_language_too(shown: MainWindow) -> None:
    tree = shown.panes.left.tree
    fresh = tree.grab().toImage()
    lost = source("node1", Link.WAITING)
    shown.show_sources(SourcesStatus(Freshness.STALE, sources=(lost,)))
    stale = tree.grab().toImage()
    assert stale != fresh
    shown.speak("zh_CN")
    shown.speak("en")
    assert shown.panes.left.tree.grab().toImage() == stale


def test_the_look_is_chosen_by_key(shown: MainWindow, kept: Settings) -> None:
    QTest.keyClick(shown, Qt.Key.Key_D, CTRL | SHIFT)
    assert kept.get(settings.THEME) == "dark"
    assert shown.actions_[actions.THEME_DARK].isChecked()
    shown.actions_[actions.THEME_LIGHT].trigger()
    assert kept.get(settings.THEME) == "light"


def test_the_window_comes_back_as_it_was(
    qtbot: QtBot, qapp: QApplication, shown: MainWindow, kept: Settings, live: LiveCluster
) -> None:
    shown.resize(780, 600)
    shown.panes.splitters["outer"].setSizes([500, 280])
    sizes = shown.panes.splitters["outer"].sizes()
    shown.close()
    appearance = Appearance(qapp, Scheme.LIGHT)
    again = MainWindow(appearance, kept)
    qtbot.addWidget(again)
    again.show()
    assert (again.width(), again.height()) == (780, 600)
    again.show_cluster(live, "web")
    qapp.processEvents()
    left, right = again.panes.splitters["outer"].sizes()
    assert abs(left - sizes[0]) < 12
    assert abs(right - sizes[1]) < 12
    appearance.deleteLater()


def test_a_change_is_shown_within_a_moment(
    qtbot: QtBot, shown: MainWindow, live: LiveCluster
) -> None:
    state = live.state
    patch = f"""<diff format="2"><version><source admin_epoch="0" epoch="42" num_updates="50"/>
    <target admin_epoch="0" epoch="42" num_updates="51"/></version>
    <change operation="modify" path="/cib"><change-list>
    <change-attr name="have-quorum" operation="set" value="0"/>
    <change-attr name="num_updates" operation="set" value="51"/></change-list>
    <change-result><cib{_attributes(live)} have-quorum="0" num_updates="51"/></change-result>
    </change></diff>"""
    assert state.quorate
    shown.refresh(live.apply(patch, at=1_791_470_010.0))
    qtbot.waitUntil(lambda: shown.panes.health.quorum.text() == "Quorum lost: 3 of 3")
    assert shown.panes.bottom.tabs.tabText(2) == "Problems (2)"
    assert "quorum lost" in str(shown.panes.bottom.events.events.index(0).data())


def _attributes(live: LiveCluster) -> str:
    return "".join(
        f' {name}="{value}"'
        for name, value in live.cib.root.attrib.items()
        if name not in {"have-quorum", "num_updates"}
    )


def test_shortcuts_and_about_open_and_close(shown: MainWindow) -> None:
    for action in (actions.SHORTCUTS, actions.ABOUT):
        shown.actions_[action].trigger()
        dialog = next(d for d in shown.findChildren(QDialog) if d.isVisible())
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible()


def test_an_empty_change_costs_nothing(shown: MainWindow) -> None:
    shown.refresh(ChangeSet())
    shown.settle()
    assert shown.panes.left.tree.subject() is None


def test_standby_may_go_into_the_draft_instead(shown: MainWindow) -> None:
    acts = wanted(shown)
    edits: list[Edits] = []
    shown.editing.edited.connect(edits.append)
    node(shown, "node1")
    QTest.keyClick(shown, Qt.Key.Key_B, CTRL)
    box = question(shown)
    assert box is not None
    later = next(b for b in box.findChildren(QPushButton) if b.text() == "Into the draft")
    QTest.mouseClick(later, Qt.MouseButton.LeftButton)
    assert edits == [(SetNodeAttribute(node="node1", name="standby", value="on"),)]
    assert acts == []


def test_at_the_end_it_is_said_once_that_the_draft_is_kept(shown: MainWindow) -> None:
    shown.editing.show_draft(DraftLook((Entry(1, "Stop webip"),)))
    QTest.keyClick(shown, Qt.Key.Key_Q, CTRL)
    box = question(shown)
    assert box is not None
    assert "1 change was not committed" in box.informativeText()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert shown.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_Q, CTRL)
    box = question(shown)
    assert box is not None
    close = next(b for b in box.findChildren(QPushButton) if b.text() == "Close hagui")
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not shown.isVisible()
    shown.show()
    shown.actions_[actions.QUIT].trigger()
    assert not shown.isVisible(), "it is said once"


def test_the_menus_fold_where_there_is_no_room(shown: MainWindow, qapp: QApplication) -> None:
    health = shown.panes.health
    shown.resize(1280, 800)
    qapp.processEvents()
    assert not health.menus.isVisible()
    rehearsal = Rehearsal(Rehearsed.FAILED, trouble="No.")
    shown.editing.show_draft(DraftLook((Entry(1, "Stop webip"),), rehearsal=rehearsal))
    qapp.processEvents()
    bar = shown.panes.draft_bar
    assert bar.rehearsal.text() == "Not rehearsed"
    shown.resize(740, 800)
    qapp.processEvents()
    assert health.menus.isVisible()
    assert bar.rehearsal.text() == "", "its words are in the tool tip"
    assert "Not rehearsed: No." in bar.rehearsal.toolTip()
    assert "Edit" in entries(health.menus.menu())
    review = shown.panes.draft_bar.review
    assert review.width() >= review.sizeHint().width()


def test_the_view_in_front_is_chosen_by_key_and_remembered(
    shown: MainWindow, kept: Settings
) -> None:
    node(shown, "node1")
    shown.select(Subject(SubjectKind.RESOURCE, "webservice"))
    QTest.keyClick(shown, Qt.Key.Key_F8)
    assert shown.panes.views.front is shown.panes.views.dependencies
    assert shown.panes.views.dependencies.subject == Subject(SubjectKind.RESOURCE, "webservice")
    assert kept.get(settings.VIEW) == "dependencies"
    assert shown.actions_[actions.ONLY_TOUCHING].isEnabled()
    QTest.keyClick(shown, Qt.Key.Key_F7)
    assert shown.panes.canvas.isVisible()
    assert not shown.actions_[actions.ONLY_TOUCHING].isEnabled()


def test_a_picture_is_exported(shown: MainWindow, tmp_path: Path) -> None:
    for view in ("topology", "dependencies"):
        shown.panes.views.turn_to(view)
        shown.export(str(tmp_path / f"{view}.svg"))
        shown.export(str(tmp_path / f"{view}.png"))
        assert b"webip" in (tmp_path / f"{view}.svg").read_bytes()
        assert (tmp_path / f"{view}.png").read_bytes().startswith(b"\x89PNG")
        assert "The picture is in" in shown.panes.notice.text.text()
    shown.export(str(tmp_path / "nowhere" / "a.svg"))
    assert "was not written" in shown.panes.notice.text.text()


def test_the_list_in_front_below_is_remembered_and_kept_in_another_language(
    shown: MainWindow, kept: Settings
) -> None:
    shown.panes.bottom.show_tab(Tab.TEMPORARY)
    assert kept.get(settings.LIST) == "temporary"
    shown.speak("zh_CN")
    assert shown.panes.bottom.tabs.currentIndex() == Tab.TEMPORARY
    shown.speak("en")


def test_the_dependencies_can_be_cut_down_to_what_the_search_finds(shown: MainWindow) -> None:
    views = shown.panes.views
    shown.actions_[actions.DEPENDENCIES].trigger()
    shown.panes.left.search.setFocus()
    QTest.keyClicks(shown.panes.left.search, "backup")

    def visible() -> set[str]:
        return {key for key, unit in views.dependencies.diagram.units.items() if unit.isVisible()}

    every = visible()
    assert {"backup", "power"} <= every
    shown.actions_[actions.ONLY_FOUND].trigger()
    assert "backup" in visible()
    assert "power" not in visible()
    shown.panes.left.search.clear()
    assert visible() == every
