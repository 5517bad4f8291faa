"""Actions that have to be looked at once more, because a rule changed them on the way."""

from engine.scheduler.model.action import Action
from engine.scheduler.model.cluster import Cluster


def look_again(cluster: Cluster, action: Action) -> None:
    """Have the orderings of an action applied again before the rules go on with anything else.

    For the rules of ``update_ordered``: whatever action other than its own two a rule changes is
    to be named here, since ``ordering.propagate`` hears of those two only.
    """
    if cluster.follow_up is None:
        cluster.look_again.append(action)
    else:
        cluster.follow_up(action)
