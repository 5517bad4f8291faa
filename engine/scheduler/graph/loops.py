"""Finding loops among the inputs of actions."""

from engine.scheduler.graph.inputs import is_input
from engine.scheduler.model.action import Action, Link


def closes_loop(action: Action, link: Link) -> bool:
    """Whether an action would wait for itself by way of one of its links in ``before``."""
    seen: set[Action] = set()
    ahead = [(action, link)]
    while ahead:
        then, item = ahead.pop()
        first = item.action
        if first in seen or not is_input(then, item):
            continue
        if first is action:
            return True
        seen.add(first)
        ahead += [(first, earlier) for earlier in first.before]
    return False
