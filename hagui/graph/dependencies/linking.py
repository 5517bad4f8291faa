"""From orders and colocations to lines; sets become lines that meet at hubs, not pairs.

Directions of sets follow Pacemaker's scheduler: order sets come after each other as they stand;
an earlier colocation set depends on the next one, and within a set each on the one before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.cib.views import Colocation, Order, ResourceSet
from hagui.graph.dependencies.model import End, Hub, Joint, Link, LinkKind, score_of
from hagui.graph.dependencies.naming import Names


@dataclass(frozen=True, slots=True)
class _Bunch:
    """Resources at one place of a chain."""

    resources: tuple[str, ...]
    sequential: bool = True
    all_of: bool = True
    role: str | None = None
    label: str = ""

    @property
    def single(self) -> bool:
        return len(self.resources) == 1


class Linker:
    """Collects links and hubs."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self.links: dict[str, Link] = {}
        self.hubs: dict[str, Hub] = {}

    def add(self, constraint: Order | Colocation) -> None:
        """Draw one constraint."""
        if isinstance(constraint, Order):
            kind = LinkKind.SERIALIZE if constraint.kind == "Serialize" else LinkKind.ORDER
            bunches = self._bunches(
                constraint.sets,
                (constraint.first, _role(constraint.first_action)),
                (constraint.then, _role(constraint.then_action)),
            )
        else:
            kind = LinkKind.APART if score_of(constraint) < 0 else LinkKind.TOGETHER
            bunches = self._bunches(
                constraint.sets,
                (constraint.resource, constraint.resource_role),
                (constraint.with_resource, constraint.with_role),
            )
            bunches.reverse()
        self._chain(constraint, kind, [bunch for bunch in bunches if bunch.resources])

    def _bunches(
        self,
        sets: Sequence[ResourceSet],
        first: tuple[str | None, str | None],
        last: tuple[str | None, str | None],
    ) -> list[_Bunch]:
        if sets:
            return [
                _Bunch(
                    self._names.every(group.resources),
                    group.sequential,
                    group.require_all,
                    group.role or _role(group.action or ""),
                )
                for group in sets
            ]
        made: list[_Bunch] = []
        for name, role in (first, last):
            if name is not None:
                alias = self._names.alias(name)
                resources = self._names.resources(name)
                made.append(_Bunch(resources, not alias, role=role, label=name if alias else ""))
        return made

    def _chain(self, constraint: Order | Colocation, kind: LinkKind, bunches: list[_Bunch]) -> None:
        for bunch in bunches:
            if bunch.sequential:
                for first, then in pairwise(bunch.resources):
                    self._link(constraint, kind, self._end(first, bunch), self._end(then, bunch))
        if len(bunches) == 1 and not bunches[0].sequential and not bunches[0].single:
            self._meet(constraint, kind, bunches[0], None)
        for bunch, after in pairwise(bunches):
            self._meet(constraint, kind, bunch, after)

    def _meet(
        self,
        constraint: Order | Colocation,
        kind: LinkKind,
        bunch: _Bunch,
        after: _Bunch | None,
    ) -> None:
        """From one bunch to the next, through a hub where several lines would cross."""
        exits = bunch.resources[-1:] if bunch.sequential else bunch.resources
        entries: tuple[str, ...] = ()
        if after is not None:
            entries = after.resources[:1] if after.sequential else after.resources
        if after is not None and len(exits) == 1 and len(entries) == 1:
            self._link(constraint, kind, self._end(exits[0], bunch), self._end(entries[0], after))
            return
        fan = len(exits) == 1
        joint = _joint(kind, bunch, fan=fan)
        label = after.label if fan and after is not None else bunch.label
        hub = Hub(self._hub_id(constraint.id), constraint, joint, label)
        self.hubs[hub.id] = hub
        here = End(hub.id, hub.id)
        for name in exits:
            self._link(constraint, kind, self._end(name, bunch), here, said=False)
        for name in entries:
            assert after is not None
            said = len(entries) == 1
            self._link(constraint, kind, here, self._end(name, after), said=said)

    def _hub_id(self, constraint: str) -> str:
        number = sum(1 for hub in self.hubs.values() if hub.constraint.id == constraint)
        return f"{constraint}#{number}"

    def _end(self, resource: str, bunch: _Bunch) -> End:
        return End(self._names.homes[resource], resource, bunch.role)

    def _link(
        self,
        constraint: Order | Colocation,
        kind: LinkKind,
        tail: End,
        head: End,
        *,
        said: bool = True,
    ) -> None:
        if tail.resource == head.resource:
            return
        key = f"{constraint.id}:{tail.resource}:{head.resource}"
        self.links[key] = Link(key, constraint, kind, tail, head, said)


def _joint(kind: LinkKind, bunch: _Bunch, *, fan: bool) -> Joint:
    if kind is LinkKind.APART:
        return Joint.APART
    if kind is LinkKind.TOGETHER:
        return Joint.TOGETHER
    if fan or kind is LinkKind.SERIALIZE:
        return Joint.FAN
    return Joint.ALL if bunch.all_of else Joint.ANY


def _role(action: str) -> str | None:
    """The role that an action leads to or from, where it is not plain starting."""
    return "Promoted" if action in {"promote", "demote"} else None
