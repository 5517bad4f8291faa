"""What differs between two configurations: to compare, and to say in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final

from engine.cib.xml import Element
from hagui.cluster.draft.atoms import EXISTENCE, ORDER, VALUE_SETS, Atom, Place, Side, sides

_SUBJECTS: Final = frozenset(
    {
        *("primitive", "group", "clone", "master", "bundle", "template"),
        *("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"),
        *("node", "tag", "fencing-level", "alert"),
        *("acl_role", "acl_target", "acl_user", "acl_group"),
    }
)


class Kind(Enum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    """An attribute, a value, or the order of what is inside (``attribute`` is None then)."""
    MOVED = "moved"
    """Into or out of a group, clone or bundle."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs, as a person would name it.

    For what was added or removed as a whole there is one difference, not one for each part.
    """

    kind: Kind
    subject: str
    """Id of the resource, constraint, node, … that it is about; empty for cluster options and
    defaults."""
    subject_tag: str
    """The CIB's name for that: ``primitive``, ``rsc_location``, …; ``crm_config``,
    ``rsc_defaults`` or ``op_defaults`` where it is about those."""
    tag: str
    """The element itself: that of the subject, one inside it (``op``, ``rule``), or the kind of
    set that holds the value (``meta_attributes``)."""
    id: str | None = None
    """Its id, where it has one."""
    attribute: str | None = None
    """Name of the attribute or value; None where it is about the whole element or its order."""
    before: str | None = None
    """Value before; of a move the id of what was around it (None: nothing was); of an order the
    ids of what is inside, one a line."""
    after: str | None = None
    atoms: frozenset[Atom] = field(default=frozenset(), repr=False, compare=False)


@dataclass(frozen=True)
class Delta:
    """All that takes one configuration to another."""

    before: Side
    after: Side

    @classmethod
    def of(cls, before: Element, after: Element) -> "Delta":
        """Compare two ``<configuration>`` elements."""
        return cls(*sides(before, after))

    @cached_property
    def atoms(self) -> frozenset[Atom]:
        """What differs."""
        return frozenset(
            atom
            for atom in self.before.atoms.keys() | self.after.atoms.keys()
            if self.before.atoms.get(atom) != self.after.atoms.get(atom)
        )

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """The same, to be said; in the order of the documents."""
        return tuple(_differences(self))

    def touching(self, atoms: frozenset[Atom]) -> tuple[Difference, ...]:
        """Those that concern any of ``atoms``."""
        return tuple(item for item in self.differences if item.atoms & atoms)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Ids of all that differs: of resources, constraints, nodes and what is inside them."""
        found: set[str] = set()
        for atom in self.atoms:
            place = self.place(atom.owner)
            found |= {self.subject(atom.owner)[0], place.id or ""}
        return frozenset(found - {""})

    def place(self, key: str) -> Place:
        """What an element is (after, if it is still there)."""
        return self.after.places.get(key) or self.before.places[key]

    def subject(self, key: str) -> tuple[str, str]:
        """Id and tag of the nearest thing around that people have a name for."""
        at: str | None = key
        tag = "configuration"
        while at is not None:
            place = self.place(at)
            if place.tag in _SUBJECTS and place.id is not None:
                return place.id, place.tag
            if place.parent is not None:
                tag = place.tag
            at = place.parent
        return "", tag


def net(differences: Iterable[Difference]) -> tuple[Difference, ...]:
    """Differences that came one after another, each thing once: from first to last value.

    What is new is told as that and not by what was done to it since; of what is gone only that.
    """
    found: dict[tuple[str, ...], Difference] = {}
    for item in differences:
        whole = (item.subject_tag, item.subject, item.subject_tag, item.subject, "")
        key = (item.subject_tag, item.subject, item.tag, item.id or "", item.attribute or "")
        if key != whole and whole in found and found[whole].kind is Kind.ADDED:
            continue
        if key == whole and item.kind is Kind.REMOVED and item.subject:
            found = {at: known for at, known in found.items() if at[:2] != key[:2] or at == key}
        known = found.pop(key, None)
        merged = item if known is None else _merged(known, item)
        if merged is not None:
            found[key] = merged
    return tuple(found.values())


