import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cib.score import INFINITY, add, format_score, parse_score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("100", 100),
        ("-7", -7),
        ("+7", 7),
        (" 12 ", 12),
        ("INFINITY", INFINITY),
        ("+INFINITY", INFINITY),
        ("-INFINITY", -INFINITY),
        ("inf", INFINITY),
        ("-inf", -INFINITY),
        ("+∞", INFINITY),
        ("−∞", -INFINITY),
        ("−5", -5),
        ("1000001", INFINITY),
        ("-99999999", -INFINITY),
        ("9" * 5000, INFINITY),
        ("-" + "9" * 5000, -INFINITY),
        ("red", -INFINITY),
        ("green", 0),
        ("12abc", 12),
        ("", 0),
        ("high", 0),
        (None, 0),
    ],
)
def test_reads_every_spelling(text: str | None, score: int):
    assert parse_score(text) == score


def test_says_what_to_take_for_nonsense():
    assert parse_score("nonsense", 5) == 5
    assert parse_score(None, -1) == -1


@given(st.integers(-INFINITY, INFINITY))
def test_what_is_written_reads_the_same(score: int):
    assert parse_score(format_score(score)) == score


@given(st.text())
def test_nothing_is_out_of_range(text: str):
    assert -INFINITY <= parse_score(text) <= INFINITY


def test_minus_infinity_wins():
    assert add(INFINITY, -INFINITY) == -INFINITY
    assert add(INFINITY, -5) == INFINITY
    assert add(600_000, 600_000) == INFINITY
    assert add(2, 3) == 5
