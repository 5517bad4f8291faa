"""A plug is pulled in a lab of real processes, and the timeline tells what came of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from engine.cib.state.model import Condition
from engine.protocol.verbs import Fault
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.desk import Desk
from hagui.lab.process import LabProcess
from hagui.monitor.story.model import Bar, MarkKind, Outcome
from hagui.shell.actions import FOCUS_TIMELINE
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.end2end.lab.labs import PATIENCE, Lab
from tests.hagui.session.test_session import until


def test_a_failover_is_told_as_it_was(own_lab: Lab, qapp: QApplication, tmp_path: Path) -> None:
    load("en")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)

    async def main() -> int:
        lab = LabProcess(str(own_lab.folder), cib=str(own_lab.cib_file))
        desk = Desk(window, kept, tmp_path / "settings", lab=lab)
        window.show()

        def home() -> str | None:
            shown = window.shown
            if shown is None or not shown.loaded:
                return None
            instance = shown.state.instances.get("webserver")
            return instance.nodes[0] if instance is not None and instance.nodes else None

        async def soon(holds: Callable[[], object]) -> None:
            await until(holds, PATIENCE)

        try:
            desk.open_lab_soon()
            await soon(home)
            first = home()
            window.actions_[FOCUS_TIMELINE].trigger()
            teller = desk.monitoring.teller
            assert teller is not None
            chronicle = teller.chronicle

            def bars(node: str, task: str) -> list[Bar]:
                there = (bar for bar in chronicle.bars if bar.resource == "webserver")
                return [bar for bar in there if (bar.node, bar.task) == (node, task)]

            window.intent.emit(Fault("kill", (first or "",)))
            await soon(lambda: home() not in (None, first))
            second = home()
            assert first is not None
            assert second is not None
            await soon(lambda: any(bar.end for bar in bars(second, "start")))

            # the steps, in their order: detected, fenced, started
            (went,) = [
                mark
                for mark in chronicle.marks
                if (mark.kind, mark.node) == (MarkKind.NODE_WENT, first)
            ]
            (fence,) = [bar for bar in chronicle.bars if bar.resource is None]
            start = bars(second, "start")[-1]
            assert (fence.node, fence.outcome) == (first, Outcome.DONE)
            assert (start.outcome, start.exact) == (Outcome.DONE, True)
            assert fence.end is not None
            assert start.end is not None
            assert went.time <= fence.begun + 0.001 <= fence.end <= start.end
            assert start.queued <= start.begun <= start.end
            assert MarkKind.FAULT in {mark.kind for mark in chronicle.marks}

            # what was true while it was being fenced, and afterwards
            during = chronicle.truth((fence.begun + fence.end) / 2)
            assert during.nodes[first].condition is Condition.UNCLEAN
            assert fence.number in {bar.number for bar in during.under_way}
            after = chronicle.truth(start.end + 0.2)
            places = {run.node for run in after.runs if run.instance == "webserver"}
            assert places == {second}

            # all on one machine: no clock is off
            assert chronicle.offsets
            assert not [node for node, item in chronicle.offsets.items() if item.certain]

            board = window.panes.bottom.timeline.board
            assert board is not None
            titles = [board.names.title(row) for row in range(len(board.tracks.shown))]
            board.put(start.end + 0.2, titles.index("webserver"))
            assert f"webserver: started on {second}" in board.sentence
        finally:
            await desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
