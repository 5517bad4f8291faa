"""Notifications of a desktop that has no tray (GNOME has none of itself), by its own command."""

import shutil
from typing import Final

from PySide6.QtCore import QObject, QProcess, Signal

COMMAND: Final = "notify-send"
SHOW: Final = "default"
"""The action that desktops take a click on a notification for."""


def has_notifier() -> bool:
    """Whether this desktop has the command."""
    return shutil.which(COMMAND) is not None


class Notifier(QObject):
    """Shows one notification at a time: a later one takes the place of an earlier one.

    The command stays as long as its notification does, as it says whether that was clicked.
    """

    clicked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self.number = ""
        """The desktop's own, of the notification shown last."""

    def notify(self, title: str, text: str) -> None:
        """Show it."""
        self.leave()
        words = ["--app-name=hagui", "--icon=hagui", "--urgency=critical", "--print-id"]
        words.append(f"--action={SHOW}=hagui")
        if self.number:
            words.append(f"--replace-id={self.number}")
        process = self._process = QProcess(self)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(lambda: self._ended(process))
        process.start(COMMAND, [*words, "--", title, text])

    def leave(self) -> None:
        """Wait for no click any more."""
        process, self._process = self._process, None
        if process is not None:
            process.readyReadStandardOutput.disconnect(self._read)
            if process.state() is not QProcess.ProcessState.NotRunning:
                process.kill()
                process.waitForFinished(1000)

    def _ended(self, process: QProcess) -> None:
        if self._process is process:
            self._process = None
        process.deleteLater()

    def _read(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            line = bytes(process.readLine().data()).decode(errors="replace").strip()
            if line.isdecimal():
                self.number = line
            elif line == SHOW:
                self.clicked.emit()
                return
