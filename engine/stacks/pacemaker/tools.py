"""Running Pacemaker's tools: argument lists, no shell, bounded in time and output, always awaited.

Only exit codes and XML are read. What a tool says to people is handed on as detail, never parsed.
"""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

from lxml import etree

from engine.stacks.contract import StackError

OUTPUT_LIMIT: Final = 256 * 1024 * 1024
"""Most that is read of a tool's standard output, in bytes."""
_WORDS_LIMIT: Final = 4096
"""Most that is kept of what a tool says, in characters."""
TIMEOUT: Final = 30.0
"""Seconds that a tool may take."""
_GRACE: Final = 2.0

_NOT_INHERITED: Final = ("CIB_file", "CIB_shadow", "CIB_shadow_dir", "CIB_user", "NOTIFY_SOCKET")
"""Variables that would have a tool act on something else than the running cluster."""


class Exit(IntEnum):
    """Exit codes of Pacemaker's tools (crm/common/results.h)."""

    OK = 0
    ERROR = 1
    INSUFFICIENT_PRIVILEGES = 4
    CONFIGURATION = 78
    DISCONNECT = 102
    OLD = 103
    DIGEST = 104
    NO_SUCH = 105
    QUORUM = 106
    TIMEOUT = 124


_UNREACHABLE: Final = frozenset({Exit.DISCONNECT, 69})
"""Not connected, or a needed service is unavailable."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a tool left."""

    code: int
    output: bytes
    words: str
    """What it said on standard error (or as errors in its XML), shortened."""

    @property
    def ok(self) -> bool:
        """Whether it exited 0."""
        return self.code == Exit.OK


def environment(user: str | None = None) -> dict[str, str]:
    """The environment of a tool; with ``user``, Pacemaker checks what that user may do.

    CIB_user is believed by the CIB manager from root and hacluster only.
    """
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    kept["LC_ALL"] = "C.UTF-8"
    if user:
        kept["CIB_user"] = user
    return kept


