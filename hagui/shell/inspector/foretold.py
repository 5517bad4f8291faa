"""What would happen if the draft were committed, and the commands that would do the same."""

from collections.abc import Iterable
from typing import Final

from hagui.cluster.rehearsal.model import Fate, Prediction
from hagui.i18n import tr
from hagui.phrases import Tone
from hagui.phrases.predictions import (
    by_weight,
    fate_glyph,
    fate_sentence,
    outage_words,
    prediction_brief,
)
from hagui.shell.inspector.blocks import Commands, Happening, Outcome
from hagui.shell.inspector.context import Context

MOST: Final = 8
"""Things listed at most; the rest is counted."""


def outcome(
    context: Context, resources: frozenset[str] | None = None, node: str | None = None
) -> tuple[Outcome, ...]:
    """What would happen: all of it, or only to some resources, or on one node."""
    prediction = context.prediction
    if prediction is None:
        return ()
    fates = by_weight(fate for fate in prediction.fates if _touches(fate, resources, node))
    items = [_happening(fate) for fate in fates[:MOST]]
    fenced = prediction.fenced if resources is None else ()
    items = [_fenced(name) for name in fenced if node in {None, name}] + items
    title = tr("inspector", "If committed")
    if not items:
        return (Outcome(title, (), _nothing(prediction, resources, node)),)
    more = len(fates) - MOST
    brief = tr("inspector", "and {n} more", count=more) if more > 0 else ""
    return (Outcome(title, tuple(items), brief),)


def commands(context: Context) -> tuple[Commands, ...]:
    """The commands; no block where there are none."""
    if not context.crm and not context.pcs:
        return ()
    return (Commands(tr("inspector", "Command"), context.crm, context.pcs),)


def _touches(fate: Fate, resources: Iterable[str] | None, node: str | None) -> bool:
    if resources is not None and fate.resource not in resources:
        return False
    return node is None or node in {fate.before, fate.after}


def _happening(fate: Fate) -> Happening:
    tone = Tone.WARNING if fate.interrupted else Tone.PLAIN
    return Happening(fate_glyph(fate), fate_sentence(fate), outage_words(fate), tone)


def _fenced(node: str) -> Happening:
    words = tr("inspector", "{node} is fenced", node=node)
    return Happening("▲", words, tone=Tone.BAD)


def _nothing(prediction: Prediction, resources: frozenset[str] | None, node: str | None) -> str:
    if resources is not None:
        return tr("inspector", "Nothing happens to it.")
    if node is not None:
        return tr("inspector", "Nothing changes on this node.")
    return prediction_brief(prediction)
