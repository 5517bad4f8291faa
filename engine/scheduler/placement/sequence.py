"""In which sequence Pacemaker goes through nodes where nothing else decides.

With a placement strategy, nodes can be as good as each other in every respect that is looked at,
or each better than the next in a circle. What is chosen then follows from how Pacemaker keeps
tables of nodes (a hash table by node id with quadratic probing). To give the same answer that is
done here in the same way.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from engine.scheduler.model.node import Node

_PRIMES: Final = (1, 2, 3, 7, 13, 31, 61, 127, 251, 509, 1021, 2039, 4093, 8191, 16381, 32749)
_SMALLEST: Final = 3
"""A table begins with 2 to the power of this many places."""


def in_table_order(nodes: Iterable[Node]) -> list[Node]:
    """Nodes in the sequence in which a table of them is gone through."""
    by_id = {node.id: node for node in sorted(nodes, key=lambda node: node.index)}
    return [by_id[id_] for id_ in _table_order(tuple(by_id))]


@lru_cache(maxsize=64)
def _table_order(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Ids as they stand in a hash table into which they were put one after another."""
    bits = _SMALLEST
    places: list[str | None] = [None] * (1 << bits)
    for count, id_ in enumerate(ids, 1):
        place, step = _home(id_, bits), 0
        while places[place] is not None:
            step += 1
            place = (place + step) % len(places)
        places[place] = id_
        if len(places) <= count + count // 16:
            bits = max(int(count * 1.333).bit_length(), _SMALLEST)
            places = _grown(places, bits)
    return tuple(id_ for id_ in places if id_ is not None)


def _grown(places: list[str | None], bits: int) -> list[str | None]:
    """The table with more places; who is in the way of another moves on at once."""
    size = 1 << bits
    grown = places + [None] * (size - len(places))
    settled = [False] * size
    for start in range(len(places)):
        moving = grown[start]
        if settled[start] or moving is None:
            continue
        grown[start] = None
        while moving is not None:
            place, step = _home(moving, bits), 0
            while settled[place]:
                step += 1
                place = (place + step) % size
            settled[place] = True
            moving, grown[place] = grown[place], moving
    return grown


def _home(id_: str, bits: int) -> int:
    """The place where an id belongs."""
    value = 0
    for byte in id_.encode():
        value = (value * 31 + (byte - 256 if byte > 127 else byte)) & 0xFFFFFFFF
    return (value * 11 & 0xFFFFFFFF) % _PRIMES[min(bits, len(_PRIMES) - 1)]
