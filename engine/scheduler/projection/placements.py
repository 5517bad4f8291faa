"""Where everything runs, as a status says it that has been read."""

from collections.abc import Iterator
from typing import Final

from engine.cib.state.running import is_active
from engine.cib.state.specs import Variant
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit
from engine.cib.state.values import PROMOTED, STARTED, STOPPED, UNPROMOTED
from engine.cib.state.world import Instance
from engine.scheduler.result import Placement

_ROLES: Final = {STARTED: "Started", UNPROMOTED: "Unpromoted", PROMOTED: "Promoted"}


def placements(survey: Survey) -> tuple[Placement, ...]:
    """Every instance on every node on which it is active, in the order of the configuration.

    Args:
        survey: with its trees.
    """
    return tuple(
        placement for unit in survey.all_units() for placement in placements_of(survey, unit)
    )


def placements_of(survey: Survey, unit: Unit) -> Iterator[Placement]:
    """Those of one outermost resource; what crm_mon does not show is left out here as well."""
    for instance in _seen(survey.trees[unit]):
        if instance.role == STOPPED or (unit.orphan and not is_active(instance)):
            continue
        spec, role = instance.spec, instance.role
        if role == STARTED and spec.in_promotable:
            role = UNPROMOTED
        name, number = spec.id, None
        if instance.unique and instance.number is not None:
            number = str(instance.number)
        elif unit.orphan:
            name, number = _divided(name)
        for node in instance.running_on:
            yield Placement(name, number, node.name, _ROLES.get(role, "Unknown"))


def _divided(name: str) -> tuple[str, str | None]:
    """The name and the number of what is left of a unique clone that is no longer configured."""
    base, _, number = name.rpartition(":")
    return (base, number) if base and number.isdecimal() else (name, None)


def _seen(tree: Instance) -> Iterator[Instance]:
    """The primitives in it that are active, but for what is in a collective that is not shown.

    A collective is active where its managed parts are, and its unmanaged parts on nodes that are
    online. If that leaves it no node though one of its parts is active, crm_mon shows nothing of
    it.
    """
    if tree.spec.variant is Variant.PRIMITIVE:
        if tree.running_on:
            yield tree
        return
    running = [instance for instance in tree.primitives() if instance.running_on]
    if all(map(_is_lost, running)) and any(map(is_active, running)):
        return
    if tree.spec.variant is Variant.BUNDLE:
        yield from running  # its replicas are shown one by one, not the clone inside
        return
    for part in tree.children:
        yield from _seen(part)


def _is_lost(instance: Instance) -> bool:
    return not instance.managed and not any(node.online for node in instance.running_on)
