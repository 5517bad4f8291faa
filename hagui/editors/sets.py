"""Changes of one resource set of a constraint, the others being kept as they are."""

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from engine.cib.boolean import parse_boolean
from engine.cib.edits.vocabulary import Edits, SetSets, SetSpec
from engine.cib.views.roles import read_role
from engine.cib.xml import Element

Sets = tuple[SetSpec, ...]
_TEXTS = {"ordering": "ordering", "action": "action", "role": "role", "score": "score"}
_FLAGS = {"sequential": "sequential", "require-all": "require_all"}


def read_sets(constraint: Element) -> Sets:
    """The sets of a constraint, each attribute None where the CIB does not say it."""
    return tuple(_read(item) for item in constraint.iterchildren("resource_set"))


def shared(constraint: Element) -> bool:
    """Whether a set is only a reference to one that stands elsewhere."""
    items = constraint.iterchildren("resource_set")
    return any(item.get("id-ref") is not None or item.get("id") is None for item in items)


def _read(item: Element) -> SetSpec:
    return SetSpec(
        resources=tuple(ref.get("id") or "" for ref in item.iterchildren("resource_ref")),
        sequential=parse_boolean(item.get("sequential")),
        require_all=parse_boolean(item.get("require-all")),
        ordering=item.get("ordering"),
        action=item.get("action"),
        role=read_role(item.get("role")),
        score=item.get("score"),
        kind=item.get("kind"),
        id=item.get("id"),
    )


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """An attribute of one set."""

    constraint: str
    sets: Sets
    place: int
    name: str

    def edits(self, value: str | None) -> Edits:
        """What sets it."""
        old = self.sets[self.place]
        if self.name in _FLAGS:
            new = msgspec.structs.replace(old, **{_FLAGS[self.name]: parse_boolean(value)})
        else:
            new = msgspec.structs.replace(old, **{_TEXTS[self.name]: value})
        return put(self.constraint, self.sets, self.place, (new,))


@dataclass(frozen=True, slots=True)
class SetMembers:
    """The members of one set, in order."""

    constraint: str
    sets: Sets
    place: int

    @property
    def removable(self) -> bool:
        """Whether something would be left."""
        return len(self.sets) > 1 or len(self.sets[self.place].resources) > 1

    def moved(self, id: str, order: tuple[str, ...]) -> Edits:  # noqa: A002, ARG002
        """What gives the members that order."""
        return self._with(order)

    def removed(self, id: str) -> Edits:  # noqa: A002
        """What takes a member out; an empty set goes with its last."""
        return self._with(tuple(one for one in self.sets[self.place].resources if one != id))

    def edits(self, value: str | None) -> Edits:
        """What adds a member at the end."""
        return self._with((*self.sets[self.place].resources, value or ""))

    def _with(self, resources: tuple[str, ...]) -> Edits:
        new = msgspec.structs.replace(self.sets[self.place], resources=resources)
        return put(self.constraint, self.sets, self.place, (new,) if resources else ())


@dataclass(frozen=True, slots=True)
class NewSet:
    """A further set, begun with one resource."""

    constraint: str
    sets: Sets

    def edits(self, value: str | None) -> Edits:
        """What adds it as the last."""
        return (SetSets(self.constraint, (*self.sets, SetSpec((value or "",)))),)


def put(constraint: str, sets: Sets, place: int, new: Iterable[SetSpec]) -> Edits:
    """What puts ``new`` in the place of one set."""
    return (SetSets(constraint, (*sets[:place], *new, *sets[place + 1 :])),)
