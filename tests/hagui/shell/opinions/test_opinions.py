"""What the engines believe, side by side: reached from everywhere, marked where it differs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from engine.cib.version import Version
from engine.protocol.messages import MemberView, NodeFacts
from hagui.cluster.live import LiveCluster
from hagui.cluster.opinions import SETTLING
from hagui.cluster.sources import Freshness, Link, Source, SourcesStatus
from hagui.monitoring import Monitoring
from hagui.shell.opinions.dialog import OpinionsDialog
from hagui.shell.opinions.part import Opinions
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import HEARD

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
THREE = ("node1", "node2", "node3")
MANY = tuple(f"node{number:02d}" for number in range(1, 33))


class Watching:
    """A window and engines that say what a test lets them say."""

    def __init__(self, window: MainWindow, live: LiveCluster) -> None:
        self.window = window
        self.now = HEARD
        self.opinions = Opinions(window, clock=lambda: self.now)
        self.monitoring = Monitoring(window)
        self.monitoring.join(self.opinions)
        self.monitoring.begin(live, name="web")
        window.show_cluster(live, "web")

    def say(self, nodes: Sequence[str], *sides: tuple[Sequence[str], str, bool]) -> None:
        """Engines believe so for as long as it takes: members, DC and quorum of each side."""
        end = self.now + SETTLING + 1
        while self.now < end:
            self.now += 0.5
            sources: list[Source] = []
            for members, dc, quorate in sides:
                views = tuple(MemberView(name, name in members) for name in nodes)
                for node in members:
                    facts = NodeFacts(node, dc, quorate, views, pacemaker="2.1.5")
                    made = Source(f"{node}:5560", Link.UP, node, facts=facts, heard=self.now)
                    sources.append(replace(made, version=Version(0, 12, 45)))
            found = tuple(sources)
            status = SourcesStatus(Freshness.LIVE, found[0].address, found, heard=self.now)
            self.window.show_sources(status)
            self.monitoring.sources(status)

    @property
    def dialog(self) -> OpinionsDialog:
        """The one that is open."""
        assert self.opinions.dialog is not None
        return self.opinions.dialog

    def read(self) -> list[list[str]]:
        """What the table reads, row by row."""
        model = self.dialog.model
        rows, columns = range(model.rowCount()), range(model.columnCount())
        return [[str(model.index(row, column).data()) for column in columns] for row in rows]


@pytest.fixture
def watching(window: MainWindow, live: LiveCluster) -> Iterator[Watching]:
    """The example cluster, of which three engines are heard."""
    made = Watching(window, live)
    made.say(THREE, (THREE, "node2", True))
    yield made
    made.monitoring.end()


def split(watching: Watching) -> None:
    """Cut node3 off."""
    watching.say(THREE, (("node1", "node2"), "node2", True), (("node3",), "node3", False))


def test_agreement_reads_so(watching: Watching) -> None:
    QTest.keyClick(watching.window, Qt.Key.Key_O, CTRL_ALT)
    assert watching.dialog.sentence.text() == "All engines that are heard agree"
    rows = watching.read()
    assert rows[0] == ["node2"] * 3
    assert rows[1] == ["yes"] * 3
    assert rows[2] == ["node1, node2, node3"] * 3
    assert rows[3] == ["0.12.45"] * 3
    assert rows[4] == ["up"] * 3
    assert rows[5] == ["< 1 s ago"] * 3


def test_an_open_view_shows_at_once_who_stands_alone(watching: Watching) -> None:
    QTest.keyClick(watching.window, Qt.Key.Key_O, CTRL_ALT)
    split(watching)
    dialog = watching.dialog
    assert dialog.sentence.text() == "node3 alone thinks it is DC: it is cut off"
    assert "check the cluster network of node3" in dialog.advice.text()
    rows = watching.read()
    assert rows[0] == ["node2", "node2", "node3 · differs"]
    assert rows[1] == ["yes", "yes", "no · differs"]
    assert rows[2] == ["node1, node2", "node1, node2", "node3 · differs"]
    marked = dialog.model.index(0, 2)
    plain = dialog.model.index(0, 1)
    assert marked.data(Qt.ItemDataRole.DecorationRole) is not None, "a shape, not colour alone"
    assert plain.data(Qt.ItemDataRole.DecorationRole) is None
    watching.say(THREE, (THREE, "node2", True))
    assert dialog.sentence.text() == "All engines that are heard agree"


def test_the_problem_leads_there(watching: Watching) -> None:
    split(watching)
    problems = watching.window.panes.bottom.problems
    watching.window.panes.bottom.show_problems()
    compare = next(b for b in problems.findChildren(QPushButton) if b.text() == "Compare")
    QTest.mouseClick(compare, LEFT)
    assert watching.dialog.isVisible()


def test_the_list_of_engines_leads_there(watching: Watching) -> None:
    QTest.mouseClick(watching.window.panes.health.freshness, LEFT)
    compare = next(
        item
        for item in watching.window.panes.health.findChildren(QPushButton)
        if item.text().startswith("Compare")
    )
    QTest.mouseClick(compare, LEFT)
    assert watching.dialog.isVisible()


def test_many_nodes_stand_below_each_other_and_the_odd_ones_first(watching: Watching) -> None:
    rest = tuple(name for name in MANY if name != "node31")
    watching.say(MANY, (rest, "node01", True), (("node31",), "node31", False))
    watching.opinions.open()
    model = watching.dialog.model
    assert (model.rowCount(), model.columnCount()) == (32, 6)
    names = [model.headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert names == ["node31", "node01 (shown)", "node02"]
    rows = watching.read()
    assert rows[0][:3] == ["node31 · differs", "no · differs", "node31 · differs"]
    assert rows[1][2] == "31 nodes"
    assert model.index(1, 2).data(Qt.ItemDataRole.ToolTipRole).count("\n") == 30
    header = watching.dialog.table.verticalHeader()
    assert header.defaultSectionSize() * 32 < 800


def test_escape_closes_it_and_it_opens_again_in_another_language(
    watching: Watching, qtbot: QtBot
) -> None:
    watching.opinions.open()
    QTest.keyClick(watching.dialog, Qt.Key.Key_Escape)
    assert watching.opinions.dialog is None
    watching.opinions.open()
    watching.window.speak("zh_CN")
    assert watching.dialog.sentence.text() == "所有能联系上的引擎看法一致"
    qtbot.wait(20)
