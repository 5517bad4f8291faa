"""A file is rehearsed and explained with no engine and no cluster software, in the real window."""

from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip

from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.rehearsal.model import Verdict
from hagui.cluster.subject import Subject, SubjectKind
from hagui.desk import Desk
from hagui.shell.inspector.bars import ScoreBars
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.hagui.session.test_session import until

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_a_file_is_rehearsed_and_explained(
    qapp: QApplication, tmp_path: Path, scheme: Scheme
) -> None:
    load("en")
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(Appearance(qapp, scheme), kept)
    copy = tmp_path / "cib.xml"
    copy.write_text((files("resources") / "examples" / "web-cluster-running.xml").read_text())

    async def main() -> int:
        desk = Desk(window, kept, tmp_path / "settings")
        window.resize(1280, 800)
        window.show()
        try:
            await desk.open(str(copy))
            inspector = window.panes.inspector

            def bars() -> ScoreBars | None:
                return inspector.findChild(ScoreBars)

            # why it is here: its scores on every node, and what they come from
            window.select(Subject(SubjectKind.RESOURCE, "webip"))
            await until(lambda: bars() is not None)
            shown = bars()
            assert shown is not None
            assert shown.accessibleName() == "Why on node1"
            heard = shown.accessibleDescription().splitlines()
            assert heard[0] == "node1: 1500"
            assert "location webservice-prefers-node1 100" in heard
            assert "node3: −∞" in heard
            tip = QHelpEvent(QEvent.Type.ToolTip, QPoint(9, 4), shown.mapToGlobal(QPoint(9, 4)))
            QApplication.sendEvent(shown, tip)
            assert QToolTip.text().startswith("node1: 1500")

            # a constraint behind a score is one click away
            link = next(
                label
                for label in inspector.findChildren(QLabel)
                if label.accessibleName() == "node1: location webservice-prefers-node1 100"
            )
            link.linkActivated.emit("#")
            await until(lambda: "webservice-prefers-node1" in str(inspector.page))
            assert bars() is None

            # the rehearsal of a draft of the file, by the project's own scheduler
            window.select(Subject(SubjectKind.NODE, "node1"))
            QTest.keyClick(window, Qt.Key.Key_B, CTRL)
            forecast = desk.workbench.forecast
            await until(lambda: forecast.current is not None)
            prediction = forecast.current
            assert prediction is not None
            assert prediction.by == "hagui"
            moves = {fate.resource: fate.after for fate in prediction.fates}
            assert moves["webip"] == moves["webserver"] == "node2"
            promoted = [f for f in prediction.fates if f.verdict is Verdict.PROMOTES]
            assert [(fate.resource, fate.after) for fate in promoted] == [("db", "node2")]

            # and why it would go there
            window.select(Subject(SubjectKind.RESOURCE, "webserver"))
            await until(lambda: "Why it would go to node2" in str(inspector.page))
            assert "Scores of webip, the first of the group" in str(inspector.page)
        finally:
            await desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
