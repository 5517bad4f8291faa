"""Having a node's engine ask services, for as long as somebody wants to know."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from engine.probing.model import Miss, Result, Target
from engine.protocol.failures import CallFailed, EngineError
from engine.protocol.verbs import PROBE, Probe, ProbeResults
from hagui.i18n import tr
from hagui.session.asking import Route

PATIENCE: Final = 10.0
"""Seconds that an engine has to say what came of a service: one that is frozen still holds its
connections."""
AGAIN: Final = 0.5
"""Seconds until it is tried again where the engine is not connected."""
REFUSED: Final = 10.0
"""The same where it refused: the configuration may name the service later."""
CLOCKS: Final = 50
"""Answers by which the engine's clock is compared with ours."""

Deliver = Callable[[list[Result]], None]
Trouble = Callable[[Target, str], None]
"""Why a service is not asked just now, in a sentence; empty: it is."""


class Offset:
    """How far an engine's clock is behind ours, by the quickest of its last answers."""

    def __init__(self) -> None:
        self._seen: deque[float] = deque(maxlen=CLOCKS)

    def take(self, theirs: float, ours: float) -> float:
        """Seconds to be added to the engine's times; too much by the quickest answer's way."""
        self._seen.append(ours - theirs)
        return min(self._seen)


async def ask_from(
    target: Target,
    routes: Callable[[], list[Route]],
    deliver: Deliver,
    trouble: Trouble,
    clock: Callable[[], float] = time.time,
) -> None:
    """Have ``target.node``'s engine ask, until cancelled.

    Args:
        target: what is asked.
        routes: the engines that can be asked now.
        deliver: takes results, in the order of their sending, in our time.
        trouble: told when it cannot be asked, and when it can again.
        clock: seconds since 1970.
    """
    request = Probe(
        target.how.value,
        target.host,
        target.port,
        target.path,
        target.expected,
        round(target.interval * 1000),
        round(target.timeout * 1000),
    )
    offset = Offset()
    while True:
        route = next((item for item in routes() if item.client.hello.node == target.node), None)
        if route is None:
            trouble(target, _no_engine(target.node))
            await asyncio.sleep(AGAIN)
            continue
        if PROBE.name not in route.client.hello.features:
            trouble(target, _too_old(target.node))
            await asyncio.sleep(REFUSED)
            continue
        try:
            reply = await route.client.call(PROBE, request, timeout=PATIENCE)
        except CallFailed as error:
            trouble(target, error.message)
            await asyncio.sleep(REFUSED)
        except EngineError:
            trouble(target, _no_engine(target.node))
            await asyncio.sleep(AGAIN)
        else:
            trouble(target, "")
            results = _results(target, reply, offset.take(reply.now, clock()))
            if results:
                deliver(results)


def _results(target: Target, reply: ProbeResults, offset: float) -> list[Result]:
    known = {miss.value: miss for miss in Miss}
    return [
        Result(
            target,
            item.sent + offset,
            item.seconds,
            # a newer engine may know of other reasons
            known.get(item.miss, Miss.UNREACHABLE) if item.miss else None,
        )
        for item in reply.results
    ]


def _no_engine(node: str) -> str:
    return tr(
        "probe",
        "The engine of {node} is not connected, so it asks nothing: that is tried again.",
        node=node,
    )


def _too_old(node: str) -> str:
    return tr(
        "probe",
        "The engine of {node} is older and cannot ask services: update it, or ask from this"
        " computer.",
        node=node,
    )
