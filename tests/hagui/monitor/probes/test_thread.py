"""The desktop asks in a thread of its own."""

import socket
import threading
import time
from collections.abc import Callable

from hagui.monitor.probes.model import How, Miss, Result, Target
from hagui.monitor.probes.thread import ProbeThread


def soon(holds: Callable[[], object]) -> None:
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.005)


def test_it_asks_from_the_first_target_until_it_is_closed() -> None:
    results: list[Result] = []
    places: set[str] = set()

    def take(found: list[Result]) -> None:
        places.add(threading.current_thread().name)
        results.extend(found)

    asking = ProbeThread(take)
    asking.set_targets([])
    assert "probes" not in {thread.name for thread in threading.enumerate()}
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port: int = server.getsockname()[1]
        up = Target(How.TCP, "127.0.0.1", port, interval=0.025, timeout=0.25)
        asking.set_targets([up])
        soon(lambda: len(results) > 2)
    soon(lambda: results[-1].miss is Miss.REFUSED)
    asking.set_targets([])
    time.sleep(0.1)
    count = len(results)
    time.sleep(0.1)
    assert len(results) == count
    asking.set_targets([up])
    soon(lambda: len(results) > count)
    asking.close()
    asking.close()
    assert places == {"probes"}
    assert "probes" not in {thread.name for thread in threading.enumerate()}
    asking.set_targets([up])  # it may be begun anew
    count = len(results)
    soon(lambda: len(results) > count)
    asking.close()
