"""Moving a resource live: ``migrate_to`` on the source and ``migrate_from`` on the target.

See "Migrating Resources" in Pacemaker Explained.
"""

from engine.scheduler.actions.cleanup import schedule_cleanup
from engine.scheduler.actions.make import resource_action, start_action, stop_action
from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource
from engine.scheduler.ordering.add import order_tasks


def can_migrate(resource: Resource, current: Node) -> bool:
    """Whether it may be moved live from where it is to where it is assigned."""
    target = resource.assigned_to
    return (
        resource.allow_migrate
        and resource.managed
        and not resource.failed
        and not resource.start_pending
        and not current.unclean
        and target is not None
        and not target.unclean
    )


def create_migration(resource: Resource, source: Node) -> None:
    """Prepare a live migration beside the stop and the start that would move it otherwise.

    Which of the two is done comes out when orderings are applied. Where a migration to that node
    is under way already, only its second half is left.
    """
    target = resource.assigned_to
    if target is None:
        return
    start = start_action(resource, target, optional=True)
    stop = stop_action(resource, source, optional=True)
    under_way = resource.partial_target is not None
    migrate_to = (
        None if under_way else resource_action(resource, "migrate_to", source, optional=True)
    )
    migrate_from = resource_action(resource, "migrate_from", target, optional=True)
    start.migratable = stop.migratable = migrate_from.migratable = True
    start.pseudo = True
    if migrate_to is None:
        migrate_from.needs = start.needs
        order_tasks(resource, "monitor", resource, "migrate_from", ties.OPTIONAL)
    else:
        migrate_to.migratable = True
        migrate_to.needs = start.needs
        order_tasks(resource, "monitor", resource, "migrate_to", ties.OPTIONAL)
        order_tasks(
            resource,
            "migrate_to",
            resource,
            "migrate_from",
            ties.OPTIONAL | ties.FIRST_MIGRATABLE_IMPLIED,
        )
        _note_nodes(migrate_to, source, target)
        if not resource.is_connection:
            # Should the source be lost meanwhile, someone has to know that this was under way.
            migrate_to.meta["record-pending"] = "true"
    order_tasks(
        resource,
        "migrate_from",
        resource,
        "stop",
        ties.OPTIONAL | ties.FIRST_MIGRATABLE_IMPLIED,
    )
    order_tasks(
        resource,
        "migrate_from",
        resource,
        "start",
        ties.OPTIONAL | ties.FIRST_MIGRATABLE_IMPLIED | ties.PSEUDO_WITH_FIRST,
    )
    _note_nodes(migrate_from, source, target)


def clean_up_dangling_migrations(resource: Resource) -> None:
    """Stop what migrations that ended halfway may have left on their sources."""
    for source in resource.dangling:
        stop_action(resource, source, optional=False).dangling = True
        if resource.cluster.options.remove_after_stop:
            schedule_cleanup(resource, source, optional=False)


def _note_nodes(action: Action, source: Node, target: Node) -> None:
    action.meta["migrate_source"] = source.name
    action.meta["migrate_target"] = target.name
