"""Sentences for why something does not run: for every kind of reason, the same everywhere."""

from dataclasses import replace

import pytest

from engine.cib.state.model import ClusterState, Operation, Role
from engine.cib.state.reason import RSC_DEFAULTS, Code, Reason
from engine.cib.state.reasons import why_stopped
from hagui.cluster.live import LiveCluster
from hagui.phrases.reasons import reason_sentence

pytestmark = pytest.mark.usefixtures("english")

FAILED = Operation(
    key="web_start_0",
    resource="web",
    node="node1",
    task="start",
    interval_ms=0,
    call_id=3,
    rc=1,
    status=0,
    exit_reason="no licence",
)


def stopped(state: ClusterState, *keys: str) -> ClusterState:
    instances = dict(state.instances)
    for key in keys:
        one = instances[key]
        instances[key] = replace(one, role=Role.STOPPED, nodes=(), active=False)
    return replace(state, instances=instances)


def words(live: LiveCluster, state: ClusterState, key: str) -> list[str]:
    reasons = why_stopped(live.configuration, state, state.instances[key])
    return [reason_sentence(reason) for reason in reasons]


def full(code: Code) -> Reason:
    return Reason(
        code,
        owner="group",
        resource="base",
        node=None,
        value="standby" if code is Code.NODE_UNAVAILABLE else "value",
        count=1_000_000,
        threshold=3,
        operation=FAILED,
    )


def test_every_kind_of_reason_has_a_sentence_of_its_own() -> None:
    reasons = [full(code) for code in Code]
    spoken = [
        reason_sentence(replace(reason, node="node1" if reason.excludes_node else None))
        for reason in reasons
        if reason.code not in (Code.WAITS_FOR_FENCING, Code.LAST_FAILURE)
    ]
    spoken += [
        reason_sentence(replace(full(code), node="node1"))
        for code in (Code.WAITS_FOR_FENCING, Code.LAST_FAILURE)
    ]
    alike = {Code.STARTS_AFTER, Code.STAYS_WITH}
    assert len(set(spoken)) == len(Code) - len(alike) + 1
    assert not [sentence for sentence in spoken if "{" in sentence or not sentence]


def test_settings_are_told_with_whose_they_are() -> None:
    own = Reason(Code.TARGET_ROLE, owner="web", value="Stopped")
    assert reason_sentence(own) == "It is told to be stopped (target-role of web)"
    default = replace(own, owner=RSC_DEFAULTS)
    told = "It is told to be stopped (target-role of the resource defaults)"
    assert reason_sentence(default) == told


def test_a_failure_is_told_in_the_agents_words() -> None:
    last = Reason(Code.LAST_FAILURE, node="node1", operation=FAILED)
    assert reason_sentence(last) == "Last failure on node1: start: no licence"
    blocked = replace(last, code=Code.BLOCKED)
    assert reason_sentence(blocked).endswith("cleans up: start: no licence on node1")


def test_a_node_that_may_start_nothing_is_told_with_its_condition() -> None:
    leaving = Reason(Code.NODE_UNAVAILABLE, node="node2", value="shutdown")
    assert reason_sentence(leaving) == "node2: shutting down"
    lost = replace(leaving, value="offline")
    assert reason_sentence(lost) == "node2: offline"


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
