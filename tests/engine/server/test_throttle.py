"""How waiting grows and is forgotten."""

from engine.server.throttle import FORGIVEN_AFTER, REMEMBERED, Throttle


def guess(throttle: Throttle, source: str, user: str, now: float) -> float:
    wait = throttle.book(source, user, now)
    throttle.failed(source, user, now + wait)
    return wait


def test_waiting_doubles_for_a_source_up_to_a_limit() -> None:
    throttle, now, waits = Throttle(), 0.0, list[float]()
    for number in range(12):
        wait = guess(throttle, "10.0.0.1", f"user{number}", now)
        now += wait
        waits.append(wait)
    assert waits[:2] == [0.0, 0.0]
    assert waits[2:6] == [1.0, 2.0, 4.0, 8.0]
    assert waits == sorted(waits)
    assert max(waits) == 60.0


def test_another_source_does_not_wait() -> None:
    throttle = Throttle()
    for number in range(6):
        guess(throttle, "10.0.0.1", f"user{number}", 0.0)
    assert throttle.book("10.0.0.2", "carol", 0.0) == 0.0


def test_a_user_guessed_from_everywhere_is_slowed_but_never_locked_out() -> None:
    throttle, now = Throttle(), 0.0
    for number in range(100):
        now += guess(throttle, f"10.0.1.{number}", "alice", now)
    wait = throttle.book("192.0.2.1", "alice", now)
    assert 0.0 < wait <= 4.0


def test_failures_are_forgotten_with_time() -> None:
    throttle = Throttle()
    for _ in range(4):
        guess(throttle, "10.0.0.1", "alice", 0.0)
    assert throttle.book("10.0.0.1", "alice", 1.0) > 0.0
    assert throttle.book("10.0.0.1", "alice", 1.0 + 6 * FORGIVEN_AFTER) == 0.0


def test_many_attempts_at_once_take_turns() -> None:
    throttle = Throttle()
    for _ in range(3):
        guess(throttle, "10.0.0.1", "x", 0.0)
    waits = [throttle.book("10.0.0.1", f"user{number}", 8.0) for number in range(4)]
    assert waits == sorted(waits)
    assert waits[3] - waits[2] >= 1.0


def test_a_right_password_frees_the_user_and_not_the_source() -> None:
    throttle = Throttle()
    for _ in range(6):
        guess(throttle, "10.0.0.1", "alice", 0.0)
    throttle.succeeded("alice")
    assert throttle.book("10.0.0.2", "alice", 0.0) == 0.0
    assert throttle.book("10.0.0.1", "alice", 0.0) > 0.0


def test_what_is_remembered_is_bounded() -> None:
    throttle = Throttle()
    for number in range(REMEMBERED + 50):
        throttle.failed(f"source{number}", f"user{number}", float(number) / 1000)
    assert len(throttle) <= 2 * REMEMBERED
