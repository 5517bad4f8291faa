"""Alarms as a person meets them: the pill, the title, the list, notifications, what is muted."""

from dataclasses import replace

from lxml import etree
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from engine.protocol.verbs import Cleanup
from hagui.cluster.live import LiveCluster
from hagui.cluster.sources import Freshness
from hagui.cluster.subject import Subject, SubjectKind
from hagui.monitor.alarms.model import AlarmKind
from hagui.monitor.alarms.mutes import FOREVER
from hagui.monitor.incidents.model import Incident
from hagui.shell import alarm_actions, settings
from hagui.shell.alarms.popup import AlarmsPopup
from hagui.shell.alarms.tray import Mood
from hagui.shell.alarms.values import MuteWish
from hagui.shell.opinions.part import Opinions
from tests.hagui.conftest import EXAMPLES
from tests.hagui.shell.alarms.conftest import Scene
from tests.hagui.shell.given import facts, lasting, live_status, source

LEFT = Qt.MouseButton.LeftButton
CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
SPLIT = live_status(source("node1"), source("node3", facts=facts("node3", dc="node3")))


def popup(scene: Scene) -> AlarmsPopup:
    """The list, opened by its key."""
    QTest.keyClick(scene.window, Qt.Key.Key_A, CTRL_ALT)
    assert scene.alarms.popup is not None
    return scene.alarms.popup


def button(where: AlarmsPopup, words: str) -> QPushButton:
    """The first button that bears these words."""
    return next(item for item in where.findChildren(QPushButton) if item.text() == words)


def test_what_is_old_at_first_sight_is_listed_and_does_not_ring(scene: Scene) -> None:
    assert scene.window.panes.health.alarms.text() == "1 alarm"
    assert scene.window.windowTitle() == "▲ 1 · 1 failure — web-cluster — hagui"
    assert scene.tray.notes == []
    assert scene.tray.moods[-1] == (Mood.BAD, "web-cluster: backup failed on node1")
    found = popup(scene)
    assert found.rows() == ["backup failed on node1"]
    found.close()


def test_a_new_alarm_is_told_on_the_desktop_and_counted(scene: Scene) -> None:
    scene.lose()
    assert scene.tray.notes == [("web-cluster: No engine answers", "")]
    assert scene.window.panes.health.alarms.text() == "2 alarms"
    assert scene.window.windowTitle().startswith("▲ 2 · ")
    assert scene.rung == [], "no sound where nobody asked for one"
    scene.hear(live_status())
    scene.after(1)
    assert scene.window.panes.health.alarms.text() == "1 alarm"
    found = popup(scene)
    assert found.rows() == ["backup failed on node1", "No engine answers"]
    found.close()


def test_a_hiccup_of_the_connection_is_no_alarm(scene: Scene) -> None:
    status = replace(live_status(), freshness=Freshness.STALE)
    scene.hear(status)
    scene.after(3)
    scene.hear(live_status())
    scene.after(10)
    assert scene.tray.notes == []


def test_seen_by_key_is_counted_no_more_and_still_listed(scene: Scene) -> None:
    QTest.keyClick(scene.window, Qt.Key.Key_K, CTRL_ALT)
    assert scene.window.windowTitle() == "▲ 1 failure — web-cluster — hagui"
    assert scene.window.panes.health.alarms.text() == "1 alarm, seen"
    assert scene.tray.moods[-1][0] is Mood.MINDED
    found = popup(scene)
    assert found.rows() == ["backup failed on node1"]
    assert not button(found, "Seen").isEnabled()
    found.close()


def test_a_pill_opens_the_list_and_its_buttons_do_what_they_say(scene: Scene) -> None:
    QTest.mouseClick(scene.window.panes.health.alarms, LEFT)
    found = scene.alarms.popup
    assert found is not None
    QTest.mouseClick(button(found, "Seen"), LEFT)
    assert scene.window.panes.health.alarms.text() == "1 alarm, seen"
    assert found.mute.hasFocus(), "the keyboard is not lost with the button"
    QTest.mouseClick(button(found, "Show"), LEFT)
    assert scene.window.subject == Subject(SubjectKind.RESOURCE, "backup")
    assert not found.isVisible()


def test_the_list_goes_away_by_escape(scene: Scene, qtbot: QtBot) -> None:
    found = popup(scene)
    QTest.keyClick(found, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: scene.alarms.popup is None)


def test_a_clicked_notification_brings_up_what_it_is_about(scene: Scene) -> None:
    opinions = Opinions(scene.window)
    scene.apart = lasting(SPLIT)
    scene.after(1)
    assert scene.tray.notes == [("web-cluster: node3 sees another cluster than the others", "")]
    scene.window.showMinimized()
    scene.tray.message_clicked.emit()
    assert not scene.window.isMinimized()
    assert opinions.dialog is not None
    opinions.dialog.close()


