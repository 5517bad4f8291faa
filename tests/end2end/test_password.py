"""Logging in with a password: the dialog, TLS, the engine, its helper, and the real PAM."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from hagui.shell.connect.certificate import CertificateDialog
from hagui.shell.connect.dialog import ConnectDialog
from tests.end2end.screen import CTRL, Screen, Steps
from tests.engine.server.people import Users, two_users
from tests.rig import Rig

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]


def test_a_member_comes_in_and_all_others_hear_the_same(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen, users: Users) -> None:
        node1, node2, node3 = rig.nodes
        screen.press(Qt.Key.Key_N, CTRL)
        dialog = await screen.found(ConnectDialog)
        form = dialog.form

        def fill(address: str, user: str, password: str) -> None:
            for field, text in (
                (form.addresses, address),
                (form.user, user),
                (form.password, password),
            ):
                screen.go_to(field)
                field.selectAll()
                screen.type(text)
            screen.press(Qt.Key.Key_Return)

        async def refused(address: str, user: str, password: str) -> str:
            fill(address, user, password)
            question = await screen.found(CertificateDialog)
            screen.press(Qt.Key.Key_Return)
            await screen.until(lambda: not screen.visible(question), "the question closes")
            await screen.back(dialog)
            await screen.until(form.isEnabled, "an answer")
            assert form.password.hasFocus(), "the keyboard is where it is to be mended"
            return dialog.message.text().replace(address, "NODE")

        # one engine each, as wrong passwords make the next attempt at an engine wait
        wrong = await refused(f"{node1.address}:5560", users.member, "wrong")
        outsider = await refused(f"{node2.address}:5560", users.outsider, users.password)
        unknown = await refused(f"{node3.address}:5560", "hagui-nobody", users.password)
        assert wrong == outsider == unknown
        assert wrong.startswith("NODE refused the login: the password is wrong, or the user is")
        assert "haclient" in wrong
        assert screen.window.shown is None

        fill(f"{node3.address}:5560", users.member, users.password)
        await screen.until(lambda: screen.desk.connecting.dialog is None, "the dialog closes")
        await screen.agrees(rig)
        log = (node3.folder / "engine.out").read_text()
        assert f"{users.member} logged in from" in log
        assert users.password not in log

    with two_users("haclient") as users:
        play(lambda screen: steps(screen, users))
