"""A plug is pulled in a lab of real processes, and a probe tells for how long nobody answered."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QApplication

from engine.protocol.verbs import Fault
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.desk import Desk
from hagui.lab.process import LabProcess
from hagui.monitor.probes.keeping import Choice
from hagui.monitor.probes.model import How, Outage, Target
from hagui.monitor.probes.runs import State
from hagui.shell.actions import FOCUS_TIMELINE
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.end2end.lab.labs import PATIENCE, PORT, Lab
from tests.hagui.session.test_session import until

ASKER = Path(__file__).with_name("asker.py")


@dataclass
class Seen:
    """What another process saw of the same service."""

    begin: float
    end: float


class Asker:
    """The other process."""

    def __init__(self, host: str, port: int, text: str) -> None:
        command = [sys.executable, str(ASKER), host, str(port), text]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def outages(self) -> list[Seen]:
        """End it, and say what it saw."""
        self._process.terminate()
        said, _ = self._process.communicate(timeout=10)
        turns = [(float(time), word) for time, word in map(str.split, said.splitlines())]
        return [
            Seen(begin, end)
            for (begin, down), (end, up) in pairwise(turns)
            if (down, up) == ("down", "up")
        ]


def test_a_probe_sees_the_outage_that_another_sees(
    own_lab: Lab, qapp: QApplication, tmp_path: Path
) -> None:
    load("en")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)
    window.resize(1280, 800)

    async def main() -> int:
        lab = LabProcess(str(own_lab.folder), cib=str(own_lab.cib_file))
        desk = Desk(window, kept, tmp_path / "settings", lab=lab)
        window.show()
        outages: list[Outage] = []
        desk.probing.book.on_outage.append(outages.append)
        pill = window.panes.health.outage

        async def soon(holds: Callable[[], object]) -> None:
            await until(holds, PATIENCE)

        def state(target: Target | None = None) -> State | None:
            """Of that target, or of the one that is asked unasked."""
            found = target or next(iter(desk.probing.book.targets), None)
            runs = None if found is None else desk.probing.book.runs(found)
            run = None if runs is None else runs.current
            return None if run is None else run.state

        asker = None
        try:
            desk.open_lab_soon()
            await soon(lambda: state() is State.ANSWERED)
            (target,) = desk.probing.book.targets
            assert (target.how, target.host, target.port) == (How.HTTP, own_lab.address, PORT)
            window.actions_[FOCUS_TIMELINE].trigger()
            shown = window.shown
            assert shown is not None
            # the page is there before the cluster has written that it is
            await soon(lambda: shown.state.instances["webserver"].nodes)
            (home,) = shown.state.instances["webserver"].nodes
            # the same from a node that stays, and something that no node asks
            node = next(name for name in shown.state.nodes if name != home)
            distant = replace(target, node=node, interval=0.05)
            foreign = replace(target, node=node, how=How.TCP, port=22)
            desk.probing.choose(Choice(on=True, targets=(target, distant, foreign)))
            await soon(lambda: state(distant) is State.ANSWERED)
            await soon(lambda: "is no service" in desk.probing.troubles.get(foreign, ""))
            outages.clear()
            asker = Asker(target.host, target.port, "webserver on")
            window.intent.emit(Fault("kill", (home,)))
            await soon(lambda: state() is State.MISSED)
            await soon(lambda: pill.text().startswith("webserver down "))
            await soon(lambda: state() is State.ANSWERED)
            await soon(lambda: not pill.isVisible())

            await soon(lambda: len([item for item in outages if item.end is not None]) == 2)
            seen, asker = asker.outages(), None
            assert len(seen) == 1
            (other,) = seen
            ended = {item.target: item for item in outages if item.end is not None}
            assert set(ended) == {target, distant}
            for outage in ended.values():
                assert outage.end is not None
                assert outage.begin < other.end
                assert other.begin < outage.end
                assert outage.missed > 1
                assert outage.exact
            mine = ended[target]
            assert mine.end is not None

            # the incident's card tells of it
            def of_card() -> set[Target]:
                found = desk.incidents.machine.incidents
                return {item.target for incident in found for item in incident.outages}

            await soon(lambda: {target, distant} <= of_card())

            board = window.panes.bottom.timeline.board
            assert board is not None
            titles = [board.names.title(row) for row in range(len(board.tracks.shown))]
            assert {"webserver · HTTP", f"webserver · HTTP from {node}"} <= set(titles)
            board.put((mine.begin + mine.end) / 2, titles.index("webserver · HTTP"))
            assert f"outage of {round((mine.end - mine.begin) * 1000):,} ms" in board.sentence
        finally:
            if asker is not None:
                asker.outages()
            await desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
