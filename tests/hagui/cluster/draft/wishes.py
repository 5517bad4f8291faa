"""Random edits that a person might make on a configuration; some of them are refused."""

from collections.abc import Callable
from random import Random
from typing import Final

from engine.cib.document import Cib
from engine.cib.edits import EditRefused, apply, free_id
from engine.cib.edits.vocabulary import (
    AddColocation,
    AddLocation,
    AddOrder,
    ChangeConstraint,
    Edit,
    Edits,
    JoinGroup,
    LeaveGroup,
    MakeClone,
    NewGroup,
    RemoveClone,
    RemoveConstraint,
    SetDefault,
    SetMeta,
    SetNodeAttribute,
    SetPromotable,
    SetProperty,
    SetSets,
    SetSpec,
    SwapEnds,
    Ungroup,
)
from engine.cib.views import Clone, Configuration, Group

_SCORES: Final = ("INFINITY", "-INFINITY", "100", "7")


def wish(configuration: Configuration, pick: Random) -> Edits:
    """One entry's worth of edits; nearly always one."""
    makers: list[Callable[[Configuration, Random], Edit | None]] = [
        *(_meta, _meta, _property, _default, _node, _location, _location, _colocation, _order),
        *(_change, _change, _remove, _swap, _sets),
        *(_join, _leave, _new_group, _ungroup, _clone, _unclone, _promotable),
    ]
    found: list[Edit] = []
    for _ in range(pick.choice((1, 1, 1, 2))):
        made = pick.choice(makers)(configuration, pick)
        if made is not None:
            found.append(made)
    return tuple(found)


def possible(cib: Cib, pick: Random, tries: int = 20) -> Edits | None:
    """Edits that can be made on a document; None where none came to mind."""
    for _ in range(tries):
        edits = wish(Configuration.of(cib), pick)
        if not edits:
            continue
        try:
            apply(cib.copy(), edits)
        except EditRefused:
            continue
        return edits
    return None


def _resource(configuration: Configuration, pick: Random) -> str | None:
    found = list(configuration.every_resource())
    return pick.choice(found).id if found else None


def _loose(configuration: Configuration, pick: Random) -> str | None:
    found = [item for item in configuration.primitives() if not configuration.parents(item.id)]
    return pick.choice(found).id if found else None


def _constraint(configuration: Configuration, pick: Random) -> str | None:
    return pick.choice(configuration.constraints).id if configuration.constraints else None


def _meta(configuration: Configuration, pick: Random) -> Edit | None:
    resource = _resource(configuration, pick)
    name, values = pick.choice(
        [
            ("target-role", ("Stopped", "Started", None)),
            ("is-managed", ("false", None)),
            ("resource-stickiness", ("1", "200", None)),
        ]
    )
    return None if resource is None else SetMeta(resource, name, pick.choice(values))


def _property(_: Configuration, pick: Random) -> Edit:
    name = pick.choice(("stonith-enabled", "maintenance-mode", "symmetric-cluster"))
    return SetProperty(name, pick.choice(("true", "false", None)))


def _default(_: Configuration, pick: Random) -> Edit:
    of, name = pick.choice((("rsc_defaults", "resource-stickiness"), ("op_defaults", "timeout")))
    return SetDefault(of, name, pick.choice(("1", "30", None)))


def _node(configuration: Configuration, pick: Random) -> Edit | None:
    if not configuration.nodes:
        return None
    node = pick.choice(configuration.nodes).uname or ""
    return SetNodeAttribute(node, pick.choice(("standby", "rack")), pick.choice(("on", "b", None)))


def _location(configuration: Configuration, pick: Random) -> Edit | None:
    resource = _resource(configuration, pick)
    if resource is None or not configuration.nodes:
        return None
    id_ = free_id(configuration, f"location-{resource}")
    node = pick.choice(configuration.nodes).uname
    return AddLocation(id_, resource, node=node, score=pick.choice(_SCORES))


def _colocation(configuration: Configuration, pick: Random) -> Edit | None:
    one, other = _resource(configuration, pick), _resource(configuration, pick)
    id_ = free_id(configuration, f"colocation-{one}")
    return AddColocation(id_, resource=one, with_resource=other, score=pick.choice(_SCORES))


def _order(configuration: Configuration, pick: Random) -> Edit | None:
    one, other = _resource(configuration, pick), _resource(configuration, pick)
    return AddOrder(free_id(configuration, f"order-{one}"), first=one, then=other, kind="Optional")


def _change(configuration: Configuration, pick: Random) -> Edit | None:
    id_ = _constraint(configuration, pick)
    if id_ is None:
        return None
    if pick.random() < 0.3:
        return ChangeConstraint(id_, {"rsc": _resource(configuration, pick)})
    return ChangeConstraint(id_, {"score": pick.choice(_SCORES)})


def _remove(configuration: Configuration, pick: Random) -> Edit | None:
    id_ = _constraint(configuration, pick)
    return None if id_ is None else RemoveConstraint(id_)


def _swap(configuration: Configuration, pick: Random) -> Edit | None:
    id_ = _constraint(configuration, pick)
    return None if id_ is None else SwapEnds(id_)


def _sets(configuration: Configuration, pick: Random) -> Edit | None:
    id_ = _constraint(configuration, pick)
    names = list(dict.fromkeys(_resource(configuration, pick) or "" for _ in range(3)))
    return None if id_ is None else SetSets(id_, (SetSpec(tuple(names)),))


def _groups(configuration: Configuration) -> list[Group]:
    return [item for item in configuration.every_resource() if isinstance(item, Group)]


def _join(configuration: Configuration, pick: Random) -> Edit | None:
    groups = _groups(configuration)
    if not groups:
        return None
    group = pick.choice(groups)
    every = [item.id for item in configuration.primitives()]
    before = pick.choice([None, *(member.id for member in group.members)])
    return JoinGroup(
        group.id, tuple(pick.sample(every, min(len(every), pick.choice((1, 2))))), before
    )


def _leave(configuration: Configuration, pick: Random) -> Edit | None:
    groups = [group for group in _groups(configuration) if group.members]
    if not groups:
        return None
    return LeaveGroup((pick.choice(pick.choice(groups).members).id,))


def _new_group(configuration: Configuration, pick: Random) -> Edit | None:
    one, other = _loose(configuration, pick), _loose(configuration, pick)
    if one is None or other is None or one == other:
        return None
    return NewGroup(free_id(configuration, "group"), (one, other))


def _ungroup(configuration: Configuration, pick: Random) -> Edit | None:
    groups = _groups(configuration)
    return Ungroup(pick.choice(groups).id) if groups else None


def _clone(configuration: Configuration, pick: Random) -> Edit | None:
    one = _loose(configuration, pick)
    if one is None:
        return None
    return MakeClone(one, free_id(configuration, f"{one}-clone"), promotable=pick.random() < 0.3)


def _clones(configuration: Configuration) -> list[Clone]:
    return [item for item in configuration.resources if isinstance(item, Clone)]


def _unclone(configuration: Configuration, pick: Random) -> Edit | None:
    clones = _clones(configuration)
    return RemoveClone(pick.choice(clones).id) if clones else None


def _promotable(configuration: Configuration, pick: Random) -> Edit | None:
    clones = _clones(configuration)
    return SetPromotable(pick.choice(clones).id, on=pick.random() < 0.5) if clones else None
