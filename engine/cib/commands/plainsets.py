"""Whether a name stands, or would stand, where a tool looks for it: in one simple set."""

from collections.abc import Sequence

from engine.cib.views import Bundle, Clone, Group, NvSet, Resource


def simple(sets: Sequence[NvSet]) -> bool:
    """Whether there is at most one set, without rules and references."""
    return not sets or (len(sets) == 1 and not sets[0].rules and sets[0].reference is None)


def once(sets: Sequence[NvSet], name: str) -> bool:
    """Whether a simple set holds the name exactly once."""
    return simple(sets) and [pair.name for item in sets for pair in item.pairs].count(name) == 1


def inside_too(resource: Resource, name: str, *, meta: bool) -> bool:
    """Whether something within the resource has the name as well."""
    match resource:
        case Group():
            children: tuple[Resource, ...] = resource.members
        case Clone() | Bundle():
            children = () if resource.child is None else (resource.child,)
        case _:
            children = ()
    return any(
        any(pair.name == name for item in sets_of(each, meta=meta) for pair in item.pairs)
        or inside_too(each, name, meta=meta)
        for each in children
    )


def sets_of(resource: Resource, *, meta: bool) -> tuple[NvSet, ...]:
    """The sets of meta attributes or parameters of a resource."""
    if meta:
        return resource.meta_sets
    return () if isinstance(resource, Bundle) else resource.parameter_sets
