"""Applying locations: their scores are added to those of resources and of their parts."""

from typing import Final

from engine.cib.boolean import parse_boolean
from engine.scheduler.constraints.default_discovery import default_discovery
from engine.scheduler.model.constraint import Location
from engine.scheduler.model.resource import Discovery, Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.model.scores import add_score
from engine.scheduler.placement.kinds import apply_location

_STRENGTH: Final = {Discovery.ALWAYS: 0, Discovery.NEVER: 1, Discovery.EXCLUSIVE: 2}


@apply_location.of(Kind.PRIMITIVE)
def apply_to_one(resource: Resource, location: Location) -> None:
    """Add the scores, if the resource is to have the role that they are for."""
    if location.role is not Role.UNKNOWN and location.role is not resource.next_role:
        return
    for node in location.scores.keys() - resource.allowed.keys():
        discovery = default_discovery(node)
        if discovery is not Discovery.ALWAYS:
            resource.discovery[node] = discovery
    for node, score in location.scores.items():
        add_score(resource, node, score, location.kind, location.id)
    if location.discovery is not None:
        _restrict_discovery(resource, location)


@apply_location.of(Kind.GROUP)
def apply_to_group(group: Resource, location: Location) -> None:
    """The group itself and its members; of members that stay together only the first.

    The others go where the first one goes.
    """
    apply_to_one(group, location)
    together = parse_boolean(group.meta.get("collocated")) is not False
    rest = location
    if together:
        rest = Location(
            location.id,
            location.resource,
            dict.fromkeys(location.scores, 0),
            location.role,
            location.discovery,
            location.kind,
        )
    for place, member in enumerate(group.children):
        apply_location(member, location if place == 0 else rest)


@apply_location.of(Kind.CLONE)
def apply_to_clone(clone: Resource, location: Location) -> None:
    """The clone itself and all instances."""
    apply_to_one(clone, location)
    for instance in clone.children:
        apply_location(instance, location)


@apply_location.of(Kind.BUNDLE)
def apply_to_bundle(bundle: Resource, location: Location) -> None:
    """The bundle itself, and the containers and addresses of its replicas.

    What is said of a role counts for what runs inside.
    """
    apply_to_one(bundle, location)
    if bundle.bundle is None:
        return
    for replica in bundle.bundle.replicas:
        apply_location(replica.container, location)
        if replica.address is not None:
            apply_location(replica.address, location)
    inner = bundle.bundle.child
    if inner is not None and location.role in (Role.PROMOTED, Role.UNPROMOTED):
        apply_location(inner, location)
        inner.locations.append(location)


def _restrict_discovery(resource: Resource, location: Location) -> None:
    wanted = location.discovery
    assert wanted is not None
    for node in location.scores:
        known = resource.discovery.get(node, Discovery.ALWAYS)
        if _STRENGTH[known] < _STRENGTH[wanted]:
            resource.discovery[node] = wanted
            if wanted is Discovery.EXCLUSIVE:
                resource.exclusive_discovery = True
