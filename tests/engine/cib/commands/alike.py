"""Whether two configurations mean the same, and where they do not.

Ids of what only a tool names (nvpairs and their sets, rules, expressions, resource sets) are
passed over, and so is the order in which resources and constraints are listed, over which the
tools give no power. Simple sets of one kind count as one set, and in a colocation the role
Started as no role, as they do for Pacemaker.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any, Final, cast

from engine.cib.views import (
    AttributeExpression,
    Colocation,
    Configuration,
    DateExpression,
    NvPair,
    NvSet,
    ResourceSet,
    Rule,
)
from engine.cib.views.nvsets import merged

_NAMELESS: Final = (NvPair, NvSet, ResourceSet, Rule, AttributeExpression, DateExpression)
_UNORDERED: Final = ("resources", "constraints", "nodes")
_LEFT_OUT: Final = ("schema", "ids", "referenced")
"""Of a configuration: what is no part of what it says."""
_ROLES: Final = ("resource_role", "with_role")

Tree = dict[str, Any]


def differences(one: Configuration, other: Configuration) -> list[str]:
    """Each difference as ``path: this != that``; empty where both mean the same."""
    return list(_differ("", _plain(one), _plain(other)))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return dict(_fields(value))
    if isinstance(value, Mapping):
        return {
            str(key): _plain(each) for key, each in cast("Mapping[object, object]", value).items()
        }
    if isinstance(value, tuple | list):
        each = cast("Sequence[object]", value)
        sets = [item for item in each if isinstance(item, NvSet)]
        return _sets(sets) if sets else {str(n): _plain(item) for n, item in enumerate(each)}
    return value


def _fields(value: Any) -> Iterator[tuple[str, object]]:
    yield "is", type(value).__name__
    whole = isinstance(value, Configuration)
    for field in fields(value):
        name: str = field.name
        inner: Any = getattr(value, name)
        if name.startswith("_") or (whole and name in _LEFT_OUT):
            continue
        if isinstance(value, _NAMELESS) and name == "id":
            continue
        if isinstance(value, Colocation) and name in _ROLES and inner == "Started":
            yield name, None
        elif whole and name in _UNORDERED:
            yield name, _plain({each.id: each for each in inner})
        else:
            yield name, _plain(inner)


def _sets(sets: list[NvSet]) -> Tree:
    simple = [each for each in sets if not each.rules and each.reference is None]
    others = [each for each in sets if each not in simple]
    values = dict(sorted(merged(simple).items()))
    one: Tree = {"simple": values} if values else {}
    return one | {str(number): _plain(each) for number, each in enumerate(others)}


def _differ(path: str, one: object, other: object) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        first, second = cast("Tree", one), cast("Tree", other)
        for key in dict.fromkeys([*first, *second]):
            below = f"{path}/{key}"
            if key not in first:
                yield f"{below}: only the second has {second[key]!r}"
            elif key not in second:
                yield f"{below}: only the first has {first[key]!r}"
            else:
                yield from _differ(below, first[key], second[key])
    elif one != other:
        yield f"{path}: {one!r} != {other!r}"
