"""Nodes, options, tickets and histories as the scheduler gets them."""

import pytest
from lxml import etree

from engine.cib.document import Cib
from engine.cib.patch import Touched
from engine.cib.score import INFINITY
from engine.cib.state.derive import Derivation
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.options import NoQuorum
from engine.scheduler.status.names import name_key
from engine.scheduler.status.read import continue_cluster, read_cluster
from tests.engine.cib.state.small import (
    cib,
    history,
    meta,
    node_state,
    operation,
    pair,
    primitive,
)

EXPIRING = primitive("a", meta(failure_timeout="60s"))


def test_names_are_sorted_with_numbers_as_numbers() -> None:
    names = ["node10", "Node2", "node1", "node", "alpha-2-b", "alpha-2-a", "alpha-10"]
    assert sorted(names, key=name_key) == [
        "alpha-2-a",
        "alpha-2-b",
        "alpha-10",
        "node",
        "node1",
        "Node2",
        "node10",
    ]


def test_nodes_carry_what_rules_may_ask_for() -> None:
    attributes = pair("site", "north") + pair("site-name", "berlin")
    cluster = read_cluster(
        cib(
            primitive("a"),
            node_state(1, attributes=attributes),
            properties={"cluster-name": "demo"},
        )
    )
    first, second = cluster.nodes
    assert first.attributes["#uname"] == "node1"
    assert first.attributes["#kind"] == "cluster"
    assert first.attributes["#is_dc"] == "true"
    assert first.attributes["#site-name"] == "berlin"
    assert first.attributes["site"] == "north"
    assert second.attributes["#site-name"] == "demo"
    assert first.is_dc


def test_a_node_that_no_one_has_seen_is_to_be_fenced() -> None:
    resources = '<primitive id="power" class="stonith" type="fence_dummy"/>'
    lost = node_state(2, crmd="offline", in_ccm="false")
    cluster = read_cluster(
        cib(resources, node_state(1), lost, nodes=3, properties={"stonith-enabled": "true"})
    )
    assert [node.unclean for node in cluster.nodes] == [False, True, True]
    assert [node.unseen for node in cluster.nodes] == [False, False, True]
    assert cluster.nodes[1].fencing_wanted
    assert cluster.has_fencing_device


@pytest.mark.parametrize(
    ("properties", "fencing", "quorum"),
    [
        ({}, False, NoQuorum.STOP),
        ({"stonith-enabled": "true", "no-quorum-policy": "freeze"}, True, NoQuorum.FREEZE),
        ({"no-quorum-policy": "suicide"}, False, NoQuorum.STOP),
        ({"no-quorum-policy": "nonsense"}, False, NoQuorum.STOP),
    ],
)
def test_options_are_those_in_force(
    properties: dict[str, str], fencing: bool, quorum: NoQuorum
) -> None:
    options = read_cluster(cib(primitive("a"), properties=properties)).options
    assert options.fencing_enabled is fencing
    assert options.no_quorum is quorum


def test_tickets_are_granted_or_in_standby() -> None:
    tickets = (
        '<tickets><ticket_state id="t" granted="true" standby="false" last-granted="7"/>'
        '<ticket_state id="u" granted="true" standby="true"/></tickets>'
    )
    found = read_cluster(cib(primitive("a"), tickets=tickets)).tickets
    assert (found["t"].granted, found["t"].standby) == (True, False)
    assert found["u"].standby


def test_a_state_is_known_where_a_history_says_it() -> None:
    resources = primitive("a") + f'<clone id="c">{primitive("b")}</clone>'
    idle = operation("a", "monitor", rc=7, expected=7)
    under_way = operation("a", "monitor", rc=193, status=-1, call=-1)
    cluster = read_cluster(
        cib(
            resources,
            node_state(1, history("a", idle), history("b", operation("b", "start"))),
            node_state(2, history("a", under_way)),
        )
    )
    first = {cluster.nodes_by_name["node1"]}
    assert cluster.by_id["a"].known_on == first
    assert cluster.by_id["b:0"].known_on == first
    assert cluster.by_id["c"].known_on == first


def test_what_another_agent_left_behind_stays_in_the_history() -> None:
    idle = operation("a", "monitor", rc=7, expected=7)
    other = history("a", idle, agent='class="ocf" type="Other"')
    cluster = read_cluster(cib(primitive("a"), node_state(1, history("a", idle))))
    assert cluster.by_id["a"].history == {}
    cluster = read_cluster(cib(primitive("a"), node_state(1, other)))
    assert len(cluster.by_id["a"].history) == 1


