"""The resources with all their instances, as the status leaves them."""

from engine.cib.state.plan import Plan
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.survey import Survey
from engine.cib.state.world import Instance, NodeWork
from engine.scheduler.model.bundle import BundleParts, Replica
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource
from engine.scheduler.model.role import Role
from engine.scheduler.status.settings import Configured, clone_parts, configured

_KINDS = {
    Variant.PRIMITIVE: Kind.PRIMITIVE,
    Variant.GROUP: Kind.GROUP,
    Variant.CLONE: Kind.CLONE,
    Variant.BUNDLE: Kind.BUNDLE,
}

_ROLES = tuple(Role)
"""By their numbers, which the status has in common with the scheduler."""


class Maker:
    """Makes resources out of instances, and remembers which became which."""

    def __init__(self, cluster: Cluster, survey: Survey, nodes: dict[NodeWork, Node]) -> None:
        self._cluster = cluster
        self._plan: Plan = survey.plan
        self._nodes = nodes
        self._configured: dict[Spec, Configured] = {}
        self._unfencing = cluster.options.unfencing
        self.made: dict[Instance, Resource] = {}

    def make_all(self, survey: Survey) -> list[Resource]:
        """All outermost resources: those configured in their order, then orphans."""
        found = [self._make(survey.trees[unit], None) for unit in survey.all_units()]
        for instance, resource in self.made.items():
            container = instance.container
            if container is not None:
                resource.container = self.made[container]
                resource.container.fillers.append(resource)
        return found

    def name_all(self, cluster: Cluster) -> None:
        """Let resources be found by their names, in the cluster's order of resources.

        An anonymous instance is also found by the name that the history has for it.
        """
        names = {
            self.made[instance]: instance.history_name
            for instance in self.made
            if instance.history_name is not None
        }
        for resource in cluster.resources:
            _name(cluster, resource, names)

    def _make(self, instance: Instance, parent: Resource | None) -> Resource:
        """The resource that an instance is, with all that it is made of."""
        spec = instance.spec
        resource = self.made[instance] = self._read(instance, parent)
        if instance.demands:
            resource.demands = [
                (task, self._node(node), required) for task, node, required in instance.demands
            ]
        if spec.variant is Variant.PRIMITIVE:
            for node in resource.running_on:
                node.running.append(resource)
            return resource
        resource.children = [self._make(part, resource) for part in instance.children]
        if spec.variant is Variant.CLONE:
            resource.clone = clone_parts(spec)
        elif spec.variant is Variant.BUNDLE:
            resource.bundle = self._bundle(resource, spec)
        return resource

    def _read(self, instance: Instance, parent: Resource | None) -> Resource:
        spec = instance.spec
        common = self._configured.get(spec)
        if common is None:
            common = configured(self._plan, spec, unfencing=self._unfencing)
            self._configured[spec] = common
        nodes = self._nodes
        resource = Resource(
            cluster=self._cluster,
            id=instance.id,
            kind=_KINDS[spec.variant],
            spec=spec,
            parent=parent,
            number=instance.number,
            history_name=instance.history_name or "",
            meta=spec.meta,
            priority=common.priority,
            stickiness=common.stickiness,
            migration_threshold=spec.migration_threshold,
            failure_timeout=instance.failure_timeout,
            multiple_active=common.multiple_active,
            fences=spec.fences,
            needs_fencing=common.needed.fencing,
            needs_unfencing=common.needed.unfencing,
            needs_quorum=common.needed.quorum,
            notify=common.notify,
            unique=instance.unique,
            promotable=common.promotable,
            allow_migrate=common.allow_migrate and instance.may_migrate,
            is_connection=spec.is_connection,
            remotes_allowed=common.remotes_allowed,
            critical=common.critical,
            utilization=common.utilization,
            managed=instance.managed,
            maintenance=spec.maintenance,
            blocked=instance.blocked,
            failed=instance.failed,
            failure_ignored=instance.failure_ignored,
            orphan=instance.orphan,
            stop_wanted=instance.stop_wanted,
            start_pending=instance.start_pending,
            role=_ROLES[instance.role],
            next_role=_ROLES[instance.next_role],
        )
        if instance.running_on:
            resource.running_on = [nodes[node] for node in instance.running_on]
        if instance.dangling:
            resource.dangling = [nodes[node] for node in instance.dangling]
        if instance.pending_task is not None or instance.partial_source or instance.partial_target:
            resource.pending_task = instance.pending_task
            resource.pending_node = self._node(instance.pending_node)
            resource.partial_source = self._node(instance.partial_source)
            resource.partial_target = self._node(instance.partial_target)
        if instance.locked_to is not None:
            resource.lock_node = nodes[instance.locked_to]
            resource.lock_time = instance.lock_time
        return resource

    def _node(self, node: NodeWork | None) -> Node | None:
        return None if node is None else self._nodes[node]

    def _bundle(self, bundle: Resource, spec: Spec) -> BundleParts:
        """Sort a bundle's parts into its replicas."""
        made = {part.spec: part for part in bundle.children}
        inner = next((part for part in bundle.children if part.kind is Kind.CLONE), None)
        shape = spec.shape
        parts = BundleParts(child=inner)
        if shape is not None:
            parts.replicas_per_host = shape.per_host
            parts.promoted_max = shape.promoted_max
        for index, planned in enumerate(spec.replicas):
            replica = Replica(planned.number, made[planned.container])
            if planned.address is not None:
                replica.address = made[planned.address]
            if planned.connection is not None:
                replica.remote = made[planned.connection]
                replica.node = self._cluster.nodes_by_name.get(planned.connection.id)
            if inner is not None and index < len(inner.children):
                child = replica.child = inner.children[index]
                # What the primitive inside needs can only be had from the container's node.
                replica.container.utilization, child.utilization = child.utilization, {}
                inner.notify = inner.notify or child.notify
                address = None if shape is None else shape.addresses[index]
                if address is not None:
                    child.meta = {**child.meta, "external-ip": address}
            parts.replicas.append(replica)
        return parts


def count_priorities(nodes: dict[NodeWork, Node], made: dict[Instance, Resource]) -> None:
    """For priority-fencing-delay: what is lost with a node, with a guest's host as well."""
    for instance, resource in made.items():
        if resource.kind is not Kind.PRIMITIVE or not resource.priority:
            continue
        priority = resource.priority + (resource.role is Role.PROMOTED)
        failed_on = [nodes[work] for work in instance.failed_on]
        for node in resource.running_on:
            if node in failed_on:
                continue
            node.fencing_priority += priority
            connection = node.connection
            if connection is not None and connection.container is not None:
                for host in connection.container.running_on:
                    host.fencing_priority += priority


def _name(cluster: Cluster, resource: Resource, names: dict[Resource, str]) -> None:
    cluster.by_id.setdefault(resource.id, resource)
    if resource in names:
        cluster.by_id.setdefault(names[resource], resource)
    for child in resource.children:
        _name(cluster, child, names)


def link_connections(nodes: dict[NodeWork, Node], made: dict[Instance, Resource]) -> None:
    """Tie remote and guest nodes to the resources that connect to them."""
    for work, node in nodes.items():
        if work.connection is not None:
            connection = made[work.connection]
            node.connection = connection
            connection.connects = node
            if node.shutdown:
                connection.next_role = Role.STOPPED
