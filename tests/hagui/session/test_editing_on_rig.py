"""From a draft to the real cluster: rehearsed, committed, settled; and nobody's edit is lost."""

import asyncio
import time

import pytest

from engine.cib.document import Cib
from engine.cib.edits.vocabulary import SetNodeAttribute, SetProperty
from engine.cib.state.model import ClusterState, Role
from engine.protocol.verbs import Migrate, NodeEvent
from hagui.cluster.draft.draft import Draft
from hagui.cluster.rehearsal.model import Prediction, Verdict
from hagui.cluster.rehearsal.rehearser import NoPrediction
from hagui.session.acting import ActFailed
from hagui.session.questions import Conflict
from hagui.workbench.rehearsing import EngineRehearser
from tests.end2end.following import Desktop, session_on
from tests.rig import Rig

pytestmark = pytest.mark.rig

Places = set[tuple[str, str, Role]]


def places(state: ClusterState) -> Places:
    return {
        (item.resource, node, item.role) for item in state.instances.values() for node in item.nodes
    }


def foretold(state: ClusterState, prediction: Prediction) -> Places:
    """The placement of now with every fate applied."""
    found = places(state)
    for fate in prediction.fates:
        if fate.before is not None:
            found.discard((fate.resource, fate.before, fate.role_before))
    for fate in prediction.fates:
        if fate.after is not None:
            found.add((fate.resource, fate.after, fate.role_after))
    return found


async def until_shown(desktop: Desktop, wanted: Places) -> None:
    end = time.monotonic() + 10
    while places(desktop.state()) != wanted:
        assert time.monotonic() < end, places(desktop.state()) ^ wanted
        await asyncio.sleep(0.05)


async def test_what_a_draft_foretells_is_what_its_commit_brings(rig: Rig) -> None:
    desktop = Desktop()
    async with session_on(rig, desktop) as session:
        await session.settle()
        draft = Draft(desktop.live)
        (node,) = desktop.state().instances["webip"].nodes
        draft.add((SetNodeAttribute(node, "standby", "on"),))
        rehearser = EngineRehearser(session)
        prediction = await rehearser.rehearse(draft, draft.diff().text(), draft.base)
        assert prediction.by == "crm_simulate"
        assert prediction.version.configuration == draft.base.configuration
        web = next(fate for fate in prediction.fates if fate.key == "webserver")
        assert (web.verdict, web.before) == (Verdict.MOVES, node)
        assert web.outage is not None
        assert 0 < web.outage < 20
        expected = foretold(desktop.state(), prediction)
        assert expected != places(desktop.state())
        version = await session.commit(draft.diff().text(), draft.base)
        await session.settle()
        await until_shown(desktop, expected)
        shown = desktop.live.version
        assert shown is not None
        assert shown.configuration == version.configuration
        (made,) = _standby(desktop, node)
        origin = (await session.provenance((made,)))[made]
        assert origin.client == "hagui-commit"
        assert origin.exact
        assert origin.at is not None
        assert abs(origin.at - time.time()) < 120
        draft.close()


def _standby(desktop: Desktop, node: str) -> list[str]:
    """The id of the attribute that the commit made."""
    nvpair = "instance_attributes/nvpair[@name='standby']"
    found = desktop.live.cib.root.iterfind(f"configuration/nodes/node[@uname='{node}']/{nvpair}")
    return [str(item.get("id")) for item in found]


async def test_the_loss_of_a_node_is_foretold_without_touching_it(rig: Rig) -> None:
    desktop = Desktop()
    async with session_on(rig, desktop) as session:
        await session.settle()
        before, version = places(desktop.state()), desktop.live.version
        assert version is not None
        (node,) = desktop.state().instances["webip"].nodes
        rehearser = EngineRehearser(session)
        event = NodeEvent(node, "fail")
        prediction = await rehearser.rehearse(desktop.live, "", version, [event])
        assert prediction.fenced == (node,)
        web = next(fate for fate in prediction.fates if fate.key == "webip")
        assert (web.verdict, web.before) == (Verdict.MOVES, node)
        await session.settle()
        assert places(desktop.state()) == before


async def test_somebody_elses_change_is_a_conflict_that_brings_the_newer_cib(rig: Rig) -> None:
    desktop = Desktop()
    async with session_on(rig, desktop) as session:
        await session.settle()
        draft = Draft(desktop.live)
        draft.add((SetProperty("mine", "1"),))
        diff, base = draft.diff().text(), draft.base
        await asyncio.to_thread(rig.nodes[1].run, ["crm_attribute", "--name=theirs", "--update=1"])
        with pytest.raises(Conflict) as raised:
            await session.commit(diff, base)
        newer = Cib.parse(raised.value.cib)
        assert newer.version == raised.value.version
        assert newer.root.find(".//nvpair[@name='theirs']") is not None
        with pytest.raises(NoPrediction) as caught:
            await EngineRehearser(session).rehearse(draft, diff, base)
        assert caught.value.code == "conflict"
        end = time.monotonic() + 10
        while draft.base.configuration != newer.version.configuration:
            assert time.monotonic() < end
            await asyncio.sleep(0.05)
        await session.commit(draft.diff().text(), draft.base)
        now = rig.cib()
        names = {item.get("name") for item in now.iterfind("configuration/crm_config//nvpair")}
        assert {"mine", "theirs"} <= names
        draft.close()


async def test_a_move_is_reported_and_leaves_nothing(rig: Rig) -> None:
    desktop = Desktop()
    async with session_on(rig, desktop) as session:
        await session.settle()
        (here,) = desktop.state().instances["webip"].nodes
        target = "node2" if here == "node1" else "node1"
        stages: list[str] = []
        await session.act(Migrate("webservice", target), lambda step: stages.append(step.stage))
        assert stages[:2] == ["accepted", "applied"]
        assert stages[-1] == "settled"
        end = time.monotonic() + 10
        while desktop.state().instances["webip"].nodes != (target,):
            assert time.monotonic() < end
            await asyncio.sleep(0.05)
        left = rig.cib().iterfind("configuration/constraints/rsc_location")
        assert not [item for item in left if str(item.get("id")).startswith("cli-")]
        with pytest.raises(ActFailed) as raised:
            await session.act(Migrate("webservice", target))
        assert raised.value.code == "already-there"
        assert not raised.value.unsure


async def test_dragging_asks_much_and_leaves_nothing(rig: Rig) -> None:
    """A newer question ends the older one's scheduler on the node."""
    desktop = Desktop()
    async with session_on(rig, desktop) as session:
        await session.settle()
        version = desktop.live.version
        assert version is not None
        rehearser = EngineRehearser(session)
        asking = [
            asyncio.create_task(rehearser.rehearse(desktop.live, "", version)) for _ in range(20)
        ]
        answers = await asyncio.gather(*asking, return_exceptions=True)
        assert isinstance(answers[-1], Prediction)
        refusals = [item for item in answers[:-1] if isinstance(item, NoPrediction)]
        assert {item.code for item in refusals} == {"superseded"}
        assert len(refusals) == 19
    for node in rig.nodes:
        assert node.run(["pgrep", "crm_simulate"], check=False).returncode != 0
