"""The power switch as a process, from its start to its end."""

import asyncio
import os
import signal
from typing import Final

from engine.stacks.lab.layout import Folder, LayoutTrouble
from engine.stacks.lab.supervisor.links import Wiring
from engine.stacks.lab.supervisor.machines import Machines
from engine.stacks.lab.supervisor.offspring import adopt_orphans
from engine.stacks.lab.supervisor.sweeping import KEEP, clear_up
from engine.stacks.lab.supervisor.switch import Switch
from engine.stacks.lab.supervisor.wire import End

ASKED: Final = 10.0
"""Seconds that nodes have to leave in good order where a signal ends the lab."""


def run(folder: Folder, ready: int, guarded_by: int) -> int:
    """Serve until the lab is to end; gives the exit status.

    Args:
        folder: the lab's.
        ready: where ``ready`` is written, or else why it cannot begin.
        guarded_by: the process that clears up, as long as it lives.
    """
    adopt_orphans()
    try:
        return asyncio.run(_serve(folder, ready, guarded_by))
    except (OSError, LayoutTrouble) as error:
        os.write(ready, f"The lab cannot be started: {error}".encode())
        return 1


async def _serve(folder: Folder, ready: int, guarded_by: int) -> int:
    description = folder.read_description()
    places = description.nodes
    machines = Machines(folder, places)
    names = tuple(place.name for place in places)
    switch = Switch(machines, Wiring(names), names)
    loop = asyncio.get_running_loop()

    def told() -> None:
        """Without its guard there is no time for good order."""
        if not switch.ending.done():
            guarded = os.getppid() == guarded_by
            switch.ending.set_result(End(ASKED if guarded else 0.0, description.keep))

    loop.add_signal_handler(signal.SIGTERM, told)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    loop.add_signal_handler(signal.SIGCHLD, machines.bury)
    await switch.open(folder.socket)
    machines.switch_all_on()
    os.write(ready, b"ready")
    os.close(ready)
    end = await switch.ending
    await machines.end(end.seconds)
    await switch.close()
    if os.getppid() != guarded_by:
        clear_up(folder)
    return KEEP if end.keep else 0
