"""The story of a live copy: spans, bars, marks, and what was true at any moment."""

import pytest

from engine.cib.state.model import Condition, Role
from hagui.monitor.story.chronicle import Chronicle
from hagui.monitor.story.model import Added, Bar, MarkKind, NodeSpan, Outcome, RunSpan
from hagui.monitor.story.teller import Teller
from tests.hagui.cluster.mini import START, Story


class Told:
    """A teller, and what it told last."""

    def __init__(self, story: Story, limit: int = 1000) -> None:
        self.story = story
        story.begin()
        self.now = float(START)
        self.teller = Teller(story.live, clock=lambda: self.now, limit_bars=limit)
        self.heard: list[Added] = []
        self.teller.listen(self.heard.append)

    @property
    def chronicle(self) -> Chronicle:
        return self.teller.chronicle

    def step(self, at: float, *, configuration: bool = False) -> Added:
        self.heard.clear()
        self.teller.told(self.story.step(at, configuration=configuration))
        whole = Added()
        for item in self.heard:
            whole |= item
        return whole


@pytest.fixture
def told(story: Story) -> Told:
    return Told(story)


def _runs(told: Told, at: float) -> set[tuple[str, str, Role]]:
    return {(s.instance, s.node, s.role) for s in told.chronicle.truth(START + at).runs}


def test_the_first_sight_takes_what_the_history_tells(told: Told) -> None:
    bars = {(bar.resource, bar.node, bar.task): bar for bar in told.chronicle.bars}
    start = bars["webip", "node1", "start"]
    assert (start.begun, start.end) == (START - 100, START - 100 + 0.3)
    assert start.outcome is Outcome.DONE
    runs = {(s.instance, s.node): s for s in told.chronicle.spans if isinstance(s, RunSpan)}
    assert runs["webip", "node1"].begin == START - 99.7
    assert runs["db", "node1"].role is Role.PROMOTED
    assert runs["db", "node1"].begin == START - 90
    assert {node for name, node in runs if name == "ping"} == {"node1", "node2", "node3"}


def test_before_it_was_watched_nothing_is_said_of_the_cluster(told: Told) -> None:
    truth = told.chronicle.truth(START - 50)
    assert not truth.watched
    assert truth.cluster is None
    assert told.chronicle.truth(START + 1).watched


def test_an_operation_goes_from_queued_to_finished(told: Told) -> None:
    cluster = told.story.cluster
    cluster.pending("webip", "node1", "stop")
    (bar,) = told.step(1).bars
    assert (bar.task, bar.node, bar.outcome, bar.end) == ("stop", "node1", Outcome.PENDING, None)
    assert told.chronicle.truth(START + 1.5).under_way == (bar,)
    cluster.operation("webip", "node1", "stop", at=1, ms=700)
    (done,) = told.step(1.9).bars
    assert done.number == bar.number
    assert done.outcome is Outcome.DONE
    assert done.end == pytest.approx(START + 1.9)
    assert done.begun == pytest.approx(START + 1.2)
    assert done.queued == START + 1
    assert told.chronicle.truth(START + 2).under_way == ()
    (again,) = told.chronicle.truth(START + 1.5).under_way
    assert again.number == bar.number


def test_a_move_ends_one_span_and_begins_another(told: Told) -> None:
    cluster = told.story.cluster
    cluster.operation("webip", "node1", "stop", at=1)
    (gone,) = told.step(1).spans
    assert isinstance(gone, RunSpan)
    assert (gone.node, gone.end) == ("node1", START + 1)
    cluster.operation("webip", "node2", "start", at=2)
    (come,) = told.step(2).spans
    assert isinstance(come, RunSpan)
    assert (come.node, come.begin, come.end) == ("node2", START + 2, None)
    assert ("webip", "node1", Role.STARTED) in _runs(told, 0.5)
    assert not [run for run in _runs(told, 1.5) if run[0] == "webip"]
    assert ("webip", "node2", Role.STARTED) in _runs(told, 2.5)


def test_a_role_is_a_span_of_its_own(told: Told) -> None:
    told.story.cluster.operation("db", "node1", "demote", at=3)
    added = told.step(3)
    assert [(s.role, s.end) for s in added.spans if isinstance(s, RunSpan)] == [
        (Role.PROMOTED, START + 3),
        (Role.UNPROMOTED, None),
    ]


def test_a_failure_is_a_bar_and_a_mark_once(told: Told) -> None:
    cluster = told.story.cluster
    cluster.operation(
        "webip", "node1", "monitor", at=4, ms=50, rc=7, expected=0, interval=10_000, reason="gone"
    )
    added = told.step(4.2)
    (bar,) = added.bars
    assert (bar.outcome, bar.rc, bar.reason) == (Outcome.FAILED, 7, "gone")
    (mark,) = added.marks
    assert (mark.kind, mark.node, mark.resource) == (MarkKind.FAILURE, "node1", "webip")
    assert mark in told.chronicle.truth(START + 5).marks
    assert mark not in told.chronicle.truth(START + 60).marks


