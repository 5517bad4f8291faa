"""What names a resource."""

from engine.cib.views import Configuration, Constraint, Group, constrained


def pairs_with(configuration: Configuration, *ids: str) -> list[Constraint]:
    """Constraints of which one of ``ids`` is an end."""
    return [
        constraint
        for constraint in configuration.constraints
        if not constraint.sets and not set(ids).isdisjoint(constrained(constraint))
    ]


def listed_elsewhere(configuration: Configuration, *ids: str) -> bool:
    """Whether a resource set or a tag names one of ``ids``."""
    wanted = set(ids)
    return any(
        not wanted.isdisjoint(item.resources)
        for constraint in configuration.constraints
        for item in constraint.sets
    ) or any(not wanted.isdisjoint(tag.references) for tag in configuration.tags)


def group_around(configuration: Configuration, member: str) -> Group | None:
    """The group that a primitive is in."""
    around = configuration.parents(member)
    return around[0] if around and isinstance(around[0], Group) else None


def vanished(before: Configuration, after: Configuration) -> list[str]:
    """Ids of resources that a step removes."""
    return [each.id for each in before.every_resource() if after.find(each.id) is None]


def copied(configuration: Configuration, id_: str) -> bool:
    """Whether something around the resource makes copies of it."""
    return any(not isinstance(each, Group) for each in configuration.parents(id_))
