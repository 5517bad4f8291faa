"""Having a lab's engine do something bad on purpose, and asking what of that is in force."""

from collections.abc import Callable, Collection
from typing import Final

from engine.protocol.failures import CallFailed, ConnectionLost, EngineError, TimedOut
from engine.protocol.verbs import FAULT, LAB_STATUS, Fault, LabStanding, Nothing, Q, R, Verb
from hagui.session.asking import Asking, RequestFailed, Route

PATIENCE: Final = 3.0
"""Seconds that an engine has to answer: one that is frozen still holds its connections."""


class FaultFailed(RequestFailed):
    """A fault, or a way back from one, was not done; ``code`` is the engine's or ``no-source``."""


async def harm(fault: Fault, routes: Callable[[], list[Route]]) -> None:
    """Have a fault done by the first engine that can; those of the nodes that it hits come last.

    An engine that is lost before it has answered is passed over: a fault is as it should be
    however often it is asked for.

    Raises:
        FaultFailed: no engine has done it.
    """
    await _ask(FAULT, fault, routes, fault.nodes)


async def standing(routes: Callable[[], list[Route]], last: Collection[str] = ()) -> LabStanding:
    """Which faults are in force, as the first engine that answers says.

    Args:
        routes: the engines.
        last: nodes to be asked last, as those that are frozen.

    Raises:
        FaultFailed: no engine has answered.
    """
    return await _ask(LAB_STATUS, Nothing(), routes, last)


async def _ask(
    verb: Verb[Q, R], request: Q, routes: Callable[[], list[Route]], last: Collection[str]
) -> R:
    def ordered() -> list[Route]:
        able = [item for item in routes() if verb.name in item.client.hello.features]
        return sorted(able, key=lambda item: item.client.hello.node in last)

    asking = Asking(ordered, FaultFailed)
    while True:
        route = asking.next_route()
        try:
            return await route.client.call(verb, request, timeout=PATIENCE)
        except CallFailed as error:
            asking.refused(error)
        except (ConnectionLost, TimedOut):
            continue
        except EngineError as error:
            raise asking.failure(error) from error
