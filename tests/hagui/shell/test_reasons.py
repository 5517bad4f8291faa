"""Why something does not run: only causes that are certain."""

from dataclasses import replace

import pytest

from engine.cib.state.model import ClusterState, Role
from hagui.cluster.live import LiveCluster
from hagui.shell.reasons import Cause, reason_sentence, why_stopped

pytestmark = pytest.mark.usefixtures("english")


def stopped(state: ClusterState, *keys: str) -> ClusterState:
    instances = dict(state.instances)
    for key in keys:
        one = instances[key]
        instances[key] = replace(one, role=Role.STOPPED, nodes=(), active=False)
    return replace(state, instances=instances)


def words(live: LiveCluster, state: ClusterState, key: str) -> list[str]:
    reasons = why_stopped(state.instances[key], live.configuration, state)
    return [reason_sentence(reason) for reason in reasons]


def test_what_runs_needs_no_reason(live: LiveCluster) -> None:
    assert words(live, live.state, "webip") == []


def test_a_partner_that_is_not_there(live: LiveCluster) -> None:
    primary = next(k for k, i in live.state.instances.items() if i.role is Role.PROMOTED)
    state = stopped(live.state, "webip", "webstore", "webserver", primary)
    told = words(live, state, "webip")
    assert "db-clone is not there: webservice starts only after db-clone is promoted" in told


def test_the_member_before_it(live: LiveCluster) -> None:
    state = stopped(live.state, "webstore", "webserver")
    told = words(live, state, "webserver")
    assert told[0] == "webstore, before it in the group, is not running"


def test_no_quorum_is_enough_of_a_reason(live: LiveCluster) -> None:
    state = replace(stopped(live.state, "power"), quorate=False)
    assert words(live, state, "power") == ["The cluster has no quorum: nothing is started"]


def test_a_target_role_is_enough_of_a_reason(live: LiveCluster, example: str) -> None:
    text = example.replace(
        '<nvpair id="backup-threshold"',
        '<nvpair id="x" name="target-role" value="Stopped"/><nvpair id="backup-threshold"',
    )
    live.load(text, at=0.0, source="node1")
    told = words(live, live.state, "backup")
    assert told == ["It is told to be stopped (target-role of backup)"]


def test_a_spare_copy_has_no_node_left(live: LiveCluster) -> None:
    spare = next(
        key for key, i in live.state.instances.items() if i.resource == "dlm" and not i.nodes
    )
    reasons = why_stopped(live.state.instances[spare], live.configuration, live.state)
    assert [(r.node, r.cause) for r in reasons] == [
        ("node1", Cause.COPY_THERE),
        ("node2", Cause.COPY_THERE),
        ("node3", Cause.NODE_STATE),
    ]
