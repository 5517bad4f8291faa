"""What probes are called, and what they say."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from engine.probing.checking import Fault, faults
from hagui.monitor.probes.model import How, Miss, Outage, Target
from hagui.monitor.probes.runs import Run, Runs, State
from hagui.phrases.probes import (
    down_words,
    fault_sentence,
    lane_words,
    miss_words,
    place_words,
    run_sentence,
    standing_words,
    titles,
)
from hagui.shell.translator import load

WEB = Target(How.HTTP, "192.0.2.1", 80, resource="web")


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    load("en")


def test_each_has_a_name_of_its_own_unless_it_is_the_same() -> None:
    other = replace(WEB, port=8080)
    quick = replace(WEB, interval=0.1)
    distant = replace(WEB, node="node2")
    picky = replace(WEB, expected="on")
    assert titles([WEB, quick]) == {WEB: "web · HTTP", quick: "web · HTTP"}
    named = titles([WEB, other, distant])
    assert named == {
        WEB: "web · HTTP (http://192.0.2.1/)",
        other: "web · HTTP (http://192.0.2.1:8080/)",
        distant: "web · HTTP from node2",
    }
    assert len(set(titles([WEB, other, distant, picky]).values())) == 4


def test_places_read_as_one_would_write_them() -> None:
    assert place_words(replace(WEB, host="2001:db8::1", port=81)) == "http://[2001:db8::1]:81/"
    assert place_words(Target(How.TCP, "db", 5432)) == "db:5432"
    assert place_words(Target(How.ICMP, "192.0.2.1")) == "192.0.2.1"


def test_outages_are_told_in_milliseconds() -> None:
    assert lane_words(State.MISSED, 1.2804, None) == "outage 1,280 ms"
    assert lane_words(State.MISSED, 1.2804, None, brief=True) == "1,280 ms"
    assert lane_words(State.ANSWERED, 60.0, 0.412) == "412 ms outage, then answered"
    assert lane_words(State.ANSWERED, 60.0, None) == "answered"
    assert down_words(Outage(WEB, 100.0), "web", 101.34) == "web down 1.3 s"


def test_a_moment_of_an_outage_says_why() -> None:
    runs = Runs()
    run = Run(State.MISSED, 10.0, 11.0, count=3)
    run.reasons.update({Miss.REFUSED: 2, Miss.TIMEOUT: 1})
    runs.add(run)
    said = run_sentence("web", runs.at(10.5), 10.5)
    assert said == "web: outage of 500 ms (2 × refused, 1 × no answer in time) · 3 questions"
    run.exact = False
    assert run_sentence("web", run, 10.5).startswith("web: no answer for 500 ms at the least (")
    assert run_sentence("web", None, 10.5) == "web: nobody asked then"
    state, words = standing_words(runs, 12.0)
    assert state is State.MISSED
    assert words.endswith("(refused, no answer in time)")
    assert standing_words(None, 0.0) == (State.UNKNOWN, "not asked yet")


def test_every_reason_and_every_fault_has_words() -> None:
    assert len({miss_words(miss) for miss in Miss}) == len(Miss)
    assert len({fault_sentence(fault) for fault in Fault}) == len(Fault)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        (WEB, ()),
        (replace(WEB, host=""), (Fault.HOST,)),
        (replace(WEB, host="a b"), (Fault.HOST,)),
        (replace(WEB, host="fe80::1%eth0"), ()),
        (replace(WEB, port=0), (Fault.PORT,)),
        (replace(WEB, path="x"), (Fault.PATH,)),
        (replace(WEB, path="/a b"), (Fault.PATH,)),
        (replace(WEB, expected="x" * 300), (Fault.TEXT,)),
        (replace(WEB, interval=0.001), (Fault.INTERVAL,)),
        (replace(WEB, interval=0.025, timeout=1.0), (Fault.TIMEOUT,)),
        (replace(WEB, how=How.ICMP, port=0, path="none"), ()),
    ],
)
def test_what_is_wrong_with_a_target(target: Target, found: tuple[Fault, ...]) -> None:
    assert faults(target) == found