@pytest.mark.parametrize(("now", "cleared"), [(1_050, []), (1_200, ["node1"])])
def test_fail_counts_are_cleared_once_they_have_expired(now: int, cleared: list[str]) -> None:
    counts = pair("fail-count-a#monitor_10000", "1") + pair("last-failure-a#monitor_10000", "1000")
    failed = operation("a", "monitor", rc=1, interval=10000, call=2, name="a_last_failure_0")
    state = node_state(1, history("a", operation("a", "start"), failed), attributes=counts)
    resource = read_cluster(cib(EXPIRING, state), now).by_id["a"]
    assert [node.name for node in resource.cleared_on] == cleared
    assert resource.failed is not bool(cleared)


def test_a_fail_count_is_cleared_where_only_an_idle_probe_is_left() -> None:
    counts = pair("fail-count-a#start_0", "1") + pair("last-failure-a#start_0", "1000")
    idle = history("a", operation("a", "monitor", rc=7, expected=7))
    resource = read_cluster(cib(EXPIRING, node_state(1, idle, attributes=counts)), 1_200).by_id["a"]
    assert [node.name for node in resource.cleared_on] == ["node1"]


def test_what_was_derived_already_is_gone_on_from() -> None:
    resources = primitive("a") + f'<clone id="c">{primitive("b")}</clone>'
    states = (
        node_state(1, history("a", operation("a", "start")), history("b", operation("b", "start"))),
        node_state(2, history("b", operation("b", "start"))),
    )
    document = cib(resources, *states)
    derivation = Derivation(document, now=5_000)
    _same(continue_cluster(derivation), document)
    draft = cib(resources.replace('type="Dummy"', 'type="Stateful"'), *states)
    beside = derivation.beside(draft)
    _same(continue_cluster(beside), draft)
    assert beside.update(Touched(configuration=True)) == Derivation(draft, now=5_000).state


def test_a_clone_stays_ruled_out_where_its_agent_is_missing_however_often_that_is_read() -> None:
    probed = history("b", operation("b", "monitor", rc=5, expected=7))
    document = cib(f'<clone id="c">{primitive("b")}</clone>', node_state(1, probed), node_state(2))
    derivation = Derivation(document, now=5_000)
    _same(continue_cluster(derivation), document)
    allowed = continue_cluster(derivation).by_id["c"].allowed
    assert {node.name: score for node, score in allowed.items()}["node1"] == -INFINITY


def test_what_was_gone_on_from_already_reads_the_same_until_something_expires() -> None:
    failed = operation("a", "monitor", rc=1, interval=10000, call=2, name="a_last_failure_0")
    counts = pair("fail-count-a#monitor_10000", "1") + pair("last-failure-a#monitor_10000", "1000")
    state = node_state(1, history("a", operation("a", "start"), failed), attributes=counts)
    derivation = Derivation(cib(EXPIRING, state), now=1_050)
    first = derivation.survey()
    assert continue_cluster(derivation).by_id["a"].failed
    derivation.update(Touched(), now=1_051)
    assert derivation.survey() is first
    assert continue_cluster(derivation).now == 1_051
    derivation.update(Touched(), now=1_200)
    assert not continue_cluster(derivation).by_id["a"].failed


def test_only_a_change_of_constraints_leaves_what_was_read_as_it_is() -> None:
    state = node_state(1, history("a", operation("a", "start")))
    document = cib(primitive("a"), state)
    derivation = Derivation(document, now=1_050)
    first = derivation.survey()
    resource = document.root.find("configuration/resources/primitive")
    assert resource is not None
    derivation.update(Touched(configuration=True))
    assert derivation.survey() is first
    resource.append(etree.fromstring(meta(is_managed="false")))
    derivation.update(Touched(configuration=True))
    assert not continue_cluster(derivation).by_id["a"].managed
    derivation.update(Touched(resources=frozenset({("1", "a")})))
    assert derivation.survey() is not first


def test_what_is_gone_on_from_twice_comes_to_the_same() -> None:
    counts = pair("fail-count-a#start_0", "1") + pair("last-failure-a#start_0", "1000")
    idle = history("a", operation("a", "monitor", rc=7, expected=7))
    document = cib(EXPIRING, node_state(1, idle, attributes=counts))
    derivation = Derivation(document, now=1_200)
    for _ in range(2):
        resource = continue_cluster(derivation).by_id["a"]
        assert [node.name for node in resource.cleared_on] == ["node1"]
        assert resource.failure_timeout == 60


def _same(found: Cluster, document: Cib) -> None:
    fresh = read_cluster(document, 5_000)
    assert _picture(found) == _picture(fresh)


def _picture(cluster: Cluster) -> list[tuple[object, ...]]:
    return [
        (
            name,
            each.role,
            each.next_role,
            [node.name for node in each.running_on],
            {node.name: score for node, score in each.allowed.items()},
            sorted(node.name for node in each.known_on),
            each.spec.agent,
        )
        for name, each in cluster.by_id.items()
    ]
