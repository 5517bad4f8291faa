"""Runs one action of an agent: the only part of this package that starts processes.

An action is a session of its own, so that it can be ended with all its children. What it leaves
running when it ends by itself is a service that it started, and stays.
"""

import asyncio
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from engine.agents import trees
from engine.agents.codes import Ocf, as_ocf
from engine.agents.environment import Command, Surroundings, command
from engine.agents.names import AgentName
from engine.agents.places import find

_KEPT: Final = 16 * 1024
"""Of what an agent says, its first and its last so many bytes are read."""
_WORDS: Final = 500
"""The last words on standard error are so many characters at most."""
_EXIT_REASON: Final = "ocf-exit-reason:"
"""How an OCF agent marks the line that is for the administrator."""
_RECORD: Final = "HAGUI_ATTRIBUTES"


@dataclass(frozen=True, slots=True)
class Ended:
    """How an action ended."""

    rc: int
    """By the OCF specification, whatever the agent's class."""
    killed: bool = False
    """It was ended by ``kill``, or because its time was up."""
    missing: bool = False
    """There is no such agent."""
    reason: str = ""
    """What it said last on standard error, or of its exit if it named a reason."""
    output: str = ""
    """The beginning of its standard output."""
    attributes: tuple[tuple[str, str | None], ...] = ()
    """Transient attributes that it set, or (None) removed, in that order."""


class Running:
    """An action that can be ended before it ends by itself."""

    def __init__(self) -> None:
        self._pid: int | None = None
        self._done = False
        self.killed = False

    def kill(self) -> None:
        """End it and all its children at once; nothing happens where it has ended."""
        self.killed = True
        if self._pid is not None and not self._done:
            trees.kill(self._pid)

    def began(self, pid: int) -> None:
        """Its process runs."""
        self._pid = pid
        if self.killed:
            trees.kill(pid)

    def ended(self) -> None:
        """Its process is gone, and its id may be another's."""
        self._done = True


async def run_action(
    agent: AgentName,
    task: str,
    environment: dict[str, str],
    around: Surroundings,
    timeout: float | None = None,
    running: Running | None = None,
) -> Ended:
    """Run one action to its end.

    Args:
        agent: whose action it is.
        task: the action, by its OCF name.
        environment: from ``action_environment``.
        around: what the node adds.
        timeout: seconds until it is ended; None: whoever started it counts.
        running: ends it earlier; cancelling the call does too.
    """
    program = find(agent, around.places)
    if program is None:
        return Ended(Ocf.NOT_INSTALLED, missing=True)
    around.state.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".action-", dir=around.state) as scratch:
        record = Path(scratch, "attributes")
        told = command(program, agent, task, environment, around)
        told = Command(told.arguments, {**told.environment, _RECORD: str(record)}, told.input)
        ended = await run_command(told, timeout, running)
        if ended.missing:
            return ended
        return Ended(
            rc=as_ocf(agent.standard, task, ended.rc, ended.output),
            killed=ended.killed,
            reason=ended.reason,
            output=ended.output,
            attributes=tuple(_recorded(record)),
        )


async def run_command(
    told: Command, timeout: float | None = None, running: Running | None = None
) -> Ended:
    """Run a program to its end; ``rc`` is its own exit code, negative where a signal ended it.

    Its output goes to files without names: a service that it leaves running keeps them open, and
    a pipe would be waited for, or break under it.
    """
    running = running or Running()
    # Its files are small, on local disk, and gone at once: no thread is needed for them
    with (
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
        tempfile.TemporaryFile() as given,
    ):
        given.write(told.input.encode())
        given.seek(0)
        try:
            process = await asyncio.create_subprocess_exec(
                *told.arguments,
                stdin=given,
                stdout=out,
                stderr=err,
                env=dict(told.environment),
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            return _not_begun(error)
        running.began(process.pid)
        try:
            async with asyncio.timeout(timeout):
                await process.wait()
        except TimeoutError:
            running.kill()
            await process.wait()
        except asyncio.CancelledError:
            running.kill()
            await asyncio.shield(process.wait())
            raise
        finally:
            running.ended()
        code = process.returncode or 0
        return Ended(
            rc=code,
            killed=running.killed,
            reason=last_words(_tail(err)) or _of_signal(code),
            output=_head(out),
        )


def last_words(text: str) -> str:
    """What of an agent's standard error is worth keeping: its exit reason, or its last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reasons = [line for line in lines if _EXIT_REASON in line]
    if reasons:
        return reasons[-1].rpartition(_EXIT_REASON)[2].strip()[:_WORDS]
    return lines[-1][:_WORDS] if lines else ""


def _recorded(record: Path) -> Iterator[tuple[str, str | None]]:
    """A line per attribute: its name, and after a tab its value; without one it is removed."""
    try:
        text = record.read_text(errors="replace")
    except OSError:
        return
    for line in text.splitlines():
        name, separator, value = line.partition("\t")
        if name:
            yield name, value if separator else None


def _not_begun(error: OSError) -> Ended:
    """A script whose interpreter is missing counts as not installed, as in Pacemaker."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Ended(Ocf.NOT_INSTALLED, missing=True, reason=str(error))
    if isinstance(error, PermissionError):
        return Ended(Ocf.NO_PERMISSION, reason=str(error))
    return Ended(Ocf.ERROR, reason=str(error))


def _of_signal(code: int) -> str:
    return f"Process interrupted by signal {-code}" if code < 0 else ""


def _head(file: IO[bytes]) -> str:
    return os.pread(file.fileno(), _KEPT * 16, 0).decode(errors="replace")


def _tail(file: IO[bytes]) -> str:
    size = os.fstat(file.fileno()).st_size
    return os.pread(file.fileno(), _KEPT, max(0, size - _KEPT)).decode(errors="replace")
