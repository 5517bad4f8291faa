"""Nodes: online or not, and why not."""

import pytest

from engine.cib.state.derive import Derivation
from engine.cib.state.model import Condition, NodeKind, NodeState
from tests.engine.cib.state.small import (
    cib,
    history,
    meta,
    node_state,
    operation,
    pair,
    primitive,
)

FENCED = {"stonith-enabled": "true"}


def _node(state: str, name: str = "node1", **more: object) -> NodeState:
    return Derivation(cib("", state, **more)).state.nodes[name]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("flags", "fencing", "condition"),
    [
        ({}, True, Condition.ONLINE),
        ({"join": "pending"}, True, Condition.PENDING),
        ({"in_ccm": "false", "crmd": "offline"}, True, Condition.UNCLEAN),
        ({"in_ccm": "false", "crmd": "offline", "expected": "down"}, True, Condition.OFFLINE),
        ({"crmd": "offline"}, True, Condition.UNCLEAN),
        ({"crmd": "offline"}, False, Condition.UNCLEAN),
        ({"in_ccm": "false", "crmd": "offline"}, False, Condition.OFFLINE),
        ({"join": "down"}, False, Condition.OFFLINE),
    ],
)
def test_membership_decides(flags: dict[str, str], fencing: bool, condition: Condition) -> None:
    node = _node(node_state(1, **flags), properties=FENCED if fencing else None)
    assert node.condition is condition


def test_times_instead_of_words_mean_the_same() -> None:
    up = node_state(1, in_ccm="1700000000", crmd="1700000005")
    down = node_state(1, in_ccm="0", crmd="0", expected="down", join="down")
    assert _node(up, properties=FENCED).condition is Condition.ONLINE
    assert _node(down, properties=FENCED).condition is Condition.OFFLINE


def test_an_unseen_node_is_unclean_unless_startup_fencing_is_off() -> None:
    assert _node(node_state(1), "node2", properties=FENCED).unclean
    trusting = {**FENCED, "startup-fencing": "false"}
    assert not _node(node_state(1), "node2", properties=trusting).unclean


def test_transient_attributes_win_over_permanent_ones() -> None:
    node = _node(node_state(1, attributes=pair("standby", "on") + pair("site", "north")))
    assert node.condition is Condition.STANDBY
    assert node.attributes["site"] == "north"


def test_health_follows_the_strategy() -> None:
    sick = node_state(1, attributes=pair("#health-disk", "red"))
    assert _node(sick).health == "green"
    assert _node(sick, properties={"node-health-strategy": "migrate-on-red"}).health == "red"


def test_a_remote_node_is_up_while_its_connection_is() -> None:
    resources = primitive("far", kind="remote")
    remote = 'class="ocf" type="remote"'
    up = node_state(1, history("far", operation("far", "start"), agent=remote))
    down = node_state(1, history("far", operation("far", "stop"), agent=remote))
    state = Derivation(cib(resources, up)).state
    assert (state.nodes["far"].kind, state.nodes["far"].online) == (NodeKind.REMOTE, True)
    assert not Derivation(cib(resources, down)).state.nodes["far"].online


def test_a_guest_is_named_with_the_resource_that_hosts_it() -> None:
    resources = primitive("vm", meta(remote_node="guest"))
    running = node_state(
        1,
        history("vm", operation("vm", "start")),
        history("guest", operation("guest", "start"), agent='class="ocf" type="remote"'),
    )
    node = Derivation(cib(resources, running)).state.nodes["guest"]
    assert (node.kind, node.online, node.container) == (NodeKind.GUEST, True, "vm")


def test_the_dc_is_told_by_name() -> None:
    state = Derivation(cib("", node_state(1))).state
    assert state.dc == "node1"
    assert state.nodes["node1"].is_dc
    assert not state.nodes["node2"].is_dc


def test_a_failure_on_a_lost_node_in_maintenance_calls_for_fencing() -> None:
    resting = pair("maintenance", "true")
    lost = {"in_ccm": "false", "crmd": "offline", "join": "down", "expected": "down"}
    started = history("web", operation("web", "start"))
    failed = history("web", operation("web", "start", status=2))
    states = [node_state(1, each, attributes=resting, **lost) for each in (started, failed)]
    unclean = [
        Derivation(cib(primitive("web"), state, node_state(2), properties=FENCED))
        .state.nodes["node1"]
        .unclean
        for state in states
    ]
    assert unclean == [False, True]
