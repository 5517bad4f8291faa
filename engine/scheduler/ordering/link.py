"""Single links between actions."""

from engine.scheduler.model import tie as ties
from engine.scheduler.model.action import Action, Link


def link(first: Action, then: Action, tie: int) -> bool:
    """Put ``first`` before ``then``; False where such a link is there already.

    Later links stand at the end of both lists.
    """
    if tie == ties.NONE or first is then:
        return False
    known = first.linked.get(then, ties.NONE)
    if known & tie:
        return False
    first.linked[then] = known | tie
    first.after.append(then)
    then.before.append(Link(first, tie))
    return True
