"""What is wrong is said in one sentence with the next step, and nobody else notices it."""

import asyncio
import contextlib
import os
import ssl
import sys
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from engine.protocol import codec
from engine.protocol.messages import ClientHello, EngineMessage, Failure, Reply, Request
from engine.protocol.verbs import LOGIN, Login
from hagui.cluster.sources import Freshness
from hagui.shell.connect.dialog import ConnectDialog
from hagui.shell.problems.words import headline
from tests.end2end.following import Desktop, follow
from tests.end2end.screen import ALT, CTRL, Screen, Steps
from tests.rig import Node, Rig
from tests.rig.config import REPOSITORY

pytestmark = [pytest.mark.rig, pytest.mark.qt_log_ignore("This plugin does not support")]


@contextlib.asynccontextmanager
async def plain_listener() -> AsyncGenerator[str]:
    """Something that is no engine: it greets in plain text. Yields its address."""

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.org ESMTP\r\n")
        with contextlib.suppress(OSError):
            await reader.read()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def is_served(desktop: Desktop, node: Node, value: str, seconds: float = 3.0) -> None:
    """Whoever is connected to the node's engine hears of what happens now."""
    set_rack = ["crm_attribute", "--node", node.name, "--name", "rack", "--update", value]
    await asyncio.to_thread(node.run, set_rack)
    async with asyncio.timeout(seconds):
        while dict(desktop.state().nodes[node.name].attributes).get("rack") != value:
            await asyncio.sleep(0.01)


def one_sentence(text: str) -> bool:
    """Whether it is one clear sentence for a person."""
    return text.endswith(".") and "\n" not in text and "Traceback" not in text and "(" not in text


def test_wrong_addresses_in_the_dialog(rig: Rig, play: Callable[[Steps], None]) -> None:
    async def steps(screen: Screen) -> None:
        node = rig.nodes[0]
        screen.press(Qt.Key.Key_N, CTRL)
        dialog = await screen.found(ConnectDialog)
        form = dialog.form
        screen.go_to(form.password)
        screen.type("secret")
        async with plain_listener() as plain:
            for address, words in (
                (plain, f"What listens on {plain} does not speak TLS"),
                ("no-such-node.invalid", "The name no-such-node.invalid is not known here"),
                (f"{node.address}:1", f"{node.address}:1 refuses connections"),
                ("node1:five", "node1:five is no address"),
            ):
                screen.go_to(form.addresses)
                form.addresses.selectAll()
                screen.type(address)
                screen.press(Qt.Key.Key_Return)
                said = await answer(screen, dialog, words)
                assert one_sentence(said), said
                assert form.addresses.hasFocus(), "the keyboard is where it is to be mended"
                assert form.addresses.property("problem") == "true"
                assert form.password.text() == "secret", "nothing typed is lost"
        screen.press(Qt.Key.Key_Escape)
        await screen.until(lambda: screen.desk.connecting.dialog is None, "the dialog closes")

    play(steps)


async def answer(screen: Screen, dialog: ConnectDialog, words: str) -> str:
    """What the dialog says, once it begins with these words."""
    await screen.until(lambda: dialog.message.text().startswith(words), words)
    return dialog.message.text()


class Stranger:
    """A TLS connection that says what it likes."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    @classmethod
    async def at(cls, node: Node) -> "Stranger":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        return cls(*await asyncio.open_connection(node.address, node.port, ssl=context))

    async def hears(self, id_: int | None) -> str:
        """The code of the engine's complaint about that request, or about the connection."""
        async with asyncio.timeout(10):
            while True:
                message = await self._next()
                if isinstance(message, Failure) and message.id == id_:
                    assert one_sentence(message.message) or ":" in message.message
                    return message.code

    async def answered(self, id_: int) -> None:
        async with asyncio.timeout(10):
            while not isinstance(message := await self._next(), Reply) or message.id != id_:
                pass

    async def _next(self) -> EngineMessage:
        length = int.from_bytes(await self.reader.readexactly(4), "big")
        return codec.from_engine(await self.reader.readexactly(length))

    async def end(self) -> None:
        self.writer.close()
        with contextlib.suppress(OSError, ssl.SSLError):
            await self.writer.wait_closed()


async def garbage(stranger: Stranger) -> str:
    stranger.writer.write((9).to_bytes(4, "big") + b"\xff\x00garbage"[:9])
    return await stranger.hears(None)


async def oversized(stranger: Stranger) -> str:
    stranger.writer.write((5000).to_bytes(4, "big"))
    return await stranger.hears(None)


async def truncated(stranger: Stranger) -> str:
    stranger.writer.write(codec.frame(ClientHello())[:-3])
    stranger.writer.write_eof() if stranger.writer.can_write_eof() else None
    return ""


