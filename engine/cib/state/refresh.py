"""Reading one node's state and attributes again after a change."""

from dataclasses import dataclass, field

from engine.cib.state import nodes as node_rules
from engine.cib.state import remotes
from engine.cib.state.failcounts import resource_of
from engine.cib.state.survey import Survey
from engine.cib.state.units import Unit
from engine.cib.state.world import NodeWork
from engine.cib.xml import Element


@dataclass(slots=True)
class Refreshed:
    """What became of a node whose flags are as before."""

    changed: bool = False
    """Whether its attributes are others."""
    units: set[Unit] = field(default_factory=set[Unit])
    """Units whose failures expire by fail counts that changed."""


def refresh_node(survey: Survey, node: NodeWork, state: Element) -> Refreshed | None:
    """Read a node's state again; None if its flags changed, so that all has to be read again."""
    world = survey.world
    if remotes.is_remote_or_guest(node):
        fenced = (state.get("node_fenced") or "0") != "0"
        same = fenced == node.was_fenced
        if node.turn >= 0:
            attributes = node_rules.read_attributes(world.plan, node, state)
            same = same and attributes == node.attributes
        return Refreshed() if same else None
    scratch = NodeWork(node.plan)
    log = world.effects
    world.effects = []
    node_rules.start_unseen(world, scratch)
    node_rules.read_member(world, scratch, state)
    world.effects = log
    if scratch.flags() != node.initial:
        return None
    if scratch.attributes == node.attributes:
        return Refreshed()
    before, node.attributes = node.attributes, scratch.attributes
    names = {
        resource_of(name)
        for name in before.keys() | scratch.attributes.keys()
        if before.get(name) != scratch.attributes.get(name)
    }
    return Refreshed(changed=True, units=_expiring(survey, names - {None}))


def _expiring(survey: Survey, names: set[str | None]) -> set[Unit]:
    found: set[Unit] = set()
    for name in names:
        place = None if name is None else survey.plan.place(name)
        if place is not None and place.spec.failure_timeout > 0:
            found.add(survey.units[place.root.id])
    return found
