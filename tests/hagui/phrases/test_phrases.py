"""Constraints, rules, outcomes and units in words."""

import pytest

from engine.cib.document import Cib
from engine.cib.views import Configuration, Constraint
from hagui.phrases import (
    age,
    constraint_chip,
    constraint_sentence,
    constraint_short,
    duration,
    interval,
    outcome_words,
    score,
    status_words,
)

pytestmark = pytest.mark.usefixtures("english")


def constraint(xml: str) -> Constraint:
    cib = Cib.parse(f"<cib><configuration><constraints>{xml}</constraints></configuration></cib>")
    return Configuration.of(cib).constraints[0]


@pytest.mark.parametrize(
    ("xml", "sentence", "short", "chip"),
    [
        (
            '<rsc_location id="l" rsc="a" node="n1" score="INFINITY"/>',
            "a runs on n1 whenever it can",
            "a on n1",
            "∞",
        ),
        (
            '<rsc_location id="l" rsc="a" node="n1" score="-50"/>',
            "a rather does not run on n1",
            "a not on n1",
            "−50",
        ),
        (
            '<rsc_location id="l" rsc="a" role="Master" node="n1" score="50"/>',
            "a's primary prefers to run on n1",
            "a's primary on n1",
            "50",
        ),
        (
            '<rsc_location id="l" rsc-pattern="^db" node="n1" score="-INFINITY"/>',
            "resources like ^db never runs on n1",
            "resources like ^db not on n1",
            "−∞",
        ),
        (
            (
                '<rsc_location id="l" rsc="a"><rule id="r" score="-INFINITY" boolean-op="or">'
                '<expression id="e" attribute="pingd" operation="not_defined"/>'
                '<expression id="f" attribute="pingd" operation="lte" value="0"/></rule>'
                "</rsc_location>"
            ),
            "a never runs where pingd is not set or pingd is at most 0",
            "a by rule",
            "−∞",
        ),
        (
            (
                '<rsc_location id="l" rsc="a"><rule id="r" score-attribute="rank">'
                '<expression id="e" attribute="#uname" operation="ne" value="n3"/></rule>'
                "</rsc_location>"
            ),
            (
                "a is drawn to nodes where the node's name is not n3, as much as their attribute "
                "rank says"
            ),
            "a by rule",
            "rank",
        ),
        (
            '<rsc_colocation id="c" rsc="a" with-rsc="b" with-rsc-role="Master" score="INFINITY"/>',
            "a stays with b's primary; if that moves, a follows",
            "a with b",
            "∞",
        ),
        (
            '<rsc_colocation id="c" rsc="a" with-rsc="b" score="-INFINITY"/>',
            "a never runs where b runs",
            "a apart from b",
            "−∞",
        ),
        (
            '<rsc_colocation id="c" rsc="a" with-rsc="b" score="10" node-attribute="rack"/>',
            "a runs on a node with the same rack as b",
            "a with b",
            "10",
        ),
        (
            '<rsc_order id="o" first="a" then="b" first-action="promote" then-action="start"/>',
            "b starts only after a is promoted",
            "a, then b",
            "∞",
        ),
        (
            '<rsc_order id="o" first="a" then="b" kind="Optional"/>',
            "b starts after a has started, if both are due",
            "a, then b",
            "optional",
        ),
        (
            '<rsc_order id="o" first="a" then="b" kind="Serialize"/>',
            "a and b never start or stop at the same time",
            "a, then b",
            "one at a time",
        ),
        (
            (
                '<rsc_order id="o"><resource_set id="s1" sequential="false">'
                '<resource_ref id="a"/><resource_ref id="b"/></resource_set>'
                '<resource_set id="s2"><resource_ref id="c"/></resource_set></rsc_order>'
            ),
            "in this order: (a and b), then c",
            "a b, then c",
            "∞",
        ),
        (
            (
                '<rsc_colocation id="c" score="INFINITY"><resource_set id="s1">'
                '<resource_ref id="a"/><resource_ref id="b"/></resource_set></rsc_colocation>'
            ),
            "a, b stay together, each with the one before it",
            "a b",
            "∞",
        ),
        (
            '<rsc_ticket id="t" rsc="a" ticket="west" loss-policy="fence"/>',
            (
                "a may run only while this site has ticket west; without it, the nodes that run it "
                "are fenced"
            ),
            "a needs west",
            "fence",
        ),
    ],
)
def test_a_constraint_is_a_sentence(xml: str, sentence: str, short: str, chip: str) -> None:
    item = constraint(xml)
    assert constraint_sentence(item) == sentence
    assert constraint_short(item)[0] == short
    assert constraint_chip(item) == chip


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1_000_000, "∞"),
        (-2_000_000, "−∞"),
        (-5, "−5"),
        (0, "0"),
        ("-INFINITY", "−∞"),
        ("+inf", "∞"),
        ("pingd", "pingd"),
    ],
)
def test_scores_read_alike_everywhere(value: int | str, shown: str) -> None:
    assert score(value) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0.0, "0 ms"),
        (0.87, "870 ms"),
        (1.2, "1.2 s"),
        (20, "20 s"),
        (99.96, "1 min 40 s"),
        (3599.6, "1 h 0 min"),
        (49 * 3600, "2 d 1 h"),
    ],
)
def test_durations_have_as_many_digits_as_matter(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown


def test_ages_and_intervals() -> None:
    assert [age(s) for s in (-0.2, 0.14, 12.3, 125)] == ["0.0 s", "0.1 s", "12 s", "2 min 5 s"]
    assert interval(10_000) == "every 10 s"


def test_outcomes_are_named_as_ocf_names_them() -> None:
    assert outcome_words(0) == "ok"
    assert outcome_words(7) == "not running"
    assert outcome_words(8) == "promoted"
    assert outcome_words(42) == "exit code 42"
    assert status_words(2) == "timed out"
    assert status_words(0) == ""