def test_strangers_and_broken_clients_disturb_nobody(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen) -> None:
        node = rig.nodes[0]
        token = rig.token_file.read_text().strip()
        await screen.connect(rig, node)
        before = len(screen.desk.told)
        async with follow(rig, node) as other:
            for number, (attack, code) in enumerate(
                ((garbage, "not-a-message"), (oversized, "too-large"), (truncated, ""))
            ):
                stranger = await Stranger.at(node)
                assert await attack(stranger) == code
                await is_served(other, node, f"attack-{number}")
                await stranger.end()

            # plain text to the engine's port
            reader, writer = await asyncio.open_connection(node.address, node.port)
            writer.write(b"GET / HTTP/1.0\r\n\r\n")
            told = codec.from_engine((await asyncio.wait_for(reader.read(), 5))[4:])
            assert isinstance(told, Failure)
            assert "TLS" in told.message
            writer.close()
            await is_served(other, node, "plain")

            # a verb that nobody knows is refused, and the connection stays
            client = await Stranger.at(node)
            client.writer.write(codec.frame(ClientHello()))
            login = Request(1, LOGIN.name, codec.body(Login(token=token)))
            client.writer.write(codec.frame(login))
            await client.answered(1)
            client.writer.write(codec.frame(Request(2, "make_coffee")))
            assert await client.hears(2) == "unknown-verb"
            client.writer.write(codec.frame(Request(3, "echo")))
            await client.answered(3)
            client.writer.write((80 * 1024 * 1024).to_bytes(4, "big"))
            assert await client.hears(None) == "too-large"
            await is_served(other, node, "verbs")
            await client.end()
        await screen.agrees(rig)
        told = screen.desk.told[before:]
        assert {item.status.freshness for item in told} == {Freshness.LIVE}

    play(steps)


def test_the_window_goes_on_where_pacemaker_is_down_on_the_node_in_view(
    rig: Rig, play: Callable[[Steps], None]
) -> None:
    async def steps(screen: Screen) -> None:
        first, second, third = rig.nodes
        await screen.connect(rig, third, first, second)
        before = len(screen.desk.told)
        await asyncio.to_thread(third.stop_daemon, "pacemaker")
        await screen.until(lambda: third.name not in screen.freshness(), "another is in view")
        down = next(item for item in screen.session.status.sources if item.node == third.name)
        assert not down.stack_up
        assert one_sentence(down.message), down.message
        await screen.agrees(rig)
        panes = screen.window.panes
        assert not panes.banner.isVisible()
        screen.press(Qt.Key.Key_5, ALT)
        problems = [headline(row.concern) for row in panes.bottom.problems.rows()]
        assert f"Pacemaker does not answer on {third.name}" in problems
        assert {item.status.freshness for item in screen.desk.told[before:]} == {Freshness.LIVE}
        await screen.picture("pacemaker-down")

    play(steps)


async def hagui(folder: Path, name: str, *arguments: str) -> tuple[int, str]:
    """Run the program as a process of its own; its exit code and what it said on stderr."""
    shot = folder / f"{name}.png"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "hagui", "--screenshot", str(shot), *arguments),
        cwd=REPOSITORY,
        env=os.environ | {"XDG_CONFIG_HOME": str(folder / name)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert out == b""
    assert shot.exists() == (process.returncode == 0)
    return process.returncode or 0, err.decode()


async def test_the_command_line_refuses_in_one_line(rig: Rig, tmp_path: Path) -> None:
    node = rig.nodes[0]
    engine = f"{node.address}:{node.port}"
    wrong = tmp_path / "token"
    wrong.write_text("0" * 64)
    good = ("--token-file", str(rig.token_file))
    trusted = ("--fingerprint", node.fingerprint)
    async with plain_listener() as plain:
        cases = {
            ("--connect", plain, *good): "does not speak TLS",
            ("--connect", "no-such-node.invalid", *good): "is not known here",
            ("--connect", f"{node.address}:1", *good): "refuses connections",
            ("--connect", engine, *good): "was not trusted",
            ("--connect", engine, "--token-file", str(wrong), *trusted): "refused the login",
            ("--connect", engine, *trusted, "--token-file", "/nowhere/token"): "cannot be read",
        }
        runs = [hagui(tmp_path, f"bad-{i}", *case) for i, case in enumerate(cases)]
        for (code, words), expected in zip(
            await asyncio.gather(*runs), cases.values(), strict=True
        ):
            assert (code, words.count("\n")) == (2, 1), words
            assert words.startswith("hagui: ")
            assert expected in words
    assert await hagui(tmp_path, "good", "--connect", engine, *good, *trusted) == (0, "")
