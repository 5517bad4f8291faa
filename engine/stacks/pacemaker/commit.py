"""Commits: a configuration patchset goes in whole, on the configuration it was made from, or not.

Pacemaker applies a patchset only on exactly its source version, of which every status change
raises the last counter; so the source is moved to the version of just now, and that is tried
again for as long as nothing but the status gets in between (see ``committer``; ``cibadmin`` does
it where the library is unknown). A source *later* than the cluster's version is not refused but
silently put aside (exit code 0), so success is read back.
"""

import asyncio
import json
import sys
from dataclasses import replace
from typing import Final

from engine.cib.patch import Patchset
from engine.cib.version import Version
from engine.protocol.messages import CibSnapshot
from engine.stacks.contract import Conflict, StackError
from engine.stacks.pacemaker import committer, tools
from engine.stacks.pacemaker.child import import_path
from engine.stacks.pacemaker.root import Root, read_root, read_snapshot
from engine.stacks.patching import MOVED_ON, NOT_THERE, ROOT, on_top_of, read_patch

MODULE: Final = "engine.stacks.pacemaker.committer"
PATIENCE: Final = 20.0
"""Seconds of trying against status changes."""
_PAUSE: Final = 0.01

_IMPROBABLE: Final = 987_654_321
_TRY_AGAIN: Final = frozenset({tools.Exit.OLD, tools.Exit.DIGEST, committer.MOVED, committer.BUSY})


async def snapshot() -> CibSnapshot:
    """The CIB now.

    Raises:
        StackError: ``stack-down`` where the cluster cannot be asked.
    """
    version, text = await read_snapshot()
    return CibSnapshot(version, text)


async def check_base(version: Version, base: Version, diverged: Version | None) -> None:
    """Whether the configuration is still the one of ``base``, where the CIB has ``version``.

    Raises:
        Conflict: it is not.
    """
    if version.configuration != base.configuration or (diverged is not None and base < diverged):
        raise Conflict(MOVED_ON, await snapshot())


async def commit(
    diff: str, base: Version, user: str, *, diverged: Version | None = None
) -> Version:
    """Apply a configuration patchset that was made from ``base``; see the stack's contract.

    Args:
        diff: the patchset as XML text.
        base: the version that it was made from.
        user: in whose name; Pacemaker's access rules decide.
        diverged: a version at which the configuration changed without a new epoch, as when a
            partition heals; what was made before it is a conflict.
    """
    patchset = await asyncio.to_thread(read_patch, diff)
    clock = asyncio.get_running_loop().time
    until = clock() + PATIENCE
    while (left := until - clock()) > 0:
        root = await read_root()
        await check_base(root.version, base, diverged)
        attempt = on_top_of(patchset, root.version, dict(root.attributes))
        if not attempt.changes:
            return root.version
        outcome = await _apply(attempt, root, user, left)
        if outcome.ok and (await read_root()).version.configuration >= attempt.target.configuration:
            return attempt.target
        if not outcome.ok and outcome.code not in _TRY_AGAIN:
            raise _refusal(outcome, user)
        await asyncio.sleep(_PAUSE)
    raise StackError(
        "busy",
        f"The cluster's status changed so fast that the commit did not get in for {PATIENCE:g} "
        "seconds; nothing was changed, try again when it is calmer.",
    )


async def _apply(attempt: Patchset, root: Root, user: str, seconds: float) -> tools.Outcome:
    """Apply it by the fast way, or by cibadmin where there is no answer from that."""
    outcome = await _apply_fast(attempt, root, user, seconds)
    if outcome is not None:
        return outcome
    command = ["cibadmin", "--patch", "--xml-pipe", "--sync-call"]
    return await tools.run(command, user=user, stdin=attempt.text().encode())


async def _apply_fast(
    attempt: Patchset, root: Root, user: str, seconds: float
) -> tools.Outcome | None:
    sets_root = any(change.path == ROOT for change in attempt.changes)
    task = {
        "base": list(root.version.configuration),
        "attributes": committer.held(dict(root.attributes)) if sets_root else None,
        "user": user,
        "seconds": seconds,
    }
    try:
        done = await tools.run(
            [sys.executable, "-S", "-m", MODULE],
            stdin=json.dumps(task).encode() + b"\n" + with_place(attempt).encode(),
            timeout=seconds + tools.TIMEOUT,
            variables={"PYTHONPATH": import_path()},
        )
        answer = json.loads(done.output)
    except (StackError, ValueError):
        return None
    return tools.Outcome(int(answer["exit"]), b"", str(answer["words"]))


def with_place(attempt: Patchset) -> str:
    """The patchset's text with ``committer.PLACE`` for the counter in its source version."""
    version = attempt.source
    place = replace(attempt, source=version._replace(num_updates=_IMPROBABLE)).text()
    return place.replace(f'num_updates="{_IMPROBABLE}"', f'num_updates="{committer.PLACE}"', 1)


def _refusal(outcome: tools.Outcome, user: str) -> StackError:
    if outcome.code == tools.Exit.ERROR:
        return StackError("invalid", NOT_THERE, outcome.words)
    return tools.failure(outcome, "The commit", user)
