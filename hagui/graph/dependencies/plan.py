"""From a configuration to what the dependency view shows of it."""

from dataclasses import dataclass, field

from engine.cib.views import (
    Bundle,
    Clone,
    Configuration,
    Group,
    Location,
    Primitive,
    Resource,
    Ticket,
)
from hagui.graph.dependencies.linking import Linker
from hagui.graph.dependencies.model import Plan, Tag, Unit, UnitKind
from hagui.graph.dependencies.naming import Names


def plan_of(configuration: Configuration) -> Plan:
    """Units, and what constraints say of them; what they name and is not there is left out."""
    draft = _Draft()
    for rank, resource in enumerate(configuration.resources):
        draft.add(resource, rank)
    names = Names(configuration, draft.homes)
    linker = Linker(names)
    tags: dict[str, dict[str, Tag]] = {}
    for constraint in configuration.constraints:
        if isinstance(constraint, Location | Ticket):
            for resource in names.meant(constraint):
                tag = Tag(constraint, resource, draft.homes[resource])
                tags.setdefault(tag.unit, {})[tag.key] = tag
        else:
            linker.add(constraint)
    return Plan(
        units=draft.units,
        homes=draft.homes,
        links=linker.links,
        hubs=linker.hubs,
        tags={unit: tuple(found.values()) for unit, found in tags.items()},
        constraints={item.id: item for item in configuration.constraints},
    )


@dataclass(slots=True)
class _Draft:
    units: dict[str, Unit] = field(default_factory=dict[str, Unit])
    homes: dict[str, str] = field(default_factory=dict[str, str])

    def add(self, resource: Resource, rank: int) -> None:
        inner: Resource | None = resource
        if isinstance(resource, Clone | Bundle):
            inner = resource.child
        group = inner.id if isinstance(inner, Group) else None
        members = tuple(each.id for each in inner.members) if isinstance(inner, Group) else ()
        self.units[resource.id] = Unit(
            id=resource.id,
            kind=_kind(resource),
            resource=resource,
            members=members,
            group=group,
            copied=inner.id if isinstance(inner, Primitive) and inner is not resource else None,
            rank=rank,
        )
        inside = (resource.id, *(() if inner is None else (inner.id,)), *members)
        self.homes.update(dict.fromkeys(inside, resource.id))


def _kind(resource: Resource) -> UnitKind:
    match resource:
        case Primitive():
            return UnitKind.PRIMITIVE
        case Group():
            return UnitKind.GROUP
        case Clone():
            return UnitKind.CLONE
        case Bundle():
            return UnitKind.BUNDLE
