"""All that is done to a primitive so that it comes to be where, and in the role, it should."""

from engine.scheduler.actions.flags import flags_of
from engine.scheduler.actions.kinds import action_flags, add_to_graph, create_actions
from engine.scheduler.actions.make import start_action
from engine.scheduler.actions.migration import (
    can_migrate,
    clean_up_dangling_migrations,
    create_migration,
)
from engine.scheduler.actions.recurring import create_recurring_actions
from engine.scheduler.actions.roles import change_roles, restart
from engine.scheduler.graph.add import add_resource_actions
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.queries import current_node
from engine.scheduler.model.resource import Kind, MultipleActive, Resource
from engine.scheduler.model.role import Role


@create_actions.of(Kind.PRIMITIVE)
def create_primitive_actions(resource: Resource) -> None:
    """Stop, start, promote, demote, migrate and monitor a primitive as it needs."""
    if resource.next_role is Role.UNKNOWN:
        resource.next_role = Role.STOPPED if resource.assigned_to is None else Role.STARTED
    current = current_node(resource)
    assigned = resource.assigned_to
    clean_up_dangling_migrations(resource)
    moves = (
        current is not None
        and assigned is not None
        and current is not assigned
        and resource.next_role >= Role.STARTED
    )
    migrates = moves and current is not None and can_migrate(resource, current)
    needs_stop = moves

    resource.stop_unexpected = False
    if resource.partial_source is not None or resource.partial_target is not None:
        if not (
            migrates
            and len(resource.running_on) == 2
            and current is resource.partial_source
            and assigned is resource.partial_target
        ):
            # A migration that cannot go on becomes a full recovery.
            needs_stop = True
            migrates = False
            resource.partial_source = resource.partial_target = None
    elif _is_multiply_active(resource):
        policy = resource.multiple_active
        resource.stop_unexpected = policy is MultipleActive.STOP_UNEXPECTED
        needs_stop |= resource.stop_unexpected or policy is MultipleActive.STOP_START

    if resource.start_pending:
        # Shown in the graph although nothing has to be done: it is under way.
        start_action(resource, assigned, optional=True).print_always = True

    needs_stop |= not moves and _recovers_by_stop(resource, current)
    needs_promotion = (
        not moves
        and resource.failed
        and not resource.stop_wanted
        and resource.next_role is Role.PROMOTED
    )
    restart(resource, current, needs_stop=needs_stop, needs_promotion=needs_promotion)
    change_roles(resource)
    create_recurring_actions(resource)
    if migrates and current is not None:
        create_migration(resource, current)


def _recovers_by_stop(resource: Resource, current: Node | None) -> bool:
    """Whether what stays on its node has to be stopped there and started again."""
    if resource.failed:
        return resource.stop_wanted
    if resource.blocked:
        return True
    if resource.role > Role.STARTED and current is not None and resource.assigned_to is not None:
        # A start that is required already means a restart of what may be promoted.
        return not start_action(resource, resource.assigned_to, optional=True).optional
    return False


@action_flags.of(Kind.PRIMITIVE)
def primitive_action_flags(_resource: Resource, action: Action, _node: Node | None) -> int:
    """An action of a primitive is what it is, whichever node is asked about."""
    return flags_of(action)


@add_to_graph.of(Kind.PRIMITIVE)
def add_primitive_to_graph(resource: Resource) -> None:
    """Put its actions into the graph."""
    add_resource_actions(resource)


def _is_multiply_active(resource: Resource) -> bool:
    """Whether it may be active in more places than it should be.

    What does not wait for fencing is not taken for active on unclean nodes.
    """
    running = resource.running_on
    if len(running) < 2:
        return False
    if resource.needs_fencing:
        return True
    return sum(node.online and not node.unclean for node in running) > 1
