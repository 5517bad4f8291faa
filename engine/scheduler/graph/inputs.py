"""Which predecessors an action of the graph waits for."""

from typing import Final

from engine.scheduler.graph.include import belongs_in_graph
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Link
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind

_HARMLESS: Final = ties.FIRST_PRINTED | ties.THEN_PRINTED | ties.OPTIONAL
"""Ties that change nothing about the second action."""


def merge_links(action: Action) -> None:
    """Leave one link to each predecessor, with all ties there were, sorted by number.

    Links added later for a predecessor stand before those added earlier, as ``before`` is read
    backwards.
    """
    if action.merged:
        return
    action.merged = True
    before = action.before
    if len(before) < 2:
        return
    merged: dict[int, Link] = {}
    for link in reversed(before):
        number = link.action.number
        known = merged.get(number)
        if known is None:
            merged[number] = link
        else:
            known.tie |= link.tie
    action.before = [merged[number] for number in sorted(merged)]


def is_input(action: Action, link: Link) -> bool:
    """Whether an action waits for a predecessor: ``link`` is one of those in ``before``.

    Links that turn out never to count are taken out of action for good.
    """
    tie = link.tie
    first = link.action
    if tie == ties.NONE:
        return False
    if not first.runnable and (
        not tie & ~_HARMLESS or tie & (ties.ONE_OR_MORE | ties.FIRST_MIGRATABLE_IMPLIED)
    ):
        return False
    if first.migratable and (
        tie & ties.NOT_MIGRATABLE_FIRST or (tie == ties.OPTIONAL and first.key.endswith("_stop_0"))
    ):
        return False
    if tie == ties.LOAD:
        if _takes_capacity_of(action, first):
            return True
        link.tie = ties.NONE
        return False
    if tie == ties.ANTI_COLOCATION:
        elsewhere = (
            first.node is not None and action.node is not None and first.node is not action.node
        )
        if elsewhere or first.optional:
            link.tie = ties.NONE
            return False
        return True
    if _is_hopeless_stop(action, first):
        return False
    return not (
        first.optional
        and not first.print_always
        and not first.in_graph
        and not belongs_in_graph(first)
    )


def _takes_capacity_of(action: Action, first: Action) -> bool:
    """Whether ``first`` says that capacity is free which ``action`` is going to use.

    For a migration the node counts to which it goes, not the one where its first half is done.
    """
    if action.resource is not None and action.task == "migrate_to":
        node: Node | None = action.resource.assigned_to
        return node is not None and first.node is node
    return action.node is not None and first.node is action.node and not first.optional


def _is_hopeless_stop(action: Action, first: Action) -> bool:
    """Whether a clone's action would wait for a stop that nobody will do."""
    resource = first.resource
    return (
        resource is not None
        and resource is not action.resource
        and resource.failed
        and not resource.managed
        and first.key.endswith("_stop_0")
        and action.resource is not None
        and action.resource.kind in (Kind.CLONE, Kind.BUNDLE)
    )
