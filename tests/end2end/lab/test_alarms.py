"""Alarms and opinions in the window of a real lab: broken services, and a network cut in halves."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from engine.protocol.verbs import Fault
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.opinions import Meaning
from hagui.desk import Desk
from hagui.lab.process import LabProcess
from hagui.monitor.alarms.model import AlarmKind
from hagui.shell.bottom import Tab
from hagui.shell.settings import ALARM_TRAY, MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.end2end.lab.labs import PATIENCE, Lab
from tests.hagui.session.test_session import until

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass
class Seat:
    """A person before the window of a lab."""

    window: MainWindow
    desk: Desk

    def alarms(self) -> list[tuple[tuple[AlarmKind, ...], int]]:
        """Of each alarm that goes on: its kinds and how often it came."""
        lines = self.desk.alarms.look.standing
        return [
            (tuple(dict.fromkeys(g.kind for g in line.alarm.griefs)), line.alarm.times)
            for line in lines
        ]

    def pill(self) -> str:
        """What the health line says of alarms."""
        return self.window.panes.health.alarms.text()

    def home(self) -> tuple[str, ...]:
        """Where the web service runs."""
        shown = self.window.shown
        if shown is None or not shown.loaded:
            return ()
        return shown.state.instances["webserver"].nodes

    def problems(self) -> list[str]:
        """What the list of problems reads."""
        found = self.window.panes.bottom.problems.findChildren(QLabel)
        return [label.text() for label in found if label.text()]

    async def soon(self, holds: Callable[[], object], what: str) -> None:
        """It comes to pass."""
        try:
            await until(holds, PATIENCE)
        except TimeoutError:
            comparison = self.desk.opinions.comparison
            raise AssertionError(f"{what}: {self.alarms()}; {comparison}") from None


def play(
    lab: Lab,
    qapp: QApplication,
    folder: Path,
    steps: Callable[[Seat], Coroutine[None, None, None]],
    *,
    nodes: int,
) -> None:
    """Sit down before the window of a lab of so many nodes."""
    load("en")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    kept.set(ALARM_TRAY, value=False)
    window = MainWindow(appearance, kept)

    async def main() -> int:
        process = LabProcess(str(lab.folder), nodes=nodes, cib=str(lab.cib_file))
        desk = Desk(window, kept, folder, lab=process)
        seat = Seat(window, desk)
        window.show()
        try:
            desk.open_lab_soon()
            await seat.soon(seat.home, "the web service runs")
            await seat.soon(
                lambda: (
                    len(desk.opinions.comparison.opinions) == nodes
                    and all(item.members for item in desk.opinions.comparison.opinions)
                ),
                "every engine has its opinion",
            )
            await seat.soon(window.isActiveWindow, "the window is there")
            await steps(seat)
        finally:
            await desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()


def test_a_service_that_fails_twice_is_one_alarm(
    own_lab: Lab, qapp: QApplication, tmp_path: Path
) -> None:
    async def steps(seat: Seat) -> None:
        assert seat.alarms() == []
        assert seat.pill() == ""
        (first,) = seat.home()
        seat.window.intent.emit(Fault("fail", (first,), resource="webserver"))
        await seat.soon(lambda: seat.alarms() == [((AlarmKind.FAILED,), 1)], "it is an alarm")
        assert seat.pill() == "1 alarm"
        assert seat.window.windowTitle().startswith("▲ 1 · ")
        await seat.soon(lambda: seat.home() and own_lab.answer(), "it runs again")
        QTest.keyClick(seat.window, Qt.Key.Key_K, CTRL_ALT)
        assert seat.pill() == "1 alarm, seen"
        (again,) = seat.home()
        seat.window.intent.emit(Fault("fail", (again,), resource="webserver"))
        await seat.soon(lambda: seat.alarms() == [((AlarmKind.FAILED,), 2)], "the same again")
        assert seat.pill() == "1 alarm"

    play(own_lab, qapp, tmp_path / "settings", steps, nodes=3)


def test_a_network_that_is_cut_in_halves_is_seen_and_heals(
    own_lab: Lab, qapp: QApplication, tmp_path: Path
) -> None:
    async def steps(seat: Seat) -> None:
        window, opinions = seat.window, seat.desk.opinions
        QTest.keyClick(window, Qt.Key.Key_O, CTRL_ALT)
        dialog = opinions.dialog
        assert dialog is not None
        agree = "All engines that are heard agree"
        await seat.soon(lambda: dialog.sentence.text() == agree, "they agree")
        here, there = ("node1", "node2"), ("node3", "node4")
        for one in here:
            for other in there:
                window.intent.emit(Fault("cut", (one, other)))

        def apart() -> bool:
            found = opinions.disagreement
            return found is not None and {side.nodes for side in found.sides} == {here, there}

        await seat.soon(apart, "the halves are told apart")
        found = opinions.disagreement
        assert found is not None
        assert found.meaning is Meaning.NO_SIDE
        model = dialog.model
        members = [str(model.index(2, column).data()) for column in range(4)]
        assert members == ["node1, node2 · differs"] * 2 + ["node3, node4 · differs"] * 2
        assert "node3, node4" in dialog.sentence.text()
        window.panes.bottom.show_tab(Tab.PROBLEMS)
        await seat.soon(lambda: dialog.sentence.text() in seat.problems(), "it is a problem")
        await seat.soon(
            lambda: (
                AlarmKind.DISAGREEMENT in {kind for kinds, _ in seat.alarms() for kind in kinds}
            ),
            "it is an alarm",
        )
        assert len(seat.alarms()) == 1, "quorum and disagreement are one"

        window.activateWindow()
        await seat.soon(window.isActiveWindow, "the window has the keyboard")
        QTest.keyClick(window, Qt.Key.Key_F12, SHIFT)
        await seat.soon(lambda: dialog.sentence.text() == agree, "they agree again")
        await seat.soon(lambda: seat.alarms() == [], "all is well")
        assert opinions.disagreement is None
        assert seat.pill() == ""
        dialog.close()

    play(own_lab, qapp, tmp_path / "settings", steps, nodes=4)
