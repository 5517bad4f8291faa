"""Times of moments, marks, and the copy that goes from one moment to the other."""

import pytest

from hagui.monitor.recording.model import Frame, RecordingError
from hagui.monitor.replay.copying import BUDGET, ReplayCopy, fetch
from hagui.monitor.replay.model import Jump, Walk
from hagui.monitor.replay.reel import Reel, next_mark
from tests.hagui.cluster.mini import START, MiniCluster
from tests.hagui.monitor.replay.tape import Tape


@pytest.fixture
def tape() -> Tape:
    """webip is on node1, then nowhere, then on node2, then on node3."""
    cluster = MiniCluster()
    cluster.primitive("webip")
    cluster.operation("webip", "node1", "start", at=-100)
    made = Tape(cluster.snapshot(), START)
    for at, node, task in ((10, "node1", "stop"), (20, "node2", "start"), (30, "node2", "stop")):
        cluster.operation("webip", node, task, at=at)
        made.add(START + at, cluster.patch())
    cluster.operation("webip", "node3", "start", at=40)
    made.add_text(START + 40, cluster.snapshot())
    return made


def home(copy: ReplayCopy) -> tuple[str, ...]:
    return copy.shown.state.instances["webip"].nodes


def test_a_reel_grows_and_finds_moments() -> None:
    reel = Reel([100.0, 101.0, 101.0, 105.0])
    assert [reel.index_at(at) for at in (0, 100, 100.9, 101, 104, 900)] == [0, 0, 0, 2, 2, 3]
    assert reel.until == 105.0
    reel.until = 200.0
    reel.extend([110.0])
    assert (len(reel), reel.time_of(4), reel.begin, reel.until) == (5, 110.0, 100.0, 200.0)
    assert (len(Reel()), Reel().begin, Reel().until) == (0, 0.0, 0.0)


def test_the_mark_where_one_stands_is_not_the_next_one() -> None:
    marks = [10.0, 20.0, 20.001, 30.0]
    assert next_mark(marks, 20.0, back=False) == 30.0
    assert next_mark(marks, 20.001, back=True) == 10.0
    assert next_mark(marks, 10.0, back=True) is None
    assert next_mark(marks, 30.0, back=False) is None
    assert next_mark([], 1.0, back=True) is None


def test_jumps_and_walks_come_to_the_same(tape: Tape) -> None:
    walked, jumped = ReplayCopy(), ReplayCopy()
    walked.show(Jump(0), fetch(tape, Jump(0)), START, lambda: 0.0)
    for index, nodes in enumerate((("node1",), (), ("node2",), ())):
        if index:
            job = Walk(index, index)
            change, at = walked.show(job, fetch(tape, job), START, lambda: 0.0)
            assert at == index
            assert change.instances == {"webip"}
            assert not change.events
        jumped.show(Jump(index), fetch(tape, Jump(index)), START, lambda: 0.0)
        assert home(walked) == home(jumped) == nodes
        assert walked.shown.state == jumped.shown.state


def test_a_walk_ends_where_its_time_is_over(tape: Tape) -> None:
    copy = ReplayCopy()
    copy.show(Jump(0), fetch(tape, Jump(0)), START, lambda: 0.0)
    ticks = iter(range(100))
    job = Walk(1, 3)
    change, at = copy.show(job, fetch(tape, job), START, lambda: next(ticks) * BUDGET * 2)
    assert at == 1
    assert home(copy) == ()
    assert change


def test_a_walk_cannot_go_over_a_gap_or_from_elsewhere(tape: Tape) -> None:
    copy = ReplayCopy()
    copy.show(Jump(3), fetch(tape, Jump(3)), START, lambda: 0.0)
    job = Walk(4, 4)
    with pytest.raises(RecordingError):
        copy.show(job, fetch(tape, job), START, lambda: 0.0)
    copy.show(Jump(0), fetch(tape, Jump(0)), START, lambda: 0.0)
    third = tape.frame(3)
    with pytest.raises(RecordingError):
        copy.show(Walk(1, 1), (Frame(1, third.at, third.diff),), START, lambda: 0.0)
