"""Losses are said in sentences that hold for every kind of them."""

from dataclasses import replace

import pytest

from engine.cib.state.model import Role
from hagui.cluster.rehearsal.model import Fate, Verdict
from hagui.monitor.losses.model import (
    Ended,
    Foretold,
    Loss,
    LossKind,
    Matrix,
    Quorum,
    Row,
    Votes,
)
from hagui.shell.losses.words import (
    details,
    loss_name,
    progress,
    quorum_tip,
    quorum_words,
    reason_words,
    summary,
    verdict,
)

pytestmark = pytest.mark.usefixtures("english")

KEPT = Votes(Quorum.KEPT, 2, 3)
A = Loss(LossKind.NODE, ("a",))
MOVES = Fate("ip", Verdict.MOVES, "a", "b", outage=3.0)
COPY = Fate("dlm", Verdict.STOPS, "a")


def _row(*fates: Fate, votes: Votes = KEPT, ended: tuple[Ended, ...] = ()) -> Row:
    return Row(A, votes, Foretold(fates, ("a",), ended, 4))


def test_what_is_lost_has_a_name() -> None:
    assert loss_name(A) == "a"
    assert loss_name(Loss(LossKind.PAIR, ("a", "b"))) == "a + b"
    assert loss_name(Loss(LossKind.TICKET, ("west",))) == "ticket west"


def test_what_it_would_mean_is_one_line() -> None:
    gone = tuple(Ended(name) for name in ("w", "x", "y", "z"))
    unknown = replace(MOVES, resource="fs", outage=None)
    promoted = Fate("db", Verdict.STOPS, "a", role_before=Role.PROMOTED)
    cases = [
        (_row(), "✓", "All goes on: nothing is interrupted"),
        (_row(COPY), "✓", "All goes on; a copy fewer: dlm"),
        (_row(MOVES, COPY), "◐", "All goes on elsewhere; 1 interrupted, for 3 s at most"),
        (
            _row(MOVES, unknown),
            "◐",
            "All goes on elsewhere; 2 interrupted until fencing is done",
        ),
        (_row(promoted), "◐", "All goes on elsewhere; 1 interrupted until fencing is done"),
        (
            _row(MOVES, ended=(Ended("fs"), Ended("db", promoted=True))),
            "▲",
            "Runs nowhere: fs; no promoted copy: db; 1 interrupted, for 3 s at most",
        ),
        (_row(ended=gone), "▲", "All 4 resources stop"),
        (_row(votes=Votes(Quorum.LOST, 1, 3), ended=gone), "▲", "No quorum: all 4 resources stop"),
        (
            _row(ended=(*gone[:3], Ended("v"), Ended("u"))),
            "▲",
            "Runs nowhere: w, x, y, v and 1 more",
        ),
    ]
    for row, glyph, text in cases:
        line = verdict(row)
        assert (line.glyph, line.text) == (glyph, text)


def test_each_reason_has_a_sentence() -> None:
    for reason in ("no-quorum", "not-fenced", "no-fencing", "no-node", "no-place", "unmanaged"):
        assert reason_words(Ended("x", reason=reason))
    assert reason_words(Ended("x", reason="stop-all")) == "it is told to stop"
    full = Ended("x", reason="banned", facts={"b": "utilization", "c": "location no"})
    assert reason_words(full) == "no node that is left has room for it"
    banned = Ended("x", reason="banned", facts={"b": "location no"})
    assert reason_words(banned) == "may run on no node that is left (b: location no)"
    assert "west" in reason_words(Ended("x", reason="ticket", facts={"ticket": "west"}))
    assert "fs_start_0" in reason_words(Ended("x", reason="waits", facts={"for": "fs_start_0"}))
    assert reason_words(Ended("x", reason="waits"))
    assert reason_words(Ended("x")) == ""


def test_quorum_is_said_with_what_it_rests_on() -> None:
    assert quorum_words(KEPT) == "kept: 2 of 3 nodes"
    assert quorum_words(Votes(Quorum.LOST, 1, 3)) == "lost: 1 of 3 nodes"
    assert quorum_words(Votes(Quorum.ABSENT, 1, 3)) == "there is none now"
    unsure = Votes(Quorum.UNSURE, 1, 2)
    assert quorum_words(unsure) == "kept only by a rule: 1 of 2 nodes"
    assert "two_node" in quorum_tip(unsure)
    told = details(_row(MOVES, votes=unsure, ended=(Ended("x"),)))
    assert "two_node" in told[2].text, "after what runs nowhere, before what moves"


def test_details_begin_with_the_worst_and_end_with_copies() -> None:
    row = _row(COPY, MOVES, ended=(Ended("x", reason="no-place"), Ended("db", promoted=True)))
    assert [line.text for line in details(row)] == [
        "Fenced first: a",
        "x runs nowhere: no node that is left may run it",
        "db has no promoted copy any more",
        "ip moves a → b · about 3 s of outage",
        "dlm stops on a",
    ]
    unfenced = replace(row, foretold=replace(row.foretold, fenced=()))
    assert details(unfenced)[0].text.startswith("Not fenced: a; nobody makes sure")


def test_the_summary_says_first_what_must_be_known() -> None:
    fine, bad = _row(MOVES), _row(ended=(Ended("x"),))
    assert summary(Matrix()).text == "Being worked out…"
    assert summary(Matrix(ready=True)).text == "There is no node that could be lost."
    half = Matrix((fine,), 2, 1, ready=True, unknown=1)
    assert summary(half).text == "So far: any one node may be lost."
    assert progress(half) == "worked out: 1 of 2"
    whole = Matrix((fine,), 1, 1, ready=True, drafted=True)
    assert summary(whole).text == "Any one node may be lost: all goes on elsewhere."
    assert progress(whole) == "with the draft"
    off = replace(fine, foretold=replace(fine.foretold, fenced=()))
    assert summary(Matrix((off,), 1, 1, ready=True)).text.endswith("data is at risk.")
    two = Matrix((_row(votes=Votes(Quorum.UNSURE, 1, 2)),), 1, 1, ready=True)
    assert summary(two).glyph == "◐"
    grave = summary(Matrix((bad, fine), 2, 2, ready=True))
    assert grave.text == "1 of 2 single losses would stop something for good: a"
    assert summary(Matrix((bad,), 2, 1, trouble="No answer: gone")).text == "No answer: gone"
