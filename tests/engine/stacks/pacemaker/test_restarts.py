from engine.stacks.pacemaker import childside
from engine.stacks.pacemaker.restarts import (
    CRASHES,
    FIRST_DELAY,
    LONGEST_DELAY,
    REST,
    STEADY,
    UNKNOWN_REST,
    Reason,
    Restarts,
)

SEGFAULT = -11


def test_a_daemon_that_is_away_is_asked_for_again_and_again_but_not_too_often() -> None:
    restarts = Restarts()
    decisions = [restarts.ended(childside.UNREACHABLE, 0.1) for _ in range(50)]
    assert {decision.reason for decision in decisions} == {Reason.AWAY}
    assert decisions[0].delay == FIRST_DELAY
    assert decisions[-1].delay == LONGEST_DELAY
    assert not any(decision.rest for decision in decisions)


def test_after_success_the_wait_is_short_again() -> None:
    restarts = Restarts()
    for _ in range(50):
        restarts.ended(childside.UNREACHABLE, 0.1)
    restarts.well()
    assert restarts.ended(childside.LOST, 300).delay == FIRST_DELAY


def test_an_unknown_library_is_not_tried_again_soon() -> None:
    decision = Restarts().ended(childside.UNKNOWN_LIBRARY, 0.1)
    assert (decision.reason, decision.rest) == (Reason.UNKNOWN, UNKNOWN_REST)


def test_a_library_that_crashes_again_and_again_gets_a_rest() -> None:
    restarts = Restarts()
    for _ in range(2):
        rests = [restarts.ended(SEGFAULT, 1).rest for _ in range(CRASHES)]
        assert rests == [0] * (CRASHES - 1) + [REST]


def test_crashes_far_apart_are_not_counted_together() -> None:
    restarts = Restarts()
    assert not any(restarts.ended(SEGFAULT, STEADY).rest for _ in range(20))


def test_the_end_of_the_daemon_between_crashes_tells_that_the_library_works() -> None:
    restarts = Restarts()
    for _ in range(CRASHES):
        assert not restarts.ended(SEGFAULT, 1).rest
        restarts.ended(childside.LOST, 1)


def test_who_may_not_is_asked_at_leisure() -> None:
    assert Restarts().ended(childside.DENIED, 0.1).reason is Reason.DENIED
