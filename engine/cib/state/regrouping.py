"""Letting histories count for outermost resources that are others now.

As when a primitive joins a group: what was read of it belongs to the group from then on.
"""

from collections.abc import Mapping
from dataclasses import replace

from engine.cib.state.entries import Agent, NodeEntries
from engine.cib.state.plan import Plan
from engine.cib.state.replanning import Replanned, primitives, take_over
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit


def can_regroup(survey: Survey, found: Replanned, plain: Mapping[str, Agent]) -> bool:
    """Whether each entry means the same primitive by the new resources as by the old ones.

    Args:
        survey: by the plan as it is.
        found: what takes the place of a few resources.
        plain: names of which nothing was read if it said nothing.
    """
    if any(_has_clones(spec) for spec in (*found.specs, *found.gone)):
        return False
    units = {id(survey.units[spec.id]) for spec in found.gone}
    if any(effect.unit in units for effect in survey.world.effects):
        return False
    old, new = ({part.id: part for part in primitives(x)} for x in (found.gone, found.specs))
    if any(plain.get(name) != new[name].agent for name in old.keys() & new.keys()):
        return False
    others = old.keys() ^ new.keys()
    return not others or not any(
        name in others or name.rpartition(":")[0] in others
        for history in survey.histories.values()
        for name in history.positions
    )


def regroup(
    survey: Survey, histories: Mapping[str, NodeEntries], found: Replanned
) -> tuple[set[Unit], set[Unit]]:
    """Let what was compiled count; returns the units that are new, and those that are no more."""
    plan = survey.plan
    gone = {survey.units[spec.id] for spec in found.gone}
    take_over(plan, found)
    made = {spec.id: Unit(spec) for spec in found.specs}
    for unit in made.values():
        for old in gone:
            # What did not change in spite of that stays the same.
            unit.facts.update(old.facts)
    survey.units = {spec.id: made.get(spec.id) or survey.units[spec.id] for spec in plan.roots}
    for name, partners in survey.partners.items():
        survey.partners[name] = partners - gone
    _move_entries(plan, survey, histories, {part.id for part in primitives(found.specs)})
    return set(made.values()), gone


def _move_entries(
    plan: Plan, survey: Survey, histories: Mapping[str, NodeEntries], names: set[str]
) -> None:
    for id_, (node, _) in survey.states.items():
        history = histories.get(id_)
        if history is None:
            continue
        for key, entry in history.entries.items():
            if entry.place is None or entry.place.spec.id not in names:
                continue
            place = plan.place(entry.name)
            moved = history.entries[key] = replace(entry, place=place, outcome=None)
            if place is not None and node.turn >= 0:
                survey.file(survey.units[place.root.id], node, key, moved)


def _has_clones(spec: Spec) -> bool:
    return spec.variant is Variant.CLONE or any(_has_clones(part) for part in spec.children)
