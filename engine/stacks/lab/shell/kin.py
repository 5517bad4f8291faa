"""A node's processes: they are all its descendants, and all end with it.

What an agent leaves running (a service, a helper) becomes a child of the node once the agent has
ended (``supervisor.offspring``), so that cutting the node's power is to kill a process with its
descendants. The node in turn has to bury those children, as the machine's first process would.
"""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import Final

from engine.agents import trees

_PATIENCE: Final = 2.0
"""Seconds after which a dead child is nobody else's: asyncio buries those it started sooner."""


def kill_descendants() -> None:
    """Kill all that this process started, and what that started."""
    for child in list(trees.children(os.getpid())):
        trees.kill(child)


class Undertaker:
    """Buries adopted processes, of which nobody else asks how they ended."""

    def __init__(self) -> None:
        self._due: asyncio.TimerHandle | None = None
        self._dead: set[int] = set()

    def open(self) -> None:
        """Begin: whenever a child has ended the dead are looked for, a little later."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGCHLD, self._soon)

    def close(self) -> None:
        """Bury no more."""
        asyncio.get_running_loop().remove_signal_handler(signal.SIGCHLD)
        if self._due is not None:
            self._due.cancel()

    def _soon(self) -> None:
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(_PATIENCE, self._look)

    def _look(self) -> None:
        """Bury who was dead at the last look already."""
        self._due = None
        dead = {child for child in trees.children(os.getpid()) if _is_dead(child)}
        for pid in dead & self._dead:
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        self._dead = dead - self._dead
        if self._dead:
            self._soon()


def _is_dead(pid: int) -> bool:
    """Whether it has ended, and only waits for its parent to ask how."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] in "ZX"
