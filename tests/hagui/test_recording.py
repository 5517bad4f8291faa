"""A connected cluster is recorded: across engines that die, and across connections."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from engine.server.certificate import ensure, read_fingerprint
from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.events import EventKind
from hagui.connecting import Direct
from hagui.desk import Desk
from hagui.monitor.recording.reader import Reader, open_recording
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.session.engines import Place
from tests.hagui.session.test_session import until


def _stopped(reader: Reader) -> list[str | None]:
    """Where webip was, moment by moment."""
    found: list[str | None] = []
    for index in range(len(reader)):
        nodes = reader.prepared(index).derivation.state.instances["webip"].nodes
        found.append(nodes[0] if nodes else None)
    return found


def test_nothing_is_missed_when_engines_die_or_the_cluster_is_opened_anew(
    qapp: QApplication, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    load("en")
    pem = tmp_path_factory.mktemp("engine") / "engine.pem"
    ensure(pem, "node1")
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
        desk = Desk(window, kept, folder)
        window.show()
        events = window.panes.bottom.events.events

        def told(words: str) -> bool:
            return any(words in str(events.index(row).data()) for row in range(events.rowCount()))

        try:
            engines = await place.three()
            addresses = tuple(engine.address for engine in engines)
            fingerprints = (read_fingerprint(pem),)
            direct = Direct(addresses, "alice", password="good", fingerprints=fingerprints)
            await desk.connecting.connect_directly(direct)
            await until(lambda: window.panes.health.freshness.text().count("node") == 3)
            session = desk.connecting.session
            assert session is not None
            followed = session.status.followed
            await next(item for item in engines if item.address == followed).stop()
            cluster.operation("webip", "node1", "stop", at=1)
            place.change()
            await until(lambda: told("webip stopped on node1"))
            with await asyncio.to_thread(desk.recorder.recording) as reader:
                assert _stopped(reader) == ["node1", None]
            await desk.connecting.disconnect_cluster()
            assert desk.recorder.path is None

            cluster.operation("webip", "node2", "start", at=2)
            place.change()
            await desk.connecting.connect_directly(direct)
            await until(lambda: window.panes.health.freshness.text().count("node") == 2)
            with await asyncio.to_thread(desk.recorder.recording) as reader:
                assert _stopped(reader) == ["node1", None, "node2"]
        finally:
            await desk.close()
            await place.close()
        (path,) = (folder / "recordings").glob("*.hagui")
        with open_recording(path) as reader:
            assert len(reader) == 3
            kinds = [event.kind for event in reader.events()]
            assert kinds.count(EventKind.STOPPED) == 1
        assert sorted(path.parent.glob(f"{path.name}-*")) == []
        assert not window.panes.notice.isVisible()
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()
