"""A crash of the desktop loses nothing that was drafted."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

EXAMPLE = Path(__file__).resolve().parents[2] / "resources" / "examples" / "web-cluster-running.xml"
PATIENCE = 60.0

_STEPS = """
import json, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from engine.cib.edits.vocabulary import SetMeta
from hagui.app import main
from hagui.shell.window import MainWindow

edits = {edits!r}

def look():
    window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)), None)
    if window is None or window.shown is None or not window.shown.loaded:
        QTimer.singleShot(20, look)
        return
    while edits:
        resource = edits.pop(0)
        window.editing.edited.emit((SetMeta(resource, "target-role", "Stopped"),))
    rows = [row.sentence.text() for row in window.panes.bottom.draft.rows()]
    print(json.dumps([rows, window.panes.notice.text.text()]), flush=True)
    QTimer.singleShot(50, look)

QTimer.singleShot(0, look)
sys.exit(main(["--open", {path!r}, "--language", "en"]))
"""


def started(path: Path, *edits: str) -> subprocess.Popen[str]:
    """The real program on a file, with those resources stopped in the draft."""
    code = _STEPS.format(edits=list(edits), path=str(path))
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


def until(program: subprocess.Popen[str], rows: list[str]) -> str:
    """What the strip says once the draft reads so."""
    assert program.stdout is not None
    end = time.monotonic() + PATIENCE
    for line in program.stdout:
        shown, notice = json.loads(line)
        if shown == rows:
            return str(notice)
        assert time.monotonic() < end, line
    raise AssertionError("the program ended")


def kill(program: subprocess.Popen[str]) -> None:
    """As by a loss of power."""
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert program.stdout is not None
    program.stdout.close()


def test_a_draft_outlives_kill_minus_nine(tmp_path: Path, qapp: QApplication) -> None:
    path = tmp_path / "cib.xml"
    path.write_bytes(EXAMPLE.read_bytes())
    rows = ["Stop webip", "Stop backup"]
    program = started(path, "webip", "backup")
    try:
        until(program, rows)
        time.sleep(0.5)  # a disk may take that long
    finally:
        kill(program)
    again = started(path)
    try:
        assert until(again, rows).startswith("A draft with 2 changes from ")
    finally:
        kill(again)
    assert path.read_bytes() == EXAMPLE.read_bytes()
