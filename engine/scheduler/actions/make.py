"""Making actions, or finding those that were made before; the flags that they start with.

An operation's timeout and other settings are read later, for those that get into the graph; see
``actions.settings``.
"""

from typing import Final

from engine.cib.state.specs import OperationSpec
from engine.scheduler.fencing.request import can_fence, fence_node
from engine.scheduler.model.action import Action, Needs
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.node import Node
from engine.scheduler.model.options import NoQuorum
from engine.scheduler.model.queries import is_active
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role
from engine.scheduler.ordering.add import operation_key

_DONE_BY_THE_DC: Final = frozenset({"lrm_delete"})
"""Tasks for which the node in question need not be up."""
_UPWARDS: Final = frozenset({"start", "promote"})


def make_action(
    cluster: Cluster,
    resource: Resource | None,
    key: str,
    task: str,
    node: Node | None,
    *,
    optional: bool,
    interval_ms: int = 0,
) -> Action:
    """The action of that key on a node, made where there is none so far.

    An action that is there already becomes required if it is asked for as required, never
    optional again. One that has no node yet stands for any, and gets the node asked for.
    """
    action = _known(cluster, resource, key, node)
    if action is None:
        action = Action(len(cluster.actions) + 1, task, key, resource, node, interval_ms)
        action.optional = optional
        cluster.actions.append(action)
        if resource is None:
            cluster.cluster_actions.setdefault((key, node), action)
            cluster.cluster_actions.setdefault((key, None), action)
        else:
            resource.actions.append(action)
            known = resource.actions_by.get(key)
            if known is None:
                resource.actions_by[key] = [action]
            else:
                known.append(action)
            if task in _UPWARDS:
                action.needs = _needs(resource)
    if resource is None:
        action.optional = action.optional and optional
    else:
        _settle_optional(resource, action, optional=optional)
        _settle_runnable(cluster, resource, action)
    return action


def resource_action(
    resource: Resource, task: str, node: Node | None, *, optional: bool, interval_ms: int = 0
) -> Action:
    """An operation of a resource, by its task and interval."""
    key = f"{resource.id}_{task}_{interval_ms}" if interval_ms else f"{resource.id}_{task}_0"
    return make_action(
        resource.cluster, resource, key, task, node, optional=optional, interval_ms=interval_ms
    )


def start_action(resource: Resource, node: Node | None, *, optional: bool) -> Action:
    """The start of a resource on a node."""
    return resource_action(resource, "start", node, optional=optional)


def stop_action(resource: Resource, node: Node | None, *, optional: bool) -> Action:
    """The stop of a resource on a node."""
    return resource_action(resource, "stop", node, optional=optional)


def promote_action(resource: Resource, node: Node | None, *, optional: bool) -> Action:
    """The promotion of a resource on a node."""
    return resource_action(resource, "promote", node, optional=optional)


def demote_action(resource: Resource, node: Node | None, *, optional: bool) -> Action:
    """The demotion of a resource on a node."""
    return resource_action(resource, "demote", node, optional=optional)


def delete_action(resource: Resource, node: Node | None, *, optional: bool) -> Action:
    """The removal of a resource from a node's executor and history."""
    return resource_action(resource, "delete", node, optional=optional)


def cancel_action(resource: Resource, task: str, interval_ms: int, node: Node) -> Action:
    """The cancellation of a recurring operation on a node."""
    action = make_action(
        resource.cluster,
        resource,
        operation_key(resource.id, task, interval_ms),
        "cancel",
        node,
        optional=False,
        interval_ms=interval_ms,
    )
    action.task = "cancel"
    action.cancel_task = task
    action.meta["operation"] = task
    return action


def pseudo_action(cluster: Cluster, name: str) -> Action:
    """A pseudo-action of the cluster, by its name."""
    action = make_action(cluster, None, name, name, None, optional=True)
    action.pseudo = True
    action.runnable = True
    return action


def resource_pseudo_action(
    resource: Resource, task: str, *, optional: bool, runnable: bool
) -> Action:
    """A pseudo-action of a resource, such as a group's ``start`` or a clone's ``started``."""
    action = resource_action(resource, task, None, optional=optional)
    action.pseudo = True
    if runnable:
        action.runnable = True
    return action


