"""The window and its lab: a plug is pulled by key, the service moves, all ends with the window."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hagui import runtime
from hagui.appearance import Appearance, Scheme
from hagui.cluster.subject import Subject, SubjectKind
from hagui.desk import Desk
from hagui.lab.process import LabProcess
from hagui.shell.settings import MOTION, Memory, Settings
from hagui.shell.translator import load
from hagui.shell.window import MainWindow
from tests.end2end.lab.labs import PATIENCE, REPOSITORY, Lab, wait_for
from tests.hagui.session.test_session import until

SHIFT = Qt.KeyboardModifier.ShiftModifier
STARTER = """
import os, signal, subprocess, sys
command = subprocess.Popen(sys.argv[2:], stdout=subprocess.PIPE)
command.stdout.readline()
if sys.argv[1] == "keep":
    command.send_signal(signal.SIGUSR1)
    sys.exit(command.wait())
os.kill(os.getpid(), signal.SIGKILL)
"""


def started(lab: Lab, then: str) -> int:
    """As a desktop starts a lab, and then keeps it or dies; gives the desktop's exit status."""
    first = ("--nodes", "1", "--cib", str(lab.cib_file))
    words = lab.command("up", "--foreground", "--attached", "--join", "--json", *first)
    ended = subprocess.run(
        [sys.executable, "-c", STARTER, then, *words], cwd=REPOSITORY, timeout=90, check=False
    )
    return ended.returncode


def test_a_lab_does_not_outlive_the_desktop_that_started_it(own_lab: Lab) -> None:
    assert started(own_lab, "die") == -signal.SIGKILL
    wait_for(lambda: not own_lab.processes(), "the end of all processes")
    wait_for(lambda: not own_lab.folder.exists(), "the end of all files")


def test_a_lab_that_is_kept_does(own_lab: Lab) -> None:
    assert started(own_lab, "keep") == 0
    own_lab.wait_for_answer()
    nodes = own_lab.nodes()
    own_lab.do("down", "--now")
    assert own_lab.left(nodes) == []


def test_the_visitor_pulls_a_plug_and_watches(
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

        def home() -> str:
            shown = window.shown
            if shown is None or not shown.loaded:
                return ""
            return ",".join(shown.state.instances["webserver"].nodes)

        def lab_says() -> str:
            return window.panes.health.lab.text()

        def conditions() -> set[str]:
            if window.shown is None or not window.shown.loaded:
                return set()
            return {node.condition.value for node in window.shown.state.nodes.values()}

        def told() -> str:
            """All that a person would look at."""
            panes = window.panes
            words = (panes.opening.text.text(), panes.notice.text.text(), lab_says(), home())
            return f"{words}; {sorted(conditions())}; {panes.bottom.events.events.index(0).data()}"

        async def soon(holds: Callable[[], object]) -> None:
            try:
                await until(holds, PATIENCE)
            except TimeoutError:
                raise AssertionError(told() + own_lab.said()) from None

        try:
            desk.open_lab_soon()
            await soon(home)
            await soon(lambda: lab_says() == "Lab ▾" and conditions() == {"online"})
            await soon(window.isActiveWindow)
            first = home()
            window.select(Subject(SubjectKind.NODE, first))
            QTest.keyClick(window, Qt.Key.Key_F9)
            await soon(lambda: lab_says() == f"Lab: {first} without power ▾")
            await soon(lambda: home() not in {"", first})
            QTest.keyClick(window, Qt.Key.Key_F9, SHIFT)
            await soon(lambda: lab_says() == "Lab ▾" and conditions() == {"online"})

            # with every plug pulled there is no engine left to ask, and still a way back
            for name in own_lab.nodes():
                window.select(Subject(SubjectKind.NODE, name))
                QTest.keyClick(window, Qt.Key.Key_F9)
                await soon(lambda name=name: own_lab.nodes()[name].state == "off")
            await soon(window.panes.banner.isVisible)
            await soon(lambda: lab_says() == "Lab: 3 nodes without power ▾")
            for name in own_lab.nodes():
                window.select(Subject(SubjectKind.NODE, name))
                QTest.keyClick(window, Qt.Key.Key_F9, SHIFT)
            await soon(lambda: not window.panes.banner.isVisible())
            await soon(lambda: lab_says() == "Lab ▾" and conditions() == {"online"})
            await soon(lambda: own_lab.answer() is not None)
            nodes = own_lab.nodes()
        finally:
            await desk.close()
        assert own_lab.left(nodes) == []
        return 0

    try:
        assert runtime.run(main, qapp) == 0
    finally:
        window.close()
        window.deleteLater()
        appearance.deleteLater()


def test_a_picture_of_a_lab_needs_no_display(own_lab: Lab, tmp_path: Path) -> None:
    picture = tmp_path / "lab.png"
    surroundings = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    words = ("--lab", "--lab-folder", str(own_lab.folder), "--lab-cib", str(own_lab.cib_file))
    ended = subprocess.run(
        [sys.executable, "-m", "hagui", *words, "--screenshot", str(picture)],
        cwd=REPOSITORY,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert picture.stat().st_size > 10_000
    assert not own_lab.folder.exists()
    assert own_lab.processes() == []
