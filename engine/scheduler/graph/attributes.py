"""The attributes of steps: parameters for the agent, and what the executor has to know."""

from engine.cib.transition.model import StepKind
from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.resource import Kind, Resource

PREFIX = "CRM_meta_"


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
    found = dict(action.parameters)
    meta = dict(action.meta)
    if action.interval_ms:
        meta["interval"] = str(action.interval_ms)
    if action.timeout_ms is not None:
        meta["timeout"] = str(action.timeout_ms)
    if action.node is not None and kind is not StepKind.PSEUDO:
        meta["on_node"] = action.node.name
        meta["on_node_uuid"] = action.node.id
    resource = action.resource
    while resource is not None:
        meta |= _of_resource(resource)
        resource = resource.parent
    for name, value in meta.items():
        found[_meta_name(name)] = value
    return dict(sorted(found.items()))


def _meta_name(name: str) -> str:
    return PREFIX + name.replace("-", "_")


def _of_resource(resource: Resource) -> dict[str, str]:
    """What agents are told of the resource that an action belongs to, and of its collectives."""
    found: dict[str, str] = {}
    if resource.kind is Kind.PRIMITIVE and resource.number is not None:
        found["clone"] = str(resource.number)
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
