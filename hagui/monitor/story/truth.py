"""What was true at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hagui.monitor.story.clocks import Offset
from hagui.monitor.story.model import Bar, Mark, NodeSpan, RunSpan


@dataclass(frozen=True, slots=True)
class Cluster:
    """What was true of the cluster as a whole from one moment on."""

    time: float
    dc: str | None
    quorate: bool
    stale: bool = False
    """No engine was heard: nobody knows what was true."""


@dataclass(frozen=True, slots=True)
class Truth:
    """All that is known of one moment."""

    time: float
    watched: bool
    """Whether the cluster was watched then; before, the history tells of operations alone."""
    cluster: Cluster | None
    """None before it was watched."""
    nodes: Mapping[str, NodeSpan]
    """By name."""
    runs: tuple[RunSpan, ...]
    """What was active, and where."""
    under_way: tuple[Bar, ...]
    """What was queued or being carried out."""
    marks: tuple[Mark, ...] = ()
    """What changed last, at most ``recent`` seconds before; the newest last."""
    offsets: Mapping[str, Offset] = field(default_factory=dict[str, Offset])
    """How far the nodes' clocks are from the desktop's, as known now."""
