"""When questions are sent, under any timing of answers and of the shell."""

import os
import random
from collections import defaultdict
from itertools import pairwise

import pytest

from engine.probing.checking import FASTEST, IN_FLIGHT
from engine.probing.model import How, Miss, Result, Target
from engine.probing.schedule import RATE, URGENT, Schedule
from tests.engine.probing.world import World, some_targets

SEED = int(os.environ.get("HAGUI_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
WEB = Target(How.HTTP, "192.0.2.1", 80, interval=0.025, timeout=0.25)
SLOW = Target(How.TCP, "192.0.2.1", 81, interval=1.0, timeout=1.0)


@pytest.mark.parametrize("number", range(25))
def test_any_timing_keeps_the_promises(number: int) -> None:
    print(f"HAGUI_SEED={SEED}, schedule {number}")
    dice = random.Random(SEED * 1000 + number)
    targets = some_targets(dice, 12)
    world = World(dice.randrange(10**9), targets)
    world.play(30.0, late=dice.choice([0.0, 0.004, 0.2]))

    # in the order of sending, each with its own answer, and none lost but what is still open
    by_target: defaultdict[Target, list[Result]] = defaultdict(list)
    for result in world.results:
        by_target[result.target].append(result)
    for target in targets:
        sent = [(at, question) for at, question in world.sent if question.target == target]
        results = by_target[target]
        assert [result.sent for result in results] == [at for at, _ in sent][: len(results)]
        told = [result.miss for result in results]
        assert told == [world.truth[question] for _, question in sent][: len(results)]
        assert len(sent) - len(results) <= IN_FLIGHT
        times = [at for at, _ in sent]
        assert all(b > a for a, b in pairwise(times))

    # no more often than allowed: all together in any second, each in its fastest interval
    times = sorted(at for at, _ in world.sent)
    for index, begin in enumerate(times):
        within = [at for at in times[index : index + 2 * int(RATE)] if at < begin + 1.0]
        assert len(within) <= RATE + len(targets) + 1


def test_questions_go_out_at_fixed_moments_whatever_comes_of_them() -> None:
    schedule = Schedule()
    schedule.set_targets([WEB], 100.0)
    sent: list[float] = []
    for tick in range(400):
        now = 100.0 + tick * 0.001  # the shell looks every millisecond
        for question in schedule.send(now, now):
            sent.append(now)
            schedule.decide(question, 0.001, None, now)
    steps = [round((at - sent[0]) / 0.025, 1) for at in sent]
    assert len(sent) == 16
    assert all(abs(step - round(step)) <= 0.1 for step in steps)


def test_what_was_slept_through_is_not_made_up_for() -> None:
    schedule = Schedule()
    schedule.set_targets([WEB], 0.0)
    assert len(schedule.send(0.0, 0.0)) == 1
    assert len(schedule.send(10.0, 10.0)) == 1
    assert schedule.send(10.0, 10.0) == []
    due = schedule.due
    assert due is not None
    assert 10.0 < due <= 10.025 + 1e-9


def test_no_more_questions_wait_than_may() -> None:
    schedule = Schedule()
    target = Target(How.TCP, "192.0.2.1", 1, interval=0.05, timeout=10.0)
    schedule.set_targets([target], 0.0)
    questions = [item for tick in range(200) for item in schedule.send(tick * 0.05, 0.0)]
    assert len(questions) == IN_FLIGHT
    schedule.decide(questions[0], 10.0, Miss.TIMEOUT, 10.0)
    assert len(schedule.send(10.1, 0.0)) == 1


def test_all_together_are_stretched_to_what_is_allowed() -> None:
    schedule = Schedule(rate=100.0)
    targets = [Target(How.TCP, "192.0.2.1", port, interval=0.025) for port in range(1, 11)]
    schedule.set_targets(targets, 0.0)
    assert schedule.stretch == pytest.approx(4.0)
    assert schedule.interval(targets[0]) == pytest.approx(0.1)
    schedule.set_targets(targets[:1], 0.0)
    assert schedule.stretch == 1.0
    assert schedule.interval(targets[0]) == FASTEST


def test_who_does_not_answer_is_asked_more_often_until_it_does() -> None:
    schedule = Schedule()
    schedule.set_targets([SLOW], 0.0)
    (question,) = schedule.send(0.0, 0.0)
    schedule.decide(question, 0.1, Miss.REFUSED, 0.1)
    assert schedule.due == pytest.approx(0.1 + URGENT)
    (question,) = schedule.send(0.2, 0.2)
    assert schedule.due == pytest.approx(0.3)
    schedule.decide(question, 0.01, None, 0.21)
    (question,) = schedule.send(0.301, 0.301)
    assert schedule.due == pytest.approx(1.3)


def test_who_may_not_be_asked_is_not_asked_more_often() -> None:
    schedule = Schedule()
    schedule.set_targets([SLOW], 0.0)
    (question,) = schedule.send(0.0, 0.0)
    schedule.decide(question, 0.0, Miss.NOT_ALLOWED, 0.0)
    assert schedule.due == pytest.approx(1.0)


def test_answers_of_what_is_not_asked_any_more_are_passed_over() -> None:
    schedule = Schedule()
    schedule.set_targets([WEB], 0.0)
    (question,) = schedule.send(0.0, 0.0)
    schedule.set_targets([SLOW], 0.0)
    assert schedule.decide(question, 0.1, None, 0.1) == []
