"""What became of the instances that an incident touched."""

from collections.abc import Collection, Mapping

from engine.cib.state.model import Role
from hagui.monitor.incidents.model import Move
from hagui.monitor.incidents.record import Record
from hagui.monitor.incidents.standing import Place, resource_of

Roles = Mapping[str, Role]
"""By node."""


def moves_of(record: Record, now: Mapping[Place, Role], left: Collection[str]) -> tuple[Move, ...]:
    """All of them: first those that should be active again and are not, then those that are, then
    copies that need not be; each in the order of names.

    Args:
        record: what was gathered.
        now: what is active.
        left: ids of resources that are not as they should be.
    """
    touched = record.touched(now)
    names = {name for name, _ in touched} | {name for name, _ in record.begun}
    base, has = _by_name(record.base, names), _by_name(now, names)
    hit = _by_name(touched, names)
    found = [
        move
        for name in names
        for move in _of_one(record, name, base[name], has[name], set(hit[name]))
    ]

    def order(move: Move) -> tuple[int, str, str]:
        weight = 1 if move.target is not None else 0 if move.resource in left else 2
        return weight, move.instance, move.origin or ""

    found.sort(key=order)
    return tuple(found)


def _by_name(places: Mapping[Place, Role], names: Collection[str]) -> dict[str, dict[str, Role]]:
    """The places of these names: roles by node."""
    found: dict[str, dict[str, Role]] = {name: {} for name in names}
    for (name, node), role in places.items():
        if name in found:
            found[name][node] = role
    return found


def _of_one(record: Record, name: str, had: Roles, has: Roles, hit: set[str]) -> list[Move]:
    """First the promoted role, which goes from node to node by itself, then the copies."""
    led = [node for node, role in had.items() if role is Role.PROMOTED and node in hit]
    leads = [
        node
        for node, role in has.items()
        if role is Role.PROMOTED and (had.get(node) is not role or node in hit)
    ]
    found: list[Move] = []
    pairs = _pair(led, leads)
    for origin, target in pairs:
        found.append(_move(record, name, origin, target, had, has, Role.PROMOTED))
    counted = {node for pair in pairs for node in pair}
    gone = [node for node in had if node in hit and node not in counted]
    come = [
        node
        for node in has
        if node not in counted
        and (node not in had or (node in hit and _stopped(record, name, node)))
    ]
    gone = [node for node in gone if node not in has or _stopped(record, name, node)]
    for origin, target in _pair(gone, come):
        before = had[origin] if origin is not None else has[target or ""]
        found.append(_move(record, name, origin, target, had, has, before))
    return found


def _pair(gone: list[str], come: list[str]) -> list[tuple[str | None, str | None]]:
    """Which went where: first those that came back where they were."""
    stayed = [node for node in gone if node in come]
    out = [node for node in gone if node not in stayed]
    new = [node for node in come if node not in stayed]
    found: list[tuple[str | None, str | None]] = [(node, node) for node in stayed]
    for place in range(max(len(out), len(new))):
        origin = out[place] if place < len(out) else None
        found.append((origin, new[place] if place < len(new) else None))
    return found


def _move(
    record: Record,
    name: str,
    origin: str | None,
    target: str | None,
    had: Roles,
    has: Roles,
    before: Role,
) -> Move:
    stopped = since = started = None
    if origin is not None:
        stopped, since = _stop(record, (name, origin), gone=origin not in has)
    if target is not None:
        place = name, target
        if before is Role.PROMOTED and had.get(target) is not None:
            started = record.last(place, "promote")
        else:
            started = record.last(place, "start", "promote", "migrate_from")
        begun = record.begun.get(place) if started is None else started.end
        if started is not None and started.task == "migrate_from":
            since = None
    else:
        begun = None
    if begun is not None and stopped is not None and target == origin and begun < stopped:
        begun = None  # what was there before it stopped
    return Move(
        name,
        resource_of(name),
        origin,
        target,
        before,
        has.get(target or origin or "", Role.STOPPED),
        stopped,
        begun,
        since,
    )


def _stop(record: Record, place: Place, *, gone: bool) -> tuple[float | None, float | None]:
    """When it was stopped there, and since when it was of no use."""
    bar = record.last(place, "stop") or record.last(place, "demote")
    if bar is not None and bar.end is not None:
        trouble = record.trouble_of(place, bar.begun)
        return bar.end, bar.begun if trouble is None else trouble
    fenced = record.fenced_at(place[1])
    stopped = fenced if gone and fenced is not None else record.ended.get(place)
    trouble = record.trouble_of(place, stopped)
    return stopped, stopped if trouble is None else trouble


def _stopped(record: Record, name: str, node: str) -> bool:
    """Whether a copy that is there was stopped meanwhile, or found to be."""
    place = name, node
    return place in record.left or record.last(place, "stop") is not None
