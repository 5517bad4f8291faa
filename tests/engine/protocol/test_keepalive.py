"""A silent peer is given up in time, a talking one never, and our own sleep is not its fault."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.protocol.keepalive import Beat, KeepAlive


def run_until(watch: KeepAlive, end: float, answers: bool) -> list[tuple[float, Beat]]:
    beats: list[tuple[float, Beat]] = []
    while watch.next_beat <= end:
        now = watch.next_beat
        beat = watch.beat(now)
        beats.append((now, beat))
        if beat is Beat.LOST:
            break
        if beat is Beat.ASK and answers:
            watch.heard(now + 0.01)
    return beats


def test_a_peer_that_falls_silent_is_lost_after_the_patience() -> None:
    beats = run_until(KeepAlive(10.0, 0.3, 0.9), 20.0, answers=False)
    assert beats[-1][1] is Beat.LOST
    assert 10.9 <= beats[-1][0] < 11.0
    assert [beat for _, beat in beats[:-1]] == [Beat.ASK, Beat.ASK]


def test_a_peer_that_answers_is_never_lost() -> None:
    beats = run_until(KeepAlive(0.0, 0.3, 0.9), 60.0, answers=True)
    assert Beat.LOST not in {beat for _, beat in beats}
    assert beats[-1][0] > 59.0


def test_a_peer_that_talks_anyway_is_not_asked() -> None:
    watch = KeepAlive(0.0, 0.3, 0.9)
    watch.heard(0.29)
    assert watch.beat(0.3) is Beat.NOTHING


def test_our_own_standstill_is_not_held_against_the_peer() -> None:
    watch = KeepAlive(0.0, 0.3, 0.9)
    assert watch.beat(30.0) is Beat.ASK
    beats = run_until(watch, 40.0, answers=False)
    assert beats[-1][1] is Beat.LOST
    assert 30.5 <= beats[-1][0] < 31.0


@settings(deadline=None)
@given(st.floats(0, 1e9), st.floats(0.01, 5), st.floats(0.01, 20), st.lists(st.floats(0, 3)))
def test_a_beat_is_always_followed_by_a_later_one(
    start: float, interval: float, patience: float, late: list[float]
) -> None:
    watch = KeepAlive(start, interval, patience)
    for delay in late:
        now = watch.next_beat + delay
        if watch.beat(now) is Beat.LOST:
            break
        assert watch.next_beat > now
