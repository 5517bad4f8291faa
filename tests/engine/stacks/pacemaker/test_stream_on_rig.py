"""A real cluster's CIB as a stream: whole, in order, and soon."""

import signal
import statistics
import time

import pytest

from tests.engine.stacks.pacemaker.remote import Remote, content
from tests.rig import Rig

pytestmark = pytest.mark.rig

POKED = """<cluster_property_set id="poke"><nvpair id="poke-value" name="poke" value=""/>
</cluster_property_set>"""


def crm_attribute(node: str, name: str, value: str) -> list[str]:
    return ["crm_attribute", f"--node={node}", f"--name={name}", f"--update={value}"]


def test_every_operation_of_a_failover_arrives_as_a_patch(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as first, Remote(rig.nodes[1]) as second:
        assert first.statuses[-1]["push"] == "libcib"
        before = len(first.copy.patches)
        rig.nodes[2].run(crm_attribute("node3", "standby", "on"))
        rig.wait_settled()
        rig.nodes[2].run(crm_attribute("node3", "standby", "off"))
        rig.wait_settled()
        first.wait_equal()
        second.wait_equal()
        assert first.copy.snapshots == second.copy.snapshots == 1
        assert len(first.copy.patches) - before >= 4


def test_a_change_is_with_the_engine_within_milliseconds(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        rig.nodes[0].run(["cibadmin", "--create", "--scope=crm_config", f"--xml-text={POKED}"])
        rig.wait_settled()
        delays: list[float] = []
        operations: list[float] = []
        for number in range(60):
            mark = f"m{number}m"
            began, done = stack.ask("poke", value=mark)["result"]
            arrived = stack.arrival(f'value="{mark}"')
            delays.append((arrived - began) * 1000)
            operations.append((done - began) * 1000)
            time.sleep(0.05)
        delays.sort()
        median, p95 = statistics.median(delays), delays[int(len(delays) * 0.95)]
        print(
            f"\nchange asked for → event in the engine: median {median:.1f} ms, p95 {p95:.1f} ms"
            f" (the operation itself: median {statistics.median(operations):.1f} ms)"
        )
        assert median < 50


def test_a_killed_watcher_costs_a_snapshot_and_nothing_else(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        watcher = stack.ask("watcher")["result"]
        rig.nodes[0].run(["kill", "-KILL", str(watcher)])
        for number in range(5):
            rig.nodes[1].run(crm_attribute("node2", "tried", str(number)))
        stack.wait(lambda: stack.copy.snapshots == 2, "another snapshot", 5)
        stack.wait_equal()
        assert all(status["up"] for status in stack.statuses)
        assert stack.statuses[-1]["push"] == "libcib"


def test_a_frozen_watcher_is_replaced(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        watcher = stack.ask("watcher")["result"]
        rig.nodes[0].run(["kill", "-STOP", str(watcher)])
        rig.nodes[1].run(crm_attribute("node2", "tried", "frozen"))
        stack.wait(lambda: stack.copy.snapshots == 2, "another snapshot", 40)
        stack.wait_equal()


def test_a_library_that_keeps_crashing_is_replaced_by_polling_for_a_while(rig: Rig) -> None:
    with Remote(rig.nodes[0]) as stack:
        stack.ask("rest", seconds=8.0)
        while stack.statuses[-1]["push"] == "libcib":
            watcher = stack.ask("watcher")["result"]
            if watcher is not None:
                rig.nodes[0].run(["kill", "-SEGV", str(watcher)], check=False)
            time.sleep(0.2)
        assert stack.statuses[-1]["up"]
        patches = len(stack.copy.patches)
        for number in range(3):
            rig.nodes[1].run(crm_attribute("node2", "polled", str(number)))
            time.sleep(1.2)
        stack.wait_equal()
        assert len(stack.copy.patches) >= patches + 2
        stack.wait(lambda: stack.statuses[-1]["push"] == "libcib", "trust again", 20)
        rig.nodes[1].run(crm_attribute("node2", "polled", "no more"))
        stack.wait_equal()


def test_a_restart_of_pacemaker_is_told_and_survived(rig: Rig) -> None:
    node = rig.nodes[0]
    with Remote(node) as stack:
        node.stop_daemon("pacemaker")
        stack.wait(lambda: not stack.statuses[-1]["up"], "down", 5)
        assert stack.statuses[-1]["code"] == "pacemaker-down"
        assert "node1" in stack.statuses[-1]["message"]
        assert stack.ask("snapshot")["error"] == "stack-down"
        stack.wait(lambda: stack.facts[-1]["pacemaker"] == "", "facts", 5)
        assert stack.facts[-1]["quorate"] is True
        node.start_daemon("pacemaker")
        stack.wait(lambda: stack.statuses[-1]["up"], "up", 15)
        rig.wait_settled()
        stack.wait_equal()
        stack.wait(lambda: stack.facts[-1]["dc"] is not None, "a DC", 5)


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "stopped"])
def test_a_restart_of_corosync_is_told_and_survived(rig: Rig, sign: signal.Signals) -> None:
    node = rig.nodes[0]
    rig.return_fenced_nodes(yes=True)
    with Remote(node) as stack:
        node.stop_daemon("pacemaker")
        if sign is signal.SIGKILL:
            node.kill_process("corosync", sign)
        else:
            node.stop_daemon("corosync")
        stack.wait(lambda: stack.statuses[-1]["code"] == "corosync-down", "down", 10)
        stack.wait(lambda: stack.facts[-1]["quorate"] is None, "facts", 5)
        assert stack.facts[-1]["members"] == []
        node.start_daemon("corosync")
        stack.wait(lambda: stack.facts[-1]["quorate"] is not None, "facts", 10)
        stack.wait(lambda: stack.statuses[-1]["code"] == "pacemaker-down", "half up", 5)
        node.start_daemon("pacemaker")
        stack.wait(lambda: stack.statuses[-1]["up"], "up", 15)
        rig.wait_settled()
        stack.wait_equal()


def test_a_partition_and_its_healing_end_in_the_clusters_cib(rig: Rig) -> None:
    rig.nodes[0].run(["crm_attribute", "--name=stonith-enabled", "--update=false"])
    rig.nodes[0].run(["crm_attribute", "--name=no-quorum-policy", "--update=ignore"])
    rig.wait_settled()
    cut = rig.nodes[2]
    with Remote(rig.nodes[0]) as stack, Remote(cut) as lonely:
        cut.cut()
        lonely.wait(lambda: lonely.facts[-1]["quorate"] is False, "loss of quorum", 20)
        assert [m["name"] for m in lonely.facts[-1]["members"] if m["member"]] == ["node3"]
        lonely.wait(lambda: lonely.facts[-1]["dc"] == "node3", "a DC of its own", 30)
        stack.wait(lambda: stack.facts[-1]["dc"] in {"node1", "node2"}, "a DC", 30)
        assert stack.facts[-1]["quorate"] is True
        # Both sides go to the same version with different content.
        for number in range(3):
            cut.run(crm_attribute("node3", "side", f"lonely{number}"))
            rig.nodes[0].run(crm_attribute("node1", "side", f"most{number}"))
        lonely.wait_equal()
        stack.wait_equal()
        assert stack.copy.cib is not None
        assert lonely.copy.cib is not None
        assert content(lonely.copy.cib) != content(stack.copy.cib)
        cut.heal()
        lonely.wait(lambda: lonely.facts[-1]["quorate"] is True, "quorum", 30)
        rig.wait_settled(120)
        stack.wait_equal()
        lonely.wait_equal()
        assert content(lonely.copy.cib) == content(stack.copy.cib)
