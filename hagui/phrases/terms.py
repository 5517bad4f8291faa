"""What scores are made of, in words."""

from engine.scheduler.model.resource import Term
from hagui.i18n import tr
from hagui.phrases.units import score


def term_words(term: Term) -> str:
    """A part of a score: where it comes from, and how much it is; what is of no amount is said."""
    if not term.score:
        return cause_words(term)
    return tr("scores", "{cause} {score}", cause=cause_words(term), score=score(term.score))


def cause_words(term: Term) -> str:
    """Where a part of a score comes from."""
    name = term.id or ""
    match term.kind:
        case "location":
            return tr("scores", "location {id}", id=name)
        case "colocation" if name.startswith("group:"):
            return tr("scores", "members of its group")
        case "colocation":
            return tr("scores", "colocation {id}", id=name)
        case "colocation-passed-over":
            return tr("scores", "colocation {id} passed over, it would leave no node", id=name)
        case "stickiness":
            return tr("scores", "stickiness")
        case "failure":
            return tr("scores", "failures")
        case "health":
            return tr("scores", "health of the node")
        case "default":
            return tr("scores", "may run only where a location lets it")
        case "utilization":
            return tr("scores", "not enough capacity")
        case "target-role":
            return tr("scores", "told to be stopped")
        case "ticket":
            return tr("scores", "ticket {id}", id=name)
        case "lock":
            return tr("scores", "waits for the node that was shut down")
        case "promotion":
            return tr("scores", "promotion score")
        case "limit":
            return tr("scores", "as many copies as may be")
        case _:
            return f"{term.kind} {name}".strip()
