"""What of a cluster's state is wrong enough for an alarm."""

from dataclasses import replace

from hagui.cluster.live import LiveCluster
from hagui.monitor.alarms.griefs import expected, of_incident, of_state
from hagui.monitor.alarms.model import AlarmKind, Grief, Key
from hagui.monitor.incidents.model import Cause, Incident, Reason

NOW = 1_791_471_000.0


def test_a_failure_is_as_late_as_its_last_one(live: LiveCluster) -> None:
    (grief,) = of_state(live.state, {}, NOW)
    assert (grief.kind, grief.resource, grief.node) == (AlarmKind.FAILED, "backup", "node1")
    (failure,) = live.state.failures
    assert grief.since == failure.operation.last_change
    later = replace(failure, operation=replace(failure.operation, last_change=int(NOW), node="b"))
    (again,) = of_state(replace(live.state, failures=(later, failure)), {}, NOW)
    assert (again.since, again.node) == (NOW, "b")
    assert again.key == grief.key, "the same, wherever it fails"


def test_what_has_no_time_of_its_own_keeps_that_of_its_first_sight(live: LiveCluster) -> None:
    instances = dict(live.state.instances)
    instances["webip"] = replace(instances["webip"], failed=True, blocked=True)
    state = replace(live.state, quorate=False, instances=instances, failures=())
    first = {grief.key: grief for grief in of_state(state, {}, NOW)}
    assert {grief.kind for grief in first.values()} == {AlarmKind.QUORUM_LOST, AlarmKind.FAILED}
    later = list(of_state(state, first, NOW + 100))
    assert {grief.since for grief in later} == {NOW}


def test_fencing_that_has_failed_is_wrong_until_the_node_is_known_to_be_off(
    live: LiveCluster,
) -> None:
    incident = Incident(3, NOW, reasons=(Reason(Cause.FENCING_FAILED, NOW + 2, "node1"),))
    nodes = dict(live.state.nodes)
    assert list(of_incident(incident, live.state, {})) == []
    nodes["node1"] = replace(nodes["node1"], unclean=True)
    (grief,) = of_incident(incident, replace(live.state, nodes=nodes), {})
    assert grief == Grief(AlarmKind.FENCING_FAILED, NOW + 2, "node1")


def test_what_was_meant() -> None:
    web, quorum = Grief(AlarmKind.FAILED, NOW, "n", "web"), Grief(AlarmKind.QUORUM_LOST, NOW)
    both = (web, quorum)

    def keys(*griefs: Grief) -> frozenset[Key]:
        return frozenset(grief.key for grief in griefs)

    assert expected(both, None, ()) == frozenset()
    assert expected(both, None, ("web",)) == keys(web)
    assert expected(both, None, (None,)) == keys(web), "of all resources; quorum is none"
    assert expected(both, Incident(1, NOW, planned=True), ()) == keys(web, quorum)
    assert expected(both, Incident(1, NOW), ()) == frozenset()
