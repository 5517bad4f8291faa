"""What the window foretells of the loss of a node comes true when its plug is pulled."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication

from engine.protocol.verbs import Fault
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.rehearsal.model import Verdict
from hagui.desk import Desk
from hagui.lab.process import LabProcess
from hagui.monitor.losses.model import Matrix, Row
from hagui.shell.bottom import Tab
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.end2end.lab.labs import PATIENCE, Lab
from tests.hagui.session.test_session import until


def test_a_loss_that_is_foretold_comes_true(
    own_lab: Lab, qapp: QApplication, tmp_path: Path
) -> None:
    load("en")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)

    async def main() -> int:
        lab = LabProcess(str(own_lab.folder), cib=str(own_lab.cib_file))
        desk = Desk(window, kept, tmp_path / "settings", lab=lab)
        window.show()

        def places() -> dict[str, tuple[str, ...]]:
            shown = window.shown
            if shown is None or not shown.loaded:
                return {}
            return {key: item.nodes for key, item in shown.state.instances.items()}

        def row(*nodes: str) -> Row | None:
            rows = window.losses.matrix.rows
            return next((item for item in rows if item.loss.names == nodes), None)

        def settled(matrix: Matrix) -> bool:
            return matrix.ready and not matrix.busy and matrix.asked > 0

        async def soon(holds: Callable[[], object]) -> None:
            try:
                await until(holds, PATIENCE)
            except TimeoutError:
                raise AssertionError(f"{places()}; {window.losses.matrix}") from None

        try:
            desk.open_lab_soon()
            await soon(lambda: places().get("webserver"))
            (home,) = places()["webserver"]
            window.panes.bottom.show_tab(Tab.LOSSES)
            await soon(
                lambda: settled(window.losses.matrix) and len(window.losses.matrix.rows) == 6
            )
            found = row(home)
            assert found is not None
            assert found.foretold.ended == ()
            assert found.foretold.fenced == (home,)
            goes = {
                fate.resource: (fate.after,)
                for fate in found.foretold.fates
                if fate.verdict is Verdict.MOVES
            }
            assert "webserver" in goes
            window.intent.emit(Fault("kill", (home,)))
            await soon(lambda: {name: places().get(name) for name in goes} == goes)

            # and of those that are left, the losses are told anew
            await soon(lambda: settled(window.losses.matrix) and row(home) is None)
            assert len(window.losses.matrix.single) == 2
        finally:
            await desk.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
