"""Dates as Pacemaker reads them, checked against its own iso8601 tool."""

import os
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from engine.cib.state.dates import after, parse_instant

NOON = datetime(2023, 11, 14, 12, tzinfo=UTC)
DATES = {
    "2023-11-14 12:00:00Z": NOON,
    "2023-11-14T12:00:00": NOON,
    "20231114T12": NOON,
    "2023-318 12:00": NOON,
    "2023-W46-2T120000Z": NOON,
    "2023-11-14 13:00:00 +01:00": NOON,
    "2023-11-14 11:00 -0100": NOON,
    "2023-11-14T12:00:00+01:00": NOON,  # an offset needs a space before it
    "2023-11-14T24:00:00Z": NOON + timedelta(hours=12),
    "epoch": datetime(1970, 1, 1, tzinfo=UTC),
    "2023-02-29": None,
    "2023-366": None,
    "2023-11-14 25:00": None,
    "2023-11-14 12:60": None,
    "soon": None,
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_read_as(text: str) -> None:
    assert parse_instant(text) == DATES[text]


@pytest.mark.tools
@pytest.mark.parametrize("text", DATES)
def test_pacemakers_own_tool_reads_it_alike(text: str) -> None:
    tool = shutil.which("iso8601", path=f"{os.environ.get('PATH')}:/usr/sbin")
    if tool is None:
        pytest.skip("iso8601 is not installed")
    found = subprocess.run(
        [tool, "-d", text], env={"TZ": "UTC"}, capture_output=True, text=True, check=False
    ).stdout.strip()
    expected = DATES[text]
    assert found == ("" if expected is None else f"Date: {expected:%Y-%m-%d %H:%M:%SZ}")


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2024-01-31", {"months": "1"}, "2024-02-29"),
        ("2024-03-01", {"years": "1"}, "2025-03-02"),  # the 61st day of its year, as before
        ("2023-11-14", {"weeks": "1", "days": "2", "hours": "25"}, "2023-11-24 01:00"),
        ("2023-11-14", {"minutes": "90", "seconds": "-30"}, "2023-11-14 01:29:30"),
    ],
)
def test_a_duration_ends(start: str, duration: dict[str, str], end: str) -> None:
    begin = parse_instant(start)
    assert begin is not None
    assert after(begin, duration) == parse_instant(end)
