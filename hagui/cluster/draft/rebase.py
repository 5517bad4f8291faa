"""Making entries again on a configuration that others have changed meanwhile.

An entry collides if what it changes, then or now, is among what they changed, or if it is refused
now. It is then set aside: nobody's change is overwritten unless a person says so. An entry that
has come true by what they did is not needed any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply
from engine.cib.finding import Finding
from engine.cib.views import Known
from hagui.cluster.draft.atoms import Atom
from hagui.cluster.draft.collision import Collision
from hagui.cluster.draft.difference import Delta, Difference
from hagui.cluster.draft.documents import configuration, with_configuration, without_status, written
from hagui.cluster.draft.entry import Entry, Kept
from hagui.cluster.draft.line import Line, Made


@dataclass(frozen=True, slots=True)
class Rebased:
    """What became of a line."""

    line: Line
    collisions: tuple[Collision, ...]
    """Those of before that are still open, and new ones."""
    fulfilled: tuple[Entry, ...]
    """Dropped, as others have made the same change."""
    others: tuple[Difference, ...]
    """What others changed; nothing that our own commit did."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of a draft's entries that is under way, or in."""

    line: Line
    """What was committed."""
    known: bool = False
    """Whether the cluster has said that it is in. Until then it may be, or not."""

    @property
    def numbers(self) -> frozenset[int]:
        """Of the entries in it."""
        return frozenset(item.entry.number for item in self.line.made)


def rebase(
    line: Line,
    cib: Cib,
    open_: Iterable[Collision] = (),
    commit: Commit | None = None,
) -> Rebased:
    """Move a line onto the configuration of ``cib``.

    Args:
        line: what was drafted.
        cib: the live document.
        open_: collisions that nobody has decided yet.
        commit: one of this draft's own that may be among what has changed.
    """
    base = without_status(cib)
    theirs = Delta.of(configuration(line.base), configuration(base))
    waiting = list(line.made)
    foreign = theirs.atoms
    if commit is not None and (commit.known or _came_true(commit.line, theirs, base)):
        waiting = [item for item in waiting if item.entry.number not in commit.numbers]
        open_ = [item for item in open_ if item.entry.number not in commit.numbers]
        ours = commit.line.footprint - _disagreement(commit.line.cib, base)
        foreign = foreign - ours
    run = _Run(base, theirs, foreign, line.known)
    if foreign and len(waiting) == len(line.made) and _came_true(line, theirs, base):
        run.fulfilled = [item.entry for item in waiting]
        waiting = []
    run.reopen(open_)
    run.make(waiting)
    return Rebased(
        Line(base, tuple(run.kept), run.cib, line.known),
        tuple(sorted(run.collisions, key=lambda item: item.entry.number)),
        tuple(run.fulfilled),
        theirs.touching(foreign),
    )


def restored(live: Cib, kept: Kept) -> tuple[Line, tuple[Collision, ...]]:
    """A line as it was kept, on the base that it had then, and what cannot be made on that."""
    base = with_configuration(live, kept.base.encode())
    base.version = kept.version
    line = Line(base, (), base)
    collisions: list[Collision] = []
    for entry in kept.entries:
        try:
            line = line.add(entry)
        except EditRefused as refusal:
            collisions.append(Collision(entry, (), refusal.findings))
    for item in kept.aside:
        try:
            made, findings = line.add(item.entry).made[-1], ()
        except EditRefused as refusal:
            made, findings = None, refusal.findings
        collisions.append(Collision(item.entry, item.others, findings, made))
    return line, tuple(sorted(collisions, key=lambda item: item.entry.number))


def _came_true(line: Line, theirs: Delta, base: Cib) -> bool:
    """Whether all that a line changes has been changed, to just that."""
    footprint = line.footprint
    return bool(footprint & theirs.atoms) and not footprint & _disagreement(line.cib, base)


def _disagreement(one: Cib, other: Cib) -> frozenset[Atom]:
    return Delta.of(configuration(one), configuration(other)).atoms


@dataclass(slots=True)
class _Run:
    """Entries being made again on a new base."""

    base: Cib
    theirs: Delta
    foreign: frozenset[Atom]
    known: Known
    cib: Cib = field(init=False)
    kept: list[Made] = field(default_factory=list[Made])
    collisions: list[Collision] = field(default_factory=list[Collision])
    fulfilled: list[Entry] = field(default_factory=list[Entry])

    def __post_init__(self) -> None:
        self.cib = self.base

    def reopen(self, collisions: Iterable[Collision]) -> None:
        """Let what was set aside before know of what has changed since."""
        for item in collisions:
            clash = frozenset[Atom]() if item.made is None else item.made.footprint & self.foreign
            if not clash:
                self.collisions.append(item)
            elif item.made is not None and self._true(item.made):
                self.fulfilled.append(item.entry)
            else:
                others = dict.fromkeys((*item.others, *self.theirs.touching(clash)))
                self.collisions.append(
                    Collision(item.entry, tuple(others), item.refused, item.made)
                )

    def make(self, waiting: list[Made]) -> None:
        """Make all of them that do not collide.

        What an entry does depends on what is there, so what all of them came to is looked at
        afterwards. Where that touches something of theirs after all, or an entry was left out on
        which others may have built, each is looked at by itself.
        """
        before = (list(self.collisions), list(self.fulfilled))
        self._make_each(waiting, careful=False)
        if len(self.kept) < len(waiting) or self.foreign & _disagreement(self.base, self.cib):
            self.kept.clear()
            self.collisions, self.fulfilled = before
            self._make_each(waiting, careful=True)

    def _make_each(self, waiting: list[Made], *, careful: bool) -> None:
        self.cib = without_status(self.base)
        for made in waiting:
            clash = made.footprint & self.foreign
            if not clash:
                self._make(made, careful=careful)
            elif self._true(made):
                self.fulfilled.append(made.entry)
            else:
                self.collisions.append(
                    Collision(made.entry, self.theirs.touching(clash), made=made)
                )

    def _make(self, made: Made, *, careful: bool) -> None:
        before = without_status(self.cib) if careful else self.cib
        try:
            apply(self.cib, made.entry.edits, known=self.known)
        except EditRefused as refusal:
            if made.footprint and self._true(made):
                self.fulfilled.append(made.entry)
            else:
                others = self._blamed(made, refusal.findings)
                self.collisions.append(Collision(made.entry, others, refusal.findings, made))
            return
        footprint = made.footprint
        if careful:
            footprint = _disagreement(before, self.cib)
            clash = footprint & self.foreign
            if clash:
                self.cib = before
                self.collisions.append(
                    Collision(made.entry, self.theirs.touching(clash), made=made)
                )
                return
        self.kept.append(Made(made.entry, footprint, written(self.cib)))

    def _true(self, made: Made) -> bool:
        """Whether what an entry changed is so already."""
        meant = with_configuration(self.base, made.after)
        return not made.footprint & _disagreement(meant, self.cib)

    def _blamed(self, made: Made, findings: tuple[Finding, ...]) -> tuple[Difference, ...]:
        """What they did that an entry is refused for: what it names, or else everything."""
        names = set(_strings(msgspec.to_builtins(made.entry.edits)))
        for finding in findings:
            names |= {finding.subject or "", *finding.facts.values()}
        theirs = self.theirs.touching(self.foreign)
        return tuple(item for item in theirs if item.subject in names or item.id in names) or theirs


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():  # pyright: ignore[reportUnknownVariableType]
            yield from _strings(inner)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, list | tuple):
        for inner in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _strings(inner)  # pyright: ignore[reportUnknownArgumentType]