def test_a_lost_node_is_fenced_and_takes_what_was_under_way_with_it(told: Told) -> None:
    cluster = told.story.cluster
    cluster.pending("webip", "node1", "stop")
    told.step(1)
    cluster.down("node1", clean=False)
    added = told.step(2)
    assert [(s.node, s.condition, s.end) for s in added.spans if isinstance(s, NodeSpan)] == [
        ("node1", Condition.ONLINE, START + 2),
        ("node1", Condition.UNCLEAN, None),
    ]
    assert MarkKind.NODE_WENT in {mark.kind for mark in added.marks}
    (fence,) = [bar for bar in added.bars if bar.resource is None]
    assert (fence.node, fence.task, fence.outcome) == ("node1", "fence", Outcome.PENDING)
    cluster.down("node1", clean=True)
    added = told.step(5)
    outcomes = {bar.task: bar.outcome for bar in added.bars}
    assert outcomes == {"fence": Outcome.DONE, "stop": Outcome.LOST}
    assert told.chronicle.truth(START + 3).nodes["node1"].condition is Condition.UNCLEAN
    assert told.chronicle.truth(START + 6).nodes["node1"].condition is Condition.OFFLINE


def test_nothing_is_fenced_where_fencing_is_off(story: Story) -> None:
    story.cluster.properties["stonith-enabled"] = "false"
    told = Told(story)
    story.cluster.down("node1", clean=False)
    assert not told.step(1).bars


def test_quorum_dc_and_commits_are_marked(told: Told) -> None:
    cluster = told.story.cluster
    cluster.have_quorum, cluster.dc = False, "2"
    kinds = {(mark.kind, mark.node) for mark in told.step(1).marks}
    assert kinds == {(MarkKind.QUORUM_LOST, None), (MarkKind.DC_ELECTED, "node2")}
    cluster.primitive("mail")
    assert MarkKind.COMMIT in {mark.kind for mark in told.step(2, configuration=True).marks}
    before, after = (told.chronicle.truth(START + at).cluster for at in (0.5, 1.5))
    assert before is not None
    assert after is not None
    assert (before.dc, before.quorate) == ("node1", True)
    assert (after.dc, after.quorate) == ("node2", False)


def test_while_nobody_is_heard_nobody_knows(told: Told) -> None:
    told.teller.told(told.story.live.lose(at=START + 5))
    told.teller.told(told.story.live.follow("node2", at=START + 9))
    stale = [told.chronicle.truth(START + at).cluster for at in (4, 6, 10)]
    assert [item is not None and item.stale for item in stale] == [False, True, False]
    assert [mark.kind for mark in told.chronicle.marks] == [MarkKind.STALE, MarkKind.LIVE]


def test_what_a_snapshot_finds_is_placed_by_the_cluster_own_times(told: Told) -> None:
    cluster = told.story.cluster
    cluster.operation("webip", "node1", "stop", at=10, ms=100)
    cluster.operation("webip", "node2", "start", at=12, ms=500)
    told.now = START + 60.0
    told.story.live.load(cluster.snapshot(), at=START + 60, source="node2")
    bars = {(b.node, b.task): b for b in told.chronicle.bars if b.resource == "webip"}
    assert bars["node2", "start"].end == START + 12.5
    (run,) = [s for s in told.chronicle.truth(START + 61).runs if s.instance == "webip"]
    assert (run.node, run.begin) == ("node2", START + 12.5)


def test_a_new_controller_that_writes_the_history_anew_tells_nothing_twice(told: Told) -> None:
    cluster = told.story.cluster
    count = len(list(told.chronicle.bars))
    kept = cluster.operations.pop(("node1", "webip"))
    told.step(1)
    cluster.operations["node1", "webip"] = kept
    told.step(2)
    assert len(list(told.chronicle.bars)) == count


def test_the_oldest_goes_when_there_is_too_much(story: Story) -> None:
    told = Told(story, limit=20)
    cluster = story.cluster
    forgotten: list[float] = []
    for turn in range(60):
        task = "stop" if turn % 2 == 0 else "start"
        cluster.operation("webip", "node1", task, at=turn)
        gone = told.step(turn + 0.5).forgotten
        if gone is not None:
            forgotten.append(gone)
    bars = list(told.chronicle.bars)
    assert len(bars) <= 20
    assert forgotten
    assert forgotten == sorted(forgotten)
    assert max(bar.end or 0 for bar in bars) == START + 59.5
    assert len(list(told.chronicle.spans)) <= 20


def test_clocks_that_differ_are_measured_and_bars_moved(story: Story) -> None:
    told = Told(story)
    cluster = story.cluster
    for turn in range(8):
        # node2's clock is 40 s ahead: what ends at 3.45 of ours it stamps with 43
        at = turn * 3
        task = "start" if turn % 2 == 0 else "stop"
        cluster.pending("webip", "node2", task)
        told.step(at)
        cluster.operation("webip", "node2", task, at=at + 40, ms=400)
        told.step(at + 0.4 + turn / 10)
    offset = told.chronicle.offsets["node2"]
    assert offset.certain
    assert abs(offset.seconds + 40) <= offset.within + 0.001
    assert offset.within < 0.6
    last = max((b for b in told.chronicle.bars if b.node == "node2"), key=_number)
    assert last.end is not None
    assert abs(last.end - (START + 21 + 0.4 + 0.7)) < 1


def _number(bar: Bar) -> int:
    return bar.number
