"""From results to runs and outages."""

import os
import random

import pytest

from hagui.monitor.probes.book import Book
from hagui.monitor.probes.model import How, Miss, Outage, Result, Target
from hagui.monitor.probes.runs import Run, Runs, State
from tests.engine.probing.world import World, some_targets

SEED = int(os.environ.get("HAGUI_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
WEB = Target(How.HTTP, "192.0.2.1", 80, interval=0.025, timeout=0.25, resource="web")


def told(*misses: Miss | None, begin: float = 100.0) -> tuple[Book, list[Outage], list[Run]]:
    """A book that was told these answers, one every 25 ms."""
    book = Book()
    outages: list[Outage] = []
    runs: list[Run] = []
    book.on_outage.append(outages.append)
    book.on_run.append(lambda _, run: runs.append(run))
    book.set_targets([WEB], begin)
    for number, miss in enumerate(misses):
        book.take(Result(WEB, begin + number * 0.025, 0.002, miss))
    return book, outages, runs


def test_an_outage_is_from_the_first_question_missed_to_the_first_answer() -> None:
    book, outages, _ = told(None, None, Miss.REFUSED, Miss.TIMEOUT, Miss.TIMEOUT, None)
    begun, ended = outages
    assert (begun.begin, begun.end, begun.exact) == (pytest.approx(100.05), None, True)
    assert begun.slack == pytest.approx(0.025)
    assert ended.end == pytest.approx(100.127)
    assert ended.milliseconds == pytest.approx(77)
    assert ended.missed == 3
    assert book.outages == []


def test_a_question_that_was_held_until_the_service_was_back_ends_the_outage_then() -> None:
    book = Book()
    outages: list[Outage] = []
    book.on_outage.append(outages.append)
    book.set_targets([WEB], 100.0)
    book.take(Result(WEB, 100.0, 0.002))
    book.take(Result(WEB, 100.025, 0.25, Miss.TIMEOUT))
    book.take(Result(WEB, 100.05, 0.2))  # nobody knew where to send it
    for sent in (100.075, 100.1, 100.125):
        book.take(Result(WEB, sent, 0.001, Miss.REFUSED))
    book.take(Result(WEB, 100.25, 0.002))
    book.take(Result(WEB, 100.275, 0.001, Miss.REFUSED))
    assert [(item.begin, item.end) for item in outages] == [
        (100.025, None),
        (100.025, pytest.approx(100.25)),
        (100.275, None),
    ]
    runs = book.runs(WEB)
    assert runs is not None
    assert [(run.state, run.begin, run.count) for run in runs] == [
        (State.ANSWERED, 100.0, 1),
        (State.MISSED, 100.025, 4),
        (State.ANSWERED, pytest.approx(100.25), 2),
        (State.MISSED, 100.275, 1),
    ]


def test_what_never_answered_has_been_down_for_nobody_knows_how_long() -> None:
    book, outages, _ = told(Miss.REFUSED, Miss.REFUSED)
    assert [(item.exact, item.slack) for item in outages] == [(False, 0.0)]
    assert [item.missed for item in book.outages] == [2]


def test_who_may_not_ask_knows_nothing() -> None:
    book, outages, runs = told(None, Miss.NOT_ALLOWED, Miss.NOT_ALLOWED)
    assert outages == []
    assert [run.state for run in runs][-1] is State.UNKNOWN
    assert book.outages == []


def test_a_hundred_thousand_answers_are_one_run() -> None:
    runs = Runs()
    for number in range(100_000):
        runs.take(Result(WEB, number * 0.025, 0.001 + number * 1e-9))
    assert len(runs) == 1
    assert runs[0].count == 100_000
    assert runs[0].mean == pytest.approx(0.00105, rel=0.01)
    assert runs[0].longest == pytest.approx(0.0011, rel=0.01)


def test_a_service_that_flaps_all_week_takes_no_more_room() -> None:
    runs = Runs(limit=100)
    for number in range(10_000):
        runs.take(Result(WEB, float(number), 0.001, Miss.REFUSED if number % 2 else None))
    assert len(runs) <= 101
    assert runs.at(9_999.5) is runs.current
    assert runs.at(3.0) is None


def test_any_moment_has_the_run_of_that_moment() -> None:
    book, _, _ = told(None, Miss.REFUSED, Miss.TIMEOUT, None, None)
    runs = book.runs(WEB)
    assert runs is not None
    assert runs.at(99.0) is None
    assert [
        found.state for moment in (100.01, 100.03, 100.08, 200.0) if (found := runs.at(moment))
    ] == [State.ANSWERED, State.MISSED, State.ANSWERED, State.ANSWERED]
    down = runs.at(100.03)
    assert down is not None
    assert down.reasons == {Miss.REFUSED: 1, Miss.TIMEOUT: 1}
    back = runs.at(200.0)
    assert back is not None
    assert runs.before(back) is down


def test_nothing_is_known_of_the_time_in_which_nobody_asked() -> None:
    book, _, runs = told(None, None)
    book.pause(WEB, 500.0)
    assert runs[-1].end == pytest.approx(100.075)
    book.take(Result(WEB, 600.0, 0.001))
    found = book.runs(WEB)
    assert found is not None
    assert found.at(300.0) is None
    assert found.before(found[1]) is None


def test_an_outage_goes_on_while_nobody_can_ask() -> None:
    book, outages, _ = told(None, Miss.REFUSED)
    book.pause(WEB, 101.0)
    book.take(Result(WEB, 110.0, 0.001))
    assert [item.end for item in outages] == [None, pytest.approx(110.001)]


def test_what_is_not_asked_any_more_is_not_heard() -> None:
    book, outages, _ = told(None, Miss.REFUSED)
    forgotten: list[Outage] = []
    book.on_forgotten.append(forgotten.append)
    book.set_targets([], 101.0)
    assert [item.begin for item in forgotten] == [outages[0].begin]
    book.take(Result(WEB, 102.0, 0.001))
    assert len(outages) == 1
    assert book.outages == []


@pytest.mark.parametrize("number", range(20))
def test_any_timing_gives_the_outages_that_there_were(number: int) -> None:
    print(f"HAGUI_SEED={SEED}, book {number}")
    dice = random.Random(SEED * 1000 + number)
    targets = some_targets(dice, 6)
    world = World(dice.randrange(10**9), targets)
    world.play(40.0, late=dice.choice([0.0, 0.01, 0.3]))
    book = Book()
    outages: list[Outage] = []
    book.on_outage.append(outages.append)
    book.set_targets(targets, 0.0)
    for result in world.results:
        book.take(result)
    for target in targets:
        seen = [result for result in world.results if result.target == target]
        begins: list[float] = []
        ends: list[float] = [float("-inf")]
        for result in seen:
            down = len(begins) == len(ends)
            if result.miss and not down and result.sent >= ends[-1]:
                begins.append(result.sent)
            elif not result.miss and down:
                ends.append(result.sent + result.seconds)
        mine = [item for item in outages if item.target == target]
        assert [item.begin for item in mine if item.end is None] == begins
        assert [item.end for item in mine if item.end is not None] == ends[1:]
        runs = book.runs(target) or ()
        assert sum(run.count for run in runs) == len(seen)
        down = [run for run in runs if run.state is State.MISSED]
        assert [run.begin for run in down] == begins
        assert [run.end for run in down if run.end is not None] == ends[1:]
