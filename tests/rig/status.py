"""The state of a rig's machinery, as its supervisor tells it."""

from dataclasses import dataclass
from pathlib import Path

from tests.rig.wire import ask


@dataclass(frozen=True)
class NodeStatus:
    """One node: the machine, not what the cluster thinks of it."""

    name: str
    address: str
    pid: int | None
    """The first process, as the host numbers it; None without power."""
    connected: bool
    frozen: bool
    daemons: frozenset[str]

    @property
    def able(self) -> bool:
        """Whether nothing keeps it from being a member of the cluster."""
        alive = self.pid is not None and self.connected and not self.frozen
        return alive and self.daemons >= {"corosync", "pacemaker"}

    @property
    def waiting(self) -> bool:
        """Whether it is in Corosync's membership, but not in Pacemaker's."""
        return "corosync" in self.daemons and "pacemaker" not in self.daemons


@dataclass(frozen=True)
class Status:
    """A whole rig; two equal ones mean that nothing happened to its machines in between."""

    nodes: tuple[NodeStatus, ...]
    busy: int
    """Requests to the power switch and boots under way."""
    boots: int
    """How often a node was given power."""

    def __getitem__(self, name: str) -> NodeStatus:
        return next(node for node in self.nodes if node.name == name)


def status(control: Path) -> Status:
    """Ask the supervisor at ``control``.

    Raises:
        RigError: it does not answer.
    """
    answer = ask(control, "status")
    nodes = tuple(
        NodeStatus(daemons=frozenset[str](node.pop("daemons")), **node) for node in answer["nodes"]
    )
    return Status(nodes, answer["busy"], answer["boots"])
