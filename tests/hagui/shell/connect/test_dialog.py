"""The connect dialog, by mouse and keyboard."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hagui.shell.connect.dialog import ConnectDialog
from hagui.shell.connect.values import ConnectRequest, SavedCluster
from hagui.theme import Theme, palette, style_sheet

WEB = SavedCluster("web", ("node1", "node2"), production=True, remember=True, id="web")
MAIL = SavedCluster("mail", ("mail1:5561",), user="admin", id="mail")


@dataclass
class Wishes:
    """What the dialog asked for."""

    connect: list[ConnectRequest] = field(default_factory=list[ConnectRequest])
    save: list[SavedCluster] = field(default_factory=list[SavedCluster])
    delete: list[str] = field(default_factory=list[str])
    cancel: list[None] = field(default_factory=list[None])
    undo: list[None] = field(default_factory=list[None])


@pytest.fixture
def dialog(qtbot: QtBot) -> Iterator[ConnectDialog]:
    made = ConnectDialog()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.set_saved((WEB, MAIL), "")
    made.set_keyring("")
    made.open()
    qtbot.waitExposed(made)
    yield made
    made.show_note("")
    made.reject()


@pytest.fixture
def wishes(dialog: ConnectDialog) -> Wishes:
    made = Wishes()
    dialog.connect_wanted.connect(made.connect.append)
    dialog.save_wanted.connect(made.save.append)
    dialog.delete_wanted.connect(made.delete.append)
    dialog.cancel_wanted.connect(lambda: made.cancel.append(None))
    dialog.undo_wanted.connect(lambda: made.undo.append(None))
    return made


def click(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place or widget.rect().center())


def choose(dialog: ConnectDialog, row: int) -> None:
    items = dialog.clusters.items
    click(items.viewport(), items.visualItemRect(items.item(row)).center())


def write(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def test_quick_connect_by_keyboard_alone(dialog: ConnectDialog, wishes: Wishes) -> None:
    assert dialog.focusWidget() is dialog.form.addresses
    QTest.keyClicks(dialog.form.addresses, "node1, node2:5561 192.0.2.3")
    for expected in (dialog.form.name, dialog.form.user, dialog.form.password):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() is expected
    QTest.keyClicks(dialog.form.password, "secret")
    QTest.keyClick(dialog.form.password, Qt.Key.Key_Return)
    (request,) = wishes.connect
    assert request.cluster.addresses == ("node1", "node2:5561", "192.0.2.3")
    assert request.cluster.user == "hacluster"
    assert request.password == "secret"
    assert request.save


def test_a_quick_connection_need_not_be_saved(dialog: ConnectDialog, wishes: Wishes) -> None:
    write(dialog.form.addresses, "node9")
    click(dialog.keep, QPoint(8, dialog.keep.height() // 2))
    click(dialog.connect_button)
    assert not wishes.connect[0].save


def test_a_saved_cluster_is_connected_by_a_double_click(
    dialog: ConnectDialog, wishes: Wishes
) -> None:
    choose(dialog, 2)
    assert dialog.form.addresses.text() == "mail1:5561"
    assert dialog.form.user.text() == "admin"
    items = dialog.clusters.items
    place = items.visualItemRect(items.item(2)).center()
    QTest.mouseDClick(items.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert wishes.connect == [ConnectRequest(MAIL, None, save=True)]


def test_the_list_is_walked_by_keys(dialog: ConnectDialog, wishes: Wishes) -> None:
    dialog.clusters.items.setFocus()
    QTest.keyClick(dialog.clusters.items, Qt.Key.Key_Down)
    assert dialog.form.name.text() == "web"
    assert dialog.form.production.isChecked()
    QTest.keyClick(dialog.clusters.items, Qt.Key.Key_Return)
    assert wishes.connect[0].cluster == WEB


@pytest.mark.parametrize(("user", "field"), [("hacluster", "addresses"), ("", "user")])
def test_what_is_missing_is_said_where_it_is_missing(
    dialog: ConnectDialog, wishes: Wishes, user: str, field: str
) -> None:
    if field == "user":
        write(dialog.form.addresses, "node1")
        dialog.form.user.clear()
    click(dialog.connect_button)
    assert not wishes.connect
    assert dialog.message.text().endswith(".")
    assert dialog.focusWidget() is getattr(dialog.form, field)
    assert getattr(dialog.form, field).property("problem") == "true"
    QTest.keyClicks(dialog.focusWidget(), "x")
    assert getattr(dialog.form, field).property("problem") == "false"


def test_while_connecting_escape_cancels_and_the_dialog_stays(
    dialog: ConnectDialog, wishes: Wishes
) -> None:
    choose(dialog, 1)
    dialog.show_progress("Connecting to web…")
    assert dialog.progress.isVisible()
    assert not dialog.form.isEnabled()
    assert not dialog.connect_button.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(wishes.cancel) == 1
    assert dialog.isVisible()
    assert dialog.form.isEnabled()
    assert not dialog.progress.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(wishes.cancel) == 1


def test_closing_the_window_ends_an_attempt(dialog: ConnectDialog, wishes: Wishes) -> None:
    dialog.show_progress("Connecting…")
    dialog.close()
    assert len(wishes.cancel) == 1
    assert not dialog.isVisible()


def test_an_error_leads_to_the_field_and_keeps_the_password(dialog: ConnectDialog) -> None:
    choose(dialog, 1)
    write(dialog.form.password, "secret")
    dialog.show_progress("Connecting…")
    dialog.set_saved((WEB, MAIL), "web")
    dialog.show_error("The password is wrong.", "password")
    assert dialog.message.text() == "The password is wrong."
    assert dialog.focusWidget() is dialog.form.password
    assert dialog.form.password.text() == "secret"
    choose(dialog, 2)
    assert dialog.form.password.text() == ""


def test_without_a_keyring_the_choice_says_why(dialog: ConnectDialog) -> None:
    choose(dialog, 1)
    assert dialog.form.remember.isEnabled()
    dialog.set_keyring("No keyring was found.")
    assert not dialog.form.remember.isEnabled()
    assert not dialog.form.remember.isChecked()
    assert dialog.form.remember.toolTip() == "No keyring was found."


def test_a_token_needs_no_password(dialog: ConnectDialog, wishes: Wishes) -> None:
    write(dialog.form.addresses, "127.0.0.1")
    click(dialog.form.more)
    assert dialog.form.token.isVisible()
    write(dialog.form.token, "/run/token")
    assert not dialog.form.password.isEnabled()
    assert not dialog.form.user.isEnabled()
    click(dialog.connect_button)
    assert wishes.connect[0].cluster.token == "/run/token"


def test_edits_of_a_saved_cluster_are_kept_while_looking_elsewhere(
    dialog: ConnectDialog, wishes: Wishes
) -> None:
    choose(dialog, 1)
    assert not dialog.save.isEnabled()
    write(dialog.form.addresses, "node1, node2, node3")
    choose(dialog, 2)
    choose(dialog, 1)
    assert dialog.form.addresses.text() == "node1, node2, node3"
    assert dialog.save.isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    (saved,) = wishes.save
    assert saved.id == "web"
    assert saved.addresses == ("node1", "node2", "node3")


def test_delete_and_undo(dialog: ConnectDialog, wishes: Wishes) -> None:
    choose(dialog, 2)
    dialog.clusters.items.setFocus()
    QTest.keyClick(dialog.clusters.items, Qt.Key.Key_Delete)
    assert wishes.delete == ["mail"]
    dialog.set_saved((WEB,), "")
    dialog.offer_undo("mail")
    assert dialog.clusters.undo.isVisible()
    click(dialog.clusters.undo)
    assert len(wishes.undo) == 1


def test_the_line_for_a_new_one_cannot_be_deleted(dialog: ConnectDialog, wishes: Wishes) -> None:
    choose(dialog, 0)
    assert not dialog.clusters.delete.isEnabled()
    QTest.keyClick(dialog.clusters.items, Qt.Key.Key_Delete)
    assert not wishes.delete


def test_a_copy_is_a_cluster_of_its_own(dialog: ConnectDialog, wishes: Wishes) -> None:
    choose(dialog, 2)
    click(dialog.clusters.duplicate)
    (copy,) = wishes.save
    assert copy.addresses == MAIL.addresses
    assert copy.id not in {"mail", "web"}
    assert copy.name != "mail"


def test_everything_has_a_name_for_screen_readers_and_a_tip(dialog: ConnectDialog) -> None:
    for line in dialog.findChildren(QLineEdit):
        assert line.accessibleName()
        assert line.toolTip()
    assert dialog.clusters.items.accessibleName()
    for button in (dialog.connect_button, dialog.cancel, dialog.save, dialog.clusters.delete):
        assert button.text()
        assert button.toolTip()


@pytest.mark.parametrize("theme", [Theme.light(), Theme.dark()], ids=lambda theme: theme.name)
def test_nothing_is_clipped(dialog: ConnectDialog, qapp: QApplication, theme: Theme) -> None:
    look, colours = qapp.styleSheet(), qapp.palette()
    qapp.setPalette(palette(theme))
    qapp.setStyleSheet(style_sheet(theme))
    try:
        dialog.form.more.setChecked(True)
        dialog.show_error(
            "192.0.2.8:5560 refused the login: the password is wrong, or the user is not in group"
            " haclient on that node; check both and connect again.",
            "password",
        )
        dialog.offer_undo("training-cluster-with-a-long-name")
        qapp.processEvents()
        assert dialog.width() <= 1280
        assert dialog.height() <= 720
        for widget in dialog.findChildren(QWidget):
            if not widget.isVisible():
                continue
            if isinstance(widget, QLabel) and widget.wordWrap():
                assert widget.height() >= widget.heightForWidth(widget.width())
            elif isinstance(widget, QAbstractButton | QLabel):
                assert widget.width() >= widget.sizeHint().width(), widget
    finally:
        qapp.setPalette(colours)
        qapp.setStyleSheet(look)
