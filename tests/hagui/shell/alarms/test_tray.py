"""The icon in the tray: its looks differ by shape, its menu shows, mutes and quits."""

import itertools

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from hagui.monitor.alarms.model import AlarmKind
from hagui.monitor.alarms.mutes import Mutes
from hagui.shell.alarms import bell
from hagui.shell.alarms.tray import Mood, SystemTray, tray_icon
from hagui.shell.alarms.values import MuteWish
from hagui.theme import Theme


def gray(mood: Mood) -> QImage:
    """The icon as somebody sees it who sees no colours."""
    picture = tray_icon(mood, Theme.light()).pixmap(22, 22).toImage()
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


def test_moods_differ_by_more_than_colour(english: None) -> None:
    for one, other in itertools.combinations(Mood, 2):
        first, second = gray(one), gray(other)
        differ = sum(
            abs(first.pixelColor(x, y).value() - second.pixelColor(x, y).value()) > 40
            for x in range(first.width())
            for y in range(first.height())
        )
        assert differ > 15, (one, other)


@pytest.mark.qt_log_ignore("systemTrayWindowChanged")
def test_the_menu_of_the_tray(english: None) -> None:
    parent = QObject()
    tray = SystemTray(Mutes, parent)
    tray.show_mood(Mood.BAD, "web-cluster: quorum lost", Theme.dark())
    (icon,) = tray.findChildren(QSystemTrayIcon)
    assert icon.toolTip() == "web-cluster: quorum lost"
    told: list[object] = []
    tray.window_asked.connect(lambda: told.append("window"))
    tray.quit_asked.connect(lambda: told.append("quit"))
    tray.muted.connect(told.append)
    actions = [item for item in icon.contextMenu().actions() if not item.isSeparator()]
    assert [item.text() for item in actions] == ["Show the window", "&Mute", "Quit hagui"]
    actions[0].trigger()
    actions[2].trigger()
    mute = actions[1].menu()
    assert isinstance(mute, QMenu)
    kinds = [item.menu() for item in mute.actions() if not item.isSeparator()]
    assert isinstance(kinds[1], QMenu)
    kinds[1].actions()[0].trigger()
    icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    wish = told[2]
    assert isinstance(wish, MuteWish)
    assert wish.kind is next(iter(AlarmKind))
    assert told == ["window", "quit", wish, "window"]
    tray.leave()


def test_a_desktop_without_a_player_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: str) -> None:
        return None

    monkeypatch.setattr(bell.shutil, "which", none)
    assert bell.command() == []

    def every(name: str) -> str:
        return f"/usr/bin/{name}"

    monkeypatch.setattr(bell.shutil, "which", every)
    assert bell.command()[0] == "/usr/bin/canberra-gtk-play"
