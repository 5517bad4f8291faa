"""Starting processes that end with the one that started them, and adopting what they leave."""

import ctypes
import os
import signal
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_CHILD_SUBREAPER: Final = 36
_NOT_BEGUN: Final = 127
_PRIVATE: Final = 0o077


def adopt_orphans() -> None:
    """Become the parent of what descendants leave behind (Linux)."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def end_with_parent(parent: int, number: signal.Signals) -> None:
    """Be sent a signal as soon as ``parent`` is gone, also where it is gone already (Linux)."""
    _prctl(_PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def outlive_parent() -> None:
    """Be sent nothing any more when the parent is gone (Linux)."""
    _prctl(_PR_SET_PDEATHSIG, 0)


def start_program(arguments: Sequence[str], environment: Mapping[str, str], log: Path) -> int:
    """Start a program in a session of its own, and give its process id.

    It is killed when the calling process ends, adopts what its own children leave behind, and
    writes both its outputs to the end of ``log``. Standard input is empty, no other file is open.
    """
    parent = os.getpid()

    def child() -> None:
        os.setsid()
        end_with_parent(parent, signal.SIGKILL)
        adopt_orphans()  # like the line before, this outlives exec
        os.umask(_PRIVATE)
        null = os.open(os.devnull, os.O_RDWR)
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        for source, number in ((null, 0), (out, 1), (out, 2)):
            os.dup2(source, number)
        os.closerange(3, 65536)
        os.execve(arguments[0], list(arguments), dict(environment))  # noqa: S606 - no shell is meant

    return fork(child)


def fork(child: Callable[[], object]) -> int:
    """Run ``child`` in a new process, which ends with it; gives that process's id.

    Whatever handled signals in this process does not in the new one.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    code = _NOT_BEGUN
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        child()
        code = 0
    except BaseException:  # noqa: BLE001 - nothing above this may go on as the parent does
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _prctl(option: int, value: int) -> None:
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
