"""The tree: what it says, how it filters, and that selections go both ways."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.cib.state.model import ClusterState, Role
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.subject import Subject, SubjectKind
from hagui.phrases import Tone
from hagui.shell.inspector.blocks import Title
from hagui.shell.tree.builder import TreeBuilder
from hagui.shell.tree.model import ROW_ROLE, TreeModel
from hagui.shell.tree.rows import Row
from hagui.shell.window import MainWindow

NODE, RESOURCE, INSTANCE = SubjectKind.NODE, SubjectKind.RESOURCE, SubjectKind.INSTANCE
CONSTRAINT = SubjectKind.CONSTRAINT


def built(live: LiveCluster) -> Row:
    return TreeBuilder().build(live.configuration, live.state)


def outline(row: Row, depth: int = 0) -> list[str]:
    lines = [f"{'  ' * depth}{child.glyph} {child.spoken}".rstrip() for child in row.children]
    found: list[str] = []
    for line, child in zip(lines, row.children, strict=True):
        found.append(line)
        found.extend(outline(child, depth + 1))
    return found


def test_the_tree_says_what_the_canvas_shows(live: LiveCluster, english: None) -> None:
    assert outline(built(live)) == [
        " NODES",
        "  ● node1",
        "  ● node2, DC",
        "  ◐ node3, standby",
        " RESOURCES",
        "   webservice, group",
        "    ● 1 webip",
        "    ● 2 webstore",
        "    ● 3 webserver",
        "   db-clone, promotable 2 of 3",
        "    ◆ node1, promoted",
        "    ○ node2",
        "   dlm-clone, clone 2 of 3",
        "    ● node1",
        "    ● node2",
        "  ▲ backup, stopped",
        "  ● power, fencing",
        " CONSTRAINTS",
        "  ◎ webservice on node1, 100",
        "  ◎ backup not on node2, −∞",
        "  ◎ db-clone by rule, −∞",
        "  → db-clone, then webservice, ∞",
        "  ⊕ webservice with db-clone, ∞",
        "  ⊖ backup apart from webservice, −500",
    ]


def test_what_an_unclean_node_ran_is_no_longer_known(live: LiveCluster, english: None) -> None:
    nodes = dict(live.state.nodes)
    nodes["node2"] = replace(nodes["node2"], online=False, unclean=True)
    lines = outline(TreeBuilder().build(live.configuration, replace(live.state, nodes=nodes)))
    assert "    ○ node2, was unpromoted" in lines
    assert "    ◆ node1, promoted" in lines


def test_a_node_that_turns_unclean_repaints_what_it_ran(live: LiveCluster) -> None:
    builder = TreeBuilder()
    builder.build(live.configuration, live.state)
    nodes = dict(live.state.nodes)
    nodes["node2"] = replace(nodes["node2"], online=False, unclean=True)
    changes = ChangeSet(nodes=frozenset({"node2"}))
    assert builder.part(live.configuration, replace(live.state, nodes=nodes), changes) is None


def test_a_resource_that_failed_elsewhere_says_where(live: LiveCluster, english: None) -> None:
    instances = dict(live.state.instances)
    backup = replace(instances["backup"], role=Role.STARTED, nodes=("node2",), active=True)
    instances["backup"] = replace(backup, failed=False, blocked=False)
    lines = outline(
        TreeBuilder().build(live.configuration, replace(live.state, instances=instances))
    )
    assert "  ▲ backup, failed on node1" in lines


def test_an_idle_copy_beyond_the_maximum_is_not_counted(live: LiveCluster, english: None) -> None:
    instances = dict(live.state.instances)
    spare = next(i for i in instances.values() if i.resource == "db" and not i.nodes)
    instances[spare.key] = replace(spare, orphaned=True)
    lines = outline(
        TreeBuilder().build(live.configuration, replace(live.state, instances=instances))
    )
    assert "   db-clone, promotable 2 of 2" in lines


def test_a_failed_member_marks_its_group(live: LiveCluster) -> None:
    instances = dict(live.state.instances)
    instances["webstore"] = replace(instances["webstore"], failed=True)
    root = TreeBuilder().build(live.configuration, replace(live.state, instances=instances))
    group = root.children[1].children[0]
    assert (group.text, group.tone) == ("webservice", Tone.BAD)


def test_a_change_repaints_only_the_rows_it_names(live: LiveCluster) -> None:
    builder, model = TreeBuilder(), TreeModel()
    model.show(builder.build(live.configuration, live.state))
    told: list[str] = []

    def tell(index: QModelIndex) -> None:
        told.append(str(index.data()))

    model.dataChanged.connect(tell)
    instances = dict(live.state.instances)
    instances["webip"] = replace(instances["webip"], role=Role.STOPPED, nodes=(), active=False)
    state = replace(live.state, instances=instances)
    fresh = builder.part(live.configuration, state, ChangeSet(instances=frozenset({"webip"})))
    assert fresh is not None
    assert model.update(fresh)
    assert told == ["1 webip"]


def test_a_copy_comes_and_goes_and_leaves_the_other_rows_alone(live: LiveCluster) -> None:
    builder, model = TreeBuilder(), TreeModel()
    model.show(builder.build(live.configuration, live.state))
    before = [row.spoken for row in model.every_row()]
    reset: list[bool] = []
    model.modelReset.connect(lambda: reset.append(True))
    key = next(k for k, i in live.state.instances.items() if i.resource == "dlm" and i.nodes)
    instances = dict(live.state.instances)
    instances[key] = replace(instances[key], role=Role.STOPPED, nodes=(), active=False)
    change = ChangeSet(instances=frozenset({key}))
    for state in (replace(live.state, instances=instances), live.state):
        fresh = builder.part(live.configuration, state, change)
        assert fresh is not None
        assert model.update(fresh)
        anew = TreeBuilder().build(live.configuration, state)
        assert [row.spoken for row in model.every_row()] == [
            row.spoken for row in anew.walk() if row is not anew
        ]
        for row in model.every_row():
            assert model.index_of(row).row() == row.place
    assert [row.spoken for row in model.every_row()] == before
    assert not reset


def visible(window: MainWindow) -> list[str]:
    tree = window.panes.left.tree
    index, found = tree.indexAt(tree.rect().topLeft()), list[str]()
    while index.isValid():
        found.append(str(index.data()))
        index = tree.indexBelow(index)
    return found


def test_constraints_come_and_go_with_nothing_else_made_anew(live: LiveCluster) -> None:
    builder, model = TreeBuilder(), TreeModel()
    model.show(builder.build(live.configuration, live.state))
    kept = {row: row.subject for row in model.every_row()}
    resets: list[object] = []
    model.modelReset.connect(lambda: resets.append(None))
    every = live.configuration.constraints
    for constraints in ((every[0], *every[2:]), every, every[::-1], every[:2], every):
        now = replace(live.configuration, constraints=constraints)
        fresh = builder.part(now, live.state, ChangeSet(configuration=True))
        assert fresh is not None
        assert model.update(fresh)
        assert outline(model.root) == outline(TreeBuilder().build(now, live.state))
        for row in model.every_row():
            assert model.index_of(row).row() == row.place
            assert row.subject is None or model.row_of(row.subject) is row
    assert not resets
    others = [row for row, subject in kept.items() if subject and subject.kind is not CONSTRAINT]
    assert {*others} <= {*model.every_row()}


def test_a_selected_constraint_that_goes_leaves_nothing_selected(
    shown: MainWindow, live: LiveCluster
) -> None:
    tree = shown.panes.left.tree
    first = live.configuration.constraints[0]
    shown.select(Subject(CONSTRAINT, first.id))
    chosen: list[Subject] = []
    tree.subject_chosen.connect(chosen.append)
    builder = TreeBuilder()
    builder.build(live.configuration, live.state)
    rest = replace(live.configuration, constraints=live.configuration.constraints[1:])
    fresh = builder.part(rest, live.state, ChangeSet(configuration=True))
    assert fresh is not None
    assert tree.update_rows(fresh)
    assert tree.subject() is None
    assert not chosen


def test_typing_filters_and_escape_brings_all_back(shown: MainWindow) -> None:
    before = visible(shown)
    QTest.keyClick(shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = shown.panes.left.search
    assert field.hasFocus()
    QTest.keyClicks(field, "web str")
    assert visible(shown) == []
    field.clear()
    QTest.keyClicks(field, "webst")
    assert visible(shown) == ["RESOURCES", "webservice", "2 webstore"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert visible(shown) == before


def test_enter_goes_from_match_to_match(shown: MainWindow) -> None:
    field = shown.panes.left.search
    field.setFocus()
    QTest.keyClicks(field, "webs")
    seen: list[str] = []
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Return)
        seen.append(shown.subject.id)
    assert seen[:3] == ["webservice", "webstore", "webserver"]
    assert shown.panes.left.tree.subject() == Subject(RESOURCE, "webserver")


def test_a_row_selects_the_card_and_the_details(shown: MainWindow) -> None:
    tree = shown.panes.left.tree
    row = tree.rows.row_of(Subject(RESOURCE, "webserver"))
    assert row is not None
    place = tree.visualRect(tree.filter.mapFromSource(tree.rows.index_of(row)))
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert shown.subject == Subject(RESOURCE, "webserver")
    title = shown.panes.inspector.page[0]
    assert isinstance(title, Title)
    assert title.text == "webserver"


def test_a_card_selects_its_row(shown: MainWindow) -> None:
    shown.panes.canvas.selected.emit(Subject(INSTANCE, "webstore"))
    assert shown.panes.left.tree.subject() == Subject(RESOURCE, "webstore")
    key = next(
        k
        for k, i in (shown.shown.state.instances.items() if shown.shown else ())
        if i.resource == "db" and i.role is Role.PROMOTED
    )
    shown.panes.canvas.selected.emit(Subject(INSTANCE, key))
    assert shown.panes.left.tree.subject() == Subject(INSTANCE, key)


def test_the_tree_is_walked_by_keys(shown: MainWindow) -> None:
    QTest.keyClick(shown, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    tree = shown.panes.left.tree
    assert tree.hasFocus()
    shown.select(Subject(NODE, "node1"))
    QTest.keyClick(tree, Qt.Key.Key_Down)
    assert shown.subject == Subject(NODE, "node2")
    shown.select(Subject(RESOURCE, "webservice"))
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert "1 webip" not in visible(shown)


def test_keys_pass_over_the_headings(shown: MainWindow) -> None:
    tree = shown.panes.left.tree
    tree.setFocus()
    shown.select(Subject(NODE, "node2"))
    seen: list[str] = []
    for key in (
        Qt.Key.Key_Home,
        Qt.Key.Key_Up,
        Qt.Key.Key_Left,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Down,
        Qt.Key.Key_Up,
        Qt.Key.Key_End,
    ):
        QTest.keyClick(tree, key)
        row = tree.currentIndex().data(ROW_ROLE)
        assert isinstance(row, Row)
        seen.append(row.text)
        assert row.subject is not None
        assert shown.subject == row.subject
        assert tree.selectionModel().isSelected(tree.currentIndex())
    assert seen[:4] == ["node1"] * 4
    assert seen[4:8] == ["node2", "node3", "webservice", "node3"]
    assert seen[8].startswith("backup apart")


def test_a_click_on_a_heading_changes_nothing(shown: MainWindow) -> None:
    tree = shown.panes.left.tree
    shown.select(Subject(NODE, "node2"))
    place = tree.visualRect(tree.filter.index(1, 0)).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert tree.subject() == shown.subject == Subject(NODE, "node2")
    assert "webservice" in visible(shown)


def test_the_menu_key_opens_the_menu_of_the_current_row_only(shown: MainWindow) -> None:
    tree = shown.panes.left.tree
    asked: list[object] = []
    tree.menu_asked.disconnect()

    def note(subject: object, _place: object) -> None:
        asked.append(subject)

    tree.menu_asked.connect(note)
    QTest.keyClick(tree, Qt.Key.Key_Menu)
    assert asked == []
    tree.resize(tree.width(), 60)
    shown.select(Subject(NODE, "node2"))
    tree.verticalScrollBar().setValue(tree.verticalScrollBar().maximum())
    QTest.keyClick(tree, Qt.Key.Key_Menu)
    assert asked == [Subject(NODE, "node2")]


def test_what_was_closed_stays_closed_after_a_new_configuration(
    qtbot: QtBot, shown: MainWindow, live: LiveCluster, example: str
) -> None:
    shown.select(Subject(RESOURCE, "webservice"))
    QTest.keyClick(shown.panes.left.tree, Qt.Key.Key_Left)
    text = example.replace('id="power"', 'id="fence"').replace('epoch="42"', 'epoch="43"')
    shown.refresh(live.load(text, at=1_791_470_100.0, source="node1"))
    shown.settle()
    assert "fence" in visible(shown)
    assert "power" not in visible(shown)
    assert "1 webip" not in visible(shown)
    assert shown.subject == Subject(RESOURCE, "webservice")


def test_what_ran_on_a_lost_node_is_not_active_twice(live: LiveCluster, english: None) -> None:
    def row(state: ClusterState) -> Row:
        rows = TreeModel()
        rows.show(TreeBuilder().build(live.configuration, state))
        found = rows.row_of(Subject(RESOURCE, "backup"))
        assert found is not None
        return found

    instances, nodes = dict(live.state.instances), dict(live.state.nodes)
    calm = replace(instances["webip"], resource="backup", nodes=("node1", "node2"))
    instances["backup"] = calm
    twice = replace(live.state, instances=instances, failures=())
    assert "active on 2 nodes" in row(twice).word
    nodes["node1"] = replace(nodes["node1"], unclean=True, online=False)
    assert "active on" not in row(replace(twice, nodes=nodes)).word
