"""The process of a lab: ``python -m engine.stacks.lab.supervisor FOLDER LOCK READY PARENT``.

It is two: a guard, which does nothing but wait, and its child, the power switch, which is the
parent of all nodes. Whichever ends takes the other along, and the lab's files go; nodes end with
the power switch. So nothing is left behind by whatever is killed of it.

LOCK and READY are files it inherits: the lock of the folder, and where ``ready``, or what went
wrong, is written. PARENT is the process with which it ends, 0 for none; on SIGUSR1 the guard
outlives it, and tells it so by SIGUSR2.
"""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from engine.agents import trees
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.supervisor import sweeping
from engine.stacks.lab.supervisor.offspring import (
    adopt_orphans,
    end_with_parent,
    fork,
    outlive_parent,
)
from engine.stacks.lab.supervisor.sweeping import clear_up, sweep, tidy


def guard(folder: Folder, ready: int, parent: int) -> int:
    """Wait for the power switch, and clear up after it."""
    adopt_orphans()
    own = os.getpid()
    pid = fork(lambda: _switch(folder, ready, own))
    os.close(ready)

    def pass_on(*_: object) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)

    def let_go(*_: object) -> None:
        outlive_parent()
        if parent and os.getppid() == parent:
            os.kill(parent, signal.SIGUSR2)

    signal.signal(signal.SIGTERM, pass_on)
    signal.signal(signal.SIGINT, pass_on)
    signal.signal(signal.SIGUSR1, let_go)
    if parent:
        end_with_parent(parent, signal.SIGTERM)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    _bury()
    match code:
        case 0:
            sweep(folder)
        case sweeping.KEEP:
            tidy(folder)
        case _:
            clear_up(folder)
            return 1
    return 0


def _switch(folder: Folder, ready: int, guarded_by: int) -> None:
    # Until it is handled, so that somebody is left to clear up
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    end_with_parent(guarded_by, signal.SIGTERM)
    from engine.stacks.lab.supervisor import serving

    os._exit(serving.run(folder, ready, guarded_by))


def _bury() -> None:
    """End all that nodes have left behind."""
    with suppress(ChildProcessError):
        while True:
            for child in trees.children(os.getpid()):
                trees.kill(child)
            os.waitpid(-1, 0)


if __name__ == "__main__":
    root, _lock, written, tied = sys.argv[1:]
    sys.exit(guard(Folder(Path(root)), int(written), int(tied)))
