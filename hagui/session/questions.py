"""Asking an engine what harms nobody: rehearse, wait for calm, who made this, what was fenced.

Where an engine is lost, or its cluster stack is down, another is asked the same.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from engine.cib.version import Version
from engine.protocol.failures import CallFailed, Conflicted, ConnectionLost, EngineError, TimedOut
from engine.protocol.verbs import (
    FENCING_HISTORY,
    PROVENANCE,
    SETTLE,
    SIMULATE,
    FencingTry,
    Nothing,
    Origin,
    Provenance,
    Q,
    R,
    Settle,
    Simulate,
    Simulated,
    Verb,
)
from hagui.session.acting import OnActProgress
from hagui.session.asking import STACK_DOWN, Asking, RequestFailed, Route

_ELSEWHERE = STACK_DOWN | {"not-installed", "unknown-verb"}
"""Codes by which an engine says that it cannot, and another may."""
_FENCING: Final = 5.0
"""Seconds that an engine has to say what it knows of fencing."""


class QuestionFailed(RequestFailed):
    """There is no answer."""


class Conflict(Exception):
    """The configuration is no longer the one that a patchset was made from; nothing was done."""

    def __init__(self, message: str, version: Version, cib: str) -> None:
        super().__init__(message)
        self.message = message
        self.version = version
        """Of the newer CIB."""
        self.cib = cib
        """The newer CIB, as XML text, to rebase on; empty where it is too large to be sent: then
        the live copy will have it."""


def conflict_of(error: Conflicted) -> Conflict:
    """What an engine's refusal means to those who edit."""
    current = error.current
    if current is None:
        return Conflict(error.message, Version(), "")
    return Conflict(error.message, Version(*current.version), current.cib)


async def simulate(question: Simulate, routes: Callable[[], list[Route]]) -> Simulated:
    """Have the cluster's own scheduler rehearse a change or an event.

    Raises:
        Conflict: the configuration moved on since the question's base.
        QuestionFailed: there is no answer.
    """
    try:
        return await _ask(SIMULATE, question, routes, None)
    except Conflicted as error:
        raise conflict_of(error) from error


async def settle(routes: Callable[[], list[Route]], progress: OnActProgress | None) -> None:
    """Return once the cluster has nothing left to do.

    Raises:
        QuestionFailed: it is still at work after a long time, or cannot be asked.
    """
    await _ask(SETTLE, Settle(), routes, progress)


async def provenance(ids: tuple[str, ...], routes: Callable[[], list[Route]]) -> dict[str, Origin]:
    """Who made those parts of the configuration; what is not known is left out.

    Raises:
        QuestionFailed: there is no answer.
    """
    origins = await _ask(PROVENANCE, Provenance(ids), routes, None)
    return {origin.id: origin for origin in origins.origins}


async def fencing_tries(routes: Callable[[], list[Route]]) -> tuple[FencingTry, ...]:
    """All that the engines know of fencing that is over, in order of time; some know more than
    others, and what cannot be asked is passed over.
    """

    async def asked(route: Route) -> tuple[FencingTry, ...]:
        try:
            async with asyncio.timeout(_FENCING):
                return (await route.client.call(FENCING_HISTORY, Nothing())).tries
        except (EngineError, TimeoutError):
            return ()

    found = await asyncio.gather(*(asked(route) for route in routes()))
    return tuple(sorted({item for tries in found for item in tries}, key=lambda item: item.at))


async def _ask(
    verb: Verb[Q, R],
    question: Q,
    routes: Callable[[], list[Route]],
    progress: OnActProgress | None,
) -> R:
    asking = Asking(routes, QuestionFailed, _ELSEWHERE)
    while True:
        route = asking.next_route()
        try:
            return await route.client.call(verb, question, progress)
        except Conflicted:
            raise
        except CallFailed as error:
            asking.refused(error)
        except (ConnectionLost, TimedOut):
            continue
        except EngineError as error:
            raise asking.failure(error) from error
