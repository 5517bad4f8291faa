"""States of nodes and instances as words and glyphs; colour never stands alone."""

from collections.abc import Set as AbstractSet
from enum import Enum

from engine.cib.state.model import Condition, Instance, NodeKind, NodeState, Role
from hagui.graph.marks import Mark, mark_of_instance
from hagui.i18n import tr


class Tone(Enum):
    """What a colour means here; the theme says which colour it is."""

    PLAIN = "plain"
    DIM = "dim"
    GOOD = "good"
    PROMOTED = "promoted"
    WARNING = "warning"
    BAD = "bad"


def condition_word(condition: Condition) -> str:
    """A node's condition in one word."""
    match condition:
        case Condition.UNCLEAN:
            return tr("state", "unclean")
        case Condition.PENDING:
            return tr("state", "pending")
        case Condition.OFFLINE:
            return tr("state", "offline")
        case Condition.STANDBY:
            return tr("state", "standby")
        case Condition.MAINTENANCE:
            return tr("state", "maintenance")
        case Condition.ONLINE:
            return tr("state", "online")


def node_tone(node: NodeState) -> Tone:
    """How much a node's condition asks for a person."""
    match node.condition:
        case Condition.UNCLEAN:
            return Tone.BAD
        case Condition.OFFLINE:
            return Tone.BAD if node.kind is NodeKind.MEMBER else Tone.WARNING
        case Condition.PENDING | Condition.MAINTENANCE | Condition.STANDBY:
            return Tone.WARNING
        case Condition.ONLINE:
            return Tone.GOOD


def node_glyph(node: NodeState) -> str:
    """A shape of its own for each kind of condition."""
    match node.condition:
        case Condition.UNCLEAN:
            return "▲"
        case Condition.OFFLINE:
            return "✕"
        case Condition.PENDING | Condition.STANDBY:
            return "◐"
        case Condition.MAINTENANCE:
            return "◧"
        case Condition.ONLINE:
            return "●"


def kind_word(kind: NodeKind) -> str:
    """What a node is to the cluster."""
    match kind:
        case NodeKind.MEMBER:
            return tr("state", "cluster node")
        case NodeKind.PING:
            return tr("state", "ping node")
        case NodeKind.REMOTE:
            return tr("state", "remote node")
        case NodeKind.GUEST:
            return tr("state", "guest node")


def role_word(role: Role) -> str:
    """A role in one word."""
    match role:
        case Role.UNKNOWN:
            return tr("state", "unknown")
        case Role.STOPPED:
            return tr("state", "stopped")
        case Role.STARTED:
            return tr("state", "started")
        case Role.UNPROMOTED:
            return tr("state", "unpromoted")
        case Role.PROMOTED:
            return tr("state", "promoted")
        case Role.MIGRATING:
            return tr("state", "migrating")


_NAMED = {role.value: role for role in Role}


def role_word_of(name: str) -> str:
    """The word for a role that the configuration names; an unknown one as it is."""
    known = _NAMED.get(name)
    return name if known is None else role_word(known)


_PENDING = {
    "starting": lambda: tr("state", "starting"),
    "stopping": lambda: tr("state", "stopping"),
    "promoting": lambda: tr("state", "promoting"),
    "demoting": lambda: tr("state", "demoting"),
    "migrating": lambda: tr("state", "migrating"),
    "monitoring": lambda: tr("state", "checking"),
    "notifying": lambda: tr("state", "notifying"),
}


def pending_word(pending: str) -> str:
    """What is under way, from crm_mon's own word."""
    known = _PENDING.get(pending.lower())
    return known() if known is not None else pending


def instance_word(instance: Instance, lost: AbstractSet[str] = frozenset()) -> str:
    """The one or two words that matter most about an instance.

    Args:
        instance: the instance.
        lost: nodes of which nobody knows whether it is still active there.
    """
    match mark_of_instance(instance, lost):
        case Mark.MULTIPLE:
            active = sum(name not in lost for name in instance.nodes)
            return tr("state", "active on {n} nodes", count=active)
        case Mark.BLOCKED:
            return tr("state", "blocked")
        case Mark.PENDING if instance.pending:
            return pending_word(instance.pending)
        case Mark.FAILED:
            return tr("state", "failed")
        case _ if instance.orphaned:
            return tr("state", "orphaned")
        case _ if not instance.managed and instance.active:
            return tr("state", "{role}, unmanaged", role=role_word(instance.role))
        case _:
            return role_word(instance.role)


def instance_look(instance: Instance, lost: AbstractSet[str] = frozenset()) -> tuple[str, Tone]:
    """The shape beside an instance, one for each kind of state, and how much it asks for.

    Args:
        instance: the instance.
        lost: nodes of which nobody knows whether it is still active there.
    """
    mark = mark_of_instance(instance, lost)
    if mark.urgent:
        return "▲", Tone.BAD
    if instance.orphaned:
        return "◇", Tone.WARNING if instance.nodes else Tone.DIM
    if mark is Mark.PENDING:
        return "◌", Tone.WARNING
    glyph, tone = _LOOKS[instance.role]
    return glyph, tone if instance.managed else Tone.WARNING


def instance_tone(instance: Instance, lost: AbstractSet[str] = frozenset()) -> Tone:
    """How much an instance asks for a person."""
    return instance_look(instance, lost)[1]


_LOOKS = {
    Role.PROMOTED: ("◆", Tone.PROMOTED),
    Role.UNPROMOTED: ("○", Tone.GOOD),
    Role.STARTED: ("●", Tone.GOOD),
    Role.MIGRATING: ("◌", Tone.WARNING),
    Role.STOPPED: ("■", Tone.DIM),
    Role.UNKNOWN: ("■", Tone.WARNING),
}
