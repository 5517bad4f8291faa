"""Predictions in words."""

import pytest

from engine.cib.state.model import Role
from engine.cib.version import Version
from hagui.cluster.rehearsal.model import Fate, Prediction, Verdict
from hagui.phrases.predictions import (
    by_weight,
    fate_sentence,
    longest_outage,
    outage_words,
    prediction_brief,
    prediction_glyph,
)

pytestmark = pytest.mark.usefixtures("english")

MOVES = Fate("ip", Verdict.MOVES, "n1", "n2", Role.STARTED, Role.STARTED, outage=2.84)
LIVE = Fate("vm", Verdict.MIGRATES, "n1", "n2", Role.STARTED, Role.STARTED)
STOPS = Fate("www", Verdict.STOPS, "n1", None, Role.STARTED)
PROMOTED = Fate("db", Verdict.PROMOTES, "n2", "n2", Role.UNPROMOTED, Role.PROMOTED)


@pytest.mark.parametrize(
    ("fate", "sentence", "outage"),
    [
        (MOVES, "ip moves n1 → n2", "about 2.8 s of outage"),
        (LIVE, "vm moves live n1 → n2", ""),
        (STOPS, "www stops on n1", "gone until it is started again"),
        (PROMOTED, "db is promoted on n2", ""),
        (
            Fate("db", Verdict.DEMOTES, "n1", "n1", Role.PROMOTED, Role.UNPROMOTED),
            "db is demoted on n1",
            "interrupted; for how long is not known yet",
        ),
    ],
)
def test_a_fate_and_its_outage(fate: Fate, sentence: str, outage: str) -> None:
    assert fate_sentence(fate) == sentence
    assert outage_words(fate) == outage


def test_the_whole_in_one_line() -> None:
    now = Version(0, 1, 2)
    assert prediction_brief(Prediction(now)) == "Nothing moves, starts or stops."
    whole = Prediction(now, (MOVES, LIVE, STOPS, PROMOTED), fenced=("n3",))
    assert prediction_brief(whole) == "fenced: n3; 1 stops; 2 move; 1 changes role"
    assert longest_outage(whole) == "1 interrupted, for 2.8 s at most"
    assert longest_outage(Prediction(now, (LIVE,))) == ""


def test_what_is_worst_is_said_first_and_gives_its_shape_to_the_whole() -> None:
    now = Version(0, 1, 2)
    assert by_weight([PROMOTED, LIVE, MOVES, STOPS]) == [STOPS, MOVES, PROMOTED, LIVE]
    for fates, shape in (((PROMOTED, LIVE), "✓"), ((LIVE, MOVES), "→"), ((MOVES, STOPS), "■")):
        assert prediction_glyph(Prediction(now, fates)) == shape
    assert prediction_glyph(Prediction(now, (LIVE,), fenced=("n3",))) == "▲"
