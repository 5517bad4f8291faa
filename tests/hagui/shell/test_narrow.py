"""Parts of the window that make do with less room: nothing covers its neighbour."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from engine.protocol.verbs import Standby
from hagui.i18n import plain
from hagui.shell.elided import ElidedLabel
from hagui.shell.folding import FoldingButtons
from hagui.shell.inspector.switch import SwitchButton
from hagui.shell.progress import ActProgress, ProgressStrip, Stage
from hagui.theme import Theme


def test_buttons_without_room_become_a_menu(qtbot: QtBot) -> None:
    actions = [QAction("&Revert a commit…"), QAction("&Discard the draft…")]
    done: list[str] = []
    actions[1].triggered.connect(lambda: done.append("discard"))
    actions[0].setEnabled(False)
    made = FoldingButtons(actions)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    assert [button.text() for button in made.buttons] == ["Revert a commit…", "Discard the draft…"]
    assert [button.isEnabled() for button in made.buttons] == [False, True]
    assert not made.more.isVisible()
    made.resize(made.sizeHint().width() - 1, made.height())
    assert made.more.isVisible()
    assert not any(button.isVisible() for button in made.buttons)
    assert made.more.geometry().right() < made.width()
    made.more.menu().actions()[1].trigger()
    assert done == ["discard"]
    made.resize(made.sizeHint())
    assert made.buttons[1].isVisible()


def test_a_sentence_without_room_can_be_read_in_the_tool_tip(qtbot: QtBot) -> None:
    made = ElidedLabel()
    qtbot.addWidget(made)
    made.setText("done, the cluster has settled as predicted")
    made.resize(made.sizeHint())
    made.grab()
    assert made.toolTip() == ""
    made.resize(60, made.height())
    made.grab()
    assert made.toolTip() == made.text() == "done, the cluster has settled as predicted"


@pytest.mark.usefixtures("english")
def test_the_progress_strip_keeps_its_button_in_view(qtbot: QtBot) -> None:
    made = ProgressStrip(Theme.light())
    qtbot.addWidget(made)
    made.resize(360, 40)
    for stage in (Stage.APPLIED, Stage.SETTLED):
        made.show_progress(ActProgress(Standby("a-node-with-a-long-name", on=True), stage))
        parts = [item for item in (made.what, made.bar, made.stage, made.stop) if item.isVisible()]
        edges = [(item.geometry().left(), item.geometry().right()) for item in parts]
        assert all(a[1] < b[0] for a, b in pairwise(edges)), edges
        assert edges[-1][1] < made.width()
    assert made.mark.isVisible()


def test_a_switch_without_room_has_its_words_in_two_lines(qtbot: QtBot) -> None:
    made = SwitchButton("Maintenance of the whole cluster", Theme.light())
    qtbot.addWidget(made)
    assert made.heightForWidth(150) > made.heightForWidth(made.sizeHint().width())


def test_a_mnemonic_is_no_part_of_a_name() -> None:
    assert [plain(text) for text in ("&Revert…", "还原(&T)…", "A && B", "Revert (&T)")] == [
        *("Revert…", "还原…", "A & B", "Revert"),
    ]
