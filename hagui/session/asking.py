"""Asking the engines of a cluster one after the other, until one has done what is wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from engine.protocol.failures import CallFailed, EngineError
from hagui.session.connection import EngineClient
from hagui.session.words import no_source

STACK_DOWN: Final = frozenset({"stack-down"})
"""Codes by which an engine says that it did nothing, and another may."""


class RequestFailed(Exception):
    """No engine did what was wanted, or nobody knows whether one has.

    ``code`` is the engine's own, or ``no-source``, or as the kind of request says; ``message`` is
    for people; ``detail`` is the failed tool's own words.
    """

    def __init__(self, code: str, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Route:
    """An engine that can be asked."""

    address: str
    client: EngineClient


class Asking:
    """One request; each engine is asked at most once."""

    def __init__(
        self,
        routes: Callable[[], list[Route]],
        failed: type[RequestFailed],
        elsewhere: frozenset[str] = STACK_DOWN,
    ) -> None:
        """``failed`` is raised where the request has failed; with a code of ``elsewhere`` an
        engine is passed over.
        """
        self._routes = routes
        self._failed = failed
        self._elsewhere = elsewhere
        self._asked: set[str] = set()
        self._refusal: CallFailed | None = None

    def next_route(self) -> Route:
        """An engine that has not been asked yet, connected now.

        Raises:
            RequestFailed: there is none; it says why the last one refused, if one did.
        """
        route = next((item for item in self._routes() if item.address not in self._asked), None)
        if route is None:
            if self._refusal is not None:
                raise self.failure(self._refusal)
            raise self._failed("no-source", no_source())
        self._asked.add(route.address)
        return route

    def refused(self, error: CallFailed) -> None:
        """An engine refused.

        Raises:
            RequestFailed: another would refuse too.
        """
        if error.code not in self._elsewhere:
            raise self.failure(error) from error
        self._refusal = error

    def failure(self, error: EngineError) -> RequestFailed:
        """What is raised for an engine's error."""
        return self._failed(error.code, error.message, error.detail)
