"""Where there is no tray, the desktop's own command shows notifications, and says of clicks."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hagui.shell.alarms.notifier import Notifier, has_notifier
from tests.hagui.shell.alarms.conftest import Scene

COMMAND = """#!/bin/sh
printf '%s\\n' "$*" >> "{folder}/said"
echo 17
while [ ! -e "{folder}/click" ]; do sleep 0.02; done
echo default
"""


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop that has the command; a file ``click`` in its folder is a click."""
    command = tmp_path / "notify-send"
    command.write_text(COMMAND.format(folder=tmp_path))
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def said(desktop: Path) -> list[str]:
    """What the desktop was asked to show."""
    path = desktop / "said"
    return path.read_text().splitlines() if path.exists() else []


def test_an_alarm_is_shown_without_a_tray_and_a_click_brings_up_the_window(
    scene: Scene, desktop: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert has_notifier()
    scene.close()
    monkeypatch.setattr(scene, "tray_there", False)
    scene.start()
    scene.watch()
    scene.lose()
    qtbot.waitUntil(lambda: len(said(desktop)) == 1)
    assert said(desktop)[0].endswith("-- web-cluster: No engine answers ")
    scene.window.showMinimized()
    (desktop / "click").touch()
    qtbot.waitUntil(lambda: not scene.window.isMinimized())


def test_a_later_notification_takes_the_place_of_an_earlier_one(
    desktop: Path, qtbot: QtBot, scene: Scene
) -> None:
    made = Notifier(scene.window)
    made.notify("one", "")
    qtbot.waitUntil(lambda: made.number == "17")
    made.notify("two", "more")
    qtbot.waitUntil(lambda: len(said(desktop)) == 2)
    assert "--replace-id=17" in said(desktop)[1]
    made.leave()


def test_a_desktop_without_either_is_no_trouble(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert not has_notifier()
    scene.close()
    monkeypatch.setattr(scene, "tray_there", False)
    scene.start()
    scene.watch()
    scene.lose()
    assert scene.window.panes.health.alarms.text() == "2 alarms"
