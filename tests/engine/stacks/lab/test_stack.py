"""Whole nodes in one process: real sockets, disks and agents, no power switch."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from engine.cib.document import Cib
from engine.cib.patch import Patchset, apply, make
from engine.protocol.messages import CibPatch, CibSnapshot, NodeFacts, StackStatus, Triple
from engine.protocol.verbs import Fault, Maintenance, NodeEvent, Simulate, Standby
from engine.stacks.contract import Conflict, Stack, StackError, StackEvent, TakesFaults
from engine.stacks.lab.layout import Folder
from engine.stacks.lab.stack import LabStack
from tests.engine.stacks.lab.cibs import cib, primitive
from tests.engine.stacks.lab.full import full_disk
from tests.engine.stacks.lab.places import lay_out

NODES = ("alpha", "beta", "gamma")


class Client:
    """One who follows a stack as the server does."""

    def __init__(self, folder: Folder, node: str) -> None:
        self.stack = LabStack(folder.root, node)
        self.events: list[StackEvent] = []
        self.live: Cib | None = None
        self.news = asyncio.Event()

    def sink(self, event: StackEvent) -> None:
        self.events.append(event)
        match event:
            case CibSnapshot():
                self.live = Cib.parse(event.cib)
                assert self.live.version == event.version
            case CibPatch():
                assert self.live is not None
                apply(self.live, Patchset.parse(event.diff))
                assert self.live.version == event.target
            case _:
                pass
        self.news.set()

    @property
    def facts(self) -> NodeFacts | None:
        return next((e for e in reversed(self.events) if isinstance(e, NodeFacts)), None)

    @property
    def status(self) -> StackStatus | None:
        return next((e for e in reversed(self.events) if isinstance(e, StackStatus)), None)

    def active(self, resource: str) -> list[str]:
        """Nodes whose last operation left a resource running, by the copy."""
        assert self.live is not None
        found: list[str] = []
        for state in self.live.root.iterfind("status/node_state"):
            path = f"lrm/lrm_resources/lrm_resource[@id='{resource}']/lrm_rsc_op"
            last = max(state.iterfind(path), key=lambda op: int(op.get("call-id", 0)), default=None)
            starts = last is not None and last.get("operation") in ("start", "monitor")
            if last is not None and starts and last.get("rc-code") == "0":
                found.append(str(state.get("uname")))
        return found

    async def until(self, what: Callable[[], bool]) -> None:
        async with asyncio.timeout(30):
            while not what():
                self.news.clear()
                await self.news.wait()

    async def reaches(self, version: Triple) -> None:
        await self.until(lambda: self.live is not None and self.live.version >= version)


def quietly(stage: str, pending: int, words: str) -> None:
    del stage, pending, words


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return lay_out(tmp_path / "lab", NODES, cib(NODES, primitive("web"), primitive("db")))


@pytest.fixture
async def lab(folder: Folder) -> AsyncIterator[list[Client]]:
    """Three nodes that have settled."""
    clients = [Client(folder, name) for name in NODES]
    await asyncio.gather(*(client.stack.start(client.sink) for client in clients))
    for client in clients:
        await client.until(lambda client=client: client.live is not None)
    await clients[0].stack.settle(quietly)
    yield clients
    for client in clients:
        await client.stack.close()


def test_it_is_a_stack_that_takes_faults() -> None:
    kinds: list[type[Stack | TakesFaults]] = [LabStack]
    assert kinds


async def alike(lab: list[Client]) -> None:
    """Wait until all nodes' clients have seen the same."""
    async with asyncio.timeout(30):
        while len({client.live and client.live.version for client in lab}) > 1:
            await asyncio.sleep(0.01)
    assert len({client.live.canonical() for client in lab if client.live is not None}) == 1


async def test_all_nodes_show_the_same_cluster(lab: list[Client]) -> None:
    await alike(lab)
    for client in lab:
        assert client.status == StackStatus(up=True, push="lab")
        assert client.facts is not None
        assert client.facts.dc in NODES
        assert client.facts.quorate
        assert [member.name for member in client.facts.members if member.member] == list(NODES)
    assert len(lab[0].active("web")) == 1
    assert len(lab[0].active("db")) == 1


async def test_a_snapshot_is_what_the_stream_led_to(lab: list[Client]) -> None:
    snapshot = await lab[1].stack.snapshot()
    assert lab[1].live is not None
    assert Cib.parse(snapshot.cib).canonical() == lab[1].live.canonical()
    assert snapshot.version == lab[1].live.version


async def test_a_commit_by_any_node_counts_on_all(lab: list[Client]) -> None:
    for client in lab:
        assert client.live is not None
        changed = client.live.copy()
        constraints = changed.section("constraints")
        assert constraints is not None
        id_ = f"of-{client.stack.node}"
        rule = constraints.makeelement(
            "rsc_location", {"id": id_, "rsc": "web", "node": "beta", "score": "10"}
        )
        constraints.append(rule)
        diff = make(client.live, changed)
        base = client.live.version
        version = await client.stack.commit(diff.text(), base, "root")
        assert version > base
        for other in lab:
            await other.reaches(version)
            assert other.live is not None
            assert other.live.root.find(f".//rsc_location[@id='{id_}']") is not None
        with pytest.raises(Conflict) as refused:
            await client.stack.commit(diff.text(), base, "root")
        assert refused.value.current.version >= version


async def test_nothing_but_configuration_can_be_committed(lab: list[Client]) -> None:
    assert lab[0].live is not None
    changed = lab[0].live.copy()
    state = changed.root.find("status/node_state")
    assert state is not None
    state.set("crmd", "offline")
    diff = make(lab[0].live, changed).text()
    with pytest.raises(StackError) as refused:
        await lab[0].stack.commit(diff, lab[0].live.version, "root")
    assert refused.value.code == "invalid"


