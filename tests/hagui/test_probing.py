"""Probes in the window: off until somebody turns them on, but in a lab; chosen by keyboard."""

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hagui.appearance import Appearance, Scheme
from hagui.cluster.live import LiveCluster
from hagui.cluster.subject import Subject, SubjectKind
from hagui.monitor.probes.model import How
from hagui.monitor.probes.runs import State
from hagui.monitoring import Monitoring
from hagui.probing import Probing
from hagui.session.dealings import Dealings
from hagui.shell import probe_actions
from hagui.shell.actions import FOCUS_TIMELINE
from hagui.shell.probes.dialog import ProbesDialog
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.window import MainWindow
from tests.hagui.shell.given import live_status, source

EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "lab.xml"
PATIENCE = 20_000
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
ALT = Qt.KeyboardModifier.AltModifier


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "12")
        self.end_headers()
        self.wfile.write(b"webserver on")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nobody reads it."""


class Web:
    """A web service that can be taken away and brought back."""

    def __init__(self) -> None:
        self.port = 0
        self._server: http.server.ThreadingHTTPServer | None = None
        self.up()

    def up(self) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Page)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    def down(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.shutdown()
            server.server_close()
            self._thread.join()


class Seat:
    """A window that shows the lab's cluster, whose web service is a real one; who sits there."""

    def __init__(self, window: MainWindow, web: Web, folder: Path, qtbot: QtBot) -> None:
        self.window, self.web, self.qtbot = window, web, qtbot
        self.monitoring = Monitoring(window)
        self.probing = Probing(window, Dealings(), folder, lambda _work, _name: pytest.fail("no"))
        self.monitoring.join(self.probing)

    def connect(self, *, lab: bool = False, production: bool = False) -> None:
        live = LiveCluster()
        text = EXAMPLE.read_text().replace("127.0.0.100", "127.0.0.1")
        text = text.replace('"5580"', f'"{self.web.port}"')
        self.monitoring.begin(live, name="web", key="this", production=production)
        change = live.load(text, at=time.time(), source="node1")
        self.window.show_cluster(live, "web", production=production)
        status = live_status(source("node1", lab=lab))
        self.window.show_sources(status)
        self.monitoring.follow(replace(change, everything=True))
        self.monitoring.sources(status)

    def until(self, holds: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=PATIENCE)

    def state(self) -> State | None:
        runs = next((runs for _, runs in self.probing.book), None)
        return runs.current.state if runs is not None and runs.current is not None else None

    def dialog(self) -> ProbesDialog:
        """By its key."""
        QTest.keyClick(self.window, Qt.Key.Key_P, CTRL_ALT)
        dialog = self.probing.dialog
        assert dialog is not None
        self.qtbot.waitUntil(dialog.isVisible)
        return dialog

    def read(self, where: QWidget) -> str:
        return "\n".join(item.text() for item in where.findChildren(QLabel) if item.isVisible())


@pytest.fixture
def seat(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Seat]:
    appearance = Appearance(qapp, Scheme.LIGHT)
    kept = Settings(Memory())
    kept.set(MOTION, value=False)
    window = MainWindow(appearance, kept)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    web = Web()
    made = Seat(window, web, tmp_path, qtbot)
    yield made
    made.monitoring.end()
    web.down()
    window.close()
    window.deleteLater()
    appearance.deleteLater()


def test_a_lab_is_probed_and_its_outage_is_seen_everywhere(seat: Seat) -> None:
    seat.connect(lab=True)
    window = seat.window
    window.select(Subject(SubjectKind.RESOURCE, "webserver"))
    seat.until(lambda: seat.state() is State.ANSWERED)
    (target,) = seat.probing.book.targets
    assert (target.how, target.port, target.interval) == (How.HTTP, seat.web.port, 0.025)
    seat.until(lambda: "answers since" in seat.read(window.panes.inspector))
    seat.web.down()
    pill = window.panes.health.outage
    seat.until(lambda: pill.isVisible() and pill.text().startswith("webserver down "))
    seat.until(lambda: "down since" in seat.read(window.panes.inspector))
    pill.click()
    board = window.panes.bottom.timeline.board
    assert board is not None
    seat.until(board.isVisible)
    seat.web.up()
    seat.until(lambda: seat.state() is State.ANSWERED and not pill.isVisible())
    seat.until(lambda: "after an outage of" in seat.read(window.panes.inspector))
    lane = len(board.tracks.shown) - 1
    assert board.names.title(lane) == "webserver · HTTP"
    runs = seat.probing.book.runs(target)
    assert runs is not None
    down = runs[-2]
    board.put((down.begin + (down.end or 0.0)) / 2, lane)
    assert "outage of" in board.sentence
    assert "refused" in board.sentence


def test_a_production_cluster_is_asked_nothing_until_somebody_wants_it(seat: Seat) -> None:
    seat.connect(production=True)
    assert seat.probing.book.targets == ()
    dialog = seat.dialog()
    assert "marked as production: nothing is asked unless you turn it on" in seat.read(dialog)
    assert "Nothing is asked. Take one" in seat.read(dialog)
    assert not dialog.on.isChecked()

    # the first offer, taken and changed by keyboard
    QTest.keyClick(dialog.offers, Qt.Key.Key_Return)
    assert dialog.on.isChecked()
    assert dialog.form.target.host == "127.0.0.1"
    QTest.keyClick(dialog, Qt.Key.Key_E, ALT)
    dialog.form.interval.selectAll()
    QTest.keyClicks(dialog.form.interval, "200")
    dialog.form.path.setFocus()
    dialog.form.path.selectAll()
    QTest.keyClicks(dialog.form.path, "nonsense")
    assert "Write the path from its first slash on" in seat.read(dialog)
    assert not dialog.save.isEnabled()
    dialog.form.path.selectAll()
    QTest.keyClicks(dialog.form.path, "/")
    assert dialog.save.isEnabled()
    assert seat.probing.book.targets == ()  # nothing before it is saved
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    seat.until(lambda: seat.state() is State.ANSWERED)
    assert [item.interval for item in seat.probing.book.targets] == [0.2]

    # the same cluster another time: as it was chosen
    seat.monitoring.end()
    assert seat.probing.book.targets == ()
    seat.connect(production=True)
    seat.until(lambda: seat.state() is State.ANSWERED)


def test_who_takes_a_probe_away_asks_no_more(seat: Seat) -> None:
    seat.connect(lab=True)
    seat.until(lambda: seat.state() is State.ANSWERED)
    dialog = seat.dialog()
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert dialog.list.count() == 0
    dialog.save.click()
    assert seat.probing.book.targets == ()
    assert seat.state() is None
    dialog = seat.dialog()
    assert dialog.offers.item(0).text().startswith("webserver · HTTP\nhttp://127.0.0.1:")
    dialog.back.click()


def test_a_real_cluster_is_asked_nothing_unless_wanted(seat: Seat) -> None:
    seat.connect()
    assert not seat.probing.on
    assert seat.probing.targets == ()
    assert [item.how for item in seat.probing.offered] == [How.HTTP, How.ICMP]
    dialog = seat.dialog()
    assert "Nothing is asked unless you turn it on." in seat.read(dialog)
    assert dialog.form.node.itemText(0) == "this computer"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert seat.probing.dialog is None
    seat.window.actions_[FOCUS_TIMELINE].trigger()


def test_a_file_is_asked_nothing(seat: Seat) -> None:
    assert not seat.window.actions_[probe_actions.EDIT].isEnabled()
    assert seat.probing.open() is None