def clear_failcount_action(resource: Resource, node: Node) -> Action:
    """An action that forgets a resource's failures on a node."""
    key = operation_key(resource.id, "clear_failcount")
    action = make_action(resource.cluster, resource, key, "clear_failcount", node, optional=False)
    action.meta["op_no_wait"] = "true"
    return action


def clear_failcount_early(resource: Resource, node: Node) -> Action:
    """The same where the node's history led to it, as it was read."""
    action = clear_failcount_action(resource, node)
    action.runnable |= any(entry.early for entry in resource.history.get(node, ()))
    return action


def operation_of(resource: Resource, task: str, interval_ms: int) -> OperationSpec | None:
    """The configured operation that an action carries out."""
    operations = resource.spec.operations
    for operation in operations:
        if operation.name == task and operation.interval_ms == interval_ms:
            return operation
    # One setting serves for all halves of a migration, and for all notifications.
    if task in ("migrate_to", "migrate_from"):
        instead = "migrate"
    elif task in ("notified", "notify"):
        instead = "notify"
    else:
        return None
    return next((op for op in operations if op.name == instead and not op.interval_ms), None)


def _quorum_policy(resource: Resource) -> NoQuorum:
    """What the lack of quorum means for a resource's actions.

    Under ``demote`` this takes back an intended promotion.
    """
    policy = resource.cluster.options.no_quorum
    if policy is not NoQuorum.DEMOTE:
        return policy
    if resource.role in (Role.PROMOTED, Role.UNPROMOTED):
        if resource.next_role > Role.UNPROMOTED:
            resource.next_role = Role.UNPROMOTED
        return NoQuorum.IGNORE
    return NoQuorum.STOP


def _known(
    cluster: Cluster, resource: Resource | None, key: str, node: Node | None
) -> Action | None:
    if resource is None:
        found = cluster.cluster_actions.get((key, node))
        if found is None and node is not None:
            found = cluster.cluster_actions.get((key, None))
            if found is not None and found.node is not None:
                return None
        if found is not None and found.node is None and node is not None:
            found.node = node
        return found
    for action in resource.actions_by.get(key, ()):
        if node is None or action.node is node:
            return action
        if action.node is None:
            action.node = node
            return action
    return None


def _needs(resource: Resource) -> Needs:
    """What must be there before it goes up."""
    if resource.needs_fencing:
        return Needs.FENCING
    return Needs.QUORUM if resource.needs_quorum else Needs.NOTHING


def _settle_optional(resource: Resource, action: Action, *, optional: bool) -> None:
    """What is not managed is left alone, but for recurring operations."""
    if (
        action.node is not None
        and not action.pseudo
        and not resource.managed
        and not action.interval_ms
    ):
        action.optional = True
    elif not optional:
        action.optional = False


def _settle_runnable(cluster: Cluster, resource: Resource, action: Action) -> None:
    """Whether it can be done, as far as its node, quorum and fencing are concerned."""
    node = action.node
    if action.pseudo:
        return
    if node is None:
        action.runnable = False
        return
    guest = node.connection is not None and node.is_guest
    for_dc = action.task in _DONE_BY_THE_DC
    if not for_dc and not node.online and (not guest or node.requires_reset):
        action.runnable = False
        if resource.managed and action.task == "stop" and not node.unclean:
            fence_node(node)
    elif not for_dc and node.pending:
        action.runnable = False
    elif action.needs is Needs.NOTHING:
        # A guest that cannot be got rid of, because its host cannot, can do nothing either.
        action.runnable = not guest or can_fence(cluster, node)
    elif cluster.quorate:
        action.runnable = True
    else:
        policy = _quorum_policy(resource)
        if policy is NoQuorum.STOP:
            action.runnable = False
        elif policy is NoQuorum.FREEZE:
            if not is_active(resource, every=True) or resource.next_role > resource.role:
                action.runnable = False
        else:
            action.runnable = True
