"""Starting, joining and ending a lab by the engine's own command, as a process of its own.

The desktop imports nothing of the lab: what ``hagui-engine lab --json`` says is all that it knows.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Final

import msgspec

from engine.protocol.verbs import Fault, LabNode, LabStanding

COMMAND: Final = (sys.executable, "-m", "engine", "lab")
_NAME: Final = "hagui-engine: "
_LETS_GO: Final = 5.0
"""Seconds within which the command leaves a lab that is to be kept."""


class LabTrouble(Exception):
    """The command failed; the words are its own, for people."""


class LabPlace(msgspec.Struct, frozen=True):
    """Where a node's engine listens, and how it is."""

    name: str
    address: str
    port: int
    state: str = "on"
    plugged: bool = True
    fingerprint: str | None = None


class LabReport(msgspec.Struct, frozen=True):
    """What the command says of a lab."""

    folder: str
    token: str
    """Path of the file with which its owner logs in."""
    nodes: tuple[LabPlace, ...]
    cuts: tuple[tuple[str, str], ...] = ()
    delays: dict[str, int] = {}
    joined: bool = False
    """Whether it ran already."""

    @property
    def addresses(self) -> tuple[str, ...]:
        """Of all engines."""
        return tuple(f"{node.address}:{node.port}" for node in self.nodes)

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """Of all engines' certificates."""
        return tuple(node.fingerprint for node in self.nodes if node.fingerprint)

    @property
    def standing(self) -> LabStanding:
        """What was done to it."""
        nodes = tuple(LabNode(node.name, node.state, node.plugged) for node in self.nodes)
        return LabStanding(nodes, self.cuts, self.delays)


class LabProcess:
    """One lab; where this program started it, it ends with this program, however that ends."""

    def __init__(
        self,
        folder: str = "",
        *,
        nodes: int | None = None,
        cib: str = "",
        command: Sequence[str] = COMMAND,
    ) -> None:
        """Nothing is started yet.

        Args:
            folder: of the lab; empty: the command's default.
            nodes: how many; None: the command's default.
            cib: a file with the first configuration; empty: the command's example.
            command: the engine's command for labs.
        """
        self._command = tuple(command)
        self._folder = folder
        self._begin = (
            *(() if nodes is None else ("--nodes", str(nodes))),
            *(("--cib", cib) if cib else ()),
        )
        self._process: subprocess.Popen[bytes] | None = None
        self._starting: subprocess.Popen[bytes] | None = None
        self.report: LabReport | None = None
        """The lab as it was found; None while there is none."""

    @property
    def attached(self) -> bool:
        """Whether the lab ends when this program does."""
        return self._process is not None and self._process.poll() is None

    def begin(self) -> None:
        """Start the command already, so that the lab comes up while the window does.

        Raises:
            LabTrouble: the command cannot be started.
        """
        if self._starting is None:
            self._starting = self._start(
                "up", "--foreground", "--attached", "--join", "--json", *self._begin
            )

    async def up(self) -> LabReport:
        """Start a lab, or join the one that runs in the folder; returns once its engines answer.

        A cancelled start leaves nothing behind.

        Raises:
            LabTrouble: it cannot be started.
        """
        self.begin()
        process, self._starting = self._starting, None
        assert process is not None
        assert process.stdout is not None
        try:
            line = await asyncio.to_thread(process.stdout.readline)
            report = _read(line) if line else None
            if report is None:
                raise LabTrouble(await asyncio.to_thread(_last_words, process))
        except BaseException:
            await _end(process)
            raise
        self.report, self._folder = report, report.folder
        if report.joined:
            await _end(process)
        else:
            self._process = process
        return report

    async def look(self) -> LabReport:
        """How the lab is, whether or not an engine of it answers.

        Raises:
            LabTrouble: it is gone.
        """
        return _read(await self._run("status", "--json"))

    async def runs(self) -> bool:
        """Whether the lab is still there; others may have ended it."""
        try:
            await self.look()
        except LabTrouble:
            return False
        return True

    async def harm(self, fault: Fault) -> None:
        """Have a fault done without any engine; ``fail`` needs one, and is refused here.

        Raises:
            LabTrouble: it was not done.
        """
        if fault.kind == "slow":
            await self._run("slow", str(fault.milliseconds), *fault.nodes)
        else:
            await self._run(fault.kind, *fault.nodes)

    async def let_go(self) -> None:
        """Let the lab go on when this program ends."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGUSR1)
        try:
            await asyncio.to_thread(process.wait, _LETS_GO)
        except subprocess.TimeoutExpired:
            self._process = process
        else:
            await _end(process)

    async def down(self) -> None:
        """End the lab at once; no process, socket or file is left.

        Raises:
            LabTrouble: it may still run; the words say why.
        """
        process, self._process = self._process or self._starting, None
        self._starting = None
        try:
            if self.report is not None:
                await self._run("down", "--now")
        except LabTrouble:
            if await self.runs():
                raise
        finally:
            self.report = None
            if process is not None:
                await _end(process)

    # inside

    def _arguments(self, *arguments: str) -> list[str]:
        verb, *others = arguments
        folder = ("--folder", self._folder) if self._folder else ()
        return [*self._command, verb, *folder, *others]

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """From the main thread: the command ends with the thread that started it."""
        try:
            return subprocess.Popen(
                self._arguments(*arguments),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_surroundings(),
                start_new_session=True,
            )
        except OSError as error:
            raise LabTrouble(f"{self._command[0]}: {error.strerror or error}.") from error

    async def _run(self, *arguments: str) -> bytes:
        process = self._start(*arguments)
        try:
            out, errors = await asyncio.to_thread(process.communicate)
        except BaseException:
            await _end(process)
            raise
        if process.returncode != 0:
            raise LabTrouble(_words(errors))
        return out


def _surroundings() -> dict[str, str]:
    """As for this program, but for what concerns only its window."""
    return {name: value for name, value in os.environ.items() if not name.startswith("QT_")}


def _read(line: bytes) -> LabReport:
    try:
        return msgspec.json.decode(line, type=LabReport)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LabTrouble(f"The engine's answer is not understood: {error}.") from error


def _last_words(process: "subprocess.Popen[bytes]") -> str:
    assert process.stderr is not None
    return _words(process.stderr.read())


def _words(errors: bytes) -> str:
    text = errors.decode(errors="replace").strip().removeprefix(_NAME)
    return text or "The engine's command ended without a word."


async def _end(process: "subprocess.Popen[bytes]") -> None:
    """Wait for a command's end, which is told to end if it has not."""
    if process.poll() is None:
        process.terminate()
    waiting = asyncio.create_task(asyncio.to_thread(_wait, process))
    try:
        await asyncio.shield(waiting)
    except asyncio.CancelledError:
        await waiting
        raise


def _wait(process: "subprocess.Popen[bytes]") -> None:
    process.wait()
    streams: tuple[IO[bytes] | None, ...] = (process.stdout, process.stderr)
    for stream in streams:
        if stream is not None:
            stream.close()
