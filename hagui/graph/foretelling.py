"""The words of ghosts: on them, on the cards that would go, and in tool tips."""

from hagui.cluster.rehearsal.model import Fate, Verdict
from hagui.graph.ghosts import Ghost
from hagui.i18n import tr
from hagui.phrases.predictions import fate_sentence, outage_words
from hagui.phrases.units import duration


def ghost_word(ghost: Ghost) -> str:
    """What would happen, beside a ghost's title."""
    match ghost.fates[0].verdict:
        case Verdict.STARTS:
            return tr("ghost", "would start here")
        case Verdict.MIGRATES:
            return tr("ghost", "would move here live")
        case _:
            return tr("ghost", "would move here")


def ghost_line(ghost: Ghost) -> str:
    """Below a ghost's title: where it comes from, with what, and for how long it is gone."""
    parts: list[str] = []
    befores = dict.fromkeys(fate.before for fate in ghost.fates if fate.before is not None)
    if befores:
        parts.append(tr("ghost", "from {nodes}", nodes=", ".join(befores)))
    if ghost.outage is not None:
        parts.append(tr("ghost", "outage about {time}", time=duration(ghost.outage)))
    if len(ghost.fates) > 1:
        parts.append(", ".join(fate.resource for fate in ghost.fates))
    return " · ".join(parts)


def mark_word(fate: Fate) -> str:
    """On the card of what would go or change."""
    match fate.verdict:
        case Verdict.STARTS | Verdict.MOVES:
            return f"→ {fate.after}"
        case Verdict.MIGRATES:
            return tr("ghost", "→ {node}, live", node=fate.after)
        case Verdict.STOPS:
            return tr("ghost", "■ stops")
        case Verdict.RESTARTS:
            return tr("ghost", "↻ restarts")
        case Verdict.PROMOTES:
            return tr("ghost", "◆ would be promoted")
        case Verdict.DEMOTES:
            return tr("ghost", "○ would be demoted")


def fenced_word() -> str:
    """In the header of a node that would be fenced."""
    return tr("ghost", "would be fenced")


def draft_word() -> str:
    """At what the draft has changed."""
    return tr("ghost", "draft")


def fate_tip(fate: Fate) -> str:
    """What would become of a card, for its tool tip and for screen readers."""
    said = tr("ghost", "Foretold: {fate}", fate=fate_sentence(fate))
    outage = outage_words(fate)
    return f"{said} ({outage})" if outage else said


def ghost_tip(ghost: Ghost) -> str:
    """A ghost in sentences."""
    return "\n".join(fate_tip(fate) for fate in ghost.fates)


def draft_tip() -> str:
    """That the draft has changed something."""
    return tr("ghost", "Changed in the draft; not committed yet")
