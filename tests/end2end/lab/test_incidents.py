"""What goes wrong in a lab of real processes is told by the window, step by step."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.protocol.verbs import Fault, Standby
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.desk import Desk
from hagui.lab.process import LabProcess
from hagui.monitor.incidents.model import Cause, Incident, Stage
from hagui.monitor.recording.file import SUFFIX
from hagui.shell.actions import FOCUS_INCIDENTS
from hagui.shell.bottom import Tab
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.end2end.lab.labs import PATIENCE, Lab
from tests.hagui.monitor.incidents.conftest import in_order
from tests.hagui.session.test_session import until


def _stages(incident: Incident) -> list[Stage]:
    return [step.stage for step in incident.steps]


def test_from_the_plug_to_health(own_lab: Lab, qapp: QApplication, tmp_path: Path) -> None:
    load("en")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)
    seen: list[str] = []

    async def main() -> int:
        lab = LabProcess(str(own_lab.folder), cib=str(own_lab.cib_file))
        desk = Desk(window, kept, tmp_path / "settings", lab=lab)
        window.show()
        told = desk.incidents

        def home(name: str = "webserver") -> str | None:
            shown = window.shown
            if shown is None or not shown.loaded:
                return None
            instance = shown.state.instances.get(name)
            return instance.nodes[0] if instance is not None and instance.nodes else None

        async def soon(holds: Callable[[], object]) -> None:
            try:
                await until(holds, PATIENCE)
            except TimeoutError:
                raise AssertionError(f"{told.machine.incidents}") from None

        async def settled() -> Incident:
            await soon(lambda: told.machine.incidents and told.machine.open is None)
            over = told.machine.incidents[-1]
            assert in_order(over), over
            return over

        def listed() -> list[str]:
            tree = window.panes.bottom.incidents.list
            found = map(tree.topLevelItem, range(tree.topLevelItemCount()))
            return [item.text(0) for item in found if item is not None]

        strip = window.panes.incident

        def look(_: object) -> None:
            seen.append(strip.text.text() if strip.isVisible() else "")

        told.told.connect(look)
        try:
            desk.open_lab_soon()
            await soon(home)
            await soon(lambda: told.machine.open is None)
            known = len(told.machine.incidents)
            assert not strip.isVisible()
            first = home()
            assert first is not None

            # the plug is pulled: the strip says so, and leads to the card
            window.intent.emit(Fault("kill", (first,)))
            await soon(strip.isVisible)
            assert f"{first} lost" in strip.text.text()
            QTest.mouseClick(strip.button, Qt.MouseButton.LeftButton)
            pane = window.panes.bottom.incidents
            assert window.panes.bottom.tabs.currentIndex() == Tab.INCIDENTS
            over = await settled()
            assert len(told.machine.incidents) == known + 1
            assert any("fencing…" in text for text in seen), seen
            assert _stages(over) == list(Stage)
            assert [reason.cause for reason in over.reasons] == [Cause.NODE_LOST]
            assert (over.planned, over.left) == (False, ())
            second = home()
            move = next(item for item in over.moves if item.instance == "webserver")
            assert (move.origin, move.target) == (first, second)
            assert move.down is not None
            assert pane.chosen is not None
            assert pane.chosen.number == over.number
            assert "all is well" in strip.text.text()
            card = pane.card
            rows = [
                [item.text(column) for column in range(4)]
                for item in map(card.moves.topLevelItem, range(card.moves.topLevelItemCount()))
                if item is not None
            ]
            assert ["webserver", first, second] in [row[:3] for row in rows]
            QTest.mouseClick(card.copy_button, Qt.MouseButton.LeftButton)
            assert f"webserver: {first} → {second}" in QApplication.clipboard().text()
            QTest.mouseClick(card.timeline_button, Qt.MouseButton.LeftButton)
            assert window.panes.bottom.tabs.currentIndex() == Tab.TIMELINE
            board = window.panes.bottom.timeline.board
            assert board is not None
            assert board.view.begin <= over.begin <= (over.end or 0) <= board.view.end

            # an agent fails: restarted where it is
            await soon(lambda: home() == second)
            window.intent.emit(Fault("fail", (second or "",), "webserver"))
            await soon(lambda: told.machine.open is not None)
            failed = await settled()
            assert failed.reasons[0].cause is Cause.FAILED
            assert failed.reasons[0].resource == "webserver"
            assert Stage.FENCED not in _stages(failed)

            # a node is set to standby: planned
            third = home()
            window.intent.emit(Standby(third or "", on=True))
            await soon(lambda: told.machine.open is not None)
            planned = await settled()
            assert planned.planned, planned
            assert planned.reasons[0].cause is Cause.STANDBY
            assert Stage.DETECTED not in _stages(planned)
            window.actions_[FOCUS_INCIDENTS].trigger()
            assert pane.list.topLevelItemCount() == known + 3
            texts = listed()

            # a recording of it tells the same
            saved = tmp_path / f"saved{SUFFIX}"
            stretch = over.begin - 60, (planned.end or 0) + 60
            await asyncio.to_thread(desk.recorder.save_as, saved, *stretch)
            await desk.open(str(saved))
            await soon(lambda: listed() == texts)
            assert pane.card.replay_button.isVisible()
            QTest.mouseClick(pane.card.replay_button, Qt.MouseButton.LeftButton)
            await soon(lambda: window.replay.look is not None)
        finally:
            await desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
