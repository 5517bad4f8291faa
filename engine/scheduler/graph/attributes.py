"""The attributes of steps: parameters for the agent, and what the executor has to know."""

from functools import lru_cache
from typing import Final

from engine.cib.transition.model import StepKind
from engine.scheduler.actions.make import operation_of
from engine.scheduler.actions.parameters import (
    host_name,
    needs_host_name,
    operation_parameters,
    parameters_on,
)
from engine.scheduler.actions.settings import operation_meta
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Kind, Resource

PREFIX: Final = "CRM_meta_"
FEATURE_SET: Final = "3.16.1"
"""What the graph is written for: Pacemaker 2.1.5."""

_NOTIFY: Final = frozenset({"notify", "notified"})
_DOWN: Final = frozenset({"stop", "stopped", "demote", "demoted"})
_UP: Final = frozenset({"start", "running", "monitor", "promote", "promoted"})


def graph_attributes(cluster: Cluster) -> dict[str, str]:
    """Those of the graph as a whole."""
    options = cluster.options
    found = {
        "cluster-delay": options.cluster_delay,
        "stonith-timeout": f"{options.fencing_timeout_ms // 1000}s",
        "failed-stop-offset": "INFINITY",
        "failed-start-offset": "INFINITY" if options.start_failure_is_fatal else "1",
        "batch-limit": options.batch_limit,
        "transition_id": "0",
    }
    limit = options.migration_limit
    if limit.isdigit() and int(limit) > 0:
        found["migration-limit"] = limit
    if cluster.recheck is not None:
        found["recheck-by"] = str(int(cluster.recheck))
    return found


def attributes_of(action: Action, kind: StepKind) -> dict[str, str]:
    """Those of one action, sorted by name."""
    resource = action.resource
    found = {} if resource is None else _parameters(action, resource)
    found |= action.parameters
    found["crm_feature_set"] = FEATURE_SET
    meta: dict[str, str] = {}
    if resource is not None:
        task = action.cancel_task or action.task
        configured = operation_of(resource, task, action.interval_ms)
        meta |= operation_meta(resource, task, action.interval_ms, configured, action.node)
    elif action.task == "stonith" and action.node is not None:
        meta |= _of_target(action.node)
    meta |= action.meta
    if action.node is not None and (kind is not StepKind.PSEUDO or action.task == "stonith"):
        meta["on_node"] = action.node.name
        meta["on_node_uuid"] = action.node.id
    meta |= _of_host(action)
    part = resource
    while part is not None:
        meta |= _of_resource(part)
        part = part.parent
    for name, value in meta.items():
        found.setdefault(_meta_name(name), value)
    return dict(sorted(found.items()))


def _parameters(action: Action, resource: Resource) -> dict[str, str]:
    """Parameters: the operation's own count before the resource's."""
    found: dict[str, str] = {}
    if action.node is not None:
        found |= parameters_on(resource, action.node)
        configured = operation_of(resource, action.cancel_task or action.task, action.interval_ms)
        found |= operation_parameters(resource, configured, action.node)
    elif resource.kind is Kind.PRIMITIVE:
        found |= parameters_on(resource, None)
    if resource.is_connection and needs_host_name(resource):
        name = host_name(resource)
        if name is not None:
            found["addr"] = name
    address = resource.meta.get("external-ip")
    if address is not None:
        found["pcmk_external_ip"] = address
    return found


def _of_target(node: Node) -> dict[str, str]:
    """What a fencing device is told of the node: its attributes, but for the cluster's own."""
    return {
        name: value
        for name, value in node.attributes.items()
        if "#" not in name and ":" not in name
    }


def _of_host(action: Action) -> dict[str, str]:
    """Where a guest runs: what goes up goes up on its next host, what goes down on the present."""
    connection = None if action.node is None else action.node.connection
    container = None if connection is None else connection.container
    if container is None or action.resource is None:
        return {}
    task = action.meta.get("notify_operation", "") if action.task in _NOTIFY else action.task
    if task in _DOWN:
        host = container.running_on[0] if container.running_on else None
    else:
        host = container.assigned_to if task in _UP else None
    if host is None:
        return {}
    found = {"physical_host": host.name}
    target = action.resource.meta.get("container-attribute-target")
    if target is not None:
        found["container-attribute-target"] = target
    return found


@lru_cache(maxsize=512)
def _meta_name(name: str) -> str:
    return PREFIX + name.replace("-", "_")


def _of_resource(resource: Resource) -> dict[str, str]:
    """What agents are told of the resource that an action belongs to, and of its collectives."""
    found: dict[str, str] = {}
    if resource.kind is Kind.PRIMITIVE:
        if resource.number is not None:
            found["clone"] = str(resource.number)
        guest = resource.meta.get("remote-node")
        if guest is not None:
            found["remote_node"] = guest
    if resource.container is not None:
        found["container"] = resource.container.id
    clone = resource.clone
    if clone is not None:
        found["globally_unique"] = _word(resource.unique)
        found["notify"] = _word(resource.notify)
        found["clone_max"] = str(clone.clone_max)
        found["clone_node_max"] = str(clone.clone_node_max)
        if resource.promotable:
            for name in ("promoted", "master"):
                found[f"{name}_max"] = str(clone.promoted_max)
                found[f"{name}_node_max"] = str(clone.promoted_node_max)
    return found


def _word(value: bool) -> str:
    return "true" if value else "false"
