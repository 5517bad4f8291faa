import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cib.duration import parse_duration


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("10", 10_000),
        ("10s", 10_000),
        ("10 sec", 10_000),
        ("10S", 10_000),
        ("1m", 60_000),
        ("1min", 60_000),
        ("2h", 7_200_000),
        ("2hr", 7_200_000),
        ("1500ms", 1500),
        ("1500msec", 1500),
        ("2000us", 2),
        ("3000usec", 3),
        ("0", 0),
        ("0s", 0),
        ("1.9s", 1000),
        ("PT10S", 10_000),
        ("pt1m10s", 70_000),
        ("PT1H", 3_600_000),
        ("P1D", 86_400_000),
        ("P1W", 7 * 86_400_000),
        ("P1M", 30 * 86_400_000),
        ("P1DT1M", 86_460_000),
        ("P40S", 40_000),
        ("bad", None),
        ("10 parsecs", None),
        ("P", None),
        ("PT", None),
        ("P5", None),
        ("", None),
        (None, None),
        ("9" * 5000, None),
        ("P" + "9" * 5000 + "D", None),
    ],
)
def test_reads_every_spelling(text: str | None, milliseconds: int | None):
    assert parse_duration(text) == milliseconds


@given(st.text())
def test_nonsense_raises_nothing(text: str):
    parse_duration(text)
