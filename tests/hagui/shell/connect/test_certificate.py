import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from hagui.shell.connect.certificate import CertificateDialog
from hagui.shell.connect.password import PasswordDialog

NEW = " ".join(["3F9A", "0B1C"] * 8)
OLD = " ".join(["AAAA", "0B1C"] * 8)


def opened(qtbot: QtBot, dialog: QDialog) -> list[int]:
    results: list[int] = []
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    dialog.finished.connect(results.append)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    return results


def words(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_first_use_says_how_to_compare(qtbot: QtBot) -> None:
    dialog = CertificateDialog("node1:5560", NEW)
    results = opened(qtbot, dialog)
    shown = words(dialog)
    assert "node1:5560" in shown
    assert "hagui-engine fingerprint" in shown
    assert NEW in shown.replace("\n", " ")
    QTest.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
    assert results == [QDialog.DialogCode.Accepted]


def test_first_use_can_be_declined_by_escape(qtbot: QtBot) -> None:
    dialog = CertificateDialog("node1:5560", NEW)
    results = opened(qtbot, dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert results == [QDialog.DialogCode.Rejected]


def test_enter_on_a_changed_certificate_is_cancel(qtbot: QtBot) -> None:
    dialog = CertificateDialog("node1:5560", NEW, OLD)
    results = opened(qtbot, dialog)
    shown = words(dialog).replace("\n", " ")
    assert NEW in shown
    assert OLD in shown
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert results == [QDialog.DialogCode.Rejected]


def test_a_changed_certificate_is_trusted_only_after_comparing(qtbot: QtBot) -> None:
    dialog = CertificateDialog("node1:5560", NEW, OLD)
    results = opened(qtbot, dialog)
    assert dialog.compared is not None
    QTest.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
    assert results == []
    dialog.compared.setFocus()
    QTest.keyClick(dialog.compared, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.trust, Qt.MouseButton.LeftButton)
    assert results == [QDialog.DialogCode.Accepted]


def test_the_fingerprint_can_be_copied(qtbot: QtBot) -> None:
    dialog = CertificateDialog("node1:5560", NEW)
    opened(qtbot, dialog)
    QTest.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == NEW
    dialog.reject()


@pytest.mark.parametrize("why", ["", "The password is wrong."])
def test_a_password_is_typed_and_sent_by_enter(qtbot: QtBot, why: str) -> None:
    dialog = PasswordDialog("alice", "web", why)
    results = opened(qtbot, dialog)
    assert (why in words(dialog)) is True
    assert not dialog.log_in.isEnabled()
    QTest.keyClicks(dialog.focusWidget(), "secret")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert results == [QDialog.DialogCode.Accepted]
    assert dialog.password == "secret"
