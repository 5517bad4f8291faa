"""The pseudo-actions around a task of a clone of which its instances are told.

A clone with ``notify`` has its instances told before and after starts, stops, promotions and
demotions (Pacemaker Explained: "Clone notifications"): ``pre`` → ``confirmed-pre`` → the task →
``post`` → ``confirmed-post``. The telling itself is in ``notify_actions``.
"""

from engine.cib.score import INFINITY
from engine.scheduler.actions.make import make_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.clone import NotifyParts
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.link import link


def notify_key(resource: str, when: str, task: str) -> str:
    """The operation key: ``db-clone_confirmed-pre_notify_start_0``."""
    return f"{resource}_{when}_notify_{task}_0"


def announce(
    resource: Resource, task: str, begun: Action | None, done: Action
) -> NotifyParts | None:
    """Make what stands around a task; None where notifications are not wanted.

    Args:
        resource: the clone; or the instance that was stopped by ``done``, a fencing.
        task: what the instances are told of.
        begun: the action with which all of it begins; None if it is over already.
        done: the action after which all of it is over.
    """
    if not resource.notify:
        return None
    parts = NotifyParts(task)
    if begun is not None:
        parts.pre = _stage(resource, task, begun, "notify", "pre")
        parts.pre_done = _stage(resource, task, begun, "notified", "confirmed-pre")
        parts.pre.runnable = parts.pre_done.runnable = True
        link(parts.pre, parts.pre_done, ties.OPTIONAL)
        link(parts.pre_done, begun, ties.OPTIONAL)
    parts.post = _stage(resource, task, done, "notify", "post")
    parts.post_done = _stage(resource, task, done, "notified", "confirmed-post")
    for action in (parts.post, parts.post_done):
        action.priority = INFINITY
        action.runnable = done.runnable
    link(done, parts.post, ties.THEN_IMPLIED)
    link(parts.post, parts.post_done, ties.THEN_IMPLIED)
    if parts.pre_done is not None:
        link(parts.pre_done, parts.post, ties.OPTIONAL)
    return parts


def begin_after(later: NotifyParts | None, *earlier: NotifyParts | None) -> None:
    """Tell of one task only when all have been told that others are done."""
    if later is None or later.pre is None:
        return
    for parts in earlier:
        if parts is not None and parts.post_done is not None:
            link(parts.post_done, later.pre, ties.OPTIONAL)


def _stage(resource: Resource, task: str, about: Action, stage: str, when: str) -> Action:
    action = make_action(
        resource.cluster,
        resource,
        notify_key(resource.id, when, about.task),
        stage,
        None,
        optional=about.optional,
    )
    action.pseudo = True
    action.meta |= {
        "notify_key_type": when,
        "notify_key_operation": about.task,
        "notify_type": when.removeprefix("confirmed-"),
        "notify_operation": task,
    }
    return action
