"""A process with all its descendants: stopping, continuing and killing them together."""

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def stop(pid: int) -> tuple[int, ...]:
    """Stop a process and all its descendants; who they are, the process itself first.

    Each is stopped before its children are looked for, so that it cannot fork away; and all are
    looked through again until no new one turns up, as one whose parent has ended meanwhile belongs
    to another process by then.
    """
    seen: dict[int, None] = {}
    new = [pid]
    while new:
        for one in new:
            _send(one, signal.SIGSTOP)
            seen[one] = None
        new = [child for one in seen for child in children(one) if child not in seen]
    return tuple(seen)


def proceed(pid: int) -> None:
    """Let a process and all its descendants go on, the last ones first."""
    for one in reversed(stop(pid)):
        _send(one, signal.SIGCONT)


def kill(pid: int) -> None:
    """Kill a process, all its descendants, and all that is in their process groups."""
    seen = stop(pid)
    for group in {group for one in seen if (group := _group_of(one)) in seen}:
        assert group is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    for one in seen:
        _send(one, signal.SIGKILL)


def children(pid: int) -> Iterator[int]:
    """Of all its threads; only Linux tells, elsewhere the process group has to do."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return
    for thread in threads:
        with suppress(OSError, ValueError):
            yield from map(int, (thread / "children").read_text().split())


def _send(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None
