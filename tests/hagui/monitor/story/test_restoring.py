"""A story that was kept is the one that was told; several are put together to one."""

from random import Random

import pytest

from engine.cib.state.model import Condition, Role
from hagui.monitor.story.model import Bar, Mark, MarkKind, NodeSpan, Outcome, RunSpan
from hagui.monitor.story.restoring import Chapter, restore
from hagui.monitor.story.store import EACH, Stretches
from hagui.monitor.story.truth import Cluster


def _bar(number: int, begun: float, end: float | None, task: str = "start") -> Bar:
    outcome = Outcome.PENDING if end is None else Outcome.DONE
    return Bar("node1", "web", task, 0, begun, begun, end, outcome, number=number)


def _chapter(begin: float, end: float) -> Chapter:
    return Chapter(begin, end, facts=[Cluster(begin, "node1", quorate=True)])


@pytest.mark.parametrize("seed", range(6))
def test_a_filled_store_finds_what_a_plain_search_finds(seed: int) -> None:
    random = Random(seed)
    items = [
        NodeSpan(f"node{number}", Condition.ONLINE, begin, random.choice([None, begin + length]))
        for number in range(3 * EACH + 7)
        for begin, length in [(random.uniform(0, 1000), random.choice([0.5, 5, 400]))]
    ]
    store = Stretches[NodeSpan](10_000)
    store.fill(items, lambda item: item.node)
    for number in range(EACH):  # and it goes on as any other
        ended = items[number]
        if ended.end is None:
            ended = items[number] = NodeSpan(ended.node, ended.condition, ended.begin, 1001.0)
            store.put(ended.node, ended)
        begin = random.uniform(900, 2000)
        items.append(NodeSpan(f"late{number}", Condition.ONLINE, begin, begin + 30))
        store.put(f"late{number}", items[-1])
    assert len(store) == len(items)
    for moment in [random.uniform(-5, 2100) for _ in range(300)]:
        there = {
            item
            for item in items
            if item.begin <= moment and (item.end is None or item.end > moment)
        }
        assert set(store.at(moment)) == there


def test_one_chapter_is_as_it_was_told() -> None:
    chapter = _chapter(100, 200)
    chapter.spans = [RunSpan("web", "node1", Role.STARTED, 90), NodeSpan("a", Condition.ONLINE, 1)]
    chapter.bars = [_bar(1, 95, 96), _bar(2, 199, None)]
    chapter.marks = [Mark(MarkKind.COMMIT, 150)]
    story = restore([chapter])
    assert [bar.end for bar in story.bars] == [96, None]
    assert len(list(story.spans)) == 2
    assert [mark.kind for mark in story.marks] == [MarkKind.COMMIT]
    assert story.watched_from == 100
    assert story.truth(199.5).under_way == (_bar(2, 199, None),)


def test_what_was_told_twice_is_there_once() -> None:
    one, other = _chapter(100, 200), _chapter(500, 600)
    one.bars = [_bar(1, 95, 96), _bar(2, 150, 151)]
    one.marks = [Mark(MarkKind.FAILURE, 151, "node1", "web")]
    other.bars = [_bar(1, 95, 96), _bar(2, 150.4, 151.4), _bar(3, 300, 301), _bar(4, 550, 551)]
    other.marks = [Mark(MarkKind.FAILURE, 151, "node1", "web"), Mark(MarkKind.FAILURE, 301)]
    story = restore([one, other])
    assert [bar.end for bar in story.bars] == [96, 151, 301, 551]
    assert len({bar.number for bar in story.bars}) == 4
    failures = [mark.time for mark in story.marks if mark.kind is MarkKind.FAILURE]
    assert failures == [151, 301]


def test_while_nobody_watched_nobody_knows() -> None:
    one, other = _chapter(100, 200), _chapter(500, 600)
    story = restore([one, other])
    stale = [story.truth(at).cluster for at in (150, 300, 550)]
    assert [item is not None and item.stale for item in stale] == [False, True, False]
    kinds = [(mark.kind, mark.time) for mark in story.marks]
    assert kinds == [(MarkKind.STALE, 200), (MarkKind.LIVE, 500)]


def test_what_went_on_goes_on() -> None:
    one, other = _chapter(100, 200), _chapter(500, 600)
    one.spans = [RunSpan("web", "node1", Role.STARTED, 90), RunSpan("db", "node1", Role.STARTED, 1)]
    one.bars = [_bar(1, 199, None, "stop"), _bar(2, 198, None, "promote")]
    other.spans = [RunSpan("web", "node1", Role.STARTED, 90), RunSpan("db", "b", Role.STARTED, 300)]
    other.bars = [_bar(1, 199, 204, "stop")]
    story = restore([one, other])
    runs = {(s.instance, s.node, s.begin, s.end) for s in story.spans if isinstance(s, RunSpan)}
    assert runs == {
        ("web", "node1", 90, 200),
        ("web", "node1", 200, None),
        ("db", "node1", 1, 200),
        ("db", "b", 300, None),
    }
    bars = {bar.task: (bar.number, bar.end, bar.outcome) for bar in story.bars}
    assert bars["stop"] == (1, 204, Outcome.DONE)
    assert bars["promote"] == (2, 200, Outcome.LOST)
