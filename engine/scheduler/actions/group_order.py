"""Orderings and colocations inside a group (Pacemaker Explained: "Groups").

The members start one after another and stop in the opposite sequence, between pseudo-actions of
the group that others are ordered with. The meta-attributes ``ordered`` and ``collocated``, which
older configurations still have, take that back.
"""

from dataclasses import dataclass
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.score import INFINITY
from engine.scheduler.actions.kinds import internal_constraints
from engine.scheduler.constraints.colocate import add_colocation
from engine.scheduler.model import tie as ties
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.ordering.add import order_starts, order_stops, order_tasks

_MEMBER_THEN_DONE: Final = ties.RUNNABLE_FIRST | ties.THEN_IMPLIED | ties.THEN_PRINTED
_PREVIOUS_THEN_NEXT: Final = ties.RUNNABLE_FIRST | ties.THEN_IMPLIED
_GROUP_THEN_ANY_MEMBER: Final = ties.RUNNABLE_FIRST | ties.THEN_IMPLIED | ties.FIRST_PRINTED


@dataclass(frozen=True, slots=True)
class _Rules:
    ordered: bool
    colocated: bool
    promotable: bool


@internal_constraints.of(Kind.GROUP)
def constrain_group(group: Resource) -> None:
    """Put the group's pseudo-actions around those of its members, and these in a row."""
    order_tasks(group, "stop", group, "stopped", ties.RUNNABLE_FIRST)
    order_tasks(group, "stopped", group, "start", ties.OPTIONAL)
    order_tasks(group, "start", group, "running", ties.RUNNABLE_FIRST)
    rules = _Rules(
        ordered=_unless_taken_back(group, "ordered"),
        colocated=_unless_taken_back(group, "collocated"),
        promotable=group.top.promotable,
    )
    previous: Resource | None = None
    last_active: Resource | None = None
    for member in group.children:
        internal_constraints(member)
        if previous is not None and rules.colocated:
            add_colocation(
                group.cluster,
                "group:internal_colocation",
                member,
                previous,
                INFINITY,
                influence=member.critical,
            )
        _within_group(group, member, rules, first=previous is None)
        if not rules.ordered:
            _with_all_others(group, member, rules)
        elif previous is not None:
            _after_previous(previous, member, rules)
        if member.running_on:
            if (
                rules.ordered
                and previous is not None
                and not previous.running_on
                and last_active is not None
            ):
                # Inactive members between the two break the chain of stops.
                order_stops(member, last_active, ties.OPTIONAL)
            last_active = member
        previous = member


def _unless_taken_back(group: Resource, name: str) -> bool:
    value = group.meta.get(name)
    return value is None or parse_boolean(value) is True


def _within_group(group: Resource, member: Resource, rules: _Rules, *, first: bool) -> None:
    """Group begins, member acts, group is done."""
    down, down_done = ties.FIRST_PRINTED, ties.THEN_PRINTED
    if first and rules.ordered:
        # The group has stopped as soon as its first member, the last to stop, has.
        down |= ties.OPTIONAL
        down_done = ties.THEN_IMPLIED
    if rules.promotable:
        order_tasks(group, "demote", member, "demote", down)
        order_tasks(member, "demote", group, "demoted", down_done)
        order_tasks(member, "promote", group, "promoted", _MEMBER_THEN_DONE)
        order_tasks(group, "promote", member, "promote", ties.FIRST_PRINTED)
    order_stops(group, member, down)
    order_tasks(member, "stop", group, "stopped", down_done)
    order_starts(group, member, ties.FIRST_PRINTED)
    order_tasks(member, "start", group, "running", _MEMBER_THEN_DONE)


def _with_all_others(group: Resource, member: Resource, rules: _Rules) -> None:
    order_starts(group, member, _GROUP_THEN_ANY_MEMBER)
    if rules.promotable:
        order_tasks(group, "promote", member, "promote", _GROUP_THEN_ANY_MEMBER)


def _after_previous(previous: Resource, member: Resource, rules: _Rules) -> None:
    order_starts(previous, member, _PREVIOUS_THEN_NEXT)
    order_stops(member, previous, ties.OPTIONAL | ties.RESTART)
    if rules.promotable:
        order_tasks(previous, "promote", member, "promote", _PREVIOUS_THEN_NEXT)
        order_tasks(member, "demote", previous, "demote", ties.OPTIONAL)
