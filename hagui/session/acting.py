"""Having an engine carry out an act, and what to do where the engine is lost meanwhile."""

from collections.abc import Callable
from typing import Any

from engine.protocol.failures import CallFailed, ConnectionLost, EngineError, TimedOut
from engine.protocol.messages import Progress
from engine.protocol.verbs import (
    CLEANUP,
    MAINTENANCE,
    MIGRATE,
    REFRESH,
    STANDBY,
    Access,
    Act,
    Cleanup,
    Maintenance,
    Migrate,
    Refresh,
    Standby,
    Verb,
)
from hagui.session.asking import Asking, RequestFailed, Route
from hagui.session.words import outcome_unknown, taken_but_lost

OnActProgress = Callable[[Progress], None]


class ActFailed(RequestFailed):
    """An act was not done, or nobody knows whether it was.

    ``code`` may also be ``outcome-unknown`` or ``lost-after-accepted``.
    """

    @property
    def unsure(self) -> bool:
        """Whether the connection was lost meanwhile, so that it may have been done after all."""
        return self.code in {"outcome-unknown", "lost-after-accepted"}


def verb_of(act: Act) -> Verb[Any, Any]:
    """The verb that carries an act."""
    match act:
        case Standby():
            return STANDBY
        case Maintenance():
            return MAINTENANCE
        case Cleanup():
            return CLEANUP
        case Refresh():
            return REFRESH
        case Migrate():
            return MIGRATE


async def carry_out(
    act: Act, routes: Callable[[], list[Route]], progress: OnActProgress | None
) -> None:
    """Have an act done by the first engine that can.

    Where an engine is lost before it confirmed, a destructive act is not sent to another: it may
    have been done already. What does no harm twice is. An engine that says it did nothing
    because its cluster stack is down is passed over, whatever the act.

    Raises:
        ActFailed: it was not done, or nobody knows whether it was.
    """
    verb = verb_of(act)
    asking = Asking(routes, ActFailed)
    while True:
        route = asking.next_route()
        accepted = False

        def report(step: Progress) -> None:
            nonlocal accepted
            accepted = True
            if progress is not None:
                progress(step)

        try:
            await route.client.call(verb, act, report)
        except CallFailed as error:
            asking.refused(error)
        except (ConnectionLost, TimedOut) as error:
            if accepted:
                words = taken_but_lost(route.address)
                raise ActFailed("lost-after-accepted", words) from error
            if verb.access is Access.DESTRUCTIVE:
                raise ActFailed("outcome-unknown", outcome_unknown(route.address)) from error
        except EngineError as error:
            raise asking.failure(error) from error
        else:
            return
