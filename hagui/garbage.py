"""Python's cyclic garbage is collected in the thread of the windows, and nowhere else.

The collector runs in whatever thread happens to allocate, and would there end the Qt objects that
it finds: a dialog that was closed, destroyed by the thread that reads a CIB, takes the program
with it. So it is switched off, and asked for from a timer.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QTimer

LOOK_MS: Final = 1000
"""How often it is looked whether there is enough to collect."""


@contextmanager
def collected_here() -> Generator[None]:
    """Collect in this thread only, which must be the application's, for as long as this lasts."""
    was_enabled = gc.isenabled()
    gc.disable()
    timer = QTimer()
    timer.setInterval(LOOK_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        timer.deleteLater()
        gc.collect()
        if was_enabled:
            gc.enable()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python itself would."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if 0 < thresholds[generation] < counts[generation]:
            gc.collect(generation)
            return
