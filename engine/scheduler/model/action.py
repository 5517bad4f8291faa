"""Something that may have to be done, and how it hangs together with other things."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from engine.cib.fresh import new_dict, new_list
from engine.scheduler.model.node import Node

if TYPE_CHECKING:
    from engine.cib.state.specs import OperationSpec
    from engine.scheduler.model.resource import Resource


class Needs(IntEnum):
    """What must be there before an action may be done."""

    NOTHING = 0
    QUORUM = 1
    FENCING = 2


@dataclass(slots=True, eq=False)
class Link:
    """The other end of an ordering between two actions."""

    action: "Action"
    tie: int
    """Bits of ``tie``."""
    dropped: bool = False
    """Whether it was found to be needless, or taken out to break a loop."""


@dataclass(slots=True, eq=False)
class Action:
    """An action. Not all of them get into the graph: see ``optional``.

    Told apart by identity. ``before`` and ``after`` hold links to what precedes and follows it.
    """

    number: int
    """Unique in its cluster, in the order of making; the id in the graph."""
    task: str
    """``start``, ``stop``, ``promote``, ``demote``, ``monitor``, ``notify``, ``migrate_to``,
    ``migrate_from``, ``stonith``, ``do_shutdown``, ``delete``, … or a pseudo-action's name."""
    key: str
    """Operation key (``webip_start_0``), or the task where it is no resource's."""
    resource: "Resource | None" = None
    node: Node | None = None
    interval_ms: int = 0
    cancel_task: str = ""
    """For cancel actions: task of the recurring operation."""
    spec: "OperationSpec | None" = field(default=None, repr=False)
    """The configured operation."""
    meta: dict[str, str] = field(default_factory=new_dict, repr=False)
    parameters: dict[str, str] = field(default_factory=new_dict, repr=False)
    """Extra parameters for the graph, beyond the resource's own."""
    needs: Needs = Needs.NOTHING
    priority: int = 0

    optional: bool = True
    """Whether it need not be done; what is not optional is required."""
    runnable: bool = True
    pseudo: bool = False
    """Whether nothing is really done; others wait for it."""
    print_always: bool = False
    """Whether it gets into the graph although it is optional."""
    migratable: bool = False
    """Whether a live migration may take its place."""
    waits_for_one: bool = False
    """Whether it needs only ``required_before`` of those predecessors that are ``ONE_OR_MORE``."""
    required_before: int = 0
    runnable_before: int = 0
    rescheduled: bool = False
    """Whether it is a start or promotion that came only with a recovery or re-probe."""
    dangling: bool = False
    before: list[Link] = field(default_factory=new_list, repr=False)
    """Links to the actions that come before it."""
    after: list[Link] = field(default_factory=new_list, repr=False)
    """Links to the actions that come after it."""
    linked: dict["Action", int] = field(default_factory=new_dict, repr=False)
    """Bits of all links in ``after``, by the action that they lead to; see ``ordering.link``."""
    merged: bool = False
    """Whether ``before`` holds one link to each predecessor by now."""
    in_graph: bool = False
