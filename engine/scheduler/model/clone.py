"""What only clones have."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.scheduler.model.role import Role

if TYPE_CHECKING:
    from engine.scheduler.model.action import Action
    from engine.scheduler.model.node import Node
    from engine.scheduler.model.resource import Resource


@dataclass(slots=True, eq=False)
class CloneParts:
    """Settings of a clone, and what scheduling finds out of it as a whole.

    The clone's own ``Resource.promotable``, ``unique`` and ``notify`` say the rest.
    """

    clone_max: int
    clone_node_max: int = 1
    interleave: bool = False
    ordered: bool = False
    promoted_max: int = 0
    promoted_node_max: int = 0
    promotion_done: bool = False
    """Whether promotion scores were added to the instances already."""
    merged: bool = False
    """Whether colocations were added to the promotion scores already."""
    promoted_instances: int = 0
    stand_ins: "dict[Node, Resource] | None" = None
    """By node the instance that is probed there for all of an anonymous clone; None before the
    probing stage. Elsewhere it is the first."""
    start_notify: "NotifyParts | None" = None
    stop_notify: "NotifyParts | None" = None
    promote_notify: "NotifyParts | None" = None
    demote_notify: "NotifyParts | None" = None
    role: Role = Role.UNKNOWN
    """The highest role that an instance is to have."""


@dataclass(slots=True, eq=False)
class NotifyParts:
    """What the instances of a clone are told of a task, before and after it.

    Each of ``pre`` and ``post`` begins the telling, and its ``_done`` follows when all have been
    told.
    """

    task: str
    """``start``, ``stop``, ``promote`` or ``demote``."""
    pre: "Action | None" = None
    pre_done: "Action | None" = None
    post: "Action | None" = None
    post_done: "Action | None" = None
