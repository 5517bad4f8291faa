"""What a node of a lab knows before it hears of any other: ha.cf and authkeys, read and checked."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Key:
    """How packets are signed."""

    number: int
    method: str
    """``crc``, ``md5``, ``sha1`` or ``sha256``."""
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PingGroup:
    """Hosts outside the cluster; it answers if any of them does. A ping node is a group of one."""

    name: str
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """Of one node. Times are in seconds."""

    node: str
    """This one's name."""
    nodes: tuple[str, ...]
    """All, this one included, in the order of ha.cf."""
    keys: tuple[Key, ...]
    """All that are accepted; the first one signs."""
    keepalive: float = 0.5
    warntime: float = 2.0
    deadtime: float = 4.0
    initdead: float = 8.0
    """How long a node waits for others after its start before it counts them as dead."""
    auto_failback: bool = True
    pings: tuple[PingGroup, ...] = ()
    """Where there are any, one that answers counts as one more vote where votes are equal."""
    votes: dict[str, int] = field(default_factory=dict[str, int])
    """Of each node; 1 where not given."""

    @property
    def others(self) -> tuple[str, ...]:
        """All nodes but this one."""
        return tuple(name for name in self.nodes if name != self.node)

    def votes_of(self, node: str) -> int:
        """How many votes a node has."""
        return self.votes.get(node, 1)

    @property
    def all_votes(self) -> int:
        """Expected votes: those of all nodes."""
        return sum(map(self.votes_of, self.nodes))
