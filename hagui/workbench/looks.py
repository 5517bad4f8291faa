"""The draft as the window shows it: each entry in words, with what it does."""

from collections.abc import Sequence
from typing import Final

from hagui.cluster.draft import Collision
from hagui.cluster.rehearsal.model import Fate, Prediction
from hagui.i18n import tr
from hagui.phrases.differences import difference_sentence
from hagui.phrases.findings import finding_sentence
from hagui.phrases.predictions import fate_sentence
from hagui.shell.draft.values import DraftLook, Entry
from hagui.workbench.drafting import Drafting
from hagui.workbench.forecast import Forecast

NAMED: Final = 3
"""Effects of an entry that are named; the rest are counted."""


def look(drafting: Drafting, forecast: Forecast) -> DraftLook:
    """What is to be shown of the draft as it stands."""
    draft = drafting.draft
    if draft is None:
        return DraftLook()
    numbers = tuple(entry.number for entry in draft.entries)
    entries = [
        Entry(
            number,
            *drafting.words(number),
            effect=_effect(forecast, numbers[:place], numbers[: place + 1]),
        )
        for place, number in enumerate(numbers)
    ]
    aside = [_aside(item, drafting) for item in draft.collisions]
    return DraftLook(
        entries=tuple(sorted((*entries, *aside), key=lambda entry: entry.number)),
        undo=drafting.stack.undoText() if drafting.stack.canUndo() else "",
        redo=drafting.stack.redoText() if drafting.stack.canRedo() else "",
        rehearsal=forecast.rehearsal,
        marked=draft.changed_ids,
    )


def _aside(item: Collision, drafting: Drafting) -> Entry:
    others = [difference_sentence(other) for other in item.others]
    others += [finding_sentence(finding) for finding in item.refused]
    trouble = tr(
        "draft",
        "Set aside, as others changed the same: {what}. Decide in the review.",
        what="; ".join(others[:NAMED]),
    )
    sentence, details = drafting.words(item.entry.number)
    return Entry(item.entry.number, sentence, details, trouble=trouble)


def _effect(forecast: Forecast, before: Sequence[int], after: Sequence[int]) -> str:
    """What the last of the entries ``after`` adds to what those ``before`` it do."""
    now = forecast.effects.get(tuple(after))
    if now is None:
        return ""
    was = forecast.effects.get(tuple(before)) if before else Prediction(now.version)
    if was is None:
        return ""
    known = {_what(fate) for fate in was.fates}
    added = [fate for fate in now.fates if _what(fate) not in known]
    left = {_what(fate) for fate in now.fates}
    spared = [fate for fate in was.fates if _what(fate) not in left]
    told = [fate_sentence(fate) for fate in added]
    told += [
        tr("draft", "no longer: {what}", what=fate_sentence(fate))
        for fate in spared
        if not any(other.key == fate.key for other in added)
    ]
    if not told:
        return tr("draft", "moves nothing")
    words = "; ".join(told[:NAMED])
    if len(told) > NAMED:
        return tr("draft", "{what}; and {n} more", count=len(told) - NAMED, what=words)
    return words


def _what(fate: Fate) -> object:
    return fate.key, fate.resource, fate.verdict, fate.before, fate.after
