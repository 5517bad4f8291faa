"""Rehearsals on a real cluster: what is predicted is what then happens."""

from pathlib import Path

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Patchset, make
from engine.cib.xml import child
from tests.engine.stacks.pacemaker.remote import Remote
from tests.rig import Rig

pytestmark = pytest.mark.rig


def in_standby(base: Cib, node: str) -> Patchset:
    draft = base.copy()
    nodes = draft.section("nodes")
    assert nodes is not None
    entry = next(item for item in nodes if item.get("uname") == node)
    attributes = child(entry, "instance_attributes")
    if attributes is None:
        attributes = etree.SubElement(entry, "instance_attributes", {"id": f"attrs-{node}"})
    pair = {"id": f"attrs-{node}-standby", "name": "standby", "value": "on"}
    etree.SubElement(attributes, "nvpair", pair)
    return make(base, draft)


def places(rig: Rig) -> tuple[str, str]:
    """Where the web service runs, and the other node on which it may."""
    found = rig.crm_mon().find(".//resource[@id='webip']/node")
    assert found is not None
    here = found.get("name", "")
    return here, "node2" if here == "node1" else "node1"


def operations(graph: str) -> set[tuple[str, str]]:
    """Key and node of what agents are asked to do, recurring checks aside."""
    return {
        (str(item.get("operation_key")), str(item.get("on_node")))
        for item in etree.fromstring(graph).iterfind("synapse/action_set/rsc_op")
        if item.get("operation") in {"start", "stop", "promote", "demote"}
    }


def test_what_is_predicted_happens_and_the_cluster_is_not_touched(rig: Rig) -> None:
    here, other = places(rig)
    with Remote(rig.nodes[2]) as stack:
        base = stack.snapshot()
        patch = in_standby(base, here)
        answer = stack.ask("simulate", base=base.version, diff=patch.text())
        assert "error" not in answer, answer
        told = answer["result"]
        assert told["by"] == "crm_simulate"
        assert 0 < told["seconds"] < 5
        assert stack.snapshot().canonical() == base.canonical()
        expected = operations(told["graph"])
        assert {("webip_stop_0", here), ("webip_start_0", other)} <= expected
        before = len(stack.copy.patches)
        committed = stack.ask("commit", diff=patch.text(), base=base.version)
        assert "error" not in committed
        number = stack.send("settle")
        assert "error" not in stack.answer(number)
        assert stack.stages(number)[-1] == "settled"
        stack.wait_equal()
        done = "".join(text for _, text in stack.copy.patches[before:])
        for key, node in expected:
            assert f'operation_key="{key}"' in done, (key, node)
        state = stack.snapshot()
        nothing = stack.ask("simulate", base=state.version)
        assert operations(nothing["result"]["graph"]) == set()


def test_events_are_supposed(rig: Rig) -> None:
    here, other = places(rig)
    with Remote(rig.nodes[0]) as stack:
        base = stack.snapshot().version

        def graph(*inject: dict[str, object]) -> str:
            answer = stack.ask("simulate", base=base, inject=inject)
            assert "error" not in answer, answer
            return answer["result"]["graph"]

        lost = graph({"type": "node", "node": here, "becomes": "fail"})
        assert 'operation="stonith"' in lost
        assert ("webip_start_0", other) in operations(lost)
        check = {"resource": "webserver", "task": "monitor", "interval_ms": 10000}
        failed = graph({"type": "operation", "node": here, "rc": 7, **check})
        assert ("webserver_start_0", here) in operations(failed)
        assert ("webip_stop_0", here) not in operations(failed)
        alone = graph({"type": "quorum", "quorate": False})
        assert ("webip_stop_0", here) in operations(alone)
        unknown = {"type": "node", "node": "node9", "becomes": "fail"}
        assert stack.ask("simulate", base=base, inject=[unknown])["error"] == "unknown-node"
        odd = {"type": "node", "node": "node1", "becomes": "green"}
        assert stack.ask("simulate", base=base, inject=[odd])["error"] == "invalid"


def test_what_moved_on_is_a_conflict_with_the_newer_cib(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        base = stack.snapshot()
        patch = in_standby(base, "node1")
        rig.nodes[1].run(["crm_attribute", "--name=theirs", "--update=1"])
        answer = stack.ask("simulate", base=base.version, diff=patch.text())
        assert answer["error"] == "conflict"
        assert answer["current"][1] == base.version.epoch + 1


def test_a_configuration_that_no_cluster_would_take_is_told(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        base = stack.snapshot()
        draft = base.copy()
        constraints = draft.section("constraints")
        assert constraints is not None
        etree.SubElement(
            constraints, "rsc_location", {"id": "odd", "rsc": "webip", "node": "node1"}
        )
        answer = stack.ask("simulate", base=base.version, diff=make(base, draft).text())
        assert answer["error"] == "invalid"
        assert "schema" in answer["message"]


def test_nothing_is_left_of_a_rehearsal_nor_of_one_that_is_cancelled(rig: Rig) -> None:
    others = set(Path("/tmp").glob("hagui-rehearsal-*"))
    with Remote(rig.nodes[0]) as stack:
        base = stack.snapshot().version
        stack.ask("simulate", base=base)
        for _ in range(5):
            number = stack.send("simulate", base=base)
            stack.ask("rest", seconds=10.0)  # so that it has begun
            stack.send("cancel", which=number)
            assert stack.answer(number).get("error", "cancelled") == "cancelled"
        assert set(Path("/tmp").glob("hagui-rehearsal-*")) <= others


def test_who_made_a_constraint_and_when(rig: Rig) -> None:
    node = rig.nodes[1]
    with Remote(rig.nodes[0]) as stack:
        stack.ask("settle")
        node.run(["crm_resource", "--ban", "--resource=backup", "--node=node2"])
        rig.wait_settled()
        (ban,) = stack.ask("provenance", ids=["cli-ban-backup-on-node2", "nothing"])["result"]
        assert ban["client"] == "crm_resource"
        assert ban["user"] == "root"
        assert ban["node"] == "node2"
        assert ban["exact"]
        assert abs(ban["at"] - stack.lines[0]["at"]) < 300
        (old,) = stack.ask("provenance", ids=["webservice-likes-node1"])["result"]
        assert not old["exact"] or old["client"] != "crm_resource"
