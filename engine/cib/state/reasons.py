"""Why a resource instance does not run, as far as that is certain without a scheduler.

Only causes that hold by themselves are named; scores that merely prefer other nodes are not.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.score import INFINITY
from engine.cib.state.exclusions import exclusions, same_resource
from engine.cib.state.model import ClusterState, Instance, NodeKind, Operation, Role
from engine.cib.state.reason import RSC_DEFAULTS, Code, Reason
from engine.cib.views import (
    Bundle,
    Clone,
    Colocation,
    Configuration,
    Group,
    Order,
    Primitive,
    Resource,
    Ticket,
)

_RESOURCES: Final = (Primitive, Group, Clone, Bundle)
_STARTING: Final = frozenset({"start", "promote"})


def why_stopped(
    configuration: Configuration, state: ClusterState, instance: Instance
) -> tuple[Reason, ...]:
    """The certain reasons why an instance is not running, the weightiest first.

    Empty for what runs somewhere, and where nothing is certain.
    """
    if instance.nodes:
        return ()
    return tuple(_Search(configuration, state, instance).all())


def decisive(reasons: Sequence[Reason], state: ClusterState) -> tuple[Reason, ...]:
    """The reasons that say by themselves why something runs nowhere.

    What rules out some nodes does so only where no node is left; what rules them all out at once
    makes naming them needless.
    """
    excluded = {reason.node for reason in reasons if reason.excludes_node}
    nodes = {node.name for node in state.nodes.values() if node.kind is not NodeKind.PING}
    none_left = nodes <= excluded
    at_once = any(reason.code is Code.NO_NODE for reason in reasons)
    return tuple(
        reason
        for reason in reasons
        if not reason.excludes_node
        or (none_left and not (at_once and reason.code is Code.NODE_UNAVAILABLE))
    )


def last_failure(state: ClusterState, instance: Instance) -> Operation | None:
    """The latest failed operation of the instance's resource."""
    failures = [
        failure.operation
        for failure in state.failures
        if same_resource(failure.operation.resource, instance)
    ]
    return max(failures, key=lambda operation: operation.last_change or 0, default=None)


