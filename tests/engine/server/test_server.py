"""What a client gets from a server, over real TLS.

Longer than most files because it goes through all that a session can ask for.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator

import pytest

from engine.protocol.client import Client
from engine.protocol.failures import CallFailed, Conflicted, ConnectionLost, TimedOut
from engine.protocol.framing import LIMIT
from engine.protocol.messages import (
    CibPatch,
    CibSnapshot,
    NodeFacts,
    Progress,
    StackStatus,
    StreamMessage,
    Triple,
)
from engine.protocol.verbs import (
    CIB_QUERY,
    CLEANUP,
    COMMIT,
    ECHO,
    MAINTENANCE,
    STANDBY,
    Cleanup,
    Commit,
    Echo,
    Maintenance,
    Nothing,
    Standby,
)
from engine.server.config import Limits
from engine.stacks.contract import StackError
from tests.engine.server.conftest import MemoryStack, Rig, StartRig


async def until(client: Client, version: Triple) -> list[StreamMessage]:
    """What arrives until the client is at ``version``; checks that no step is missing."""
    got: list[StreamMessage] = []
    at: Triple | None = None
    async with asyncio.timeout(10):
        async for message in client.messages():
            got.append(message)
            match message:
                case CibSnapshot():
                    at = message.version
                case CibPatch():
                    assert message.source == at, "a gap, or a patch twice"
                    at = message.target
                case _:
                    continue
            if at == version:
                return got
    raise AssertionError("the stream ended")


def kinds(messages: list[StreamMessage]) -> list[type[StreamMessage]]:
    return [type(message) for message in messages]


async def test_a_subscriber_gets_status_facts_snapshot_and_then_every_patch(
    start: StartRig,
) -> None:
    rig = await start()
    client = await rig.login()
    assert (client.hello.node, client.hello.stack, client.hello.push) == ("node1", "memory", "poll")
    await client.subscribe()
    for _ in range(5):
        rig.stack.change()
    got = await until(client, (0, 1, 5))
    assert kinds(got[:3]) == [StackStatus, NodeFacts, CibSnapshot]
    assert kinds(got[3:]) == [CibPatch] * 5


async def test_who_comes_later_begins_with_the_cluster_as_it_is_now(start: StartRig) -> None:
    rig = await start()
    for _ in range(20):
        rig.stack.change()
    client = await rig.login()
    await client.subscribe()
    got = await until(client, (0, 1, 20))
    assert not [message for message in got if isinstance(message, CibPatch)]


async def test_many_who_come_at_once_cost_the_cluster_one_query(start: StartRig) -> None:
    rig = await start()
    rig.stack.change()
    clients = [await rig.login(f"user{number}") for number in range(3)]
    rig.stack.snapshot_gate.clear()
    for client in clients:
        await client.subscribe()
    rig.stack.snapshot_gate.set()
    rig.stack.change()
    for client in clients:
        await until(client, (0, 1, 2))
    assert rig.stack.snapshots == 1


async def test_patches_that_come_while_a_snapshot_is_fetched_are_neither_lost_nor_doubled(
    start: StartRig,
) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    await until(client, (0, 1, 0))
    rig.stack.change()
    rig.stack.snapshot_gate.clear()
    await client.subscribe()  # again: a fresh one has to be fetched
    rig.stack.change()
    rig.stack.change()
    await asyncio.sleep(0.05)
    rig.stack.snapshot_gate.set()
    got = await until_fresh(client, (0, 1, 3))
    assert rig.stack.snapshots == 1
    assert kinds(got)[-3:] == [CibSnapshot, CibPatch, CibPatch]


async def until_fresh(client: Client, version: Triple) -> list[StreamMessage]:
    """Like ``until`` for a client that had a snapshot before, and is sent another."""
    got: list[StreamMessage] = []
    async with asyncio.timeout(5):
        async for message in client.messages():
            got.append(message)
            fresh = any(isinstance(item, CibSnapshot) for item in got)
            if fresh and isinstance(message, CibPatch) and message.target == version:
                break
    return got


async def test_a_snapshot_ahead_of_the_patches_swallows_those_it_holds(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    await until(client, (0, 1, 0))
    behind = [CibPatch((0, 1, n), (0, 1, n + 1), "<diff/>") for n in range(3)]
    rig.stack.version = (0, 1, 2)  # the stack is ahead of what it has told
    await client.subscribe()
    other = await rig.login("bob")
    await other.subscribe()
    await asyncio.sleep(0.1)
    assert rig.stack.sink is not None
    for patch in behind:
        rig.stack.sink(patch)
    for one in (client, other):
        got = await until(one, (0, 1, 3))
        patches = [m for m in got if isinstance(m, CibPatch)]
        assert [p.source for p in patches] == [(0, 1, 2)]


async def test_a_snapshot_of_the_stack_begins_all_anew(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    await until(client, (0, 1, 0))
    rig.stack.version = (0, 0, 7)  # an older one was restored
    assert rig.stack.sink is not None
    rig.stack.sink(rig.stack.current())
    rig.stack.change()
    got = await until(client, (0, 0, 8))
    assert kinds(got) == [CibSnapshot, CibPatch]


async def test_facts_and_status_are_sent_when_they_change_and_only_then(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    await until(client, (0, 1, 0))
    sink = rig.stack.sink
    assert sink is not None
    facts = NodeFacts("node1", dc="node1", quorate=True, pacemaker="2.1.5")
    down = StackStatus(up=False, code="stack-down", message="Pacemaker does not run.")
    sink(facts)  # nothing new
    sink(NodeFacts("node1", dc=None, quorate=False))
    sink(down)
    rig.stack.change()
    got: list[StreamMessage] = []
    async for message in client.messages():
        got.append(message)
        if isinstance(message, CibPatch):
            break
    assert got[:2] == [NodeFacts("node1", dc=None, quorate=False), down]


async def test_a_cluster_that_is_down_is_said_and_its_return_is_seen(start: StartRig) -> None:
    rig = await start()
    rig.stack.down = StackError("stack-down", "Pacemaker does not run: start it.")
    sink = rig.stack.sink
    assert sink is not None
    client = await rig.login()
    with pytest.raises(CallFailed) as caught:
        await client.call(CIB_QUERY, Nothing())
    assert caught.value.code == "stack-down"
    sink(StackStatus(up=False, code="stack-down", message="Pacemaker does not run: start it."))
    await client.subscribe()
    await client.subscribe()
    rig.stack.down = None
    sink(rig.stack.current())
    got = await until(client, (0, 1, 0))
    assert isinstance(got[0], StackStatus)
    assert not got[0].up


async def test_queries_and_commits(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    cib = await client.call(CIB_QUERY, Nothing())
    assert cib.cib == "<cib></cib>"
    done = await client.call(COMMIT, Commit(cib.version, "<diff>mine</diff>"))
    assert done.version == (0, 2, 0)
    with pytest.raises(Conflicted) as caught:
        await client.call(COMMIT, Commit(cib.version, "<diff>late</diff>"))
    assert caught.value.current == CibSnapshot((0, 2, 0), "<cib></cib>")


async def test_an_act_reports_progress_and_is_done_in_the_users_name(start: StartRig) -> None:
    rig = await start()
    client = await rig.login("carol")
    seen: list[str] = []

    def note(progress: Progress) -> None:
        seen.append(progress.stage)
        rig.stack.release.set()

    rig.stack.release.clear()
    await client.call(STANDBY, Standby("node2", on=True), note)
    assert seen == ["accepted", "settled"]
    assert rig.stack.acts == [(Standby("node2", on=True), "carol")]


async def test_acts_run_side_by_side_and_leave_the_connection_free(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    client = await rig.login()
    acts = [
        asyncio.create_task(client.call(STANDBY, Standby("node2", on=True))),
        asyncio.create_task(client.call(CLEANUP, Cleanup("web"))),
    ]
    while len(rig.stack.acts) < 2:
        await asyncio.sleep(0.01)
    assert (await client.call(ECHO, Echo("hello"), timeout=1.0)).text == "hello"
    assert not any(act.done() for act in acts)
    rig.stack.release.set()
    await asyncio.gather(*acts)


async def test_a_failure_names_its_code_and_keeps_the_tools_words(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    with pytest.raises(CallFailed) as caught:
        await client.call(STANDBY, Standby("nowhere", on=True))
    error = caught.value
    assert (error.code, error.detail) == ("no-such-node", "cibadmin said so")
    assert error.message == "There is no node nowhere."


async def test_a_fault_of_the_engine_is_one_sentence_and_the_connection_stays(
    start: StartRig, caplog: pytest.LogCaptureFixture
) -> None:
    rig = await start()
    client = await rig.login()
    with pytest.raises(CallFailed) as caught:
        await client.call(STANDBY, Standby("bug", on=True))
    assert caught.value.code == "internal"
    assert "a fault of the stack" not in caught.value.message
    assert "a fault of the stack" in caplog.text
    assert (await client.call(ECHO, Echo("x"))).text == "x"


async def test_what_is_under_way_ends_with_its_client(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    client = await rig.login()
    act = asyncio.create_task(client.call(MAINTENANCE, Maintenance(on=True)))
    while not rig.stack.acts:
        await asyncio.sleep(0.01)
    await client.close()
    with pytest.raises(ConnectionLost):
        await act
    async with asyncio.timeout(2):
        while not rig.stack.cancelled:
            await asyncio.sleep(0.01)


async def test_a_call_given_up_leaves_the_connection_usable(start: StartRig) -> None:
    rig = await start()
    rig.stack.release.clear()
    client = await rig.login()
    with pytest.raises(TimedOut):
        await client.call(STANDBY, Standby("node2", on=True), timeout=0.1)
    rig.stack.release.set()
    assert (await client.call(ECHO, Echo("x"))).text == "x"


async def test_after_logout_the_stream_stops_and_another_may_log_in(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    await until(client, (0, 1, 0))
    await client.logout()
    rig.stack.change()
    assert (await client.call(ECHO, Echo("x"))).text == "x"
    assert client.user is None
    await client.login("bob", "good")
    await client.subscribe()
    await until(client, (0, 1, 1))


async def test_a_server_that_ends_says_so(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    await until(client, (0, 1, 0))
    await rig.server.close()
    with pytest.raises(ConnectionLost) as caught:
        async for _ in client.messages():
            pass
    assert caught.value.code == "closing"
    assert "node1" in caught.value.message
    assert rig.stack.sink is None


@pytest.mark.parametrize("over", [0, 1])
async def test_a_snapshot_as_large_as_a_frame_passes_and_a_larger_one_is_said(
    start: StartRig, over: int
) -> None:
    rig = await start()
    envelope = len(b'{"type":"snapshot","version":[0,1,0],"cib":"<cib></cib>"}')
    rig.stack.filler = "x" * (LIMIT - envelope + over)
    assert rig.stack.sink is not None
    rig.stack.sink(rig.stack.current())
    client = await rig.login()
    await client.subscribe()
    if over:
        async for message in client.messages():
            if isinstance(message, StackStatus) and not message.up:
                assert message.code == "too-large"
                break
    else:
        got = await until(client, (0, 1, 0))
        snapshot = got[-1]
        assert isinstance(snapshot, CibSnapshot)
        assert len(snapshot.cib) == len(rig.stack.filler) + len("<cib></cib>")


async def test_two_hundred_clients_at_once(start: StartRig) -> None:
    rig = await start(Limits(strangers=300, strangers_per_source=300))
    clients = await asyncio.gather(*(rig.login(f"user{number}") for number in range(200)))
    await asyncio.gather(*(client.subscribe() for client in clients))
    for _ in range(10):
        rig.stack.change()
    for client in clients:
        await until(client, (0, 1, 10))
    assert rig.server.clients == 200
    await asyncio.gather(*(client.close() for client in clients))
    async with asyncio.timeout(5):
        while rig.server.clients:
            await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def flood(rig: Rig, data: bytes, hands: int) -> AsyncGenerator[list[int]]:
    """Connections that send ``data`` again and again, for as long as the block runs."""
    count = [0]

    async def hand() -> None:
        while True:
            with contextlib.suppress(OSError):
                reader, writer = await asyncio.open_connection("127.0.0.1", rig.port)
                try:
                    writer.write(data)
                    await reader.read()
                    count[0] += 1
                finally:
                    writer.transport.abort()

    tasks = [asyncio.create_task(hand()) for _ in range(hands)]
    try:
        yield count
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("data", [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\xff\xff" + bytes(400)])
async def test_a_flood_of_garbage_does_not_disturb_a_client(start: StartRig, data: bytes) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    slowest = 0.0
    async with flood(rig, data, hands=30) as count:
        end = time.monotonic() + 0.7
        while time.monotonic() < end:
            begun = time.monotonic()
            await client.call(ECHO, Echo("x"))
            slowest = max(slowest, time.monotonic() - begun)
            rig.stack.change()
            await asyncio.sleep(0.005)
    assert count[0] > 20
    await until(client, rig.stack.version)
    assert slowest < 0.5


async def test_the_stack_is_asked_again_until_it_gives_a_snapshot(start: StartRig) -> None:
    rig = await start()
    client = await rig.login()
    await client.subscribe()
    await until(client, (0, 1, 0))
    rig.stack.down = StackError("stack-down", "Not now.")
    await client.subscribe()
    await asyncio.sleep(0.1)
    rig.stack.down = None
    await until(client, (0, 1, 0))
    assert rig.stack.snapshots >= 2


def test_the_memory_stack_keeps_the_contract() -> None:
    from engine.stacks.contract import Stack

    stack: Stack = MemoryStack()
    assert stack.name == "memory"
