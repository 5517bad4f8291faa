"""Instances as values: what crm_mon shows as one resource."""

from typing import Final

from engine.cib.state.model import Instance as InstanceState
from engine.cib.state.model import Role
from engine.cib.state.running import is_active
from engine.cib.state.values import PROMOTED, STARTED, STOPPED, UNKNOWN, UNPROMOTED
from engine.cib.state.world import Instance

_ROLES: Final = {
    UNKNOWN: Role.UNKNOWN,
    STOPPED: Role.STOPPED,
    STARTED: Role.STARTED,
    UNPROMOTED: Role.UNPROMOTED,
    PROMOTED: Role.PROMOTED,
}
_PENDING: Final = {
    "start": "Starting",
    "stop": "Stopping",
    "migrate_to": "Migrating",
    "migrate_from": "Migrating",
    "promote": "Promoting",
    "demote": "Demoting",
    "monitor": "Monitoring",
}


def facts_of(instance: Instance) -> tuple[object, ...]:
    """All that the value depends on, apart from what never changes of an instance."""
    where = instance.running_on
    return (
        instance.role,
        instance.managed,
        instance.blocked,
        instance.failed,
        instance.failure_ignored,
        instance.orphan,
        instance.pending_task,
        None if instance.pending_node is None else instance.pending_node.name,
        None if instance.locked_to is None else instance.locked_to.name,
        instance.spec,
        instance.unique,
        *[(node.name, node.online, node.unclean, node.maintenance) for node in where],
    )


def instance_state(instance: Instance) -> InstanceState:
    """One primitive's instance as a value."""
    spec = instance.spec
    role = instance.role
    if role == STARTED and spec.in_promotable:
        role = UNPROMOTED
    where = instance.running_on
    pending = _PENDING.get(instance.pending_task or "")
    at = instance.pending_node
    return InstanceState(
        resource=spec.id,
        number=instance.number,
        agent=spec.agent_name,
        role=_ROLES[role],
        target_role=spec.meta.get("target-role"),
        nodes=tuple(node.name for node in where),
        pending=pending,
        pending_node=at.name if at is not None and pending is not None else None,
        active=is_active(instance),
        orphaned=instance.orphan,
        blocked=instance.blocked,
        managed=instance.managed,
        maintenance=spec.maintenance or any(node.maintenance for node in where),
        failed=instance.failed,
        failure_ignored=instance.failure_ignored,
        locked_to=None if instance.locked_to is None else instance.locked_to.name,
        unique=instance.unique and instance.number is not None,
    )
