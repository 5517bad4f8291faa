"""The states the canvas tells apart, each with a shape and a tone (and, in ``words``, a word).

Pure values: what is drawn for them is in ``glyphs``, how they read is in ``words``.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Final

from engine.cib.state.model import Condition, Instance, NodeState, Role


class Tone(Enum):
    """Which of a theme's state colours says it; the value is the theme's field."""

    RUNNING = "running"
    PROMOTED = "promoted"
    WARNING = "warning"
    FAILED = "failed"
    DIM = "dim"
    GHOST = "ghost"


class Mark(Enum):
    """One state of a resource instance or a node."""

    STARTED = "started"
    PROMOTED = "promoted"
    UNPROMOTED = "unpromoted"
    STOPPED = "stopped"
    PENDING = "pending"
    FAILED = "failed"
    BLOCKED = "blocked"
    MULTIPLE = "multiple"
    UNMANAGED = "unmanaged"
    ORPHANED = "orphaned"
    UNKNOWN = "unknown"
    ONLINE = "online"
    STANDBY = "standby"
    MAINTENANCE = "maintenance"
    JOINING = "joining"
    OFFLINE = "offline"
    UNCLEAN = "unclean"

    @property
    def tone(self) -> Tone:
        """The colour it is shown in."""
        return _TONES[self]

    @property
    def urgent(self) -> bool:
        """Whether a person is needed."""
        return self.tone is Tone.FAILED


_TONES: Final = {
    Mark.STARTED: Tone.RUNNING,
    Mark.PROMOTED: Tone.PROMOTED,
    Mark.UNPROMOTED: Tone.RUNNING,
    Mark.STOPPED: Tone.DIM,
    Mark.PENDING: Tone.WARNING,
    Mark.FAILED: Tone.FAILED,
    Mark.BLOCKED: Tone.FAILED,
    Mark.MULTIPLE: Tone.FAILED,
    Mark.UNMANAGED: Tone.WARNING,
    Mark.ORPHANED: Tone.WARNING,
    Mark.UNKNOWN: Tone.WARNING,
    Mark.ONLINE: Tone.RUNNING,
    Mark.STANDBY: Tone.WARNING,
    Mark.MAINTENANCE: Tone.WARNING,
    Mark.JOINING: Tone.WARNING,
    Mark.OFFLINE: Tone.FAILED,
    Mark.UNCLEAN: Tone.FAILED,
}

_ROLES: Final = {
    Role.UNKNOWN: Mark.UNKNOWN,
    Role.STOPPED: Mark.STOPPED,
    Role.STARTED: Mark.STARTED,
    Role.UNPROMOTED: Mark.UNPROMOTED,
    Role.PROMOTED: Mark.PROMOTED,
    Role.MIGRATING: Mark.PENDING,
}

_CONDITIONS: Final = {
    Condition.UNCLEAN: Mark.UNCLEAN,
    Condition.PENDING: Mark.JOINING,
    Condition.OFFLINE: Mark.OFFLINE,
    Condition.STANDBY: Mark.STANDBY,
    Condition.MAINTENANCE: Mark.MAINTENANCE,
    Condition.ONLINE: Mark.ONLINE,
}

MONITORING: Final = "Monitoring"
"""A pending recurring check or probe, in crm_mon's words; it changes nothing, so no mark."""


_FENCING: Final = "stonith:"
"""How the agent of a fencing device begins."""


def changing(instance: Instance) -> bool:
    """Whether something is under way that will change the instance's state."""
    return instance.role is Role.MIGRATING or instance.pending not in {None, "", MONITORING}


def lost_nodes(instance: Instance, nodes: Mapping[str, NodeState]) -> frozenset[str]:
    """Where an instance that has several nodes was active when its node was last heard.

    What runs on a node that is unclean or gone is not known, so it does not run twice.
    """
    if len(instance.nodes) < 2:
        return frozenset()
    return frozenset(
        name
        for name in instance.nodes
        if name in nodes and (nodes[name].unclean or not nodes[name].online)
    )


def multiple(instance: Instance, lost: AbstractSet[str] = frozenset()) -> bool:
    """Whether it is active on more nodes than one though it is not migrating between them.

    Never a fencing device: those guard no data, and Pacemaker starts them elsewhere before the
    node that had them is fenced.

    Args:
        instance: the instance.
        lost: nodes of which nobody knows whether it is still active there.
    """
    if instance.role is Role.MIGRATING or instance.agent.startswith(_FENCING):
        return False
    return sum(name not in lost for name in instance.nodes) > 1


def mark_of_instance(instance: Instance, lost: AbstractSet[str] = frozenset()) -> Mark:
    """The one mark to show for an instance, the most pressing first."""
    if multiple(instance, lost):
        return Mark.MULTIPLE
    if instance.blocked:
        return Mark.BLOCKED
    if changing(instance):
        return Mark.PENDING
    if instance.failed and not instance.failure_ignored:
        return Mark.FAILED
    return _ROLES[instance.role]


def mark_of_condition(condition: Condition) -> Mark:
    """The mark of a node's condition."""
    return _CONDITIONS[condition]
