"""Rehearsals: crm_simulate on a copy of the CIB, with changes and events supposed.

It is run with ``--run``, which only schedules. ``--simulate`` would also play the transition on
the copy, and takes minutes on a large cluster; what becomes of the resources can be told from the
transition graph.
"""

import asyncio
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from engine.cib.document import Cib, CibError
from engine.cib.patch import PatchError, apply
from engine.cib.version import Version
from engine.cib.xml import attributes
from engine.protocol.verbs import (
    Injection,
    NodeEvent,
    OperationEvent,
    QuorumEvent,
    Simulate,
    Simulated,
    TicketEvent,
)
from engine.stacks.contract import StackError
from engine.stacks.pacemaker import commit, tools
from engine.stacks.pacemaker.root import read_snapshot
from engine.stacks.patching import on_top_of, read_patch

NAME: Final = "crm_simulate"
PATIENCE: Final = 600.0
"""Seconds; the largest clusters take minutes."""
AT_ONCE: Final = 2
"""Rehearsals of all clients together; each keeps a processor busy."""
_NICE: Final = 5
"""The cluster itself comes first; yet somebody waits for the answer."""

_NODE: Final = {"up": "--node-up", "down": "--node-down", "fail": "--node-fail"}
_TICKET: Final = {
    "grant": "--ticket-grant",
    "revoke": "--ticket-revoke",
    "standby": "--ticket-standby",
    "activate": "--ticket-activate",
}
_NAME: Final = re.compile(r"[\w.:@-]{1,255}", re.ASCII)
_TASK: Final = re.compile(r"[a-z_]{1,32}", re.ASCII)


class Rehearsals:
    """Runs crm_simulate for all who ask, few at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def simulate(self, question: Simulate, diverged: Version | None = None) -> Simulated:
        """What the scheduler would do; see the stack's contract.

        Args:
            question: what is supposed.
            diverged: as for a commit.
        """
        async with self._turn:
            version, text = await read_snapshot()
            await commit.check_base(version, Version(*question.base), diverged)
            return await rehearse(version, text, question)


async def rehearse(version: Version, text: str, question: Simulate) -> Simulated:
    """What crm_simulate says of that CIB, with what is supposed in the question.

    Raises:
        StackError: ``invalid``, ``unknown-node``, ``unknown-resource``, ``failed``, ``timeout`` or
            ``not-installed``.
    """
    options = [*_events(question.inject), *_date(question.date)]
    supposed = await asyncio.to_thread(_supposed, text, question)
    graph, seconds = await _schedule(supposed, options)
    return Simulated(version, graph, seconds, NAME)


def _events(inject: tuple[Injection, ...]) -> Iterator[str]:
    for event in inject:
        match event:
            case NodeEvent(node, becomes) if becomes in _NODE and _NAME.fullmatch(node):
                yield f"{_NODE[becomes]}={node}"
            case TicketEvent(ticket, becomes) if becomes in _TICKET and _NAME.fullmatch(ticket):
                yield f"{_TICKET[becomes]}={ticket}"
            case QuorumEvent():
                pass  # is in the document, as ``--quorum`` of Pacemaker 2.1 has no effect
            case OperationEvent(resource, task, node, rc, interval_ms) if (
                _NAME.fullmatch(resource) and _TASK.fullmatch(task) and _NAME.fullmatch(node)
            ):
                yield f"--op-inject={resource}_{task}_{interval_ms}@{node}={rc}"
            case _:
                raise StackError("invalid", f"This event cannot be supposed: {event}.")


def _date(date: int | None) -> Iterator[str]:
    if date is None:
        return
    try:
        moment = datetime.fromtimestamp(date, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise StackError("invalid", f"{date} is no time that can be supposed.") from error
    yield f"--set-datetime={moment:%Y-%m-%d %H:%M:%SZ}"


def _supposed(text: str, question: Simulate) -> bytes:
    """The CIB as text, with the changes applied; reads all of it, so not for the event loop."""
    if not question.diff and not question.inject:
        return text.encode()
    try:
        cib = Cib.parse(text)
        if question.diff:
            patchset = read_patch(question.diff)
            apply(cib, on_top_of(patchset, cib.version, attributes(cib.root)))
    except CibError as error:
        raise StackError("failed", error.message) from error
    except PatchError as error:
        raise StackError(
            "invalid",
            "The change does not fit the cluster's configuration; fetch it anew, and make the "
            "change again.",
            error.message,
        ) from error
    _check_names(cib, question.inject)
    for event in question.inject:
        if isinstance(event, QuorumEvent):
            cib.root.set("have-quorum", str(int(event.quorate)))
    return cib.text().encode()


def _check_names(cib: Cib, inject: tuple[Injection, ...]) -> None:
    """crm_simulate makes up what it does not find, and then answers another question."""
    nodes = {str(item.get("uname")) for item in cib.root.iter("node", "node_state")}
    resources = {str(item.get("id")) for item in cib.root.iter("primitive")}
    for event in inject:
        if isinstance(event, NodeEvent | OperationEvent) and event.node not in nodes:
            raise StackError("unknown-node", f"This cluster has no node «{event.node}».")
        if isinstance(event, OperationEvent) and event.resource.partition(":")[0] not in resources:
            raise StackError(
                "unknown-resource", f"This cluster has no resource «{event.resource}»."
            )


async def _schedule(cib: bytes, options: list[str]) -> tuple[str, float]:
    """The graph, and the seconds that it took. Whatever is written on the way is removed."""
    folder = Path(tempfile.mkdtemp(prefix="hagui-rehearsal-"))
    try:
        file = folder / "graph.xml"
        began = time.monotonic()
        outcome = await tools.run(
            [NAME, "--run", "--output-as=xml", "--xml-pipe", f"--save-graph={file}", *options],
            stdin=cib,
            timeout=PATIENCE,
            variables={"TMPDIR": os.fspath(folder)},
            niceness=_NICE,
        )
        seconds = time.monotonic() - began
        if not outcome.ok:
            raise _refusal(outcome)
        try:
            return await asyncio.to_thread(file.read_text, "utf-8"), seconds
        except (OSError, UnicodeDecodeError) as error:
            raise _failed("it left no transition graph", str(error)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _refusal(outcome: tools.Outcome) -> StackError:
    if outcome.code == tools.Exit.CONFIGURATION:
        return StackError(
            "invalid",
            "The cluster would not take this configuration: it does not follow its schema.",
            outcome.words,
        )
    return _failed(f"its exit code is {outcome.code}", outcome.words)


def _failed(how: str, detail: str) -> StackError:
    return StackError("failed", f"{NAME} cannot rehearse this ({how}).", detail)
