"""From a fault in the window to the lab and back, with real engines over a lab made of memory."""

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.protocol.verbs import Fault
from engine.server.certificate import ensure, read_fingerprint
from engine.stacks.contract import StackError
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.subject import Subject, SubjectKind
from hagui.desk import Desk
from hagui.lab.process import LabPlace, LabProcess, LabReport, LabTrouble
from hagui.shell import lab_actions
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.session.engines import Place, Power
from tests.hagui.session.test_session import until


class Given(LabProcess):
    """A lab whose engines are those of the test, and whose command does as told."""

    def __init__(self, report: LabReport, power: Power) -> None:
        super().__init__(command=("/nonexistent",))
        self._given = report
        self._power = power
        self.trouble = ""
        self.told: list[str] = []

    async def up(self) -> LabReport:
        if self.trouble:
            raise LabTrouble(self.trouble)
        self.report = self._given
        return self._given

    async def look(self) -> LabReport:
        standing = self._power.standing()
        nodes = tuple(
            LabPlace(item.name, place.address, place.port, item.state, item.plugged)
            for item, place in zip(standing.nodes, self._given.nodes, strict=True)
        )
        return LabReport("", "", nodes)

    async def harm(self, fault: Fault) -> None:
        self.told.append(fault.kind)
        self._power.take("command", fault)

    async def let_go(self) -> None:
        self.told.append("let go")

    async def down(self) -> None:
        self.told.append("down")
        self.report = None


def test_a_lab_lives_with_its_window(qapp: QApplication, tmp_path: Path) -> None:
    load("en")
    pem = tmp_path / "engine.pem"
    ensure(pem, "node1")
    token = tmp_path / "token"
    token.write_text("good\n")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)
    folder = tmp_path / "settings"

    async def main() -> int:
        cluster = MiniCluster()
        cluster.primitive("webip")
        cluster.operation("webip", "node1", "start", at=-1)
        place = Place(cluster, pem, tmp_path)
        power = place.power = Power()
        engines = [await place.engine(node, token="good") for node in cluster.nodes]
        nodes = tuple(
            LabPlace(engine.node, "127.0.0.1", engine.port, fingerprint=read_fingerprint(pem))
            for engine in engines
        )
        lab = Given(LabReport("/somewhere/lab", str(token), nodes), power)
        desk = Desk(window, kept, folder, lab=lab)
        window.show()
        window.activateWindow()
        health, events = window.panes.health, window.panes.bottom.events.events

        def newest() -> str:
            return str(events.index(0).data())

        def select(name: str) -> None:
            window.select(Subject(SubjectKind.NODE, name))

        try:
            await until(window.isActiveWindow)

            # it cannot be started: said in the window, which stays
            lab.trouble = "The port 5560 is in use."
            QTest.keyClick(window, Qt.Key.Key_N, CTRL_SHIFT)
            notice = window.panes.notice
            await until(notice.isVisible)
            assert notice.text.text() == "The lab could not be started: The port 5560 is in use."
            assert not window.panes.opening.isVisible()

            # it can
            lab.trouble = ""
            QTest.keyClick(window, Qt.Key.Key_N, CTRL_SHIFT)
            await until(health.lab.isVisible)
            assert health.lab.text() == "Lab ▾"
            await until(lambda: not window.panes.opening.isVisible())
            await until(lambda: health.freshness.text().count("node") == 3)

            # a plug is pulled by key; the node itself is not asked, and it is told and marked
            select("node2")
            QTest.keyClick(window, Qt.Key.Key_F9)
            await until(lambda: health.lab.text() == "Lab: node2 without power ▾")
            assert power.taken[-1][1] == Fault("kill", ("node2",))
            assert power.taken[-1][0] != "node2"
            assert newest() == "lab: the plug of node2 is pulled"

            # others mend it: seen as well
            power.states["node2"] = "on"
            await until(lambda: newest() == "lab: node2 has power again")
            assert health.lab.text() == "Lab ▾"

            # a resource is broken, which leaves no mark but the event
            window.select(Subject(SubjectKind.RESOURCE, "webip"))
            QTest.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: newest() == "lab: webip was broken")

            # what the lab refuses is said
            power.refuses = StackError("invalid", "It cannot be broken.")
            QTest.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
            await until(lambda: notice.text.text() == "Break webip: It cannot be broken.")
            power.refuses = None

            # no engine is left: the lab's own command has the power switch
            for engine in engines:
                power.states[engine.node] = "off"
                await engine.stop()
            await until(window.panes.banner.isVisible)
            await until(lambda: health.lab.text() == "Lab: 3 nodes without power ▾")
            select("node3")
            QTest.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
            await until(lambda: health.lab.text() == "Lab: 2 nodes without power ▾")
            assert lab.told == ["power"]

            # kept, or not after all
            window.actions_[lab_actions.KEEP].trigger()
            await until(lambda: lab.told[-1] == "let go")
            window.actions_[lab_actions.KEEP].trigger()
            await asyncio.sleep(0)
        finally:
            await desk.close()
            await place.close()
        assert lab.told[-1] == "down"
        assert not (folder / "labs").exists(), "drafts go with their lab"
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()


CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
