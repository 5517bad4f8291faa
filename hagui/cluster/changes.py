"""What a patch or snapshot changed; views refresh what it names and nothing else."""

from dataclasses import dataclass

from hagui.cluster.events import Event


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Names of what changed between two versions of the live copy."""

    nodes: frozenset[str] = frozenset()
    """Names of nodes whose state changed, appeared or went."""
    instances: frozenset[str] = frozenset()
    """Keys of resource instances whose state changed, appeared or went."""
    configuration: bool = False
    """Whether the configuration section changed (tree, cards' texts, constraints)."""
    cluster: bool = False
    """Whether DC, quorum, maintenance-mode or another cluster-wide fact changed."""
    everything: bool = False
    """First sight of a cluster: build from nothing."""
    events: tuple[Event, ...] = ()
    """What is new in the event list, oldest first."""
    superseded: frozenset[int] = frozenset()
    """Numbers of events told earlier that no longer stand: one of ``events`` says it better."""

    @property
    def structural(self) -> bool:
        """Whether the sets of nodes or resources may have changed."""
        return self.everything or self.configuration

    def __bool__(self) -> bool:
        return bool(
            self.nodes
            or self.instances
            or self.configuration
            or self.cluster
            or self.everything
            or self.events
            or self.superseded
        )

    def __or__(self, other: "ChangeSet") -> "ChangeSet":
        """Both, ``other`` being the later: as if there had been one change."""
        gone = self.superseded | other.superseded
        return ChangeSet(
            nodes=self.nodes | other.nodes,
            instances=self.instances | other.instances,
            configuration=self.configuration or other.configuration,
            cluster=self.cluster or other.cluster,
            everything=self.everything or other.everything,
            events=tuple(e for e in self.events + other.events if e.number not in gone),
            superseded=gone,
        )
