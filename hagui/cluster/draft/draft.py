"""The draft: what an operator has changed and not committed, laid over the live cluster.

It is longer than most files because all that can be done with a draft bears on one line of entries.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from engine.cib.document import Cib
from engine.cib.edits.vocabulary import Edits
from engine.cib.patch.patchset import Patchset
from engine.cib.patch.touched import Touched
from engine.cib.state.model import ClusterState, Operation
from engine.cib.version import Version
from engine.cib.views import Configuration
from hagui.cluster.between import between
from hagui.cluster.changes import ChangeSet
from hagui.cluster.draft.atoms import Atom
from hagui.cluster.draft.collision import Collision, Keep
from hagui.cluster.draft.difference import Delta, Difference, net
from hagui.cluster.draft.documents import configuration, written
from hagui.cluster.draft.entry import Aside, Entry, Kept
from hagui.cluster.draft.line import Line
from hagui.cluster.draft.overlay import Overlay
from hagui.cluster.draft.rebase import Commit, rebase, restored
from hagui.cluster.eventlog import EventLog
from hagui.cluster.live import LiveCluster


class Draft:
    """A second copy of a cluster: the live configuration with entries made on it, in order.

    It follows the live copy by itself: the status at once, and where the live configuration
    changes, its entries are made again on the new one. What is shown is always whole and always
    on top of the configuration of now. Without entries it shows the live copy itself.

    Each change says in a ``ChangeSet`` what looks different; ``follow`` says it of what the live
    copy's own changes came to here.
    """

    def __init__(self, live: LiveCluster, clock: Callable[[], float] = time.time) -> None:
        """``clock`` gives the seconds since 1970 at which entries are made."""
        self._live = live
        self._clock = clock
        self._line: Line | None = None
        """None while there is nothing that needs it: no entries and no collisions."""
        self._overlay: Overlay | None = None
        """None while the live copy itself is shown."""
        self._undone: tuple[Entry, ...] = ()
        self._collisions: tuple[Collision, ...] = ()
        self._others: tuple[Difference, ...] = ()
        self._fulfilled: tuple[Entry, ...] = ()
        self._commit: Commit | None = None
        self._committed: Version | None = None
        self._number = 0
        self._told = self._look()
        live.observe(self)

    def close(self) -> None:
        """Follow no more."""
        self._live.leave(self)

    # What is shown

    @property
    def loaded(self) -> bool:
        """Whether there is anything to show; the properties below may be read only then."""
        return self._live.loaded

    @property
    def events(self) -> EventLog:
        """What happened in the live cluster."""
        return self._live.events

    @property
    def cib(self) -> Cib:
        """The document, draft and status together. Not to be changed by anyone else.

        It is made where it is asked for, which takes long on a large cluster.
        """
        return self._live.cib if self._overlay is None else self._overlay.whole

    def document(self) -> Cib:
        """A document as ``cib``, that belongs to the caller."""
        return self._live.cib.copy() if self._overlay is None else self._overlay.document()

    @property
    def configured(self) -> Cib:
        """The document as far as it is configured: its status may be missing. Not to be changed."""
        return self._live.cib if self._overlay is None else self._overlay.configured

    @property
    def configuration(self) -> Configuration:
        """Read views of the draft's configuration; a new object whenever it changed."""
        return self._shown.configuration

    @property
    def state(self) -> ClusterState:
        """What is going on: the status of now, seen by the draft's configuration."""
        return self._shown.state

    @property
    def version(self) -> Version | None:
        """Version of the live copy, None while there is none."""
        return self._live.version

    def operations(self, resource: str) -> list[Operation]:
        """The operation history of a primitive on all nodes, oldest first on each."""
        return self._live.operations(resource)

    def text(self) -> str:
        """The whole CIB, draft and status, as XML text."""
        return self._live.cib.text() if self._overlay is None else self._overlay.text()

    @property
    def _shown(self) -> LiveCluster | Overlay:
        return self._live if self._overlay is None else self._overlay

    # What the draft consists of

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What was done and stands, in the order in which it is made."""
        return () if self._line is None else self._line.entries

    @property
    def undone(self) -> tuple[Entry, ...]:
        """What ``redo`` would bring back, the next one first."""
        return self._undone

    @property
    def base(self) -> Version:
        """Version of the live configuration on which the entries stand: that of now."""
        return self._live.version or Version()

    @property
    def base_text(self) -> str:
        """That ``<configuration>``, as XML text."""
        return written(self._live.cib).decode()

    @property
    def draft_text(self) -> str:
        """The draft's ``<configuration>``, as XML text."""
        return written(self._live.cib if self._line is None else self._line.cib).decode()

    def diff(self) -> Patchset:
        """From the live configuration to the draft's: what a commit carries, from ``base``."""
        if self._line is None:
            return Patchset(self.base, self.base)
        return self._line.diff(self.base)

    @property
    def delta(self) -> Delta:
        """The same, as differences that can be said."""
        if self._line is None:
            same = configuration(self._live.cib)
            return Delta.of(same, same)
        return self._line.delta

    @property
    def footprint(self) -> frozenset[Atom]:
        """All that any entry changes, also what a later one changes back."""
        return frozenset() if self._line is None else self._line.footprint

    @property
    def changed_ids(self) -> frozenset[str]:
        """Ids of the resources, constraints and nodes that differ from the live ones."""
        return frozenset() if self._line is None else self._line.delta.subjects

    # Editing

    def add(self, edits: Edits) -> ChangeSet:
        """Make edits as one entry, the last one; what was undone is dropped.

        Raises:
            EditRefused: they do not fit; the draft is as it was.
        """
        entry = Entry(self._number + 1, edits, self._clock())
        line = self._begun().add(entry, self.configuration)
        self._number += 1
        self._undone = ()
        return self._show(line)

    def undo(self) -> ChangeSet:
        """Take the last entry back; the configuration is exactly what it was before it."""
        line = self._line
        if line is None or not line.made:
            return ChangeSet()
        self._undone = (line.made[-1].entry, *self._undone)
        return self._show(line.first(len(line.made) - 1))

    def redo(self) -> ChangeSet:
        """Make again what was undone last.

        Raises:
            EditRefused: others have changed what it needs; the draft is as it was.
        """
        if not self._undone:
            return ChangeSet()
        line = self._begun().add(self._undone[0], self.configuration)
        self._undone = self._undone[1:]
        return self._show(line)

    def remove(self, number: int) -> ChangeSet:
        """Drop one entry; what was undone can still be redone.

        Raises:
            EditRefused: a later entry does not hold without it; the draft is as it was.
        """
        return self.arrange([entry for entry in self.entries if entry.number != number])

    def arrange(self, entries: Sequence[Entry]) -> ChangeSet:
        """Let the draft be those entries in that order, as to bring back what was removed.

        Raises:
            EditRefused: one of them cannot be made there; the draft is as it was.
        """
        line = self._begun().of(entries)
        self._number = max((self._number, *(entry.number for entry in entries)))
        return self._show(line)

    def clear(self) -> ChangeSet:
        """Drop everything: entries, what was undone, what was set aside."""
        self._undone, self._collisions = (), ()
        self.acknowledge()
        return self._show(None if self._line is None else self._line.first(0))

    # What others do

    @property
    def others(self) -> tuple[Difference, ...]:
        """What others changed in the configuration since that was last acknowledged."""
        return self._others

    @property
    def fulfilled(self) -> tuple[Entry, ...]:
        """Entries that were dropped since then, as others made the same change."""
        return self._fulfilled

    @property
    def collisions(self) -> tuple[Collision, ...]:
        """Entries that are set aside until it is decided whose change is to stand."""
        return self._collisions

    def acknowledge(self) -> None:
        """The operator has seen ``others`` and ``fulfilled``."""
        self._others, self._fulfilled = (), ()

    def decide(self, number: int, keep: Keep) -> ChangeSet:
        """Settle a collision: the entry is made again on top of theirs, or dropped.

        It is made at its old place among the entries, or last where it does not fit there.

        Raises:
            EditRefused: it cannot be made on top of theirs; it is still set aside.
        """
        found = [item.entry for item in self._collisions if item.entry.number == number]
        if not found:
            return ChangeSet()
        (entry,) = found
        line = self._begun()
        if keep is Keep.MINE:
            line = line.inserted(entry)
        self._collisions = tuple(item for item in self._collisions if item.entry is not entry)
        return self._show(line)

    def follow(self, change: ChangeSet) -> ChangeSet:
        """What a change of the live copy came to in what is shown here."""
        if self._overlay is None and (self._told is None or self._told.live):
            self._told = self._look()
            return change
        return change | self._tell()

    # Committing

    def commit_begins(self) -> Patchset:
        """The entries of now are about to be committed; returns ``diff``.

        What comes true in the live configuration from now on counts as done by that commit.
        """
        line = self._begun()
        self._commit, self._committed = Commit(line), None
        return self.diff()

    def commit_failed(self) -> None:
        """It was refused, so that whatever changes is done by others."""
        self._commit = self._committed = None

    def settled_on(self, version: Version) -> ChangeSet:
        """The commit is in and made that version: its entries go, later ones stay.

        They go as soon as the live copy has come to that version, which may be later.
        """
        if self._commit is None:
            return ChangeSet()
        self._committed = version
        if self._reached():
            self._rebase()
        return self._tell()

    # Keeping

    def kept(self) -> Kept:
        """What has to be on disk so that nothing is lost."""
        return Kept(
            self.base,
            self.base_text,
            self.entries,
            self._undone,
            tuple(Aside(item.entry, item.others) for item in self._collisions),
            self._others,
        )

    def restore(self, kept: Kept) -> ChangeSet:
        """Go on with a draft that was kept, on the cluster as it is now.

        What others have changed since then is treated as if it happened now. An entry that
        cannot be made even where it was made before is set aside.
        """
        line, collisions = restored(self._live.cib, kept)
        self._undone, self._collisions, self._others = kept.undone, collisions, kept.others
        every = (*kept.entries, *kept.undone, *(item.entry for item in kept.aside))
        self._number = max((self._number, *(entry.number for entry in every)))
        self._line = line if line.made or collisions else None
        self._rebase()
        return self._tell()

    # What the live copy tells

    def patched(self, touched: Touched, at: float, patch: Patchset | None) -> None:
        """The live copy was patched, or time has passed."""
        if self._overlay is not None:
            self._overlay.patched(touched, at, patch)
        if touched.configuration or touched.everything:
            self._rebase()

    def replaced(self) -> None:
        """There is another live document."""
        if self._overlay is not None:
            self._overlay.replaced()
        self._rebase()

    # Inside

    def _begun(self) -> Line:
        """The line; one on the live configuration where there is none yet."""
        return Line.on(self._live.cib, self._live.known) if self._line is None else self._line

    def _rebase(self) -> None:
        """Stand on the live configuration of now."""
        line = self._line
        if line is not None or self._commit is not None:
            line = self._begun() if line is None else line
            commit = self._commit
            if commit is not None:
                commit = replace(commit, known=self._reached())
            found = rebase(line, self._live.cib, self._collisions, commit)
            line, self._collisions = found.line, found.collisions
            self._others = net((*self._others, *found.others))
            self._fulfilled += found.fulfilled
        if self._reached():
            self._commit = self._committed = None
        self._stand(line)

    def _reached(self) -> bool:
        """Whether the live copy contains the commit."""
        return (
            self._committed is not None and self.base.configuration >= self._committed.configuration
        )

    def _show(self, line: Line | None) -> ChangeSet:
        self._stand(line)
        return self._tell()

    def _stand(self, line: Line | None) -> None:
        """Let ``line`` be the draft, and work out what follows from it."""
        if line is not None and not line.made and not self._collisions:
            line = None
        self._line = line
        if line is None or not line.made:
            self._overlay = None
        elif self._overlay is None:
            self._overlay = Overlay(self._live, line.cib)
        else:
            self._overlay.show(line.cib)

    def _tell(self) -> ChangeSet:
        """What differs from what was told last."""
        before, after = self._told, self._look()
        self._told = after
        if before is None or after is None:
            return ChangeSet(everything=after is not None)
        changed = before.configuration is not after.configuration
        return between(before.state, after.state, configuration=changed)

    def _look(self) -> "_Told | None":
        if not self.loaded:
            return None
        return _Told(self.state, self.configuration, self._overlay is None)


class _Told(NamedTuple):
    """What the last ``ChangeSet`` led to."""

    state: ClusterState
    configuration: Configuration
    live: bool
    """Whether that was the live copy itself."""