async def run(
    command: Sequence[str],
    *,
    user: str | None = None,
    stdin: bytes = b"",
    timeout: float = TIMEOUT,
    variables: Mapping[str, str] | None = None,
    niceness: int = 0,
) -> Outcome:
    """Run a tool to its end. Where the caller is cancelled or time is up, the tool is ended.

    Args:
        command: the tool and its arguments.
        user: in whose name.
        stdin: what it reads.
        timeout: seconds.
        variables: of its environment, besides those that are inherited.
        niceness: how far it gives way to other processes, as nice(1) counts.

    Raises:
        StackError: ``not-installed``, ``timeout`` or ``too-large``.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment(user) | dict(variables or {}),
        )
    except OSError as error:
        raise StackError(
            "not-installed",
            f"{command[0]} cannot be run on this node; if it is missing, install Pacemaker's "
            "command line tools (package pacemaker-cli-utils or pacemaker-cli).",
            str(error),
        ) from error
    if niceness:
        with suppress(OSError):  # gone already, or not allowed here
            os.setpriority(os.PRIO_PROCESS, process.pid, niceness)
    talk = (
        asyncio.ensure_future(_read(process.stdout, command[0])),
        asyncio.ensure_future(_said(process.stderr)),
        asyncio.ensure_future(_feed(process, stdin)),
    )
    try:
        async with asyncio.timeout(timeout):
            output, words, _ = await asyncio.gather(*talk)
            code = await process.wait()
    except TimeoutError as error:
        raise StackError(
            "timeout",
            f"{command[0]} did not finish within {timeout:g} seconds and was ended; the cluster "
            "may be overloaded, try again later.",
        ) from error
    finally:
        await end(process, *talk)
    return Outcome(code, output, words or _errors(output))


async def end(process: asyncio.subprocess.Process, *talk: asyncio.Future[Any]) -> None:
    """End a process that still runs, gently first, and wait for it even where cancelled.

    ``talk`` is who reads from it or writes to it; that is ended too.
    """
    ending = asyncio.ensure_future(_end(process, talk))
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await ending
        raise


async def _end(process: asyncio.subprocess.Process, talk: Sequence[asyncio.Future[Any]]) -> None:
    for task in talk:
        task.cancel()
    await asyncio.gather(*talk, return_exceptions=True)
    streams = [stream for stream in (process.stdout, process.stderr) if stream is not None]
    # Not by the process's own methods: these wait for it too, and the exit code may get lost.
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGTERM)
    # asyncio closes a pipe at its end only, and waits for that before it says a process is gone.
    drains = asyncio.gather(*(_drain(stream) for stream in streams))
    try:
        async with asyncio.timeout(_GRACE):
            await process.wait()
    except TimeoutError:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        await process.wait()
    await drains


async def _drain(stream: asyncio.StreamReader) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(2 * _GRACE):
            while await stream.read(1 << 20):
                pass


async def _read(stream: asyncio.StreamReader | None, name: str) -> bytes:
    assert stream is not None
    parts: list[bytes] = []
    size = 0
    while part := await stream.read(1 << 20):
        parts.append(part)
        size += len(part)
        if size > OUTPUT_LIMIT:
            raise StackError("too-large", f"{name} gave more than {OUTPUT_LIMIT >> 20} MiB.")
    return b"".join(parts)


async def _said(stream: asyncio.StreamReader | None) -> str:
    assert stream is not None
    kept = b""
    while part := await stream.read(1 << 16):
        kept = (kept + part)[: 4 * _WORDS_LIMIT]
    return kept.decode(errors="replace").strip()[:_WORDS_LIMIT]


def _errors(output: bytes) -> str:
    """The tool's own words where it puts them into ``<pacemaker-result>``."""
    if not output.startswith(b"<pacemaker-result"):
        return ""
    try:
        errors = etree.fromstring(output).iterfind("status/errors/error")
    except etree.XMLSyntaxError:
        return ""
    return "\n".join(error.text or "" for error in errors)[:_WORDS_LIMIT]


async def _feed(process: asyncio.subprocess.Process, data: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(data)
        await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()
    except (BrokenPipeError, ConnectionResetError):
        pass  # it did not want to read; its exit code says why


def failure(outcome: Outcome, what: str, user: str = "") -> StackError:
    """The error that an outcome means; ``what`` names the attempt («Setting node1 to standby»)."""
    if outcome.code == Exit.INSUFFICIENT_PRIVILEGES:
        return denied(what, user, outcome.words)
    if outcome.code in _UNREACHABLE:
        return down(outcome.words)
    if outcome.code == Exit.TIMEOUT:
        return StackError(
            "timeout",
            f"{what} got no answer in time; where the CIB is very large, raise PCMK_ipc_buffer "
            "on every node, else try again when the cluster is calmer.",
            outcome.words,
        )
    if outcome.code == Exit.CONFIGURATION:
        return StackError(
            "invalid",
            f"{what} was refused: the result would not be a valid configuration.",
            outcome.words,
        )
    if outcome.code == Exit.QUORUM:
        return StackError(
            "no-quorum",
            f"{what} was refused: this node's partition has no quorum; use a node that has.",
            outcome.words,
        )
    return StackError("failed", f"{what} failed (exit code {outcome.code}).", outcome.words)


def denied(what: str, user: str, detail: str = "") -> StackError:
    """Pacemaker's access rules are against it."""
    who = f" to {user}" if user else ""
    return StackError(
        "denied",
        f"{what} was refused: Pacemaker's access rules do not allow it{who}; log in as another "
        "user, or have the rules in the acls section changed.",
        detail,
    )


def down(detail: str = "") -> StackError:
    """Pacemaker cannot be asked."""
    return StackError(
        "stack-down",
        "Pacemaker does not run on this node, so that it cannot be asked; "
        "start it with «systemctl start pacemaker» or use another node.",
        detail,
    )
