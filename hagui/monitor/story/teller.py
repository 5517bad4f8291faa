"""Follows a live copy and keeps its story. No Qt."""

import time
from collections.abc import Callable
from typing import Final

from engine.cib.patch.patchset import Patchset
from engine.cib.patch.touched import Touched
from engine.cib.state.model import ClusterState, Operation
from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import LiveCluster
from hagui.monitor.story.chronicle import LIMIT_BARS, Chronicle, Histories, by_place
from hagui.monitor.story.model import Added

LULL: Final = 1.0
"""Seconds after the last thing that a file tells of at which its moment is taken to be."""

Listener = Callable[[Added], None]


class Teller:
    """Tells a chronicle what becomes of a live copy, and others what was added to it."""

    def __init__(
        self,
        live: LiveCluster,
        *,
        moment: bool = False,
        story: Chronicle | None = None,
        end: float | None = None,
        clock: Callable[[], float] = time.time,
        limit_bars: int = LIMIT_BARS,
    ) -> None:
        """Follow from now on; the copy may not be loaded yet.

        Args:
            live: the copy.
            moment: it is a file: one moment, that passed when the file was written.
            story: it has been told already, up to ``end`` (as a recording tells it); the copy
                shows how it came out.
            end: see ``end``.
            clock: gives seconds since 1970.
            limit_bars: see ``Chronicle``.
        """
        self.chronicle = Chronicle(limit_bars) if story is None else story
        self.moment = moment
        self._told_already = story is not None
        self._end = end
        self._live = live
        self._clock = clock
        self._state: ClusterState | None = None
        self._places: set[tuple[str, str]] = set()
        self._version: tuple[int, int] | None = None
        self._listeners: list[Listener] = []
        if live.loaded:
            self._begin()
        live.observe(self)

    @property
    def state(self) -> ClusterState | None:
        """The state told last; None before the first."""
        return self._state

    @property
    def end(self) -> float | None:
        """Up to when anything can be known, in seconds since 1970; None: it goes on."""
        return self.chronicle.watched_from if self.moment else self._end

    def close(self) -> None:
        """Follow no more."""
        self._live.leave(self)
        self._listeners.clear()

    def listen(self, listener: Listener) -> None:
        """Tell ``listener`` what is added from now on."""
        self._listeners.append(listener)

    def leave(self, listener: Listener) -> None:
        """Tell ``listener`` no more."""
        self._listeners.remove(listener)

    def told(self, change: ChangeSet) -> None:
        """The change set of a change: some of its events no state tells of."""
        if change.events and self._state is not None:
            self._tell(self.chronicle.noted(change.events))

    # As an observer of the live copy

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """A patch was applied, or time has passed."""
        state, before = self._live.state, self._state
        if before is None:
            self._begin()
            return
        if not touched and state is before:
            return
        histories = self._all() if touched.everything else self._some(touched)
        commit = self._commit() if touched.configuration or touched.everything else None
        live = patch is not None and not touched.everything
        added = self.chronicle.changed(before, state, histories, at, live=live, commit=commit)
        self._state = state
        self._tell(added)

    def replaced(self) -> None:
        """Another document is shown."""
        before, state = self._state, self._live.state
        if before is None:
            self._begin()
            return
        histories, commit = self._all(), self._commit()
        now = self._clock()
        added = self.chronicle.changed(before, state, histories, now, live=False, commit=commit)
        self._state = state
        self._tell(added)

    def _begin(self) -> None:
        live = self._live
        self._state = live.state
        if self._told_already:
            return
        operations = live.derivation.operations()
        at = self._clock()
        if self.moment:
            at = max((_end(item) for item in operations), default=at) + LULL
        self._places = set(by_place(operations))
        self._commit()
        self._tell(self.chronicle.begin(live.state, operations, at))

    def _all(self) -> Histories:
        """All histories; empty ones where there are none any more."""
        found = by_place(self._live.derivation.operations())
        gone = {place: list[Operation]() for place in self._places - found.keys()}
        self._places = set(found)
        return {**found, **gone}

    def _some(self, touched: Touched) -> Histories:
        """The histories that a patch touched."""
        if not touched.resources:
            return {}
        states = [self._live.state] if self._state is None else [self._state, self._live.state]
        names = {node.id: name for state in states for name, node in state.nodes.items()}
        found: dict[tuple[str, str], list[Operation]] = {}
        for id_, resource in touched.resources:
            node = names.get(id_)
            if node is not None:
                operations = self._live.derivation.operations(node, resource)
                found[node, resource] = [item for item in operations if item.resource == resource]
        for place, operations in found.items():
            (self._places.add if operations else self._places.discard)(place)
        return found

    def _tell(self, added: Added) -> None:
        if added:
            for listener in tuple(self._listeners):
                listener(added)

    def _commit(self) -> str | None:
        """Who changed the configuration, where its version is another one than before."""
        version = self._live.cib.version
        known, self._version = self._version, (version.admin_epoch, version.epoch)
        if known is None or known == self._version:
            return None
        root = self._live.cib.root
        names = (root.get("update-user"), root.get("update-client"))
        who = " · ".join(name for name in names if name)
        where = root.get("update-origin", "")
        return f"{who} @ {where}" if who and where else who or where


def _end(operation: Operation) -> float:
    return (operation.last_change or 0) + (operation.exec_ms or 0) / 1000
