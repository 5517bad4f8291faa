"""A card, and the truth: what they say otherwise, in words.

Tolerances. Operations: the CIB keeps their begin in whole seconds, and the card makes that finer by
when the change was seen, where that was at most two seconds later; so it may be two seconds late,
and one early. What the cluster keeps no time of (a node unclean, fencing, all is well) the card
takes from when it was seen: a change takes some tens of milliseconds to the desktop, and up to two
seconds on a machine that runs whole clusters and other tests at once. How far they are off when
nothing else runs, tests/bench/failover.py measures.
"""

from collections.abc import Iterator
from typing import Final

from hagui.monitor.incidents.model import Cause, Incident, Stage
from tests.end2end.incidents.truth import Happening, Moved, Truth

EARLY: Final = 1.0
"""Seconds by which a time on the card may be too early."""
LATE: Final = 2.1
"""Seconds by which it may be too late."""


def differences(card: Incident, truth: Truth) -> list[str]:
    """All that the card says otherwise; empty where there is nothing."""
    return [*_moves(card, truth), *_steps(card, truth), *_causes(card, truth)]


def moved(card: Incident) -> list[Moved]:
    """The card's moves in the truth's terms."""
    return sorted(
        Moved(
            move.resource,
            move.origin or "",
            move.target or "",
            move.before.value.lower(),
            move.after.value.lower(),
        )
        for move in card.moves
    )


def _moves(card: Incident, truth: Truth) -> Iterator[str]:
    ours, theirs = moved(card), truth.moved
    yield from (f"only the card: {item}" for item in ours if item not in theirs)
    yield from (f"only the cluster: {item}" for item in theirs if item not in ours)
    for move in card.moves:
        there = Moved(move.resource, move.origin or "", move.target or "", "", "")
        for what, at, true in (
            ("started", move.started, truth.start_of(there)),
            ("stopped", move.stopped, truth.stop_of(there)),
        ):
            if true is not None:
                words = f"{move.resource} {what} on {true.node}"
                # A node that was cut off may have stopped by itself what it ran before its fencing.
                alone = what == "stopped" and true.what == "fenced"
                yield from _off(words, at, true, truth, truth.begun if alone else None)


def steps_of(truth: Truth) -> dict[Stage, Happening]:
    """What each step ends with."""
    ends = {
        Stage.DETECTED: truth.detected,
        Stage.FENCED: truth.fenced,
        Stage.STOPPED: truth.stopped,
        Stage.STARTED: truth.started,
        Stage.HEALTHY: truth.settled,
    }
    return {stage: end for stage, end in ends.items() if end is not None}


def _steps(card: Incident, truth: Truth) -> Iterator[str]:
    expected = steps_of(truth)
    stages = [step.stage for step in card.steps]
    if stages != list(expected):
        yield f"the card's steps are {stages}, the cluster's {list(expected)}"
    before = card.begin
    for step in card.steps:
        if step.begin != before or step.end is None or step.end < step.begin:
            yield f"{step} does not begin at {before}, where the one before it ended"
        before = step.end or before
        if step.stage in expected and step.end is not None:
            yield from _off(f"{step.stage.value}", step.end, expected[step.stage], truth)
    if card.end != before:
        yield f"the card ends at {card.end}, its last step at {before}"
    if not truth.begun - EARLY <= card.begin <= truth.detected.at + LATE:
        since = card.begin - truth.begun
        yield f"it begins {since:+.3f} s after the trouble was made, noticed at {truth.detected}"


def _off(
    what: str, ours: float | None, true: Happening, truth: Truth, since: float | None = None
) -> Iterator[str]:
    if ours is None:
        yield f"the card does not know when it was {what}: {true}"
    elif not (since or true.since or true.at) - EARLY <= ours <= true.at + true.early + LATE:
        yield f"{what}: by the card {ours - true.at:+.3f} s off ({true.at - truth.begun:.3f} s in)"


def _causes(card: Incident, truth: Truth) -> Iterator[str]:
    lost = {item.node or "" for item in card.reasons if item.cause is Cause.NODE_LOST}
    if lost != set(truth.lost):
        yield f"lost by the card: {sorted(lost)}, in truth {sorted(truth.lost)}"
    failed = {
        (item.task, (item.resource or "").partition(":")[0], item.node or "")
        for item in card.reasons
        if item.cause is Cause.FAILED
    }
    if failed != truth.failures:
        yield f"failed by the card: {sorted(failed)}, in truth {sorted(truth.failures)}"
    unfenced = {item.node or "" for item in card.reasons if item.cause is Cause.FENCING_FAILED}
    if unfenced != truth.unfenced:
        yield f"fencing failed by the card: {unfenced}, in truth {truth.unfenced}"
    if card.left:
        yield f"left by the card: {card.left}"
