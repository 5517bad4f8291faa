"""From the connect dialog to a connected cluster, over real engines."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from engine.protocol.verbs import Standby
from engine.server.certificate import ensure
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.connecting import Connecting, Direct
from hagui.session.passwords import Passwords
from hagui.session.session import NotConnected
from hagui.shell.connect.certificate import CertificateDialog
from hagui.shell.connect.dialog import ConnectDialog
from hagui.shell.connect.nodes import NodesDialog
from hagui.shell.connect.password import PasswordDialog
from hagui.shell.connect.values import SavedCluster
from tests.hagui.cluster.mini import MiniCluster
from tests.hagui.session.engines import Place
from tests.hagui.session.test_passwords import Ring


@dataclass
class Shown:
    """A shell that keeps what it is told."""

    live: LiveCluster | None = None
    cluster: SavedCluster | None = None
    changes: list[ChangeSet] = field(default_factory=list[ChangeSet])
    status: SourcesStatus | None = None
    closings: int = 0

    def opened(self, live: LiveCluster, cluster: SavedCluster) -> None:
        self.live, self.cluster = live, cluster
        self.changes.clear()

    def changed(self, change: ChangeSet) -> None:
        self.changes.append(change)

    def sources(self, status: SourcesStatus) -> None:
        self.status = status

    def closed(self) -> None:
        self.closings += 1


class Desk:
    """A window, a shell, and what connects."""

    def __init__(self, qtbot: QtBot, app: QApplication, place: Place, folder: Path) -> None:
        self.app = app
        self.place = place
        self.ring = Ring()
        self.shown = Shown()
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.window.show()
        self.connecting = Connecting(
            self.window, self.shown, folder, passwords=Passwords(lambda: self.ring)
        )

    async def until(self, condition: Callable[[], object], seconds: float = 8.0) -> None:
        """Let Qt and asyncio run until something is so."""
        async with asyncio.timeout(seconds):
            while not condition():
                self.app.processEvents()
                await asyncio.sleep(0.005)

    async def dialog(self, kind: type[QWidget]) -> QWidget:
        def found() -> list[QWidget]:
            return [item for item in self.app.topLevelWidgets() if type(item) is kind]

        await self.until(lambda: [item for item in found() if item.isVisible()])
        return next(item for item in found() if item.isVisible())

    def fill(self, *addresses: str, password: str = "good") -> ConnectDialog:
        dialog = self.connecting.open()
        QTest.keyClicks(dialog.form.addresses, ", ".join(addresses))
        dialog.form.user.selectAll()
        QTest.keyClicks(dialog.form.user, "alice")
        QTest.keyClicks(dialog.form.password, password)
        return dialog


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("engines")
    paths = folder / "one.pem", folder / "other.pem"
    for path in paths:
        ensure(path, "node1")
    return paths


@pytest.fixture
async def desk(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, certificates: tuple[Path, Path]
) -> AsyncIterator[Desk]:
    cluster = MiniCluster(nodes={"node1": dict(MiniCluster().nodes["node1"])})
    cluster.properties["stonith-enabled"] = "false"
    cluster.primitive("webip")
    cluster.operation("webip", "node1", "start", at=-100)
    pem = tmp_path / "engine.pem"
    shutil.copy(certificates[0], pem)
    place = Place(cluster, pem, tmp_path)
    made = Desk(qtbot, qapp, place, tmp_path / "config")
    yield made
    if made.connecting.dialog is not None:
        made.connecting.dialog.close()
    await made.connecting.close()
    await place.close()
    qapp.processEvents()


async def trusted(desk: Desk) -> None:
    dialog = await desk.dialog(CertificateDialog)
    assert isinstance(dialog, CertificateDialog)
    click(dialog.trust)


async def connect(desk: Desk) -> None:
    """Connect for the first time, and save the cluster."""
    engine = await desk.place.engine("node1")
    dialog = desk.fill(engine.address)
    QTest.keyClick(dialog.form.password, Qt.Key.Key_Return)
    await trusted(desk)
    await desk.until(lambda: desk.connecting.dialog is None)


async def test_the_first_connection(desk: Desk) -> None:
    await connect(desk)
    shown = desk.shown
    assert shown.live is not None
    assert shown.live.state.instances["webip"].nodes == ("node1",)
    assert [change.everything for change in shown.changes] == [True]
    assert shown.status is not None
    assert shown.status.freshness is Freshness.LIVE
    assert [item.addresses for item in desk.connecting.saved] == [
        shown.status.followed and (shown.status.followed,)
    ]
    desk.place.cluster.operation("webip", "node1", "stop", at=1)
    desk.place.change()
    await desk.until(lambda: len(shown.changes) == 2)
    assert shown.changes[1].instances == {"webip"}
    await desk.connecting.act(Standby("node1", on=True))
    assert desk.place.engines[0].stack.acts == [(Standby("node1", on=True), "alice")]


async def test_an_untrusted_engine_is_not_connected(desk: Desk) -> None:
    engine = await desk.place.engine("node1")
    dialog = desk.fill(engine.address)
    click(dialog.connect_button)
    question = await desk.dialog(CertificateDialog)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    await desk.until(lambda: "not trusted" in dialog.message.text())
    assert desk.shown.live is None
    assert engine.names.asked == []


async def test_a_wrong_password_is_said_at_the_field(desk: Desk) -> None:
    engine = await desk.place.engine("node1")
    dialog = desk.fill(engine.address, password="bad")
    click(dialog.connect_button)
    await trusted(desk)
    await desk.until(lambda: dialog.form.password.property("problem") == "true")
    assert "haclient" in dialog.message.text()
    QTest.keyClicks(dialog.form.password, "good")
    QTest.keyClick(dialog.form.password, Qt.Key.Key_Return)
    await desk.until(lambda: desk.connecting.dialog is None)
    assert desk.shown.live is not None
    assert engine.names.asked == ["bad", "good"]


async def test_a_bad_address_is_refused_before_anything_is_tried(desk: Desk) -> None:
    dialog = desk.fill("node1:99999")
    click(dialog.connect_button)
    assert "node1:99999" in dialog.message.text()
    assert dialog.form.addresses.property("problem") == "true"
    assert not desk.connecting.saved


async def test_nothing_listens(desk: Desk) -> None:
    dialog = desk.fill("127.0.0.1:1")
    click(dialog.connect_button)
    await desk.until(lambda: "refuses connections" in dialog.message.text())
    assert dialog.form.isEnabled()


async def test_cancelling_an_attempt(desk: Desk) -> None:
    engine = await desk.place.engine("node1")
    dialog = desk.fill(engine.address)
    click(dialog.connect_button)
    await desk.dialog(CertificateDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await desk.until(lambda: "Cancelled" in dialog.message.text())
    await asyncio.sleep(0.05)
    assert not [
        item
        for item in desk.app.topLevelWidgets()
        if isinstance(item, CertificateDialog) and item.isVisible()
    ]
    assert desk.shown.live is None


async def test_a_changed_certificate_is_loud(
    desk: Desk, certificates: tuple[Path, Path], tmp_path: Path
) -> None:
    await connect(desk)
    await desk.connecting.disconnect_cluster()
    assert desk.shown.closings == 1
    engine = desk.place.engines[0]
    await engine.stop()
    shutil.copy(certificates[1], tmp_path / "engine.pem")
    await engine.start()
    dialog = desk.connecting.open(desk.connecting.saved[0].id)
    QTest.keyClicks(dialog.form.password, "good")
    click(dialog.connect_button)
    question = await desk.dialog(CertificateDialog)
    assert isinstance(question, CertificateDialog)
    assert question.compared is not None
    QTest.keyClick(question, Qt.Key.Key_Return)
    await desk.until(lambda: "has changed" in dialog.message.text())
    assert engine.names.asked == ["good"]


async def test_the_password_is_kept_in_the_keyring_and_used(desk: Desk) -> None:
    engine = await desk.place.engine("node1")
    dialog = desk.fill(engine.address)
    await desk.until(dialog.form.remember.isEnabled)
    dialog.form.remember.click()
    click(dialog.connect_button)
    await trusted(desk)
    await desk.until(lambda: desk.connecting.dialog is None)
    assert list(desk.ring.kept.values()) == ["good"]
    desk.connecting.connect_saved(desk.connecting.saved[0].id)
    await desk.until(lambda: len(engine.names.asked) == 2)
    await desk.until(lambda: desk.connecting.dialog is None)
    files = (desk.place.folder / "config").iterdir()
    assert not [path for path in files if "good" in path.read_text()]


async def test_a_deleted_cluster_comes_back(desk: Desk) -> None:
    await connect(desk)
    (saved,) = desk.connecting.saved
    dialog = desk.connecting.open(saved.id)
    click(dialog.clusters.delete)
    assert desk.connecting.saved == ()
    click(dialog.clusters.undo)
    assert desk.connecting.saved == (saved,)


async def test_connected_though_pacemaker_is_down(desk: Desk) -> None:
    engine = await desk.place.engine("node1", down=True)
    dialog = desk.fill(engine.address)
    click(dialog.connect_button)
    await trusted(desk)
    await desk.until(lambda: desk.connecting.dialog is None)
    assert desk.shown.live is not None
    assert not desk.shown.live.loaded
    assert desk.shown.status is not None
    assert "Pacemaker does not run" in desk.shown.status.sources[0].message
    engine.stack.start_stack()
    await desk.until(lambda: desk.shown.changes)
    assert desk.shown.changes[0].everything


async def test_more_nodes_are_offered_where_only_one_is_followed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def resolves(name: str) -> bool:
        return name == "localhost"

    monkeypatch.setattr("hagui.asking.resolves", resolves)
    up = desk.place.cluster.nodes["node1"]
    desk.place.cluster.nodes |= {"localhost": dict(up), "nowhere": dict(up)}
    engine = await desk.place.engine("node1")
    dialog = desk.fill(engine.address)
    click(dialog.connect_button)
    await trusted(desk)
    offer = await desk.dialog(NodesDialog)
    assert isinstance(offer, NodesDialog)
    assert offer.boxes["localhost"].isChecked()
    assert not offer.boxes["nowhere"].isEnabled()
    QTest.keyClick(offer, Qt.Key.Key_Return)
    added = f"localhost:{engine.port}"
    await desk.until(lambda: added in desk.connecting.saved[0].addresses)
    assert desk.shown.status is not None
    assert desk.connecting.session is not None
    assert added in [item.address for item in desk.connecting.session.status.sources]


async def test_an_engine_that_wants_another_password_later_asks_for_it(desk: Desk) -> None:
    await connect(desk)
    engine = desk.place.engines[0]
    await engine.stop()
    engine.names.password = "new"
    await engine.start()
    dialog = await desk.dialog(PasswordDialog)
    QTest.keyClicks(dialog.focusWidget(), "new")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    await desk.until(lambda: desk.shown.status and desk.shown.status.freshness is Freshness.LIVE)


async def test_directly_with_a_fingerprint_nobody_is_asked(desk: Desk) -> None:
    engine = await desk.place.engine("node1")
    fingerprint = desk.place.fingerprint
    direct = Direct((engine.address,), "alice", password="good", fingerprints=(fingerprint,))
    await desk.connecting.connect_directly(direct)
    assert desk.shown.live is not None
    assert desk.connecting.saved == ()


async def test_what_is_asked_of_one_cluster_is_not_carried_on_with_another(desk: Desk) -> None:
    await connect(desk)
    ways = desk.connecting.ways()
    assert ways()
    await desk.connecting.disconnect_cluster()
    assert ways() == []
    engine = await desk.place.engine("node1")
    fingerprints = (desk.place.fingerprint,)
    direct = Direct((engine.address,), "alice", password="good", fingerprints=fingerprints)
    await desk.connecting.connect_directly(direct)
    assert desk.connecting.ways()()
    assert ways() == []


async def test_directly_with_a_wrong_password_fails(desk: Desk) -> None:
    engine = await desk.place.engine("node1")
    fingerprint = desk.place.fingerprint
    direct = Direct((engine.address,), "alice", password="bad", fingerprints=(fingerprint,))
    with pytest.raises(NotConnected):
        await desk.connecting.connect_directly(direct)


def test_damaged_settings_are_said(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    (tmp_path / "clusters.json").write_text("[broken")
    connecting = Connecting(window, Shown(), tmp_path)
    assert "clusters.json.damaged-1" in connecting.notice
    assert connecting.saved == ()
