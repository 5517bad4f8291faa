"""A base and the entries made on it, one after another: values, made anew by each change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply
from engine.cib.patch.compare import compare
from engine.cib.patch.patchset import Patchset
from engine.cib.version import Version
from engine.cib.views import Configuration, Known
from engine.cib.xml import Element, attributes
from hagui.cluster.draft.atoms import Atom
from hagui.cluster.draft.difference import Delta
from hagui.cluster.draft.documents import configuration, with_configuration, without_status, written
from hagui.cluster.draft.entry import Entry


@dataclass(frozen=True, slots=True)
class Made:
    """An entry, and what it did."""

    entry: Entry
    footprint: frozenset[Atom]
    """All that it changed when it was made last."""
    after: bytes
    """The configuration after it, as XML: taking back what followed is going back to it, exactly
    and at no cost."""


@dataclass(frozen=True)
class Line:
    """A configuration, entries made on it in order, and what they come to.

    Nothing in it is changed once it is made; each method gives another line.
    """

    base: Cib
    """Without status."""
    made: tuple[Made, ...]
    cib: Cib
    """With all entries made; without status."""
    known: Known = field(default_factory=Known, repr=False, compare=False)
    """Resources that were read before; an aid for reading the next ones fast."""

    @classmethod
    def on(cls, cib: Cib, known: Known | None = None) -> "Line":
        """No entries yet, on the configuration of ``cib`` as it is now."""
        base = without_status(cib)
        return cls(base, (), base, Known() if known is None else known)

    @property
    def version(self) -> Version:
        """Of the base."""
        return self.base.version

    @property
    def entries(self) -> tuple[Entry, ...]:
        """In the order in which they are made."""
        return tuple(item.entry for item in self.made)

    @property
    def footprint(self) -> frozenset[Atom]:
        """All that any entry changed."""
        return frozenset[Atom]().union(*(item.footprint for item in self.made))

    @cached_property
    def delta(self) -> Delta:
        """What all entries together come to."""
        return Delta.of(configuration(self.base), configuration(self.cib))

    def add(self, entry: Entry, views: Configuration | None = None) -> "Line":
        """With one more entry; ``views`` are those of its own document, where they are at hand.

        Raises:
            EditRefused: it cannot be made.
        """
        cib = without_status(self.cib)
        apply(cib, entry.edits, views, self.known)
        footprint = Delta.of(configuration(self.cib), configuration(cib)).atoms
        made = Made(entry, footprint, written(cib))
        return Line(self.base, (*self.made, made), cib, self.known)

    def first(self, count: int) -> "Line":
        """With the first ``count`` entries only: exactly as it was then."""
        if count >= len(self.made):
            return self
        made = self.made[:count]
        cib = with_configuration(self.base, made[-1].after) if made else self.base
        return Line(self.base, made, cib, self.known)

    def of(self, entries: Sequence[Entry]) -> "Line":
        """With those entries in that order, in place of its own.

        Raises:
            EditRefused: one of them cannot be made after those before it.
        """
        same = 0
        for known, wanted in zip(self.made, entries, strict=False):
            if known.entry != wanted:
                break
            same += 1
        return self.first(same).extended(entries[same:])

    def inserted(self, entry: Entry) -> "Line":
        """With one more entry, among the others by its number, or last if it does not fit there.

        Raises:
            EditRefused: it cannot be made there either.
        """
        before = [known for known in self.entries if known.number < entry.number]
        try:
            return self.of([*before, entry, *self.entries[len(before) :]])
        except EditRefused:
            return self.add(entry)

    def extended(self, entries: Iterable[Entry]) -> "Line":
        """With more entries.

        Raises:
            EditRefused: one of them cannot be made.
        """
        line = self
        for entry in entries:
            line = line.add(entry)
        return line

    def diff(self, version: Version) -> Patchset:
        """From the base to what the entries come to; nothing but configuration.

        Args:
            version: what the base's configuration has become in the cluster's count, where
                nothing but the status has changed since.
        """
        changes = compare(self.base.root, _like(self.base, self.cib))
        assert changes is not None, "the roots hold nothing but their configurations"
        if not changes:
            return Patchset(version, version)
        return Patchset(version, Version(version.admin_epoch, version.epoch + 1, 0), changes)


def _like(base: Cib, cib: Cib) -> Element:
    """The root of ``cib`` with the attributes of ``base``: those are not the draft's to change."""
    if attributes(base.root) == attributes(cib.root):
        return cib.root
    return with_configuration(base, written(cib)).root