async def test_an_act_is_over_when_the_cluster_has_settled(lab: list[Client]) -> None:
    (node,) = lab[0].active("web")
    stages: list[str] = []

    def report(stage: str, pending: int, words: str) -> None:
        del pending, words
        stages.append(stage)

    await lab[1].stack.act(Standby(node, on=True), "root", report)
    assert lab[1].active("web") not in ([], [node])
    assert stages[0] == "accepted"
    assert stages[-1] == "settled"
    await lab[2].stack.act(Standby(node, on=False), "root", quietly)
    await lab[0].stack.act(Maintenance(on=True), "root", quietly)
    await alike(lab)


async def test_an_act_on_nothing_is_refused(lab: list[Client]) -> None:
    with pytest.raises(StackError) as refused:
        await lab[0].stack.act(Standby("delta", on=True), "root", quietly)
    assert refused.value.code == "unknown-node"


async def test_a_rehearsal_touches_nothing(lab: list[Client]) -> None:
    assert lab[0].live is not None
    base = lab[0].live.version
    (node,) = lab[0].active("web")
    supposed = Simulate(base, inject=(NodeEvent(node, "down"),))
    answer = await lab[0].stack.simulate(supposed)
    assert "web_start_0" in answer.graph
    assert answer.by == "hagui"
    with pytest.raises(Conflict):
        await lab[0].stack.simulate(Simulate((0, 0, 0)))
    with pytest.raises(StackError) as refused:
        await lab[0].stack.simulate(Simulate(base, inject=(NodeEvent("delta", "down"),)))
    assert refused.value.code == "unknown-node"
    assert (await lab[0].stack.snapshot()).version == base


async def test_a_node_leaves_in_good_order(lab: list[Client]) -> None:
    (node,) = lab[0].active("web")
    leaver = next(client for client in lab if client.stack.node == node)
    rest = [client for client in lab if client is not leaver]
    leaver.stack.leave()
    async with asyncio.timeout(20):
        halt = await leaver.stack.ended
    assert halt.clean
    with pytest.raises(StackError) as refused:
        await leaver.stack.settle(quietly)
    assert refused.value.code == "stack-down"
    await leaver.stack.close()
    await rest[0].until(lambda: rest[0].active("web") not in ([], [node]))
    await rest[0].stack.settle(quietly)


async def test_the_loss_of_a_node_is_seen_and_made_up_for(lab: list[Client]) -> None:
    lost, *rest = lab
    await lost.stack.close()
    for client in rest:
        await client.until(
            lambda client=client: (
                client.facts is not None
                and client.facts.dc not in (None, "alpha")
                and [m.name for m in client.facts.members if m.member] == ["beta", "gamma"]
            )
        )
    await rest[0].stack.settle(quietly)
    await alike(rest)


async def test_alone_a_node_says_that_it_waits(folder: Folder) -> None:
    client = Client(folder, "alpha")
    await client.stack.start(client.sink)
    assert client.status is not None
    assert (client.status.up, client.status.code) == (False, "stack-down")
    with pytest.raises(StackError, match="no DC is elected yet"):
        await client.stack.snapshot()
    await client.until(lambda: client.facts is not None and client.facts.dc == "alpha")
    await client.until(lambda: client.live is not None)
    assert client.live is not None
    assert client.live.root.get("have-quorum") == "0"
    with pytest.raises(StackError) as refused:
        await client.stack.act(Maintenance(on=True), "root", quietly)
    assert refused.value.code == "no-quorum"
    await client.stack.close()


async def test_what_is_wrong_is_said_at_the_start(folder: Folder) -> None:
    folder.authkeys.chmod(0o640)
    client = Client(folder, "alpha")
    with pytest.raises(StackError) as refused:
        await client.stack.start(client.sink)
    assert (refused.value.code, "Its mode is 640" in refused.value.message) == ("invalid", True)
    await client.stack.close()


async def test_without_a_power_switch_no_faults_are_taken(lab: list[Client]) -> None:
    with pytest.raises(StackError) as refused:
        await lab[0].stack.fault(Fault("kill", ("alpha",)))
    assert refused.value.code == "stack-down"
    with pytest.raises(StackError):
        await lab[0].stack.standing()


async def test_a_resource_is_broken_where_it_runs(lab: list[Client], folder: Folder) -> None:
    with pytest.raises(StackError) as refused:
        await lab[0].stack.fault(Fault("fail", resource="nothing"))
    assert refused.value.code == "unknown-resource"
    (node,) = lab[0].active("web")
    await lab[0].stack.fault(Fault("fail", resource="web"))
    assert not list(folder.node(node).run.glob("web.state"))


async def test_nobody_is_known_to_have_changed_anything(lab: list[Client]) -> None:
    assert await lab[0].stack.provenance(("web",)) == ()


async def test_a_full_disk_keeps_a_commit_waiting_and_loses_nothing(lab: list[Client]) -> None:
    assert lab[0].live is not None
    changed = lab[0].live.copy()
    constraints = changed.section("constraints")
    assert constraints is not None
    liking = {"id": "liking", "rsc": "web", "node": "beta", "score": "10"}
    constraints.append(constraints.makeelement("rsc_location", liking))
    diff, base = make(lab[0].live, changed).text(), lab[0].live.version
    with full_disk():
        commit = asyncio.create_task(lab[0].stack.commit(diff, base, "root"))
        await asyncio.sleep(0.3)
        assert not commit.done()
        for client in lab:
            assert client.live is not None
            assert client.live.root.find(".//rsc_location") is None
    async with asyncio.timeout(20):
        version = await commit
    for client in lab:
        await client.reaches(version)
    await alike(lab)
