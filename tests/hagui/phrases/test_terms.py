"""Every kind of reason that the scheduler gives for a score has words, in both languages."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import engine.scheduler
from engine.cib.document import Cib
from engine.scheduler.model.resource import Term
from engine.scheduler.schedule import schedule
from hagui.phrases.terms import INSIDE, cause_words, term_words
from hagui.shell.translator import load

SOURCES = Path(engine.scheduler.__file__).parent
GIVING = (
    r"\b(?:Term|add_score|add_score_throughout|take_over|rule_out|_rule_out_everywhere|restore"
    r"|ban_everywhere|add_location|self\._add)\(([^\n]*(?:\n(?! {0,8}\S)[^\n]*)*)"
)
LISTED = r"for reason in \(([^)]*)\)"


def kinds() -> set[str]:
    """What the scheduler's sources name where they give a reason."""
    found = {"location"}
    for path in SOURCES.rglob("*.py"):
        text = path.read_text("utf-8")
        for part in (*re.findall(GIVING, text), *re.findall(LISTED, text)):
            found.update(re.findall(r'"([a-z][a-z-]+)"', part))
    return found - {"score"}


@pytest.fixture
def chinese(qapp: object) -> Iterator[None]:
    del qapp
    load("zh_CN")
    yield
    load("en")


def has_words(term: Term) -> bool:
    """Whether Chinese words are found, as for what is unknown there are none."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in cause_words(term))


@pytest.mark.usefixtures("chinese")
def test_no_kind_of_reason_is_without_words() -> None:
    found = kinds()
    assert {"stickiness", "clone-node-max", "migration-threshold", "utilization"} <= found
    assert {kind for kind in found if not has_words(Term(5, kind, "x"))} == set()
    assert all(has_words(Term(5, "colocation", id_)) for id_ in INSIDE)
    assert not has_words(Term(5, "never-heard-of", "x"))


@pytest.mark.usefixtures("chinese")
def test_every_reason_in_pacemakers_own_cases_has_words(
    scheduler_cases: Mapping[str, bytes],
) -> None:
    for name, data in list(scheduler_cases.items())[::9]:
        for score in schedule(Cib.parse(data)).scores:
            assert all(map(has_words, score.terms)), name


@pytest.mark.usefixtures("english")
def test_amounts_are_said_and_what_has_none_is_said_alone() -> None:
    assert term_words(Term(100, "stickiness", "web")) == "stickiness 100"
    assert term_words(Term(0, "utilization")) == "not enough capacity"
    assert cause_words(Term(1, "colocation", "#resource-with-container")) == "its container"
    assert cause_words(Term(1, "colocation", "c1")) == "colocation c1"
