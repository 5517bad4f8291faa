"""The sound of an alarm, played by what the desktop has for that."""

import shutil
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QProcess
from PySide6.QtWidgets import QApplication

THEMES: Final = (
    "/usr/share/sounds/freedesktop/stereo/dialog-warning.oga",
    "/usr/share/sounds/freedesktop/stereo/bell.oga",
)
"""Where desktops keep their warning sound."""


def command() -> list[str]:
    """What plays the desktop's warning sound; empty: nothing here does."""
    if player := shutil.which("canberra-gtk-play"):
        return [player, "--id=dialog-warning"]
    sound = next((path for path in THEMES if Path(path).exists()), None)
    if sound is not None and (player := shutil.which("paplay") or shutil.which("pw-play")):
        return [player, sound]
    return []


class Bell(QObject):
    """Plays one sound at a time; without a player, the system's beep."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._playing: QProcess | None = None

    def ring(self) -> None:
        """Play it, unless it is being played."""
        if self._playing is not None:
            return
        words = command()
        if not words:
            QApplication.beep()
            return
        process = self._playing = QProcess(self)
        process.finished.connect(self._done)
        process.errorOccurred.connect(self._failed)
        process.start(words[0], words[1:])

    def stop(self) -> None:
        """End what is being played."""
        process = self._playing
        if process is not None:
            process.kill()
            process.waitForFinished(1000)
            self._done()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._done()
            QApplication.beep()

    def _done(self) -> None:
        process, self._playing = self._playing, None
        if process is not None:
            process.deleteLater()
