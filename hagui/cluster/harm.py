"""Faults in force in a lab: what of them is new or over, and how each is undone. Pure, no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from engine.protocol.verbs import Fault, LabStanding
from hagui.cluster.events import EventKind, Severity

ON: Final = "on"
OFF: Final = "off"
FROZEN: Final = "frozen"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that became of a lab: an event before it has its number and time."""

    kind: EventKind
    severity: Severity
    node: str | None = None
    origin: str | None = None
    resource: str | None = None
    count: int | None = None
    detail: str = ""


def power(standing: LabStanding, node: str) -> str:
    """``on``, ``off`` or ``frozen``; what the lab does not know is on."""
    return next((item.state for item in standing.nodes if item.name == node), ON)


def unplugged(standing: LabStanding, node: str) -> bool:
    """Whether the plug of a node was pulled: then only a person brings it back."""
    return any(item.name == node and not item.plugged for item in standing.nodes)


def nodes_in(standing: LabStanding, state: str) -> tuple[str, ...]:
    """The nodes in that state, in the lab's order."""
    return tuple(item.name for item in standing.nodes if item.state == state)


def cut_pairs(standing: LabStanding) -> frozenset[tuple[str, str]]:
    """Pairs of nodes that cannot hear each other, each pair once."""
    return frozenset((min(pair), max(pair)) for pair in standing.cuts)


def alone(standing: LabStanding) -> tuple[str, ...]:
    """Nodes that are cut off from every other, where there are more than two."""
    return _alone([item.name for item in standing.nodes], cut_pairs(standing))


def _alone(names: list[str], pairs: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    if len(names) < 3:  # of two, neither is cut off more than the other
        return ()
    return tuple(
        name
        for name in names
        if all((min(name, other), max(name, other)) in pairs for other in names if other != name)
    )


def out_of_reach(standing: LabStanding) -> frozenset[str]:
    """Nodes that the others cannot hear because of what was done to them."""
    hurt = (*nodes_in(standing, OFF), *nodes_in(standing, FROZEN), *alone(standing))
    return frozenset(hurt)


def network_hurt(standing: LabStanding) -> bool:
    """Whether there is anything for healing the network to undo."""
    return bool(standing.cuts) or any(standing.delays.values())


def ways_back(standing: LabStanding) -> tuple[Fault, ...]:
    """What undoes all that is in force, one step for each node and one for the network."""
    steps = [Fault("power", (name,)) for name in nodes_in(standing, OFF)]
    steps += [Fault("thaw", (name,)) for name in nodes_in(standing, FROZEN)]
    if network_hurt(standing):
        steps.append(Fault("heal"))
    return tuple(steps)


def happened(before: LabStanding | None, now: LabStanding) -> tuple[Happening, ...]:
    """What became of a lab between two looks at it; at the first look, what is in force."""
    return (
        *_of_nodes(before, now),
        *_of_cuts(before, now),
        *_of_delays(before, now),
    )


def _of_nodes(before: LabStanding | None, now: LabStanding) -> Iterator[Happening]:
    for item in now.nodes:
        was = ON if before is None else power(before, item.name)
        pulled = not item.plugged and (before is None or not unplugged(before, item.name))
        match was, item.state:
            case _, "off" if pulled:
                yield Happening(EventKind.LAB_OFF, Severity.WARNING, item.name, detail="plug")
            case old, new if old == new:
                continue
            case _, "off":
                yield Happening(EventKind.LAB_OFF, Severity.WARNING, item.name)
            case _, "frozen":
                yield Happening(EventKind.LAB_FROZEN, Severity.WARNING, item.name)
            case "frozen", _:
                yield Happening(EventKind.LAB_THAWED, Severity.GOOD, item.name)
            case _:
                yield Happening(EventKind.LAB_ON, Severity.GOOD, item.name)


def _of_cuts(before: LabStanding | None, now: LabStanding) -> Iterator[Happening]:
    old = frozenset[tuple[str, str]]() if before is None else cut_pairs(before)
    new = cut_pairs(now)
    if old and not new:
        yield Happening(EventKind.LAB_HEALED, Severity.GOOD)
        return
    names = [item.name for item in now.nodes]
    fresh = new - old
    for name in _alone(names, new):
        own = {pair for pair in new if name in pair}
        if own & fresh and not own <= old:
            fresh -= own
            yield Happening(EventKind.LAB_CUT, Severity.WARNING, name)
    for one, other in sorted(fresh):
        yield Happening(EventKind.LAB_CUT, Severity.WARNING, one, other)
    for one, other in sorted(old - new):
        yield Happening(EventKind.LAB_HEALED, Severity.GOOD, one, other)


def _of_delays(before: LabStanding | None, now: LabStanding) -> Iterator[Happening]:
    old = {} if before is None else _real(before.delays)
    new = _real(now.delays)
    if old == new:
        return
    if not new:
        yield Happening(EventKind.LAB_FAST, Severity.GOOD)
        return
    names = {item.name for item in now.nodes}
    values = set(new.values())
    if names <= new.keys() and len(values) == 1:
        yield Happening(EventKind.LAB_SLOW, Severity.WARNING, count=values.pop())
        return
    for name, late in sorted(new.items()):
        if old.get(name) != late:
            yield Happening(EventKind.LAB_SLOW, Severity.WARNING, name, count=late)
    for name in sorted(old.keys() - new.keys()):
        yield Happening(EventKind.LAB_FAST, Severity.GOOD, name)


def _real(delays: dict[str, int]) -> dict[str, int]:
    return {name: late for name, late in delays.items() if late > 0}


def asked_for(fault: Fault) -> Happening | None:
    """What is told of a fault that leaves no trace in the lab's standing once it is done."""
    if fault.kind != "fail" or fault.resource is None:
        return None
    node = fault.nodes[0] if fault.nodes else None
    return Happening(EventKind.LAB_BROKEN, Severity.WARNING, node, resource=fault.resource)