def _merged(first: Difference, last: Difference) -> Difference | None:
    kinds = (first.kind, last.kind)
    if kinds == (Kind.ADDED, Kind.REMOVED):
        return None
    if kinds[0] is Kind.ADDED:
        return first
    if kinds == (Kind.REMOVED, Kind.ADDED) or last.kind is Kind.REMOVED:
        return last
    if first.before == last.after:
        return None
    return Difference(
        last.kind,
        last.subject,
        last.subject_tag,
        last.tag,
        last.id,
        last.attribute,
        first.before,
        last.after,
        first.atoms | last.atoms,
    )


def _differences(delta: Delta) -> Iterable[Difference]:
    places = dict.fromkeys((*delta.after.places, *delta.before.places))
    turn = {key: at for at, key in enumerate(places)}
    atoms = sorted(delta.atoms, key=lambda atom: (turn[atom.owner], atom.part))
    gone = {
        atom.owner
        for atom in atoms
        if atom.part == EXISTENCE
        and (atom not in delta.before.atoms or atom not in delta.after.atoms)
    }
    orders = _membership(delta)
    said = frozenset(orders.values())
    whole: dict[str, set[Atom]] = {}
    rest: list[Atom] = []
    for atom in atoms:
        outermost = _outermost(delta, atom.owner, gone)
        if outermost is not None:
            whole.setdefault(outermost, set()).add(atom)
        elif atom not in said:
            rest.append(atom)
    for key, parts in whole.items():
        order = orders.get(key)
        yield _whole(delta, key, frozenset(parts if order is None else {*parts, order}))
    for atom in rest:
        order = orders.get(atom.owner) if atom.part == EXISTENCE else None
        yield _part(delta, atom, frozenset({atom} if order is None else {atom, order}))


def _membership(delta: Delta) -> dict[str, Atom]:
    """Orders that differ by nothing but who joined or left: by the keys of those.

    That these came or went says it all.
    """
    found: dict[str, Atom] = {}
    for atom in delta.atoms:
        if atom.part != ORDER:
            continue
        before = (delta.before.atoms.get(atom) or "").split("\n")
        after = (delta.after.atoms.get(atom) or "").split("\n")
        if [key for key in before if key in after] == [key for key in after if key in before]:
            found |= dict.fromkeys({*before} ^ {*after}, atom)
    return found


def _outermost(delta: Delta, key: str, gone: set[str]) -> str | None:
    """The outermost of the elements around ``key`` that came or went together with it."""
    found: str | None = None
    at: str | None = key
    side = delta.after if key in delta.after.places else delta.before
    while at is not None and at in gone:
        found = at
        at = side.places[at].parent
    return found


def _whole(delta: Delta, key: str, atoms: frozenset[Atom]) -> Difference:
    place = delta.place(key)
    subject, tag = delta.subject(key)
    added = Atom(key, EXISTENCE) in delta.after.atoms
    return Difference(
        Kind.ADDED if added else Kind.REMOVED, subject, tag, place.tag, place.id, atoms=atoms
    )


def _part(delta: Delta, atom: Atom, atoms: frozenset[Atom]) -> Difference:
    place = delta.place(atom.owner)
    subject, tag = delta.subject(atom.owner)
    before, after = delta.before.atoms.get(atom), delta.after.atoms.get(atom)
    if atom.part == EXISTENCE:
        return Difference(
            Kind.MOVED,
            subject,
            tag,
            place.tag,
            place.id,
            before=_around(delta.before, before),
            after=_around(delta.after, after),
            atoms=atoms,
        )
    if atom.part == ORDER:
        return Difference(
            Kind.CHANGED,
            subject,
            tag,
            place.tag,
            place.id,
            before=_names(before),
            after=_names(after),
            atoms=atoms,
        )
    kind, _, name = atom.part.partition("=")
    if kind in VALUE_SETS:
        return Difference(Kind.CHANGED, subject, tag, kind, None, name, before, after, atoms=atoms)
    name = atom.part.rpartition("@")[2]
    return Difference(
        Kind.CHANGED, subject, tag, place.tag, place.id, name, before, after, atoms=atoms
    )


def _around(side: Side, key: str | None) -> str | None:
    place = None if key is None else side.places.get(key)
    return None if place is None else place.id


def _names(order: str | None) -> str | None:
    if order is None:
        return None
    return "\n".join(key.rpartition(":")[2] for key in order.split("\n"))
