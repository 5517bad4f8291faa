"""What a rehearsal foretells, in words."""

from collections.abc import Iterable, Sequence

from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.i18n import tr
from hagui.phrases.units import duration


def fate_sentence(fate: Fate) -> str:
    """What becomes of one instance."""
    who, before, after = fate.resource, fate.before or "?", fate.after or "?"
    match fate.verdict:
        case Verdict.STARTS:
            return tr("prediction", "{who} starts on {node}", who=who, node=after)
        case Verdict.STOPS:
            return tr("prediction", "{who} stops on {node}", who=who, node=before)
        case Verdict.MOVES:
            return tr("prediction", "{who} moves {old} → {new}", who=who, old=before, new=after)
        case Verdict.MIGRATES:
            return tr(
                "prediction", "{who} moves live {old} → {new}", who=who, old=before, new=after
            )
        case Verdict.RESTARTS:
            return tr("prediction", "{who} restarts on {node}", who=who, node=after)
        case Verdict.PROMOTES:
            return tr("prediction", "{who} is promoted on {node}", who=who, node=after)
        case Verdict.DEMOTES:
            return tr("prediction", "{who} is demoted on {node}", who=who, node=before)


def fate_glyph(fate: Fate) -> str:
    """A shape for each verdict."""
    match fate.verdict:
        case Verdict.STARTS:
            return "▸"
        case Verdict.STOPS:
            return "■"
        case Verdict.MOVES | Verdict.MIGRATES:
            return "→"
        case Verdict.RESTARTS:
            return "↻"
        case Verdict.PROMOTES:
            return "◆"
        case Verdict.DEMOTES:
            return "○"


def by_weight(fates: Iterable[Fate]) -> list[Fate]:
    """The worst first: what stops, then what is interrupted, then the rest; else as they were."""
    return sorted(fates, key=_weight)


def _weight(fate: Fate) -> int:
    if fate.verdict is Verdict.STOPS:
        return 0
    return 1 if fate.interrupted else 2


def prediction_glyph(prediction: Prediction) -> str:
    """A shape for the whole answer: that of the worst in it, a tick where all goes on."""
    if prediction.fenced:
        return "▲"
    hit = [fate for fate in by_weight(prediction.fates) if fate.interrupted]
    return fate_glyph(hit[0]) if hit else "✓"


def outage_words(fate: Fate) -> str:
    """For how long the service is gone; empty where it is not interrupted."""
    if not fate.interrupted:
        return ""
    if fate.verdict is Verdict.STOPS:
        return tr("prediction", "gone until it is started again")
    if fate.outage is None:
        return tr("prediction", "interrupted; for how long is not known yet")
    return tr("prediction", "about {time} of outage", time=duration(fate.outage))


def prediction_brief(prediction: Prediction) -> str:
    """The whole answer in one line."""
    if not prediction.fates and not prediction.fenced:
        return tr("prediction", "Nothing moves, starts or stops.")
    parts = [
        tr("prediction", "fenced: {nodes}", nodes=", ".join(prediction.fenced))
        if prediction.fenced
        else "",
        _counted(prediction.fates, Verdict.STOPS),
        _counted(prediction.fates, Verdict.RESTARTS),
        _counted(prediction.fates, Verdict.MOVES, Verdict.MIGRATES),
        _counted(prediction.fates, Verdict.STARTS),
        _counted(prediction.fates, Verdict.PROMOTES, Verdict.DEMOTES),
    ]
    return tr("prediction", "; ").join(part for part in parts if part)


def disagreement(prediction: Prediction) -> str:
    """That schedulers disagree, and whose word is shown; empty where none does."""
    if not prediction.instead_of:
        return ""
    return tr(
        "prediction",
        "{other} foretold otherwise; shown is the answer of the cluster's own {tool}, which counts",
        other=prediction.instead_of,
        tool=prediction.by,
    )


def longest_outage(prediction: Prediction) -> str:
    """The longest interruption of all that ends by itself; empty where there is none."""
    hit = [
        fate for fate in prediction.fates if fate.interrupted and fate.verdict is not Verdict.STOPS
    ]
    if not hit:
        return ""
    known = [fate.outage for fate in hit if fate.outage is not None]
    text = tr("prediction", "{n} interrupted", count=len(hit))
    if not known:
        return text
    return tr(
        "prediction",
        "{interrupted}, for {time} at most",
        interrupted=text,
        time=duration(max(known)),
    )


def _counted(fates: Sequence[Fate], *verdicts: Verdict) -> str:
    number = sum(fate.verdict in verdicts for fate in fates)
    if not number:
        return ""
    match verdicts[0]:
        case Verdict.STARTS:
            return tr("prediction", "{n} start", count=number)
        case Verdict.STOPS:
            return tr("prediction", "{n} stop", count=number)
        case Verdict.RESTARTS:
            return tr("prediction", "{n} restart", count=number)
        case Verdict.PROMOTES:
            return tr("prediction", "{n} change role", count=number)
        case _:
            return tr("prediction", "{n} move", count=number)
