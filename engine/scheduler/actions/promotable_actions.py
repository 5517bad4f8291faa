"""Promotions and demotions of a promotable clone as a whole."""

from engine.cib.score import INFINITY
from engine.scheduler.actions.make import resource_pseudo_action
from engine.scheduler.actions.notify import announce, begin_after
from engine.scheduler.model.action import Action
from engine.scheduler.model.resource import Resource


def create_promotable_actions(clone: Resource) -> None:
    """Make the pseudo-actions for promoting and demoting, and what tells the instances of them."""
    parts = clone.clone
    assert parts is not None
    required = {
        action.task
        for primitive in clone.primitives()
        for action in primitive.actions
        if not action.optional
    }
    parts.promote_notify = announce(
        clone, "promote", *phase_actions(clone, "promote", optional="promote" not in required)
    )
    parts.demote_notify = announce(
        clone, "demote", *phase_actions(clone, "demote", optional="demote" not in required)
    )
    begin_after(parts.promote_notify, parts.stop_notify, parts.start_notify, parts.demote_notify)
    begin_after(parts.start_notify, parts.demote_notify)
    begin_after(parts.stop_notify, parts.demote_notify)


def phase_actions(whole: Resource, task: str, *, optional: bool) -> tuple[Action, Action]:
    """The pseudo-actions with which all promotions or demotions begin and end."""
    begun = resource_pseudo_action(whole, task, optional=optional, runnable=True)
    done = resource_pseudo_action(whole, f"{task}d", optional=optional, runnable=True)
    done.priority = INFINITY
    return begun, done
