"""The whole cluster while it is being scheduled."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.cib.finding import Finding
from engine.cib.fresh import new_dict, new_list, new_set
from engine.scheduler.model.action import Action
from engine.scheduler.model.constraint import Colocation, Location, Ordering, Ticket
from engine.scheduler.model.node import Node
from engine.scheduler.model.options import Options
from engine.scheduler.model.resource import Resource

if TYPE_CHECKING:
    from engine.cib.state.operations import HistoryOperation
    from engine.cib.state.survey import Survey
    from engine.cib.xml import Element


@dataclass(slots=True, eq=False)
class ScoreTable:
    """The scores of a resource as they stood when a stage looked at it."""

    stage: str
    """``primitive``, ``group``, ``clone`` or ``bundle``; ``promotion`` for promotion scores."""
    resource: Resource
    about: Resource
    """The instance in question; the resource itself except for clones and bundles."""
    scores: dict[Node | None, int] | dict[Node, int]
    """By node; None for a promotion score of an instance that is on none."""


@dataclass(slots=True, eq=False)
class Cluster:
    """Everything that the stages share."""

    root: "Element" = field(repr=False)
    """The CIB's root; read only."""
    options: Options
    survey: "Survey" = field(repr=False)
    """The status as it was read."""
    now: int
    """Seconds since 1970."""
    quorate: bool = False
    nodes: list[Node] = field(default_factory=new_list)
    """Sorted by name."""
    nodes_by_name: dict[str, Node] = field(default_factory=new_dict)
    nodes_by_id: dict[str, Node] = field(default_factory=new_dict)
    resources: list[Resource] = field(default_factory=new_list)
    """Those that are in no other: by priority, then in the order of the configuration; orphans
    last."""
    by_id: dict[str, Resource] = field(default_factory=new_dict)
    """Every resource by its id; clones' instances with their number. The name that the history
    has for an anonymous instance, as a rule its primitive's id, gives the first one with a
    history: where there is none, that id is as unknown as a cloned group's always is."""
    tags: dict[str, tuple[str, ...]] = field(default_factory=new_dict)
    templates: dict[str, tuple[str, ...]] = field(default_factory=new_dict)
    """Ids of the resources made from each template."""
    tickets: dict[str, Ticket] = field(default_factory=new_dict)
    locations: list[Location] = field(default_factory=new_list, repr=False)
    colocations: list[Colocation] = field(default_factory=new_list, repr=False)
    orderings: list[Ordering] = field(default_factory=new_list, repr=False)
    actions: list[Action] = field(default_factory=new_list, repr=False)
    cluster_actions: dict[tuple[str, Node | None], Action] = field(
        default_factory=new_dict, repr=False
    )
    """Actions of no resource, by key and node."""
    look_again: list[Action] = field(default_factory=new_list, repr=False)
    """Actions whose orderings are to be applied again at once; see ``ordering.again``."""
    follow_up: Callable[[Action], None] | None = field(default=None, repr=False)
    """Does so where orderings are being applied."""
    graph: list[Action] = field(default_factory=new_list, repr=False)
    """Actions of the transition graph, in the order in which they got into it."""
    has_fencing_device: bool = False
    uses_unfencing: bool = False
    """Whether there is a fencing device that unfences nodes."""
    has_remote_nodes: bool = False
    score_tables: list[ScoreTable] = field(default_factory=new_list, repr=False)
    compared: dict[tuple[Resource, Node, str, int], tuple["HistoryOperation", bool]] = field(
        default_factory=new_dict,
        repr=False,
    )
    """The first operation of its task and interval whose digests were compared; see
    ``actions.digests``."""
    findings: list[Finding] = field(default_factory=new_list)
    """What was wrong in the configuration; the rest is scheduled all the same."""
    reported: set[tuple[str, str | None, str]] = field(default_factory=new_set, repr=False)
    """Code, subject and message of each finding."""
    recheck: float | None = None
    """Seconds since 1970 at which something of this may change by itself."""

    def report(self, finding: Finding) -> None:
        """Remember what is wrong, once."""
        known = (finding.code, finding.subject, finding.message)
        if known not in self.reported:
            self.reported.add(known)
            self.findings.append(finding)
