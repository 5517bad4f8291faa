"""Where two configurations differ, down to single attributes that a person would name.

A configuration is looked at as *atoms*: that an element exists and where, one attribute of it,
the order of what is in it, one value in its sets of names and values. An atom is named by what it
belongs to and not by its place in the document, so that two people who changed the same thing in
different ways are seen to have done so: an element by its tag and id, wherever it has moved; a
value by its owner and its name, whatever the ids of its pair and its set, and in whichever of
several sets it stands (sets with rules apart, which hold at times).

What means nothing to the cluster is no atom: comments, ids of pairs, the order of sections and of
constraints. It is kept all the same, as the documents themselves are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from lxml import etree

from engine.cib.xml import Element, attributes, is_element

EXISTENCE: Final = ""
ORDER: Final = "#order"
_TEXT: Final = "#text"

VALUE_SETS: Final = frozenset(
    {"meta_attributes", "instance_attributes", "utilization", "cluster_property_set"}
)
_ORDERED: Final = frozenset(
    {
        *("group", "resource_set", "rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket"),
        *("acl_role", "acl_target"),
    }
)
"""Elements whose children mean something else in another order."""
_REFERENCES: Final = frozenset({"resource_ref", "obj_ref", "role"})
"""Elements whose id is that of something else."""


class Atom(NamedTuple):
    """The smallest thing that two people can both have changed."""

    owner: str
    """The element, as ``primitive:web`` or ``primitive:web/operations``."""
    part: str
    """``EXISTENCE``, ``ORDER``, ``@score``, ``meta_attributes=target-role``."""


@dataclass(frozen=True, slots=True)
class Place:
    """An element, by what it is."""

    tag: str
    id: str | None
    parent: str | None
    """Key of the element around it; None for ``<configuration>``."""


@dataclass(slots=True)
class Side:
    """What one of two configurations says, as far as they may differ."""

    atoms: dict[Atom, str] = field(default_factory=dict[Atom, str])
    places: dict[str, Place] = field(default_factory=dict[str, Place])


class _Child(NamedTuple):
    """An element, or all plain sets of one kind together."""

    key: str
    elements: tuple[Element, ...]
    xml: bytes
    plain: bool
    """Whether these are sets whose values count as their owner's own."""

    @property
    def element(self) -> Element:
        """The one element that is no plain set."""
        return self.elements[0]


def sides(before: Element, after: Element) -> tuple[Side, Side]:
    """Both configurations, without what is the same in both."""
    found = (Side(), Side())
    _walk(before, after, Place("configuration", None, None), "configuration", found)
    return found


def _walk(
    before: Element, after: Element, place: Place, key: str, found: tuple[Side, Side]
) -> None:
    for side, element in zip(found, (before, after), strict=True):
        _note(side, element, place, key)
    olds = {child.key: child for child in _children(before, key)}
    news = {child.key: child for child in _children(after, key)}
    for name in dict.fromkeys((*olds, *news)):
        old, new = olds.get(name), news.get(name)
        if old is not None and new is not None:
            if old.xml == new.xml:
                continue
            if old.plain and new.plain:
                _values(found[0], old.elements, key)
                _values(found[1], new.elements, key)
            else:
                _walk(old.element, new.element, _place(old.element, key), name, found)
        elif old is not None:
            _all(found[0], old, key)
        elif new is not None:
            _all(found[1], new, key)


def _all(side: Side, child: _Child, around: str) -> None:
    """An element that is on one side only, or elsewhere on the other."""
    if child.plain:
        _values(side, child.elements, around)
        return
    _note(side, child.element, _place(child.element, around), child.key)
    for inner in _children(child.element, child.key):
        _all(side, inner, child.key)


def _note(side: Side, element: Element, place: Place, key: str) -> None:
    """What an element says itself."""
    side.places[key] = place
    side.atoms[Atom(key, EXISTENCE)] = place.parent or ""
    for name, value in attributes(element).items():
        if name != "id" or element.tag in _REFERENCES:
            side.atoms[Atom(key, f"@{name}")] = value
    text = (element.text or "").strip()
    if text:
        side.atoms[Atom(key, _TEXT)] = text
    if element.tag in _ORDERED:
        order = [child.key for child in _children(element, key) if not child.plain]
        if order:
            side.atoms[Atom(key, ORDER)] = "\n".join(order)


def _values(side: Side, blocks: tuple[Element, ...], owner: str) -> None:
    """The values of plain sets, as the owner's own; ids of sets and pairs do not count."""
    for block in blocks:
        for name, value in attributes(block).items():
            if name != "id":
                _append(side, Atom(owner, f"{block.tag}@{name}"), value)
        for pair in block.iter("nvpair"):
            reference, value = pair.get("id-ref"), pair.get("value")
            if value is None:
                value = "" if reference is None else f"-> {reference}"
            name = pair.get("name") or reference or ""
            _append(side, Atom(owner, f"{block.tag}={name}"), value)


def _append(side: Side, atom: Atom, value: str) -> None:
    known = side.atoms.get(atom)
    side.atoms[atom] = value if known is None else f"{known}\n{value}"


def _children(parent: Element, around: str) -> Iterator[_Child]:
    """The child elements, each with a name of its own."""
    seen: dict[str, int] = {}
    plain: dict[str, list[Element]] = {}
    for element in parent:
        if not is_element(element):
            continue
        tag = element.tag
        if tag in VALUE_SETS and _is_plain(element):
            plain.setdefault(tag, []).append(element)
            continue
        key = _key(element, around)
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            key = f"{key}#{seen[key]}"
        yield _Child(key, (element,), _xml(element), plain=False)
    for tag, blocks in plain.items():
        yield _Child(f"{around}/{tag}", tuple(blocks), b"".join(map(_xml, blocks)), plain=True)


def _xml(element: Element) -> bytes:
    return etree.tostring(element, with_tail=False)


def _is_plain(block: Element) -> bool:
    return block.get("id-ref") is None and next(block.iterchildren("rule"), None) is None


def _key(element: Element, around: str) -> str:
    id_ = element.get("id")
    if id_ is None or element.tag in _REFERENCES:
        name = id_ or element.get("id-ref")
        return f"{around}/{element.tag}" if name is None else f"{around}/{element.tag}:{name}"
    return f"{element.tag}:{id_}"


def _place(element: Element, around: str) -> Place:
    return Place(element.tag, element.get("id"), around)
