"""Incidents are said in words that hold for every kind of them, in both languages."""

from collections.abc import Iterator

import pytest

from engine.cib.state.model import Role
from hagui.monitor.incidents.model import Cause, Incident, Move, Reason, Stage, Step
from hagui.monitor.incidents.noting import restored, worth_keeping
from hagui.monitor.probes.model import How, Outage, Target
from hagui.shell.incidents.report import report
from hagui.shell.incidents.words import (
    advice,
    headline,
    look,
    move_down,
    move_to,
    outage_words,
    sentence,
    step_tip,
    step_words,
    title,
)
from hagui.shell.translator import load

T = 1_700_000_000.0
LOST = Reason(Cause.NODE_LOST, T + 1, "a", since=T)


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    load(request.param)
    yield request.param
    load("en")


def _incident(*reasons: Reason, end: float | None = None, left: tuple[str, ...] = ()) -> Incident:
    steps = (
        Step(Stage.DETECTED, T, T + 1),
        Step(Stage.FENCED, T + 1, T + 3, exact=False),
        Step(Stage.STARTED, T + 3, end),
    )
    planned = all(reason.cause.wanted for reason in reasons)
    return Incident(1, T, end, reasons, steps, left=left, planned=planned)


def test_each_cause_has_a_sentence(language: str) -> None:
    reasons = [
        LOST,
        Reason(Cause.NODE_LEFT, T, "a"),
        Reason(Cause.FAILED, T, "a", "ip", "start", "no licence", count=3),
        Reason(Cause.QUORUM_LOST, T),
        Reason(Cause.FENCING_FAILED, T, "a", words="timed out"),
        Reason(Cause.STANDBY, T, "a", words="root · cibadmin"),
        Reason(Cause.STANDBY, T, "a", task="maintenance"),
        Reason(Cause.EDITED, T, words="alice"),
    ]
    said = [sentence(reason) for reason in reasons]
    assert len(set(said)) == len(said)
    assert not [text for text in said if "{" in text]
    for reason, text in zip(reasons, said, strict=True):
        assert all(word in text for word in (reason.node, reason.words) if word)


def test_a_failure_says_what_where_why_and_how_often() -> None:
    load("en")
    reason = Reason(Cause.FAILED, T, "a", "ip", "start", "no licence", count=3)
    assert sentence(reason) == "The start of ip failed on a, 3 times: no licence"


def test_the_headline_says_where_it_stands() -> None:
    load("en")
    going_on = _incident(LOST)
    assert headline(going_on, T + 5.4).startswith("a lost · starting… 2.4 s · since ")
    assert headline(_incident(LOST, end=T + 4), T + 9) == "a lost · all is well after 4 s"
    stuck = _incident(LOST, Reason(Cause.QUORUM_LOST, T), end=T + 4, left=("ip", "db"))
    assert title(stuck) == "a lost, and 1 more"
    assert headline(stuck, T + 9).endswith("settled after 4 s, but not as it should be: ip, db")


def test_how_it_stands_has_a_shape_and_a_word(language: str) -> None:
    edit = Reason(Cause.EDITED, T)
    looks = [
        look(_incident(LOST)),
        look(_incident(LOST, end=T + 4)),
        look(_incident(LOST, end=T + 4, left=("ip",))),
        look(_incident(edit)),
        look(_incident(edit, end=T + 4)),
    ]
    assert len({(item.glyph, item.word) for item in looks}) == len(looks)


def test_each_step_says_its_times(language: str) -> None:
    for stage in Stage:
        for end in (None, T + 2):
            for failed in (False, True):
                step = Step(stage, T, end, failed)
                word, took = step_words(step, T + 2)
                assert word
                assert took == step_words(Step(stage, T, T + 2), T + 9)[1]
                assert "{" not in step_tip(step)


def test_a_move_says_where_to_and_how_long() -> None:
    load("en")
    going_on = _incident(LOST, left=("ip",))
    over = _incident(LOST, end=T + 9)
    waits = Move("ip", "ip", "a", None, Role.STARTED, Role.STOPPED, since=T)
    gone = Move("ip", "ip", "a", None, Role.STARTED, Role.STOPPED, T + 3, since=T)
    back = Move("ip", "ip", "a", "a", Role.STARTED, Role.STARTED, T + 3, T + 4, T)
    live = Move("vm", "vm", "a", "b", Role.STARTED, Role.STARTED, T + 3, T + 3)
    assert move_to(waits, going_on) == "waits for fencing"
    assert move_to(gone, going_on) == "not yet"
    assert move_down(gone, going_on, T + 5) == "down for 5 s"
    assert move_to(gone, over) == "nowhere, as it should be"
    assert (move_to(back, over), move_down(back, over, T)) == ("a again", "4 s")
    assert (move_to(live, over), move_down(live, over, T)) == ("b", "not interrupted")


def test_what_is_to_be_done(language: str) -> None:
    failing = Incident(1, T, None, (LOST,), (Step(Stage.FENCED, T, None, failed=True),))
    assert "stonith_admin --confirm" in advice(failing)[0]
    assert len(advice(_incident(LOST, end=T + 4))) == 1
    assert len(advice(_incident(LOST, end=T + 4, left=("ip",)))) == 2
    assert advice(_incident(Reason(Cause.STANDBY, T, "a"), end=T + 4)) == []


def test_the_report_holds_everything(language: str) -> None:
    target = Target(How.TCP, "192.0.2.1", 80)
    incident = Incident(
        7,
        T,
        T + 9,
        (LOST, Reason(Cause.STANDBY, T + 2, "b")),
        _incident(LOST, end=T + 9).steps,
        (Move("db", "db", "a", "b", Role.PROMOTED, Role.PROMOTED, T + 3, T + 9, T),),
        (Outage(target, T, T + 8.5, 9, 0.1), Outage(target, T)),
        ("web",),
    )
    text = report(incident, "shop", T + 20)
    assert "{" not in text
    for word in ("7", "shop", "db", "a → b", "TCP 192.0.2.1:80", "8500", "web"):
        assert word in text
    assert outage_words(incident.outages[1], T + 20) in text


def test_what_is_kept_is_numbered_anew() -> None:
    first, second = _incident(LOST, end=T + 4), Incident(1, T - 50, T - 40, (LOST,))
    assert [(item.number, item.begin) for item in restored([first, second])] == [
        (1, T - 50),
        (2, T),
    ]
    assert worth_keeping(None, first)
    assert not worth_keeping(first, first)
    going_on = _incident(LOST)
    assert worth_keeping(going_on, first)
    assert worth_keeping(going_on, _incident(LOST, Reason(Cause.QUORUM_LOST, T)))
