"""Having an engine commit a change, and what to do where the engine is lost meanwhile.

A commit that was lost on its way is never sent again: what became of it is looked up in the
cluster's CIB, as any engine shows it.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from engine.cib.document import Cib, CibError
from engine.cib.patch import PatchError, Patchset
from engine.cib.version import Version
from engine.protocol.failures import CallFailed, Conflicted, ConnectionLost, EngineError, TimedOut
from engine.protocol.verbs import CIB_QUERY, COMMIT, Commit, Nothing
from hagui.session.acting import Route
from hagui.session.presence import contains
from hagui.session.questions import conflict_of
from hagui.session.words import commit_unknown, commit_unseen, no_source

LOOKS: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look at what became of a commit; a commit takes its place in less, and an
engine that has lost its client gives it up."""

_ELSEWHERE = frozenset({"stack-down"})
"""Codes by which an engine says that it did nothing, and another may."""


class CommitFailed(Exception):
    """The change was not committed, or (``unsure``) nobody knows whether it was.

    ``code`` is the engine's own, or ``no-source``, ``outcome-unknown``; ``message`` is for people;
    ``detail`` is the failed tool's own words.
    """

    def __init__(self, code: str, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail

    @property
    def unsure(self) -> bool:
        """Whether it may have been made after all; then only the cluster shows it."""
        return self.code == "outcome-unknown"


async def commit(diff: str, base: Version, routes: Callable[[], list[Route]]) -> Version:
    """Have a configuration patchset applied whole or not at all; returns the version holding it.

    Raises:
        Conflict: the configuration moved on since ``base``; nothing was changed.
        CommitFailed: it was refused, or its outcome is not known.
    """
    request = Commit(base, diff)
    asked: set[str] = set()
    refusal: CallFailed | None = None
    while True:
        route = next((item for item in routes() if item.address not in asked), None)
        if route is None:
            if refusal is not None:
                raise CommitFailed(refusal.code, refusal.message, refusal.detail)
            raise CommitFailed("no-source", no_source())
        asked.add(route.address)
        try:
            return Version(*(await route.client.call(COMMIT, request)).version)
        except Conflicted as error:
            raise conflict_of(error) from error
        except CallFailed as error:
            if error.code not in _ELSEWHERE:
                raise CommitFailed(error.code, error.message, error.detail) from error
            refusal = error
        except (ConnectionLost, TimedOut) as error:
            found = await _look_up(diff, base, routes)
            if found is None:
                raise CommitFailed("outcome-unknown", commit_unknown(route.address)) from error
            if found.configuration == base.configuration:
                raise CommitFailed("outcome-unknown", commit_unseen(route.address)) from error
            return found
        except EngineError as error:
            raise CommitFailed(error.code, error.message, error.detail) from error


async def _look_up(diff: str, base: Version, routes: Callable[[], list[Route]]) -> Version | None:
    """The version of the CIB in which the change is; that of ``base`` where nothing has changed
    for as long as was looked; None where it cannot be told.
    """
    unchanged: Version | None = None
    for pause in LOOKS:
        await asyncio.sleep(pause)
        for route in routes():
            try:
                reply = await route.client.call(CIB_QUERY, Nothing(), timeout=pause + 5)
            except EngineError:
                continue
            version = Version(*reply.version)
            if version.configuration > base.configuration:
                return version if await asyncio.to_thread(_is_in, diff, reply.cib) else None
            unchanged = base if version.configuration == base.configuration else None
            break  # every node has the same configuration, or is about to
        else:
            unchanged = None
    return unchanged


def _is_in(diff: str, cib: str) -> bool:
    try:
        return contains(Cib.parse(cib), Patchset.parse(diff))
    except (CibError, PatchError):
        return False
