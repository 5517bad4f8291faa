"""Questions before acts that may stop services."""

import pytest
from PySide6.QtWidgets import QCheckBox, QMainWindow
from pytestqt.qtbot import QtBot

from engine.protocol.verbs import Access, Act, Cleanup, Migrate, Standby
from hagui.cluster.live import LiveCluster
from hagui.shell.confirm import access, ask, asks, consequences
from hagui.shell.settings import ASK_STANDBY, Settings

MOVE = Migrate("webip", "node2")


def test_a_move_is_always_asked_about(kept: Settings) -> None:
    kept.set(ASK_STANDBY, value=False)
    assert access(MOVE) is Access.DESTRUCTIVE
    assert asks(MOVE, kept)
    assert not asks(Standby("node1", on=True), kept)
    assert not asks(Cleanup(), kept)


def test_the_question_says_from_where_to_where_and_what_remains(live: LiveCluster) -> None:
    (here,) = live.state.instances_of("webip")[0].nodes
    words = consequences(MOVE, live.state)
    assert f"webip runs on {here} now." in words
    assert "starts on node2" in words
    assert "removed again" in words
    assert "now." not in consequences(Migrate("a group", "node2"), live.state).partition("\n")[0]


@pytest.mark.parametrize("agreed", [True, False])
def test_only_a_yes_moves(qtbot: QtBot, kept: Settings, live: LiveCluster, agreed: bool) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    gone: list[Act] = []
    box = ask(MOVE, live.state, kept, window, gone.append)
    assert box.text() == "Move webip to node2 now?"
    assert box.findChild(QCheckBox) is None
    wanted = "Move now" if agreed else "Cancel"
    button = next(item for item in box.buttons() if item.text().replace("&", "") == wanted)
    assert (button is box.defaultButton()) is not agreed
    button.click()
    qtbot.waitUntil(lambda: window.findChild(type(box)) is None)
    assert gone == ([MOVE] if agreed else [])
