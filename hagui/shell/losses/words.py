"""Losses in words: what would run nowhere and why, what would be interrupted, what of quorum."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hagui.cluster.rehearsal.model import Fate
from hagui.i18n import tr
from hagui.monitor.losses.model import Ended, Loss, LossKind, Matrix, Quorum, Row, Votes
from hagui.phrases.predictions import by_weight, fate_glyph, fate_sentence, outage_words
from hagui.phrases.states import Tone
from hagui.phrases.units import duration

NAMED: Final = 4
"""Resources that are named in a line; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with the shape and the tone that go with it."""

    glyph: str
    tone: Tone
    text: str


def loss_name(loss: Loss) -> str:
    """What would be lost."""
    if loss.kind is LossKind.TICKET:
        return tr("losses", "ticket {name}", name=loss.names[0])
    return " + ".join(loss.names)


def verdict(row: Row) -> Line:
    """What a loss would mean, in one line."""
    ended, hit = row.foretold.ended, row.interrupted
    also = _interrupted(row) if hit else ""
    whole = [item for item in ended if not item.promoted]
    if whole and len(whole) == row.foretold.running > 1:
        if row.votes.quorum in {Quorum.LOST, Quorum.ABSENT}:
            words = tr("losses", "No quorum: all {n} resources stop", count=len(whole))
        else:
            words = tr("losses", "All {n} resources stop", count=len(whole))
        return Line("▲", Tone.BAD, words)
    if ended:
        parts = [
            tr("losses", "Runs nowhere: {names}", names=_names([item.resource for item in whole]))
            if whole
            else "",
            tr(
                "losses",
                "no promoted copy: {names}",
                names=_names([item.resource for item in ended if item.promoted]),
            )
            if len(whole) < len(ended)
            else "",
            also,
        ]
        return Line("▲", Tone.BAD, tr("losses", "; ").join(part for part in parts if part))
    if hit:
        return Line("◐", Tone.WARNING, tr("losses", "All goes on elsewhere; {what}", what=also))
    if row.copies:
        words = tr("losses", "All goes on; a copy fewer: {names}", names=_names(row.copies))
        return Line("✓", Tone.GOOD, words)
    return Line("✓", Tone.GOOD, tr("losses", "All goes on: nothing is interrupted"))


def _interrupted(row: Row) -> str:
    text = tr("losses", "{n} interrupted", count=len(row.interrupted))
    if row.outage is not None:
        time = duration(row.outage)
        return tr("losses", "{interrupted}, for {time} at most", interrupted=text, time=time)
    if row.foretold.fenced:
        return tr("losses", "{interrupted} until fencing is done", interrupted=text)
    return text


def quorum_words(votes: Votes) -> str:
    """What a loss does to quorum, in a few words."""
    match votes.quorum:
        case Quorum.KEPT:
            return tr("losses", "kept: {left} of {all} nodes", left=votes.left, all=votes.members)
        case Quorum.LOST:
            return tr("losses", "lost: {left} of {all} nodes", left=votes.left, all=votes.members)
        case Quorum.UNSURE:
            return tr(
                "losses",
                "kept only by a rule: {left} of {all} nodes",
                left=votes.left,
                all=votes.members,
            )
        case Quorum.ABSENT:
            return tr("losses", "there is none now")


def quorum_tip(votes: Votes) -> str:
    """What that rests on."""
    if votes.quorum is Quorum.UNSURE:
        return tr(
            "losses",
            "A CIB does not say how votes are counted. Quorum is kept here only where two_node is"
            " set, or a quorum device has a vote; this takes it for kept.",
        )
    return tr("losses", "Counted as one vote for each node; more than half of them is a quorum.")


def reason_words(ended: Ended) -> str:
    """Why no node would run a service; empty where nobody knows."""
    facts = ended.facts
    match ended.reason:
        case "no-quorum":
            return tr("losses", "without quorum nothing runs")
        case "not-fenced":
            return tr("losses", "the lost node cannot be fenced, so nobody may take over")
        case "no-fencing":
            return tr("losses", "nothing may start before nodes can be fenced")
        case "banned" if any(ban.startswith("utilization") for ban in facts.values()):
            return tr("losses", "no node that is left has room for it")
        case "banned":
            bans = [tr("losses", "{node}: {what}", node=n, what=w) for n, w in facts.items()]
            return tr("losses", "may run on no node that is left ({bans})", bans="; ".join(bans))
        case "no-node":
            return tr("losses", "no node that is left may run anything")
        case "waits":
            return tr(
                "losses",
                "what it needs cannot be started first ({what})",
                what=facts.get("for", "?"),
            )
        case "ticket":
            return tr(
                "losses", "the ticket {ticket} would be gone", ticket=facts.get("ticket", "?")
            )
        case "target-role" | "stop-all":
            return tr("losses", "it is told to stop")
        case "unmanaged":
            return tr("losses", "the cluster leaves it alone: it is not managed")
        case "no-place":
            return tr("losses", "no node that is left may run it")
        case _:
            return ""


def details(row: Row) -> tuple[Line, ...]:
    """A loss at length: the worst first."""
    over = {item.resource for item in row.foretold.ended if not item.promoted}
    left = [fate for fate in by_weight(row.foretold.fates) if fate.resource not in over]
    copies = [fate for fate in left if fate.resource in row.copies]
    return (
        *_of_nodes(row),
        *(_of_ended(item) for item in row.foretold.ended),
        *_of_quorum(row),
        *(_of_fate(fate) for fate in left if fate not in copies),
        *(_of_fate(fate) for fate in copies),
    )


def _of_nodes(row: Row) -> list[Line]:
    lines: list[Line] = []
    if row.foretold.fenced:
        nodes = ", ".join(row.foretold.fenced)
        lines.append(Line("→", Tone.PLAIN, tr("losses", "Fenced first: {nodes}", nodes=nodes)))
    if row.unfenced:
        nodes = ", ".join(row.unfenced)
        words = tr("losses", "Not fenced: {nodes}", nodes=nodes)
        if row.votes.quorum in {Quorum.KEPT, Quorum.UNSURE}:
            words = tr(
                "losses",
                "Not fenced: {nodes}; nobody makes sure that nothing runs there any more",
                nodes=nodes,
            )
        lines.append(Line("◐", Tone.WARNING, words))
    return lines


def _of_quorum(row: Row) -> list[Line]:
    if row.votes.quorum is not Quorum.UNSURE:
        return []
    return [Line("◐", Tone.WARNING, quorum_tip(row.votes))]


def _of_ended(ended: Ended) -> Line:
    if ended.promoted:
        words = tr("losses", "{who} has no promoted copy any more", who=ended.resource)
        return Line("▲", Tone.BAD, words)
    why = reason_words(ended)
    words = (
        tr("losses", "{who} runs nowhere: {why}", who=ended.resource, why=why)
        if why
        else tr("losses", "{who} runs nowhere", who=ended.resource)
    )
    return Line("▲", Tone.BAD, words)


def _of_fate(fate: Fate) -> Line:
    outage = outage_words(fate) if fate.after is not None else ""
    words = fate_sentence(fate)
    return Line(fate_glyph(fate), Tone.DIM, f"{words} · {outage}" if outage else words)


def summary(matrix: Matrix) -> Line:
    """What to know before all else."""
    if matrix.trouble:
        return Line("▲", Tone.BAD, matrix.trouble)
    single, grave = matrix.single, matrix.grave
    if not single:
        if matrix.busy or not matrix.ready:
            return Line("◌", Tone.DIM, tr("losses", "Being worked out…"))
        return Line("◌", Tone.DIM, tr("losses", "There is no node that could be lost."))
    if grave:
        words = tr(
            "losses",
            "{n} of {all} single losses would stop something for good: {names}",
            count=len(grave),
            all=len(single),
            names=_names([loss_name(row.loss) for row in grave]),
        )
        return Line("▲", Tone.BAD, words)
    if matrix.unknown:
        return Line("✓", Tone.GOOD, tr("losses", "So far: any one node may be lost."))
    if any(row.votes.quorum is Quorum.UNSURE for row in single):
        words = tr(
            "losses", "Any one node may be lost, if two_node or a quorum device keeps quorum then."
        )
        return Line("◐", Tone.WARNING, words)
    if any(row.unfenced for row in single):
        words = tr(
            "losses", "Any one node may be lost, but it would not be fenced: data is at risk."
        )
        return Line("◐", Tone.WARNING, words)
    return Line("✓", Tone.GOOD, tr("losses", "Any one node may be lost: all goes on elsewhere."))


def progress(matrix: Matrix) -> str:
    """How far the answers have come; empty once all are up to date."""
    parts = [
        tr("losses", "with the draft") if matrix.drafted else "",
        tr("losses", "worked out: {done} of {all}", done=matrix.done, all=matrix.asked)
        if matrix.busy
        else "",
    ]
    return " · ".join(part for part in parts if part)


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    more = len(names) - NAMED
    return tr("losses", "{names} and {n} more", count=more, names=shown) if more > 0 else shown
