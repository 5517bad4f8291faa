"""GLib's main loop through ctypes: where libcib delivers what it hears. Standard library only."""

import ctypes as c
from collections.abc import Callable
from typing import Final

_Source = c.CFUNCTYPE(c.c_int, c.c_void_p)
_FdSource = c.CFUNCTYPE(c.c_int, c.c_int, c.c_int, c.c_void_p)

_G_IO_IN: Final = 1
_G_IO_ERR_HUP: Final = 8 | 16


class MainLoop:
    """GLib's main loop, in which libcib delivers."""

    def __init__(self, library: c.CDLL) -> None:
        self._library = library
        self._keep: list[object] = []
        library.g_main_loop_new.restype = c.c_void_p
        library.g_main_loop_new.argtypes = (c.c_void_p, c.c_int)
        library.g_main_loop_run.argtypes = (c.c_void_p,)
        library.g_idle_add.argtypes = (_Source, c.c_void_p)
        library.g_timeout_add.argtypes = (c.c_uint, _Source, c.c_void_p)
        library.g_unix_fd_add.argtypes = (c.c_int, c.c_int, _FdSource, c.c_void_p)
        self._loop: int = library.g_main_loop_new(None, 0)
        self._idle: Callable[[], None] | None = None
        self._run_idle = _Source(self._idle_called)

    def run(self) -> None:
        """Run for as long as the process lives."""
        self._library.g_main_loop_run(self._loop)

    def when_idle(self, handler: Callable[[], None]) -> None:
        """Call ``handler`` once when nothing else is to be done; many wishes make one call."""
        if self._idle is None:
            self._idle = handler
            self._library.g_idle_add(self._run_idle, None)

    def _idle_called(self, _data: int) -> int:
        handler, self._idle = self._idle, None
        if handler is not None:
            handler()
        return 0

    def every(self, milliseconds: int, handler: Callable[[], None]) -> None:
        """Call ``handler`` again and again."""

        def called(_data: int) -> int:
            handler()
            return 1

        callback = _Source(called)
        self._keep.append(callback)
        self._library.g_timeout_add(milliseconds, callback, None)

    def on_readable(self, descriptor: int, handler: Callable[[], None]) -> None:
        """Call ``handler`` whenever the file descriptor can be read, or has ended."""

        def called(_descriptor: int, _condition: int, _data: int) -> int:
            handler()
            return 1

        callback = _FdSource(called)
        self._keep.append(callback)
        self._library.g_unix_fd_add(descriptor, _G_IO_IN | _G_IO_ERR_HUP, callback, None)
