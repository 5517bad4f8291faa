"""Stretches of time: what was true at any moment, against a plain search."""

from random import Random

import pytest

from engine.cib.state.model import Condition
from hagui.monitor.story.model import NodeSpan
from hagui.monitor.story.store import EACH, Stretches


@pytest.mark.parametrize("seed", range(6))
def test_any_moment_is_found_as_a_plain_search_finds_it(seed: int) -> None:
    random, store = Random(seed), Stretches[NodeSpan](10_000)
    kept: dict[tuple[str, float], NodeSpan] = {}
    open_: list[tuple[str, float]] = []
    now = 0.0
    for _ in range(4 * EACH):
        now += random.random()
        if open_ and random.random() < 0.45:
            key = open_.pop(random.randrange(len(open_)))
            item = NodeSpan(key[0], Condition.ONLINE, key[1], now)
        else:  # some are found later than they began, and some are over when they are found
            begin = now - random.choice([0.0, 0.0, 0.0, 300.0]) * random.random()
            key = (f"node{random.randrange(40)}", begin)
            over = random.random() < 0.3
            item = NodeSpan(key[0], Condition.ONLINE, begin, now if over else None)
            if not over:
                open_.append(key)
        store.put(key, item)
        kept[key] = item
    until = store_limit(store, kept, random, now)
    for _ in range(300):
        moment = random.uniform(until, now + 5)
        there = {
            item
            for item in kept.values()
            if item.begin <= moment and (item.end is None or item.end > moment)
        }
        assert set(store.at(moment)) == there


def store_limit(
    store: Stretches[NodeSpan], kept: dict[tuple[str, float], NodeSpan], random: Random, now: float
) -> float:
    """Let some go, and say up to when."""
    until = random.uniform(0, now / 3)
    store.forget(until)
    for key in [key for key, item in kept.items() if item.end is not None and item.end <= until]:
        del kept[key]
    assert len(store) == len(kept)
    return until
