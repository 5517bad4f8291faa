"""Colocations of ∞ and −∞ that no placement can satisfy."""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from engine.cib.advice.known import PROMOTED, Known, listed, warning
from engine.cib.advice.pairs import Together, together
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding
from engine.cib.score import INFINITY
from engine.cib.views import Bundle, Clone, Colocation, Resource


class _Place(NamedTuple):
    """What stands on one node: a resource that runs once, or the one promoted instance."""

    top: str
    promoted: bool
    single: bool
    """False: there are several of it, so that two things with it need not be together."""


class _Tie(NamedTuple):
    pair: Together
    dependent: _Place
    primary: _Place
    attribute: str | None
    """The node attribute that must be equal; None for the node itself."""


def together_and_apart(known: Known, placement: Placement) -> Iterator[Finding]:
    """What must be together must also be apart, directly, in a group, or through others."""
    del placement
    ties = [
        tie
        for constraint in known.configuration.constraints
        if isinstance(constraint, Colocation) and not constraint.lifetime
        for pair in together(constraint)
        if abs(pair.score) == INFINITY
        for tie in _ties(pair, known)
    ]
    bound = [tie for tie in ties if tie.pair.score > 0]
    neighbours = _neighbours(bound)
    said: set[str] = set()
    for tie in ties:
        id_ = tie.pair.constraint.id
        if tie.pair.score > 0 or id_ in said:
            continue
        chain = _chain(tie, neighbours) if tie.dependent.single and tie.primary.single else None
        if chain is None:
            chain = _direct(tie, bound)
        if chain is not None:
            said.add(id_)
            yield _finding(tie, chain)


def _ties(pair: Together, known: Known) -> Iterator[_Tie]:
    attribute = pair.constraint.node_attribute
    attribute = None if attribute == "#uname" else attribute
    for dependent in known.meant(pair.dependent):
        for primary in known.meant(pair.primary):
            yield _Tie(
                pair,
                _place(known, dependent, pair.dependent_role),
                _place(known, primary, pair.primary_role),
                attribute,
            )


def _place(known: Known, resource: Resource, role: str | None) -> _Place:
    top = known.top(resource)
    promoted = role == PROMOTED and known.promotable(resource)
    return _Place(top.id, promoted, _once(top, promoted=promoted))


def _once(top: Resource, *, promoted: bool) -> bool:
    match top:
        case Clone() | Bundle() if promoted:
            return top.promoted_max == 1
        case Clone():
            return top.max == 1
        case Bundle():
            return top.replicas == 1
        case _:
            return True


_Neighbours = Mapping[_Place, list[tuple[_Place, _Tie]]]


def _neighbours(bound: list[_Tie]) -> _Neighbours:
    found: dict[_Place, list[tuple[_Place, _Tie]]] = defaultdict(list)
    for tie in bound:
        if tie.dependent.single and tie.primary.single:
            found[tie.dependent].append((tie.primary, tie))
            found[tie.primary].append((tie.dependent, tie))
    return found


def _chain(apart: _Tie, neighbours: _Neighbours) -> list[str] | None:
    """The colocations that bind both ends together, by id; None where nothing does."""
    if apart.dependent == apart.primary:
        return []
    came: dict[_Place, tuple[_Place, _Tie] | None] = {apart.dependent: None}
    queue = deque([apart.dependent])
    while queue:
        here = queue.popleft()
        for there, tie in neighbours.get(here, ()):
            # On one node every attribute is equal; an equal attribute is no equal node.
            if there in came or tie.attribute not in {None, apart.attribute}:
                continue
            came[there] = (here, tie)
            if there == apart.primary:
                return _back(there, came)
            queue.append(there)
    return None


def _back(end: _Place, came: Mapping[_Place, "tuple[_Place, _Tie] | None"]) -> list[str]:
    found: list[str] = []
    step = came[end]
    while step is not None:
        found.append(step[1].pair.constraint.id)
        step = came[step[0]]
    return list(dict.fromkeys(reversed(found)))


def _direct(apart: _Tie, bound: list[_Tie]) -> list[str] | None:
    """A colocation of ∞ of the same two, where there are several of one of them."""
    for tie in bound:
        if (
            (tie.dependent.top, tie.primary.top) == (apart.dependent.top, apart.primary.top)
            and tie.attribute in {None, apart.attribute}
            and _covers(apart.pair.dependent_role, tie.pair.dependent_role)
            and _covers(apart.pair.primary_role, tie.pair.primary_role)
        ):
            return [tie.pair.constraint.id]
    return None


def _covers(wide: str | None, narrow: str | None) -> bool:
    return wide in {None, "Started"} or wide == narrow


def _finding(apart: _Tie, chain: list[str]) -> Finding:
    pair = apart.pair
    if chain:
        words = f"{listed(chain)} put" + ("s" if len(chain) == 1 else "")
        words += " them together; no placement can satisfy that"
    else:
        words = "they are in one group, which runs on one node"
    return warning(
        "together-and-apart",
        pair.constraint.id,
        f"{pair.constraint.id} keeps {pair.dependent} away from {pair.primary}, but {words}.",
        resource=pair.dependent,
        other=pair.primary,
        together=listed(chain),
    )
