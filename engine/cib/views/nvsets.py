"""Sets of names and values: instance and meta attributes, utilization, properties, defaults."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.cib.score import parse_score
from engine.cib.views.reader import Reader
from engine.cib.views.rules import Rule, read_rules
from engine.cib.xml import Element


@dataclass(frozen=True, slots=True)
class NvPair:
    """One name with its value; the value is None where the CIB gives none."""

    id: str
    name: str
    value: str | None


@dataclass(frozen=True, slots=True)
class NvSet:
    """One set, with the rules under which it applies."""

    id: str
    pairs: tuple[NvPair, ...]
    score: int = 0
    """Where sets name the same thing, the highest score wins, and of equals the last."""
    rules: tuple[Rule, ...] = ()
    reference: str | None = None
    """The id of the set that is meant, where this is only a reference to it."""

    def values(self) -> dict[str, str]:
        """The pairs that have a value, by name."""
        return {pair.name: pair.value for pair in self.pairs if pair.value is not None}


def read_sets(parents: Iterable[Element], tag: str, reader: Reader) -> tuple[NvSet, ...]:
    """The sets of one kind directly below each of ``parents``, in that order."""
    return tuple(_read_set(item, reader) for parent in parents for item in parent.iterchildren(tag))


def merged(sets: Iterable[NvSet], first: str | None = None) -> dict[str, str]:
    """The values in force of several sets, as Pacemaker merges them.

    Sets with rules are left out: whether they apply depends on node and time. The set with the
    id ``first`` wins over all others whatever their scores.
    """
    values: dict[str, str] = {}
    plain = [item for item in sets if not item.rules]
    if len(plain) > 1:
        plain.sort(key=lambda item: (item.id == first, item.score))
    for item in plain:
        values.update(item.values())
    return values


def _read_set(item: Element, reader: Reader) -> NvSet:
    element = reader.resolve(item)
    return NvSet(
        id=element.get("id") or item.get("id-ref") or "",
        pairs=tuple([_read_pair(pair, reader) for pair in _pairs(element)]),
        score=parse_score(element.get("score")),
        rules=read_rules(element, reader),
        reference=item.get("id-ref"),
    )


def _pairs(element: Element) -> Iterable[Element]:
    """The pairs; Heartbeat 2 put them into an ``<attributes>`` of their own."""
    for node in element.iterchildren("nvpair", "attributes"):
        if node.tag == "nvpair":
            yield node
        else:
            yield from node.iterchildren("nvpair")


def _read_pair(item: Element, reader: Reader) -> NvPair:
    element = reader.resolve(item)
    return NvPair(
        element.get("id") or "",
        item.get("name") or element.get("name") or "",
        element.get("value"),
    )
