"""A session over real engines: showing, switching, stale, reconnecting."""

import asyncio
import time
from collections.abc import Callable

import pytest

from hagui.cluster.events import EventKind
from hagui.cluster.sources import Freshness, Link
from hagui.session import session as session_module
from hagui.session.session import ClusterSession
from tests.hagui.session.engines import Place


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Wait for something that is bound to happen."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


def all_up(session: ClusterSession) -> Callable[[], bool]:
    return lambda: all(item.link is Link.UP and item.facts for item in session.status.sources)


async def test_all_engines_are_linked_and_one_is_shown(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    assert place.heard.changes[0].everything
    assert session.live.state.instances["webip"].nodes == ("node1",)
    status = session.status
    assert status.freshness is Freshness.LIVE
    assert [item.node for item in status.sources] == ["node1", "node2", "node3"]
    assert status.followed in {item.address for item in status.sources}
    assert status.heard is not None
    assert time.monotonic() - status.heard < 1


async def test_the_age_that_is_told_stays_small_while_engines_answer(place: Place) -> None:
    session = place.session(*await place.three())
    await session.connected()
    await until(all_up(session))
    place.heard.statuses.clear()
    started, oldest = time.monotonic(), 0.0
    while time.monotonic() - started < 2.2:
        await asyncio.sleep(0.02)
        shown = place.heard.statuses[-1:]
        if shown and shown[0].heard is not None:
            oldest = max(oldest, time.monotonic() - shown[0].heard)
    assert 0.0 < oldest < 0.95


async def test_a_change_that_three_engines_tell_is_told_once(place: Place) -> None:
    session = place.session(*await place.three())
    await session.connected()
    await until(all_up(session))
    place.cluster.operation("webip", "node1", "stop", at=10)
    place.change()
    await until(lambda: len(session.live.events))
    await asyncio.sleep(0.1)
    assert [event.kind for event in session.live.events] == [EventKind.STOPPED]


async def test_the_view_goes_on_when_the_followed_engine_ends(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    followed = next(item for item in engines if item.address == session.status.followed)
    others = [item for item in engines if item is not followed]
    # the others know more than the followed one ever told
    place.cluster.operation("webip", "node1", "stop", at=10)
    diff = place.cluster.patch()
    for engine in others:
        engine.stack.tell(diff, place.cluster.text)
    await asyncio.sleep(0.1)
    assert not len(session.live.events)
    await followed.stop()
    begun = time.monotonic()
    await until(lambda: session.status.followed not in {None, followed.address})
    assert time.monotonic() - begun < 1.0
    place.cluster.operation("webip", "node2", "start", at=11)
    place.change()
    await until(lambda: session.live.state.instances["webip"].nodes == ("node2",))
    await asyncio.sleep(0.2)
    kinds = [event.kind for event in session.live.events]
    assert kinds == [EventKind.SOURCE, EventKind.MOVED]
    assert session.status.freshness is Freshness.LIVE


async def test_quorum_decides_who_is_followed(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    followed = next(item for item in engines if item.address == session.status.followed)
    followed.stack.quorate, followed.stack.ring = False, "2.11"
    followed.stack.tell_facts()
    await until(lambda: session.status.followed != followed.address)
    assert session.status.freshness is Freshness.LIVE


async def test_an_engine_whose_stack_is_down_is_left(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines)
    await session.connected()
    await until(all_up(session))
    followed = next(item for item in engines if item.address == session.status.followed)
    followed.stack.stop_stack()
    await until(lambda: session.status.followed not in {None, followed.address})
    source = next(item for item in session.status.sources if item.address == followed.address)
    assert source.link is Link.UP
    assert not source.stack_up
    assert "start it there" in source.message


async def test_stale_when_nobody_is_heard_and_live_again(place: Place) -> None:
    engine = await place.engine("node1")
    session = place.session(engine)
    await session.connected()
    await engine.stop()
    await until(lambda: session.status.freshness is Freshness.STALE)
    assert session.live.state.instances["webip"].nodes == ("node1",)
    await engine.start()
    await until(lambda: session.status.freshness is Freshness.LIVE)
    assert [event.kind for event in session.live.events] == [EventKind.STALE, EventKind.LIVE]


async def test_connected_though_pacemaker_is_down_there(place: Place) -> None:
    engine = await place.engine("node1", down=True)
    session = place.session(engine)
    await session.connected()
    (source,) = session.status.sources
    assert "Pacemaker does not run" in source.message
    assert session.status.freshness is Freshness.CONNECTING
    engine.stack.start_stack()
    await until(lambda: session.status.freshness is Freshness.LIVE)


async def test_a_large_cib_is_read_beside_the_event_loop(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_module, "LARGE", 1)
    session = place.session(*await place.three())
    await session.connected()
    await until(all_up(session))
    place.cluster.operation("webip", "node1", "stop", at=10)
    place.change()
    await until(lambda: len(session.live.events))
    place.cluster.operation("webip", "node2", "start", at=11)
    place.change()
    await until(lambda: session.live.state.instances["webip"].nodes == ("node2",))
    assert [event.kind for event in session.live.events] == [EventKind.MOVED]


async def test_nodes_whose_engine_is_not_followed_are_named(place: Place) -> None:
    session = place.session(await place.engine("node1"))
    assert session.nodes_without_engine() == []
    await session.connected()
    assert session.nodes_without_engine() == ["node2", "node3"]
    session.add((await place.engine("node2")).address)
    await until(all_up(session))
    assert session.nodes_without_engine() == ["node3"]


async def test_closing_leaves_nothing_behind(place: Place) -> None:
    engines = await place.three()
    session = place.session(*engines, "127.0.0.1:1")
    await session.connected()
    await session.close()
    assert not len(session.live.events), "closing is no loss"
    names = {task.get_name() for task in asyncio.all_tasks()}
    assert not [name for name in names if name.startswith(("engine", "data age", "read"))]
