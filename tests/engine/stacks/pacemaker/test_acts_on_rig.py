"""Acts on a real cluster: done, reported until settled, refused in a sentence, and by its rules."""

import time
from typing import Any

import pytest

from tests.engine.stacks.pacemaker.remote import Remote
from tests.rig import Rig

pytestmark = pytest.mark.rig

ACLS = """<acls>
<acl_role id="watch"><acl_permission id="watch-r" kind="read" xpath="/cib"/></acl_role>
<acl_role id="nodes"><acl_permission id="nodes-r" kind="read" xpath="/cib"/>
<acl_permission id="nodes-w" kind="write" xpath="/cib/configuration/nodes"/></acl_role>
<acl_role id="status"><acl_permission id="status-r" kind="read" xpath="/cib"/>
<acl_permission id="status-w" kind="write" xpath="/cib/status"/></acl_role>
<acl_target id="viewer"><role id="watch"/></acl_target>
<acl_target id="keeper"><role id="nodes"/></acl_target>
<acl_target id="cleaner"><role id="status"/></acl_target>
</acls>"""

Act = tuple[str, dict[str, Any]]


def standby(rig: Rig, node: str) -> bool:
    found = rig.crm_mon().find(f"nodes/node[@name='{node}']")
    assert found is not None
    return found.get("standby") == "true"


def test_standby_and_back_report_until_the_cluster_has_settled(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        for until_reboot in (False, True):
            number = stack.send("Standby", node="node2", on=True, until_reboot=until_reboot)
            assert "error" not in stack.answer(number)
            assert standby(rig, "node2")
            stages = stack.stages(number)
            assert stages[:2] == ["accepted", "applied"]
            assert stages[-1] == "settled"
            rig.wait_settled(5)
            assert "error" not in stack.ask("Standby", node="node2", on=False)
            assert not standby(rig, "node2")
        for until_reboot in (False, True):
            stack.ask("Standby", node="node2", on=True, until_reboot=until_reboot)
        stack.ask("Standby", node="node2", on=False)
        assert not standby(rig, "node2")


def test_maintenance_of_a_node_and_of_all(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        for node, path in (("node2", "nodes/node[@name='node2']"), (None, "nodes/node")):
            for on in (True, False):
                assert "error" not in stack.ask("Maintenance", on=on, node=node)
                seen = {found.get("maintenance") for found in rig.crm_mon().iterfind(path)}
                options = rig.crm_mon().find("summary/cluster_options")
                assert options is not None
                whole = options.get("maintenance-mode") == "true"
                assert (whole if node is None else seen == {"true"}) is on


def test_cleanup_forgets_a_failure_and_refresh_probes_again(rig: Rig) -> None:
    resource = rig.crm_mon().find("resources//resource[@active='true']")
    assert resource is not None
    name, place = resource.get("id", ""), resource.find("node")
    assert place is not None
    with Remote(rig.nodes[0]) as stack:
        fail = ["crm_resource", "--fail", f"--resource={name}", f"--node={place.get('name')}"]
        rig.nodes[0].run(fail)
        stack.arrival("last_failure")
        rig.wait_settled()
        assert rig.crm_mon().find("failures/failure") is not None
        assert "error" not in stack.ask("Cleanup", resource=name)
        assert rig.crm_mon().find("failures/failure") is None
        before = len(stack.copy.patches)
        assert "error" not in stack.ask("Refresh", resource=name)
        assert any("_monitor_0" in text for _, text in stack.copy.patches[before:])
        assert "error" not in stack.ask("Refresh", node="node2")
        stack.wait_equal()


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ({"do": "Standby", "node": "node9", "on": True}, "unknown-node"),
        ({"do": "Standby", "node": "-V", "on": True}, "unknown-node"),
        ({"do": "Maintenance", "node": "a b", "on": True}, "unknown-node"),
        ({"do": "Cleanup", "resource": "nothing"}, "unknown-resource"),
        ({"do": "Refresh", "resource": "x' or '1'='1"}, "unknown-resource"),
        ({"do": "Cleanup", "resource": "$(reboot)"}, "unknown-resource"),
    ],
    ids=str,
)
def test_what_is_not_there_is_said_in_a_sentence(
    rig: Rig, act: dict[str, object], code: str
) -> None:
    with Remote(rig.nodes[0]) as stack:
        before = stack.snapshot().version.configuration
        number = stack.send(str(act.pop("do")), **act)
        answer = stack.answer(number)
        assert answer["error"] == code
        assert answer["message"].endswith(".")
        assert stack.stages(number) == []
        assert stack.snapshot().version.configuration == before


def test_a_cancelled_act_leaves_no_process(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        number = stack.send("Standby", node="node3", on=True)
        stack.wait(lambda: "applied" in stack.stages(number), "the change")
        stack.send("cancel", which=number)
        answer = stack.answer(number, 10)
        assert answer["error"] == "cancelled"
        # The watcher of the CIB stays; the node's facts, or its CIB, may just be asked for.
        kept = {"python", "python3", "python3.11", "python3.12", "pacemakerd"}
        until = time.monotonic() + 10
        while not set(stack.ask("children")["result"]) <= kept:
            assert time.monotonic() < until, stack.ask("children")["result"]
        time.sleep(0.2)
        assert "settled" not in stack.stages(number)


@pytest.mark.parametrize("engine", [None, "hacluster"], ids=["root", "hacluster"])
def test_pacemakers_access_rules_decide(rig: Rig, engine: str | None) -> None:
    node = rig.nodes[0]
    node.run(["cibadmin", "--modify", "--allow-create", "--scope=acls", f"--xml-text={ACLS}"])
    node.run(["crm_attribute", "--name=enable-acl", "--update=true"])
    rig.wait_settled()
    resource = rig.cib().find("configuration/resources//primitive")
    assert resource is not None
    name = resource.get("id", "")
    lasting: Act = ("Standby", {"node": "node2", "on": True})
    passing: Act = ("Standby", {"node": "node2", "on": True, "until_reboot": True})
    back: Act = ("Standby", {"node": "node2", "on": False})
    whole: Act = ("Maintenance", {"on": True})
    whole_back: Act = ("Maintenance", {"on": False})
    clean: Act = ("Cleanup", {"resource": name})
    allowed: list[tuple[str, list[Act], list[Act]]] = [
        ("viewer", [], [lasting, passing, whole, clean]),
        ("stranger", [], [lasting, whole, clean]),
        ("keeper", [lasting, back], [passing, whole, clean]),
        ("cleaner", [passing, back, clean], [lasting, whole]),
        ("hacluster", [lasting, back, whole, whole_back], []),
    ]
    with Remote(node, user=engine) as stack:
        assert stack.statuses[-1]["up"]
        for user, may, may_not in allowed:
            for do, arguments in may:
                answer = stack.ask(do, **arguments, user=user)
                assert "error" not in answer, (user, do, answer)
            for do, arguments in may_not:
                before = stack.snapshot().version.configuration
                answer = stack.ask(do, **arguments, user=user)
                assert answer.get("error") == "denied", (user, do, arguments, answer)
                assert user in answer["message"]
                assert not standby(rig, "node2")
                assert stack.snapshot().version.configuration == before
