"""The thread in which the desktop asks.

The windows' thread paints and reads CIBs, now and then for a tenth of a second and more, and most
of all in the middle of a failover: whoever asked there would measure himself.
"""

import asyncio
import threading
from collections.abc import Iterable

from engine.probing.model import Target
from engine.probing.prober import Deliver, Prober


class ProbeThread:
    """Asks targets in an event loop and a thread of its own, from the first target until closed."""

    def __init__(self, deliver: Deliver) -> None:
        """``deliver`` takes results, in that thread."""
        self._deliver = deliver
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wanted: tuple[Target, ...] = ()
        self._changed: asyncio.Event | None = None
        self._ready = threading.Event()
        self._end = False
        self.stretch = 1.0
        """By how much intervals are longer than they were asked for; 1: not at all."""

    def set_targets(self, targets: Iterable[Target]) -> None:
        """Ask these and no others from now on."""
        self._wanted = tuple(targets)
        if self._thread is None:
            if not self._wanted:
                return
            self._end = False
            self._ready.clear()
            self._thread = threading.Thread(target=self._run, name="probes", daemon=True)
            self._thread.start()
            self._ready.wait()
        self._wake()

    def close(self) -> None:
        """Ask no more; returns once the thread is gone."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._end = True
            self._wake()
            thread.join()

    def _wake(self) -> None:
        if self._loop is not None and self._changed is not None:
            self._loop.call_soon_threadsafe(self._changed.set)

    def _run(self) -> None:
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(self._ask())
        finally:
            loop.close()  # without waiting for a name that is still being resolved

    async def _ask(self) -> None:
        self._loop, self._changed = asyncio.get_running_loop(), asyncio.Event()
        self._changed.set()
        self._ready.set()
        prober = Prober(self._deliver)
        try:
            while True:
                await self._changed.wait()
                self._changed.clear()
                if self._end:
                    return
                prober.set_targets(self._wanted)
                self.stretch = prober.schedule.stretch
        finally:
            await prober.close()
            self._loop = self._changed = None
