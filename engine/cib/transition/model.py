"""A transition graph as plain values, whoever made it (Pacemaker's scheduler or our own)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class StepKind(Enum):
    """What carries a step out."""

    RESOURCE = "rsc_op"
    """An operation of a resource's agent."""
    CLUSTER = "crm_event"
    """The cluster itself: fencing, shutting a node down, clearing a fail count."""
    PSEUDO = "pseudo_event"
    """Nothing is done; others wait for it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One action of a transition."""

    id: int
    """Unique in its graph."""
    kind: StepKind
    task: str
    """``start``, ``stop``, ``promote``, ``demote``, ``monitor``, ``migrate_to``, ``notify``,
    ``stonith``, … """
    key: str
    """The operation key (``webip_start_0``); for what is no resource's operation, the task."""
    node: str | None = None
    resource: str | None = None
    """The primitive's id; without an instance number."""
    instance: str | None = None
    """The id as the cluster names the instance (``db:0``), where that differs."""
    recorded_as: str | None = None
    """For an agent's operation: the name in operation histories, which has the instance's number
    for a unique clone only."""
    known_as: str | None = None
    """Another name, by which the history of the node may know it already."""
    agent: tuple[str, str | None, str] | None = None
    """Class, provider and type of the agent."""
    interval_ms: int = 0
    timeout_ms: int | None = None
    target: str | None = None
    """The other node of a migration; the peer that is fenced."""
    source: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    after: tuple[int, ...] = ()
    """Steps that come before it."""
    preferred: tuple[int, ...] = ()
    """Those of ``after`` which only decide on the sequence: it does not need them. Not known of a
    graph that was read."""
    priority: int = 0

    @property
    def probe(self) -> bool:
        """Whether it only finds out what runs."""
        return self.task == "monitor" and self.interval_ms == 0


@dataclass(frozen=True, slots=True)
class Graph:
    """All steps of one transition."""

    steps: tuple[Step, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict[str, str])
    """``transition_id``, ``batch-limit``, … as the scheduler gave them."""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.steps)
