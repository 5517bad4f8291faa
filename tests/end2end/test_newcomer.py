"""The first quarter of an hour: somebody new connects to a cluster, by keyboard alone."""

import socket
import sys
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from engine.cib.views import Primitive
from hagui.cluster.sources import Freshness
from hagui.cluster.subject import Subject, SubjectKind
from hagui.session.pins import plain
from hagui.shell.connect.certificate import CertificateDialog
from hagui.shell.connect.dialog import ConnectDialog
from hagui.shell.connect.nodes import NodesDialog
from hagui.shell.finding import row_for
from tests.end2end.screen import CTRL, Screen, Steps
from tests.rig import Node, Rig
from tests.rig.config import REPOSITORY

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.fixture
def names(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that knows the rig's nodes, as that of a real site would."""
    known = {node.name: node.address for node in rig.nodes}
    ask = socket.getaddrinfo

    def answer(host: Any, *rest: Any, **more: Any) -> Any:
        return ask(known.get(host, host), *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def printed_fingerprint(node: Node) -> str:
    """What ``hagui-engine fingerprint`` prints on the node."""
    where = ["env", f"--chdir={REPOSITORY}", sys.executable, "-m", "engine"]
    return node.run([*where, "fingerprint", "--state-dir", "/run/rig/engine"]).stdout.strip()


@pytest.mark.usefixtures("names")
def test_from_the_welcome_page_to_a_cluster_followed_on_every_node(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen) -> None:
        first, *others = rig.nodes
        screen.press(Qt.Key.Key_N, CTRL)
        dialog = await screen.found(ConnectDialog)
        screen.type(first.address)
        screen.go_to(dialog.form.more)
        screen.press(Qt.Key.Key_Space)
        screen.go_to(dialog.form.token)
        screen.type(str(rig.token_file))
        screen.press(Qt.Key.Key_Return)

        await trust(screen, first)
        await screen.until(lambda: screen.desk.connecting.dialog is None, "the dialog closes")

        # the other nodes are offered, and followed too
        offer = await screen.found(NodesDialog)
        assert [box.text() for box in offer.boxes.values()] == [node.name for node in others]
        assert all(box.isChecked() for box in offer.boxes.values())
        screen.press(Qt.Key.Key_Return)
        for _ in others:
            await trust(screen, *others)
        await screen.until(lambda: len(screen.session.status.live) == 3, "three engines are up")
        await screen.until(lambda: screen.freshness().count("node") == 3, "the health line says so")
        assert screen.freshness().startswith("live · ")
        assert screen.session.status.freshness is Freshness.LIVE

        # nothing is missing on screen
        await screen.agrees(rig)
        board = screen.topology.board
        assert list(board.columns) == ["node1", "node2", "node3"]
        # (inactive copies that a clone has no use for are hidden, as crm_mon hides them)
        copies = screen.live.state.instances
        copies = {key: copy for key, copy in copies.items() if copy.nodes or not copy.orphaned}
        assert all(board.by_instance[key] for key in copies)
        for resource in screen.live.configuration.every_resource():
            assert screen.window.find_subject(resource.id) is not None
            assert not isinstance(resource, Primitive) or board.by_resource[resource.id]
        for key in copies:
            rows, configuration = screen.tree.rows, screen.live.configuration
            assert row_for(Subject(SubjectKind.INSTANCE, key), rows, configuration) is not None
        assert screen.window.panes.health.quorum.text() == "Quorum 3 of 3"
        await screen.picture("newcomer")

        # and it is kept for the next time
        (saved,) = screen.desk.connecting.saved
        assert saved.addresses == (first.address, *(f"{node.name}:5560" for node in others))

    play(steps)


async def trust(screen: Screen, *nodes: Node) -> None:
    """Compare the fingerprint shown with those that these nodes print, and accept it by key."""
    question = await screen.found(CertificateDialog)
    shown = {plain(label.text()) for label in question.findChildren(QLabel)}
    assert shown & {plain(printed_fingerprint(node)) for node in nodes}
    screen.press(Qt.Key.Key_Return)
    await screen.until(lambda: not screen.visible(question), "the question closes")
