"""What the operation history says of resources."""

from engine.cib.document import Cib
from engine.cib.patch import Touched
from engine.cib.state.derive import Derivation
from engine.cib.state.model import ClusterState, Instance, Role
from tests.engine.cib.state.small import (
    cib,
    history,
    meta,
    node_state,
    operation,
    pair,
    primitive,
)

FAILED = operation(
    "web", "monitor", rc=1, call=5, interval=10_000, changed=5_000, name="web_last_failure_0"
)
STARTED = operation("web", "start", call=4, changed=4_000)


def _state(document: Cib, now: float | None = None) -> ClusterState:
    return Derivation(document, now=now).state


def _web(*operations: str, inside: str = "", now: float | None = None) -> Instance:
    document = cib(primitive("web", inside), node_state(1, history("web", *operations)))
    return _state(document, now).instances["web"]


def test_call_ids_decide_what_came_last_not_the_order_of_entries() -> None:
    stop = operation("web", "stop", call=9)
    assert _web(stop, STARTED).role is Role.STOPPED
    assert _web(operation("web", "stop", call=2), STARTED).role is Role.STARTED


def test_a_probe_that_finds_it_running_is_no_failure() -> None:
    found = _web(operation("web", "monitor", rc=0, expected=7))
    assert (found.role, found.failed) == (Role.STARTED, False)


def test_a_failed_monitor_marks_what_runs() -> None:
    found = _web(STARTED, FAILED)
    assert (found.role, found.failed, found.nodes) == (Role.STARTED, True, ("node1",))


def test_a_start_after_the_failure_clears_it() -> None:
    again = operation("web", "start", call=7).replace('id="web_start_0"', 'id="web_last_0"')
    assert not _web(STARTED, FAILED, again).failed


def test_on_fail_ignore_is_said_and_no_failure() -> None:
    ops = '<operations><op id="m" name="monitor" interval="10s" on-fail="ignore"/></operations>'
    found = _web(STARTED, FAILED, inside=ops)
    assert (found.failed, found.failure_ignored) == (False, True)


def test_a_failure_expires_by_the_given_clock_only() -> None:
    inside = meta(failure_timeout="60s")
    assert _web(STARTED, FAILED, inside=inside).failed
    assert _web(STARTED, FAILED, inside=inside, now=5_059.0).failed
    assert not _web(STARTED, FAILED, inside=inside, now=5_061.0).failed


def test_the_next_expiry_is_known_and_an_update_applies_it() -> None:
    document = cib(
        primitive("web", meta(failure_timeout="60s")),
        node_state(1, history("web", STARTED, FAILED)),
    )
    derivation = Derivation(document, now=5_010.0)
    assert derivation.recheck == 5_060.0
    assert derivation.update(Touched(), now=5_060.0).instances["web"].failed is False
    assert derivation.recheck is None


def test_what_is_under_way_is_told_with_its_node() -> None:
    starting = operation("web", "start", rc=193, status=-1, call=-1)
    document = cib(primitive("web"), node_state(1, history("web", starting)))
    state = _state(document)
    assert (state.instances["web"].pending, state.instances["web"].pending_node) == (
        "Starting",
        "node1",
    )
    assert [(op.task, op.node, op.instance) for op in state.pending] == [("start", "node1", "web")]


def test_instances_of_a_clone_keep_their_numbers_when_a_node_goes() -> None:
    def document(third: dict[str, str]) -> Cib:
        up = history("web", operation("web", "start"))
        states = [node_state(1, up, **third), node_state(2, up), node_state(3, up)]
        return cib(f'<clone id="all">{primitive("web")}</clone>', *states, nodes=3)

    before = _state(document({}))
    assert [i.nodes for i in before.instances.values()] == [("node1",), ("node2",), ("node3",)]
    after = _state(document({"in_ccm": "false", "crmd": "offline", "expected": "down"}))
    assert after.instances["web:1"] == before.instances["web:1"]
    assert after.instances["web:2"] == before.instances["web:2"]
    assert after.instances["web:0"].nodes == ()


def test_what_is_no_longer_configured_is_an_orphan_while_it_runs() -> None:
    document = cib("", node_state(1, history("old", operation("old", "start"))))
    orphan = _state(document).instances["old"]
    assert (orphan.orphaned, orphan.agent) == (True, "ocf:pacemaker:Dummy")
    gone = cib("", node_state(1, history("old", operation("old", "stop"))))
    assert "old" not in _state(gone).instances


def test_a_shutdown_lock_names_the_node() -> None:
    locked = '<lrm_resource id="web" class="ocf" provider="pacemaker" type="Dummy" '
    locked += 'shutdown-lock="1000"/>'
    document = cib(primitive("web"), node_state(1, locked), properties={"shutdown-lock": "true"})
    assert _state(document).instances["web"].locked_to == "node1"


def test_the_count_of_failures_comes_with_threshold_and_time() -> None:
    attributes = pair("fail-count-web#monitor_10000", "2") + pair(
        "last-failure-web#monitor_10000", "777"
    )
    document = cib(
        primitive("web", meta(migration_threshold="2")), node_state(1, attributes=attributes)
    )
    (count,) = _state(document).fail_counts
    assert (count.resource, count.node, count.count, count.last_failure) == ("web", "node1", 2, 777)
    assert count.banned


def test_the_history_is_read_for_inspection() -> None:
    document = cib(
        primitive("web"),
        node_state(1, history("web", FAILED, STARTED)),
        node_state(2, history("web", operation("web", "monitor", rc=7, expected=7))),
    )
    derivation = Derivation(document)
    assert [op.task for op in derivation.operations("node1", "web")] == ["start", "monitor"]
    assert [op.node for op in derivation.operations(resource="web")] == ["node1", "node1", "node2"]
    assert derivation.operations("node1", "other") == []


def test_a_migration_under_way_is_on_both_nodes_until_the_target_has_an_answer() -> None:
    ends = 'migrate_source="node1" migrate_target="node2"'
    left = operation("web", "migrate_to", call=5, changed=5_000, extra=ends)
    probed = operation("web", "monitor", rc=7, expected=7, changed=100)
    failed = operation("web", "migrate_from", rc=1, call=6, changed=5_001, extra=ends)
    arrived = operation("web", "migrate_from", call=6, changed=5_001, extra=ends)

    def where(*there: str) -> tuple[str, ...]:
        states = [node_state(1, history("web", STARTED, left)), node_state(2)]
        if there:
            states[1] = node_state(2, history("web", *there))
        return _state(cib(primitive("web"), *states)).instances["web"].nodes

    assert set(where(probed)) == {"node1", "node2"}
    assert set(where(failed)) == {"node1", "node2"}
    assert where(arrived) == ("node2",)
    assert where() == ("node1",)
