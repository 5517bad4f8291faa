"""Reading one node's state and history again after a change, and finding what depends on them."""

from collections.abc import Iterable
from typing import Final

from engine.cib.state import nodes as node_rules
from engine.cib.state import remotes
from engine.cib.state.entries import Entry, NodeEntries
from engine.cib.state.failcounts import resource_of
from engine.cib.state.rereading import Work
from engine.cib.state.survey import Survey
from engine.cib.state.world import FLAGS, NodeWork
from engine.cib.xml import Element

_DECIDING: Final = frozenset({"standby", "maintenance", "shutdown"})
"""Attributes that make flags of remote nodes."""
_ONLY_SHOWN: Final = frozenset({"pending", "expected_up"})
"""Flags that count for no resource."""


def refresh_node(
    survey: Survey,
    work: Work,
    node: NodeWork,
    state: Element,
    before: NodeEntries,
    after: NodeEntries,
) -> None:
    """Read a node's state again, and its history if ``after`` is not ``before``.

    What depends on what changed is added to ``work``.
    """
    if node in survey.doubled:
        work.everything = True
        return
    was_read = node.turn >= 0
    if remotes.is_remote_or_guest(node):
        _refresh_remote(survey, work, node, state)
    else:
        _refresh_member(survey, work, node, state)
    if after is not before or was_read != (node.turn >= 0):
        old = before.entries if was_read else {}
        new = after.entries if node.turn >= 0 else {}
        _replace(survey, work, node, old, new)
    elif node in work.nodes and was_read:
        _add_dependent(survey, work, node, before.entries.values())


def _refresh_remote(survey: Survey, work: Work, node: NodeWork, state: Element) -> None:
    if ((state.get("node_fenced") or "0") != "0") != node.was_fenced:
        work.everything = True
    if node.turn >= 0:
        attributes = node_rules.read_attributes(survey.plan, node, state)
        changed = _take_attributes(survey, work, node, attributes)
        work.everything |= not _DECIDING.isdisjoint(changed)


def _refresh_member(survey: Survey, work: Work, node: NodeWork, state: Element) -> None:
    world = survey.world
    scratch = NodeWork(node.plan)
    log = world.effects
    world.effects = []
    node_rules.start_unseen(world, scratch)
    node_rules.read_member(world, scratch, state)
    world.effects = log
    _take_attributes(survey, work, node, scratch.attributes)
    flags = scratch.flags()
    changed = {
        name for name, old, new in zip(FLAGS, node.initial, flags, strict=True) if old != new
    }
    if not changed:
        return
    node.initial = flags
    work.shown.add(node)
    for name in changed & _ONLY_SHOWN:
        setattr(node, name, getattr(scratch, name))
    if changed - _ONLY_SHOWN:
        work.nodes.add(node)
        node.turn = node.place if survey.may_be_read(scratch) else -1


def _take_attributes(
    survey: Survey, work: Work, node: NodeWork, attributes: dict[str, str]
) -> set[str]:
    """Let a node have other attributes; returns the names of those that changed."""
    before = node.attributes
    if before == attributes:
        return set()
    node.attributes = attributes
    work.shown.add(node)
    names = {
        name
        for name in before.keys() | attributes.keys()
        if before.get(name) != attributes.get(name)
    }
    # Whether failures have expired is a matter of fail counts.
    for resource in {resource_of(name) for name in names}:
        place = None if resource is None else survey.plan.place(resource)
        if place is not None and place.spec.failure_timeout > 0:
            work.units.add(survey.units[place.root.id])
    return names


def _replace(
    survey: Survey, work: Work, node: NodeWork, old: dict[str, Entry], new: dict[str, Entry]
) -> None:
    """Let other entries of a node count than before."""
    entries = [*old.values(), *new.values()]
    if any(entry.place is None for entry in entries if entry.operations):
        # Orphans stand in the order in which they are first met.
        work.everything = True
        return
    for key, entry in old.items():
        unit = survey.unit_of(entry)
        if unit is not None:
            unit.entries.pop((node.id, key), None)
    for key, entry in new.items():
        unit = survey.unit_of(entry)
        if unit is not None:
            survey.file(unit, node, key, entry)
    _add_dependent(survey, work, node, entries)


def _add_dependent(survey: Survey, work: Work, node: NodeWork, entries: Iterable[Entry]) -> None:
    """Add what has entries on a node, and what tells of live migrations from it or to it."""
    for entry in entries:
        unit = survey.unit_of(entry)
        if unit is None:
            continue
        if not unit.spec.delicate:
            work.add_part(unit, node)
        elif not entry.says_nothing():
            work.everything = True
            return
    work.units |= survey.partners.get(node.name, set())
