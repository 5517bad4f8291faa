"""A lab of real processes, with addresses of its own, so that several can run side by side."""

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from engine.cib.document import Cib
from engine.cib.state.derive import Derivation
from engine.cib.state.model import ClusterState
from engine.cli.lab_client import log_in
from engine.protocol.client import Client
from engine.protocol.failures import EngineError
from engine.protocol.messages import CibSnapshot, NodeFacts
from engine.protocol.verbs import SETTLE, Settle, Verb
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor.client import ask_and_wait
from engine.stacks.lab.supervisor.wire import SOCKET, Look, NodeStanding, Standing
from tests.processes import runs

REPOSITORY: Final = Path(__file__).parents[3]
EXAMPLE: Final = REPOSITORY / "resources" / "examples" / "lab.xml"
PORT: Final = 5580
"""Of the web service in the example."""
PATIENCE: Final = 40.0
"""Seconds within which what is to happen has happened, on a machine that is busy with others."""

Q = TypeVar("Q", bound=msgspec.Struct)
R = TypeVar("R", bound=msgspec.Struct)


def own_address() -> str:
    """One of the loopback network that no other test's lab uses."""
    pid = os.getpid()
    return f"127.{64 + pid % 128}.{pid // 128 % 256}.100"


def wait_for(holds: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, f"within {seconds:g} s it never came to pass: {what}"
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Said:
    """What one engine says of its cluster."""

    facts: NodeFacts
    state: ClusterState


class Lab:
    """One lab: the commands that a person would type, and what can be seen from outside."""

    def __init__(self, folder: Path, cib: Path) -> None:
        self.folder = folder
        self.cib_file = cib
        self.address = own_address()
        text = EXAMPLE.read_text()
        assert "127.0.0.100" in text
        cib.write_text(text.replace("127.0.0.100", self.address))

    # Commands

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "engine", "lab", *words, "--folder", str(self.folder)]

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    def do(self, *words: str) -> str:
        done = self.run(*words)
        assert done.returncode == 0, f"{words}: {done.stderr}{self.said()}"
        return done.stdout

    def up(self, *words: str) -> None:
        self.do("up", "--cib", str(self.cib_file), *words)

    def status(self) -> dict[str, Any]:
        return json.loads(self.do("status", "--json"))

    # What can be seen

    def standing(self) -> Standing:
        """As the power switch has it."""
        found = ask_and_wait(self.folder / SOCKET, Look(), PATIENCE)
        assert isinstance(found, Standing)
        return found

    def nodes(self) -> dict[str, NodeStanding]:
        return {node.name: node for node in self.standing().nodes}

    def said(self) -> str:
        """What the nodes' processes said last."""
        parts: list[str] = []
        for path in sorted(self.folder.glob("nodes/*/log")):
            parts.append(f"\n--- {path.parent.name}\n")
            parts += path.read_text(errors="replace").splitlines(keepends=True)[-25:]
        return "".join(parts)

    def answer(self) -> str | None:
        """The node that the web service names; None where nobody answers."""
        try:
            with urllib.request.urlopen(f"http://{self.address}:{PORT}/", timeout=1) as page:
                words = page.read().decode().split()
        except (OSError, urllib.error.URLError):
            return None
        assert words[:2] == ["webserver", "on"]
        return words[2]

    def wait_for_answer(self, *others_than: str) -> str:
        """Wait until a node answers, one that is none of these."""
        found: list[str] = []

        def answers() -> bool:
            answer = self.answer()
            found[:] = [answer] if answer is not None and answer not in others_than else []
            return bool(found)

        with self.telling():
            wait_for(answers, f"an answer of another node than {', '.join(others_than) or 'none'}")
        return found[0]

    def ask(self, node: NodeStanding, verb: Verb[Q, R], request: Q, seconds: float = PATIENCE) -> R:
        """Ask a node's engine, logged in with the lab's token."""

        async def asked() -> R:
            client = await self._client(node)
            try:
                return await client.call(verb, request, timeout=seconds)
            finally:
                await client.close()

        return asyncio.run(asked())

    def look(self, node: NodeStanding) -> Said:
        """What a node says of the membership, and of the cluster."""

        async def asked() -> Said:
            client = await self._client(node)
            try:
                return await self._said(client)
            finally:
                await client.close()

        return asyncio.run(asked())

    async def _said(self, client: Client) -> Said:
        facts: NodeFacts | None = None
        cib: str | None = None
        await client.subscribe()
        async with asyncio.timeout(5):
            async for message in client.messages():
                facts = message if isinstance(message, NodeFacts) else facts
                cib = message.cib if isinstance(message, CibSnapshot) else cib
                if facts is not None and cib is not None:
                    return Said(facts, Derivation(Cib.parse(cib)).state)
        raise AssertionError("it hung up")

    async def _client(self, node: NodeStanding) -> Client:
        return await log_in(Folder(self.folder), node, patience=10)

    def settle(self) -> dict[str, NodeStanding]:
        """Wait until all nodes that are on agree on one DC, whose cluster has nothing to do."""
        with self.telling():
            wait_for(lambda: asyncio.run(self._settled()), "a cluster that has settled")
        return self.nodes()

    async def _settled(self) -> bool:
        running = [node for node in self.nodes().values() if node.state == "on"]
        try:
            said = await asyncio.gather(*map(self._when_settled, running))
        except (EngineError, TimeoutError):
            return False
        names = {node.name for node in running}
        return len({each.facts.dc for each in said} - {None}) == 1 and all(
            {node.name for node in each.state.nodes.values() if node.online} == names
            and not each.state.pending
            for each in said
        )

    async def _when_settled(self, node: NodeStanding) -> Said:
        client = await self._client(node)
        try:
            await client.call(SETTLE, Settle(), timeout=PATIENCE)
            return await self._said(client)
        finally:
            await client.close()

    def processes(self) -> list[int]:
        """All that belongs to this lab: whose command line or environment names its folder."""
        word = os.fsencode(self.folder)
        found: list[int] = []
        for path in Path("/proc").glob("[0-9]*"):
            if int(path.name) == os.getpid() or not runs(int(path.name)):
                continue
            with contextlib.suppress(OSError):
                if word in (path / "cmdline").read_bytes() + (path / "environ").read_bytes():
                    found.append(int(path.name))
        return found

    def listens(self, node: NodeStanding) -> bool:
        """Whether anybody still has a node's ports."""
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            with socket.socket(socket.AF_INET, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, kind == socket.SOCK_STREAM)
                try:
                    probe.bind((node.address, node.port))
                except OSError:
                    return True
        return False

    def left(self, nodes: dict[str, NodeStanding]) -> list[str]:
        """What there still is of a lab that has ended."""
        return [
            *(f"process {pid}" for pid in self.processes()),
            *(f"port of {node.name}" for node in nodes.values() if self.listens(node)),
            *(["the folder"] if self.folder.exists() else []),
            *(["the web service"] if self.answer() is not None else []),
        ]

    @contextlib.contextmanager
    def telling(self) -> Generator[None]:
        """Show with a failure what the nodes have said."""
        try:
            yield
        except AssertionError as error:
            raise AssertionError(f"{error}{self.said()}") from error
