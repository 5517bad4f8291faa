"""Something that may have to be done, and how it hangs together with other things."""

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from engine.scheduler.model.node import Node

if TYPE_CHECKING:
    from engine.scheduler.model.resource import Resource


class Needs(IntEnum):
    """What must be there before an action may be done."""

    NOTHING = 0
    QUORUM = 1
    FENCING = 2


@dataclass(slots=True, eq=False)
class Link:
    """An ordering between two actions, as the second one keeps it."""

    action: "Action"
    """The first one."""
    tie: int
    """Bits of ``tie``."""
    dropped: bool = False
    """Whether it was found to be needless, or taken out to break a loop."""


class Action:
    """An action. Not all of them get into the graph: see ``optional``.

    Told apart by identity. ``before`` and ``after`` hold what precedes and follows it.
    """

    __slots__ = (
        "after",
        "before",
        "cancel_task",
        "dangling",
        "in_graph",
        "interval_ms",
        "key",
        "linked",
        "merged",
        "meta",
        "migratable",
        "needs",
        "node",
        "number",
        "optional",
        "parameters",
        "print_always",
        "priority",
        "pseudo",
        "required_before",
        "rescheduled",
        "resource",
        "runnable",
        "runnable_before",
        "task",
        "waits_for_one",
    )

    def __init__(
        self,
        number: int,
        task: str,
        key: str,
        resource: "Resource | None" = None,
        node: Node | None = None,
        interval_ms: int = 0,
        *,
        optional: bool = True,
        runnable: bool = True,
    ) -> None:
        self.number = number
        """Unique in its cluster, in the order of making; the id in the graph."""
        self.task = task
        """``start``, ``stop``, ``promote``, ``demote``, ``monitor``, ``notify``, ``migrate_to``,
        ``migrate_from``, ``stonith``, ``do_shutdown``, ``delete``, … or a pseudo-action's name."""
        self.key = key
        """Operation key (``webip_start_0``), or the task where it is no resource's."""
        self.resource = resource
        self.node = node
        self.interval_ms = interval_ms
        self.cancel_task = ""
        """For cancel actions: task of the recurring operation."""
        self.meta: dict[str, str] = {}
        self.parameters: dict[str, str] = {}
        """Extra parameters for the graph, beyond the resource's own."""
        self.needs = Needs.NOTHING
        self.priority = 0

        self.optional = optional
        """Whether it need not be done; what is not optional is required."""
        self.runnable = runnable
        self.pseudo = False
        """Whether nothing is really done; others wait for it."""
        self.print_always = False
        """Whether it gets into the graph although it is optional."""
        self.migratable = False
        """Whether a live migration may take its place."""
        self.waits_for_one = False
        """Whether it needs only ``required_before`` of those predecessors that are
        ``ONE_OR_MORE``."""
        self.required_before = 0
        self.runnable_before = 0
        self.rescheduled = False
        """Whether it is a start or promotion that came only with a recovery or re-probe."""
        self.dangling = False
        self.before: list[Link] = []
        """Links to the actions that come before it."""
        self.after: list[Action] = []
        """The actions that come after it, once for each link."""
        self.linked: dict[Action, int] = {}
        """Bits of all links to those, by the action that they lead to; see ``ordering.link``."""
        self.merged = False
        """Whether ``before`` holds one link to each predecessor by now."""
        self.in_graph = False

    def __repr__(self) -> str:
        return f"Action({self.number}, {self.key!r})"
