"""What both watching children share: they die with their parent, and never wait for its reading."""

import ctypes
import os
import queue
import signal
import threading
from typing import Final, NoReturn

from engine.stacks.pacemaker.frames import Kind, encode

UNKNOWN_LIBRARY: Final = 3
"""Exit code: no library whose layout is known."""
UNREACHABLE: Final = 4
"""Exit code: the daemon is not there."""
LOST: Final = 5
"""Exit code: the daemon was there and has gone."""
DENIED: Final = 6
"""Exit code: this user may not talk to the daemon."""
OVERRUN: Final = 7
"""Exit code: the parent reads too slowly, and memory is not for that."""
UNANSWERED: Final = 8
"""Exit code: the daemon is there, but does not answer (as when the CIB exceeds its buffer)."""

_PR_SET_PDEATHSIG: Final = 1
_BACKLOG: Final = 256 * 1024 * 1024


def die_with_parent() -> None:
    """Have the kernel kill this process when its parent dies (Linux; prctl(2))."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked; had it died earlier, our input has ended
        os._exit(0)


class Outlet:
    """Frames to the parent, written by a thread so that the daemon's messages are always read.

    Pacemaker cuts off clients that read too slowly, so waiting for a busy parent is no choice.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        self._thread = threading.Thread(target=self._write, name="outlet", daemon=True)
        self._thread.start()

    def send(self, kind: Kind, header: dict[str, object], text: bytes = b"") -> None:
        """Queue one frame."""
        frame = encode(kind, header, text)
        with self._lock:
            backlog = self._waiting
            self._waiting += len(frame)
        if backlog > _BACKLOG:
            os._exit(OVERRUN)
        self._queue.put(frame)

    def leave(self, code: int) -> NoReturn:
        """Write what is queued (for a second at most), and exit."""
        self._queue.put(None)
        self._thread.join(1.0)
        os._exit(code)

    def _write(self) -> None:
        while (frame := self._queue.get()) is not None:
            view = memoryview(frame)
            while view:
                try:
                    view = view[os.write(self._descriptor, view) :]
                except OSError:
                    os._exit(0)  # the parent has gone
            with self._lock:
                self._waiting -= len(frame)
