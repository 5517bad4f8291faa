"""Runs a coroutine inside Qt's event loop; the only file that names qasync."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Coroutine, Generator
from types import TracebackType
from typing import Any, Final

import qasync
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

from hagui.garbage import collected_here

log = logging.getLogger(__name__)

INTERRUPTED: Final = 130
"""Exit code after Ctrl-C, as shells have it."""

Report = Callable[[str, BaseException | None], None]
"""Told of a fault in this program: what was going on, and the exception where there is one."""


def run(
    main: Callable[[], Coroutine[Any, Any, int]],
    app: QApplication,
    *,
    report: Report | None = None,
) -> int:
    """Run ``main`` until it returns; the windows live meanwhile.

    Closing a dialog or the last window does not end the loop: the coroutine decides when it is
    through. Afterwards every task that is left is cancelled and awaited. An exception that no
    one awaits, in a task or in a slot of Qt, is logged and told to ``report``; one of ``main``
    itself is raised here. Ctrl-C cancels ``main``.

    Args:
        main: makes the coroutine; its result is the exit code.
        app: the application, not running yet.
        report: tells a person, by a dialog for example.

    Returns:
        The exit code.
    """
    app.setQuitOnLastWindowClosed(False)
    watch = _Watch(report)

    async def watched() -> int:
        watch.task = asyncio.current_task()
        asyncio.get_running_loop().set_exception_handler(watch.loop_failed)
        return await main()

    with (
        watch.slots(),
        collected_here(),
        _python_signals(),
        asyncio.Runner(loop_factory=lambda: _new_loop(app)) as runner,
    ):
        try:
            return runner.run(watched())
        except KeyboardInterrupt:
            return INTERRUPTED
        except RuntimeError:
            # Somebody quit the application itself, a session manager for example.
            if watch.task is None or watch.task.done():
                raise
            return _cancel(watch.task)


def _new_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    return qasync.QEventLoop(app)


def _cancel(task: asyncio.Task[int]) -> int:
    task.cancel()
    try:
        return task.get_loop().run_until_complete(task)
    except asyncio.CancelledError:
        return 0


class _Watch:
    """Brings faults to one place."""

    def __init__(self, report: Report | None) -> None:
        self.task: asyncio.Task[int] | None = None
        self._report = report

    def loop_failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """asyncio's exception handler."""
        del loop
        self._tell(str(context.get("message", "")), context.get("exception"))

    @contextlib.contextmanager
    def slots(self) -> Generator[None]:
        """Take what Python cannot raise through Qt's own code."""
        before = sys.excepthook

        def hook(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if isinstance(error, Exception):
                self._tell("A slot failed", error)
            else:
                before(kind, error, trace)

        sys.excepthook = hook
        try:
            yield
        finally:
            sys.excepthook = before

    def _tell(self, what: str, error: BaseException | None) -> None:
        log.error("%s", what, exc_info=error)
        if self._report is not None:
            self._report(what, error)


@contextlib.contextmanager
def _python_signals() -> Generator[None]:
    """Let Python see signals while Qt's loop waits in native code.

    A signal writes one byte to a socket, which wakes Qt; Python's handlers then run on the way
    into the notifier's slot.
    """
    near, far = socket.socketpair()
    near.settimeout(0)
    far.settimeout(0)
    notifier = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read)

    def drain() -> None:
        with contextlib.suppress(BlockingIOError):
            near.recv(4096)

    notifier.activated.connect(drain)
    before = signal.set_wakeup_fd(far.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        notifier.setEnabled(False)
        near.close()
        far.close()
