"""Room for long chains: who depends on whom is followed down to the end."""

import sys
import threading
from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")

_LEVELS = 200_000
"""About eight for each link of a chain of colocations."""
_STACK = 512 * 1024 * 1024
"""Bytes of address space; only what is used of it takes memory."""
_one_at_a_time = threading.Lock()


def with_room(work: Callable[[], Answer]) -> Answer:
    """Do some work, once more with a deep stack where the usual one was too small for it.

    Args:
        work: can be begun anew.

    Raises:
        RecursionError: there is no end to it.
    """
    try:
        return work()
    except RecursionError:
        pass
    with _one_at_a_time:
        return _deep(work)


def _deep(work: Callable[[], Answer]) -> Answer:
    found: list[Answer] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as problem:  # noqa: BLE001 - raised where it was waited for
            failure.append(problem)

    levels, stack = sys.getrecursionlimit(), threading.stack_size(_STACK)
    thread = threading.Thread(target=run, name="deep", daemon=True)
    try:
        sys.setrecursionlimit(max(levels, _LEVELS))
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        if not thread.is_alive():  # else waiting was interrupted, and it is still down there
            sys.setrecursionlimit(levels)
    if failure:
        raise failure[0]
    return found[0]
