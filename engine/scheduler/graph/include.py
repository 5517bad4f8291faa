"""Which actions get into the transition graph."""

from typing import Final

from engine.scheduler.model.action import Action

_ON_ANY_NODE: Final = frozenset({"stonith", "do_shutdown"})
_BY_THE_DC: Final = frozenset({"lrm_delete"})
"""Tasks that change the CIB only, on behalf of a node that may be down."""


def belongs_in_graph(action: Action) -> bool:
    """Whether an action is to be done, and can be."""
    if not action.runnable or (action.optional and not action.print_always):
        return False
    resource = action.resource
    if (
        resource is not None
        and not resource.managed
        and action.task != "monitor"
        and (
            not action.interval_ms  # the cancellation of a recurring operation has an interval
        )
    ):
        return False
    if action.pseudo or action.task in _ON_ANY_NODE:
        return True
    node = action.node
    if node is None:
        return False
    if action.task in _BY_THE_DC or (node.is_guest and not node.requires_reset):
        return True
    return node.online and not node.unclean