def test_what_is_muted_is_marked_and_does_not_ring(scene: Scene) -> None:
    scene.alarms.mute(MuteWish(AlarmKind.STALE, scene.now + 1800))
    scene.lose()
    assert scene.tray.notes == []
    assert scene.window.panes.health.alarms.text() == "2 alarms, 1 muted"
    scene.after(1800)
    assert [title for title, _ in scene.tray.notes] == ["web-cluster: No engine answers"]
    assert scene.window.panes.health.alarms.text() == "2 alarms"


def test_what_is_muted_stays_so_when_the_program_starts_again(scene: Scene) -> None:
    scene.alarms.mute(MuteWish(None, FOREVER))
    scene.close()
    scene.start()
    scene.watch()
    scene.lose()
    assert scene.tray.notes == []
    assert "alarms, muted" in scene.window.panes.health.alarms.text()
    assert "muted until turned on" in scene.window.panes.health.alarms.toolTip()
    scene.alarms.mute(MuteWish(None, None))
    assert scene.kept.get(settings.ALARM_MUTES) == []


def test_the_menu_mutes_each_kind_for_a_while(scene: Scene) -> None:
    found = popup(scene)
    menu = found.mute.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    kinds = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert kinds[0] == "Everything"
    assert len(kinds) == 1 + len(AlarmKind)
    below = menu.actions()[0].menu()
    assert isinstance(below, QMenu)
    spans = [action.text() for action in below.actions()]
    assert spans == [
        "for 30 minutes",
        "for 2 hours",
        "until tomorrow 8:00",
        "until I turn it on",
    ]
    below.actions()[-1].trigger()
    assert found.silence.text() == "Everything: muted until turned on"
    menu.aboutToShow.emit()
    below = menu.actions()[0].menu()
    assert isinstance(below, QMenu)
    below.actions()[0].trigger()
    assert found.silence.text() == ""
    found.close()


def test_a_lab_rings_in_the_window_only_unless_it_is_wanted(scene: Scene) -> None:
    scene.close()
    scene.start()
    scene.watch(lab=True)
    scene.apart = lasting(SPLIT)
    scene.after(1)
    assert scene.window.panes.health.alarms.text() == "2 alarms"
    assert scene.tray.notes == []
    assert scene.tray.moods[-1][0] is Mood.QUIET
    scene.apart = None
    scene.after(1)
    scene.window.actions_[alarm_actions.LABS].trigger()
    scene.apart = lasting(SPLIT)
    scene.after(3600)
    assert len(scene.tray.notes) == 1


def test_sound_and_notification_are_a_persons_choice(scene: Scene) -> None:
    scene.window.actions_[alarm_actions.SOUND].trigger()
    scene.window.actions_[alarm_actions.DESKTOP].trigger()
    scene.lose()
    assert scene.rung == ["bell"]
    assert scene.tray.notes == []
    scene.window.actions_[alarm_actions.TRAY].trigger()
    assert scene.alarms.tray is None


def test_what_an_operator_wanted_does_not_ring(scene: Scene, live: LiveCluster) -> None:
    scene.incident = Incident(1, scene.now, planned=True)
    scene.lose()
    assert scene.tray.notes == []
    scene.incident = None


def test_a_failure_found_again_by_a_clean_up_from_here_is_no_news(scene: Scene) -> None:
    scene.live.load(_without_failures(), at=scene.now, source="node1")
    scene.after(1)
    assert scene.alarms.look.standing == ()
    scene.window.intent.emit(Cleanup(resource="backup"))
    scene.live.load(_example(), at=scene.now, source="node1")
    scene.after(1)
    assert len(scene.alarms.look.standing) == 1
    assert scene.tray.notes == []


def test_a_file_does_not_ring(scene: Scene) -> None:
    scene.monitoring.begin(scene.live, name="web", file=True)
    scene.after(10)
    assert scene.window.panes.health.alarms.isHidden()


def test_the_list_speaks_the_language_of_the_window(scene: Scene, qtbot: QtBot) -> None:
    scene.window.speak("zh_CN")
    qtbot.wait(20)  # until the keys of the other language are gone
    assert scene.tray.moods[-1][1] == "web-cluster：backup 在 node1 上失败"
    assert scene.window.panes.health.alarms.text() == "1 个告警"
    found = popup(scene)
    assert found.rows() == ["backup 在 node1 上失败"]
    found.close()


def _example() -> str:
    return (EXAMPLES / "web-cluster-running.xml").read_text(encoding="utf-8")


def _without_failures() -> str:
    root = etree.fromstring(_example().encode())
    for op in root.iter("lrm_resource"):
        if op.get("id") == "backup":
            for entry in list(op):
                op.remove(entry)
    for pair in list(root.iter("nvpair")):
        parent = pair.getparent()
        if parent is not None and (pair.get("name") or "").startswith(("fail-count", "last-fail")):
            parent.remove(pair)
    return etree.tostring(root).decode()