class _Search:
    def __init__(
        self, configuration: Configuration, state: ClusterState, instance: Instance
    ) -> None:
        self._configuration = configuration
        self._state = state
        self._instance = instance
        found = configuration.find(instance.resource)
        own: tuple[Resource, ...] = (found,) if isinstance(found, _RESOURCES) else ()
        self._around = (*own, *configuration.parents(instance.resource))
        """The primitive and what is around it, the nearest first."""
        self._ids = frozenset(resource.id for resource in self._around)

    def all(self) -> list[Reason]:
        """Every reason, the weightiest first."""
        found = list(self._told_to_stop())
        if found:
            # It would stay down whatever else holds.
            return found
        found += self._not_managed()
        found += self._cluster()
        found += self._partners()
        if all(reason.code is not Code.NO_QUORUM for reason in found):
            found += exclusions(self._configuration, self._state, self._instance, self._around)
        failed = last_failure(self._state, self._instance)
        if failed is not None and not decisive(found, self._state):
            found.append(Reason(Code.LAST_FAILURE, node=failed.node, operation=failed))
        return found

    # Settings

    def _told_to_stop(self) -> Iterator[Reason]:
        if _is_true(self._property("stop-all-resources")):
            yield Reason(Code.STOP_ALL)
        owner, value = self._setting("target-role")
        if value is not None and value.lower() == "stopped":
            yield Reason(Code.TARGET_ROLE, owner=owner, value=value)

    def _not_managed(self) -> Iterator[Reason]:
        if self._instance.managed:
            return
        if self._instance.blocked:
            failed = last_failure(self._state, self._instance)
            yield Reason(
                Code.BLOCKED, node=None if failed is None else failed.node, operation=failed
            )
        elif self._state.maintenance:
            yield Reason(Code.MAINTENANCE_MODE)
        else:
            owner, value = self._setting("maintenance")
            if _is_true(value):
                yield Reason(Code.MAINTENANCE, owner=owner)
                return
            owner, value = self._setting("is-managed")
            if value is not None and parse_boolean(value) is not True:
                yield Reason(Code.UNMANAGED, owner=owner)

    def _cluster(self) -> Iterator[Reason]:
        policy = (self._property("no-quorum-policy") or "stop").lower()
        requires = (self._setting("requires")[1] or "").lower()
        if not self._state.quorate and policy != "ignore" and requires != "nothing":
            yield Reason(Code.NO_QUORUM, value=policy)
        if self._state.fencing_enabled and not _has_fencing(self._configuration):
            yield Reason(Code.NO_FENCING_DEVICE)
        elif self._needs_fencing(requires):
            for node in self._state.nodes.values():
                if node.unclean:
                    yield Reason(Code.WAITS_FOR_FENCING, node=node.name)

    def _needs_fencing(self, requires: str) -> bool:
        """Whether a start has to wait until unclean nodes are fenced."""
        if not self._state.fencing_enabled:
            return False
        primitive = self._configuration.find(self._instance.resource)
        if isinstance(primitive, Primitive) and primitive.fencing:
            return False
        if self._instance.agent == "ocf:pacemaker:remote":
            return False
        return requires in ("", "fencing", "unfencing")

    def _setting(self, name: str) -> tuple[str | None, str | None]:
        """Whose setting of a meta-attribute counts, and its value."""
        for resource in self._around:
            value = resource.meta.get(name)
            if value is not None:
                return (self._owner(resource, name), value)
        value = self._configuration.rsc_defaults.get(name)
        return (None, None) if value is None else (RSC_DEFAULTS, value)

    def _owner(self, resource: Resource, name: str) -> str:
        template = resource.template if isinstance(resource, Primitive) else None
        if template is None or isinstance(resource, (Group, Clone, Bundle)):
            return resource.id
        inherited = self._configuration.templates.get(template)
        if inherited is None or name not in inherited.meta:
            return resource.id
        own = [item for item in resource.meta_sets if item not in inherited.meta_sets]
        said = any(pair.name == name for item in own for pair in item.pairs)
        return resource.id if said else template

    def _property(self, name: str) -> str | None:
        return self._configuration.properties.get(name)

    # Partners

    def _partners(self) -> Iterator[Reason]:
        yield from self._member_before()
        for constraint in self._configuration.constraints:
            if isinstance(constraint, Ticket):
                yield from self._needs_ticket(constraint)
            elif isinstance(constraint, Colocation):
                yield from self._stays_with(constraint)
            elif isinstance(constraint, Order):
                yield from self._starts_after(constraint)

    def _member_before(self) -> Iterator[Reason]:
        group = next((item for item in self._around if isinstance(item, Group)), None)
        if group is None:
            return
        names = [member.id for member in group.members]
        place = names.index(self._instance.resource)
        if place == 0:
            return
        before = names[place - 1]
        if not any(other.active for other in self._siblings(before)):
            yield Reason(Code.MEMBER_BEFORE, owner=group.id, resource=before)

    def _siblings(self, resource: str) -> list[Instance]:
        """Instances of another member of the same group, of the same copy where it is cloned."""
        number = self._instance.number
        return [
            other
            for other in self._state.instances_of(resource)
            if number is None or other.number == number
        ]

    def _stays_with(self, constraint: Colocation) -> Iterator[Reason]:
        partner = constraint.with_resource
        if (
            constraint.resource in self._ids
            and partner is not None
            and constraint.score >= INFINITY
            and constraint.resource_role in (None, "Started")
            and not constraint.lifetime
            and self._is_absent(partner, constraint.with_role)
        ):
            yield Reason(Code.STAYS_WITH, resource=partner, constraint=constraint)

    def _starts_after(self, constraint: Order) -> Iterator[Reason]:
        first = constraint.first
        if (
            constraint.then in self._ids
            and first is not None
            and constraint.kind == "Mandatory"
            and constraint.first_action in _STARTING
            and constraint.then_action == "start"
            and not constraint.lifetime
        ):
            role = "Promoted" if constraint.first_action == "promote" else None
            if self._is_absent(first, role):
                yield Reason(Code.STARTS_AFTER, resource=first, constraint=constraint)

    def _needs_ticket(self, constraint: Ticket) -> Iterator[Reason]:
        if (
            constraint.resource in self._ids
            and constraint.role in (None, "Started")
            and not self._state.tickets.get(constraint.ticket, False)
        ):
            yield Reason(Code.TICKET, value=constraint.ticket, constraint=constraint)

    def _is_absent(self, resource: str, role: str | None) -> bool:
        """Whether nothing of a resource is active, or none of it in the wanted role."""
        found = self._configuration.find(resource)
        if not isinstance(found, _RESOURCES) or self._ids & {found.id}:
            return False
        names = {primitive.id for primitive in found.primitives()}
        instances = [item for item in self._state.instances.values() if item.resource in names]
        if not instances:
            return False
        if role == "Promoted":
            return all(item.role is not Role.PROMOTED for item in instances)
        return not any(item.active for item in instances)


def _has_fencing(configuration: Configuration) -> bool:
    if _is_true(configuration.properties.get("have-watchdog")):
        return True
    return any(primitive.fencing for primitive in configuration.primitives())


def _is_true(text: str | None) -> bool:
    return parse_boolean(text) is True
