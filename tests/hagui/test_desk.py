"""The desk between window and engines, with real engines on loopback and Qt's own event loop."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.protocol.verbs import Standby
from engine.server.certificate import ensure, read_fingerprint
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.sources import Freshness
from hagui.cluster.subject import Subject, SubjectKind
from hagui.connecting import Direct
from hagui.desk import Desk
from hagui.shell import actions
from hagui.shell.settings import ASK_STANDBY, MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.session.engines import Place
from tests.hagui.session.test_session import until

CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_cluster_is_followed_and_acted_upon(
    qapp: QApplication, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load("en")
    pem = tmp_path_factory.mktemp("engine") / "engine.pem"
    ensure(pem, "node1")
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    kept.set(ASK_STANDBY, value=False)
    window = MainWindow(appearance, kept)

    async def main() -> int:
        cluster = MiniCluster()
        cluster.primitive("webip")
        cluster.operation("webip", "node1", "start", at=-1)
        place = Place(cluster, pem, tmp_path)
        desk = Desk(window, kept, tmp_path / "settings")
        window.show()
        try:
            engines = await place.three()
            addresses = tuple(engine.address for engine in engines)
            fingerprints = (read_fingerprint(pem),)
            direct = Direct(addresses, "alice", password="good", fingerprints=fingerprints)
            await desk.connecting.connect_directly(direct)
            assert window.shown is not None
            await until(lambda: window.panes.health.freshness.text().count("node") == 3)

            # an act by key reaches an engine and is followed until it is done
            window.select(Subject(SubjectKind.NODE, "node1"))
            QTest.keyClick(window, Qt.Key.Key_B, CTRL)
            progress = window.panes.progress
            await until(lambda: progress.stage.text() == "done, the cluster has settled")
            acts = [act for engine in engines for act, _ in engine.stack.acts]
            assert acts == [Standby(node="node1", on=True)]

            # the engine in view dies: nothing on screen but the name of the source
            session = desk.connecting.session
            assert session is not None
            followed = session.status.followed
            await next(item for item in engines if item.address == followed).stop()
            cluster.operation("webip", "node1", "stop", at=1)
            place.change()
            events = window.panes.bottom.events.events
            await until(lambda: "webip stopped on node1" in str(events.index(0).data()))
            assert session.status.freshness is Freshness.LIVE

            # all die: said plainly, and nothing can be asked for
            for engine in engines:
                await engine.stop()
            await until(window.panes.banner.isVisible)
            assert not window.actions_[actions.ONLINE].isEnabled()
            await desk.connecting.disconnect_cluster()
            assert window.panes.welcome.isVisible()
        finally:
            await desk.close()
            await place.close()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
