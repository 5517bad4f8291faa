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
from hagui.session.asking import Asking, RequestFailed, Route
from hagui.session.presence import contains
from hagui.session.questions import conflict_of
from hagui.session.words import commit_unknown, commit_unseen

LOOKS: Final = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds before each look at what became of a commit; a commit takes its place in less, and an
engine that has lost its client gives it up."""


class CommitFailed(RequestFailed):
    """The change was not committed, or (``unsure``) nobody knows whether it was.

    ``code`` may also be ``outcome-unknown``.
    """

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
    asking = Asking(routes, CommitFailed)
    while True:
        route = asking.next_route()
        try:
            return Version(*(await route.client.call(COMMIT, request)).version)
        except Conflicted as error:
            raise conflict_of(error) from error
        except CallFailed as error:
            asking.refused(error)
        except (ConnectionLost, TimedOut) as error:
            found = await _look_up(diff, base, routes)
            if found is None:
                raise CommitFailed("outcome-unknown", commit_unknown(route.address)) from error
            if found.configuration == base.configuration:
                raise CommitFailed("outcome-unknown", commit_unseen(route.address)) from error
            return found
        except EngineError as error:
            raise asking.failure(error) from error


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
