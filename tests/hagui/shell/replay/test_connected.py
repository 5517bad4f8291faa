"""A replay of a cluster that is connected: what is recorded of it, its draft, its engines' end."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.cib.edits.vocabulary import SetMeta
from engine.server.certificate import ensure, read_fingerprint
from hagui.connecting import Direct
from hagui.desk import Desk
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.session.engines import Place
from tests.hagui.session.test_session import until
from tests.hagui.shell.replay.test_files import rest, sit, where


def test_draft_and_engines_go_on_behind_a_replay(
    qapp: QApplication, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pem = tmp_path_factory.mktemp("engine") / "engine.pem"
    ensure(pem, "node1")

    async def steps(window: MainWindow, desk: Desk) -> None:
        cluster = MiniCluster()
        cluster.primitive("webip")
        cluster.operation("webip", "node1", "start", at=-1)
        place = Place(cluster, pem, tmp_path)
        try:
            engines = await place.three()
            addresses = tuple(engine.address for engine in engines)
            prints = (read_fingerprint(pem),)
            direct = Direct(addresses, "alice", password="good", fingerprints=prints)
            await desk.connecting.connect_directly(direct)
            await until(lambda: window.shown is not None and window.shown.loaded)
            await until(lambda: where(window) == ["node1"])
            cluster.operation("webip", "node1", "stop", at=1)
            cluster.operation("webip", "node2", "start", at=2)
            place.change()
            await until(lambda: where(window) == ["node2"])
            window.editing.edited.emit((SetMeta("webip", "priority", "7"),))
            assert len(window.editing.look.entries) == 1

            QTest.keyClick(window, Qt.Key.Key_Comma)
            await until(lambda: desk.replaying.player is not None)
            await rest(desk)
            assert where(window) == ["node1"]
            assert window.shown is not desk.workbench.drafting.draft
            assert len(window.editing.look.entries) == 1
            assert not window.panes.bottom.draft.isEnabled()

            # another patch comes meanwhile, then all engines die
            cluster.operation("webip", "node2", "stop", at=3)
            cluster.operation("webip", "node3", "start", at=4)
            place.change()
            session = desk.connecting.session
            assert session is not None
            await until(lambda: session.live.state.instances["webip"].nodes == ("node3",))
            for engine in engines:
                await engine.stop()
            await until(lambda: "stale" in window.panes.replay.now.text())
            assert where(window) == ["node1"]
            assert not window.panes.banner.isVisible()

            window.setFocus()
            QTest.keyClick(window, Qt.Key.Key_Escape)
            await until(window.panes.banner.isVisible)
            assert where(window) == ["node3"]
            assert window.shown is desk.workbench.drafting.draft
            assert len(window.editing.look.entries) == 1
            assert window.panes.bottom.draft.isEnabled()

            # once more, and the connection is closed in the middle of it
            QTest.keyClick(window, Qt.Key.Key_Comma)
            await until(lambda: desk.replaying.player is not None)
            await rest(desk)
            await desk.connecting.disconnect_cluster()
            assert window.panes.welcome.isVisible()
            assert not window.panes.replay.isVisible()
            assert desk.replaying.player is None
        finally:
            await place.close()

    sit(qapp, tmp_path / "settings", steps)
