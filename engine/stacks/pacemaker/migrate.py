"""Moving a resource now, and leaving nothing behind.

A temporary constraint has the cluster move it; once the cluster has settled, exactly that
constraint is removed. This is done also where the client goes away or the engine is stopped; and
should the node itself be lost, the constraint ends by itself.
"""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import Any, Final

from engine.cib.document import Cib, CibError
from engine.protocol.verbs import Migrate
from engine.stacks import moving
from engine.stacks.contract import ReportProgress, StackError
from engine.stacks.moving import Move
from engine.stacks.pacemaker import access, settle, tools
from engine.stacks.pacemaker.root import read_snapshot

log = logging.getLogger(__name__)

_EXISTS: Final = 108  # CRM_EX_EXISTS


class Migrations:
    """Moves under way; each goes on to its end, whoever still waits for it."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    async def carry_out(self, act: Migrate, user: str, report: ReportProgress) -> None:
        """Move a resource in the name of ``user``; returns once the cluster has settled.

        Where the caller is cancelled, the move goes on and clears up after itself.

        Raises:
            StackError: see the stack's contract; also ``not-moved`` and ``went-back``.
        """
        task = asyncio.create_task(_migrate(act, user, report), name=f"move {act.resource}")
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        await asyncio.shield(task)

    async def close(self) -> None:
        """End what is under way; the constraints are removed at once."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.info("%s: %s", task.get_name(), error)


async def _migrate(act: Migrate, user: str, report: ReportProgress) -> None:
    move = await asyncio.to_thread(moving.plan, await _cib(), act)
    report("accepted", 0, "")
    end = moving.ending(act, datetime.now(UTC))
    made = True  # as long as nothing else is known
    try:
        made = await _add(move, end, user)
        if not made:
            raise moving.overtaken(move)
        report("applied", 0, "")
        await settle.wait(report)
        there = await asyncio.to_thread(moving.arrived, await _cib(), move)
    finally:
        if made:
            await _surely(_remove(move, end, user))
    await settle.wait(report)
    still = await asyncio.to_thread(moving.arrived, await _cib(), move)
    moving.judge(move, there=there, still=still)
    report("settled", 0, "")


async def _cib() -> Cib:
    _, text = await read_snapshot()
    try:
        return await asyncio.to_thread(Cib.parse, text)
    except CibError as error:
        raise StackError("failed", error.message) from error


async def _add(move: Move, end: datetime, user: str) -> bool:
    """Add the constraint; False where there is one of that id."""
    command = ["cibadmin", "--create", "--scope=constraints", "--xml-pipe", "--sync-call"]
    outcome = await tools.run(command, user=user, stdin=move.constraint(end).encode())
    if outcome.code == _EXISTS:
        return False
    if not outcome.ok:
        raise tools.failure(outcome, access.name_of(Migrate(move.resource, move.node)), user)
    return True


async def _remove(move: Move, end: datetime, user: str) -> None:
    """Remove the constraint, if it is still there."""
    path = move.path(end)
    command = ["cibadmin", "--delete", f"--xpath={path}", "--sync-call"]
    outcome = await tools.run(command, user=user)
    if outcome.ok or outcome.code == tools.Exit.NO_SUCH:
        return
    raise StackError(
        "left-behind",
        f"The temporary constraint «{move.id}» could not be removed; it ends by itself at "
        f"{end:%H:%M} UTC, or clear it with «crm_resource --clear --resource {move.resource}».",
        outcome.words,
    )


async def _surely(work: Coroutine[Any, Any, None]) -> None:
    """Do it to its end even where the caller is cancelled meanwhile."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await task
        raise
