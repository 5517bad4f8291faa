"""What scores are made of, in words."""

from typing import Final

from engine.scheduler.model.resource import Term
from hagui.i18n import tr
from hagui.phrases.units import score

INSIDE: Final = {
    "#resource-with-container",
    "ip-with-docker",
    "child-remote-with-docker-remote",
}
"""Colocations of what is in a container with that."""


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
        case "colocation":
            return _colocation(name)
        case "colocation-passed-over":
            return tr("scores", "colocation {id} passed over, it would leave no node", id=name)
        case "stickiness":
            return tr("scores", "stickiness")
        case "promotion":
            return tr("scores", "promotion score")
        case "health":
            return tr("scores", "health of the node")
        case "utilization":
            return tr("scores", "not enough capacity")
        case "ticket":
            return tr("scores", "ticket {id}", id=name)
        case "failure":
            return tr("scores", "failed there")
        case "migration-threshold":
            return tr("scores", "failed there too often")
        case "target-role":
            return tr("scores", "told to be stopped")
        case "unmanaged":
            return tr("scores", "not managed, so it stays")
        case "unavailable":
            return tr("scores", "nothing can start there now")
        case "shutdown-lock":
            return tr("scores", "waits for the node that was shut down")
        case _:
            return _by_nature(term.kind, name)


def _colocation(name: str) -> str:
    """Those that nobody configured come with groups and with containers."""
    if name.startswith("group:"):
        return tr("scores", "members of its group")
    if name in INSIDE:
        return tr("scores", "its container")
    return tr("scores", "colocation {id}", id=name)


def _by_nature(kind: str, name: str) -> str:
    """What comes of being a copy, of being in a container, or of the kind of the node."""
    match kind:
        case "clone":
            return tr("scores", "{id} may not run there", id=name)
        case "clone-node-max":
            return tr("scores", "no room for another copy")
        case "clone-max":
            return tr("scores", "enough copies run elsewhere")
        case "better-elsewhere":
            return tr("scores", "placed elsewhere in the end")
        case "orphan":
            return tr("scores", "no longer in the configuration")
        case "resource-discovery":
            return tr("scores", "not looked for there")
        case "remote":
            return tr("scores", "never on a remote node")
        case "container":
            return tr("scores", "runs only in {id}", id=name)
        case "bundle":
            return tr("scores", "its place in the bundle")
        case _:
            return f"{kind} {name}".strip()
