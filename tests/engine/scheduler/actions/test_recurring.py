"""Recurring operations: begun with a role, cancelled when it is left or when they are taken out."""

from tests.engine.scheduler.cibs import cib, clone, keys, links, pairs, primitive, scheduled, where
from tests.engine.scheduler.pasts import past, probed, ran


def _monitor(interval: str = "10s", **more: str) -> str:
    others = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in more.items())
    return f'<op id="o-{interval}" name="monitor" interval="{interval}"{others}/>'


def _with(*operations: str, meta: str = "") -> str:
    return primitive("p", f"{meta}<operations>{''.join(operations)}</operations>")


_RUNNING = past("p", "n1", ran("start"), ran("monitor@10000"))


def test_a_monitor_begins_after_the_start() -> None:
    found = links(scheduled(cib(_with(_monitor()), history=probed("p", "n1", "n2"))))
    assert found == {("p_start_0@n1", "p_monitor_10000@n1")}


def test_a_monitor_that_recurs_already_is_left_alone() -> None:
    assert not keys(scheduled(cib(_with(_monitor()), history=[_RUNNING, *probed("p", "n2")])))


def test_a_monitor_that_is_missing_is_begun() -> None:
    history = [past("p", "n1", ran("start")), *probed("p", "n2")]
    assert keys(scheduled(cib(_with(_monitor()), history=history))) == {"p_monitor_10000"}


def test_a_monitor_that_is_not_configured_any_more_is_cancelled() -> None:
    result = scheduled(cib(_with(), history=[_RUNNING, *probed("p", "n2")]))
    assert [(step.task, step.key) for step in result.graph.steps] == [("cancel", "p_monitor_10000")]
    assert result.graph.steps[0].attributes["CRM_meta_operation"] == "monitor"


def test_a_disabled_monitor_is_cancelled() -> None:
    text = cib(_with(_monitor(enabled="false")), history=[_RUNNING, *probed("p", "n2")])
    assert [step.task for step in scheduled(text).graph.steps] == ["cancel"]


def test_orphaned_monitors_may_be_kept() -> None:
    options = pairs(
        "options", "cluster_property_set", stonith_enabled="false", stop_orphan_actions="false"
    )
    text = cib(_with(), history=[_RUNNING, *probed("p", "n2")], options=options)
    assert not keys(scheduled(text))


def test_another_interval_replaces_a_monitor() -> None:
    result = scheduled(cib(_with(_monitor("20s")), history=[_RUNNING, *probed("p", "n2")]))
    assert {(step.task, step.key) for step in result.graph.steps} == {
        ("cancel", "p_monitor_10000"),
        ("monitor", "p_monitor_20000"),
    }


def test_maintenance_cancels_monitors() -> None:
    resource = _with(_monitor(), meta=pairs("m", maintenance="true"))
    result = scheduled(cib(resource, history=[_RUNNING, *probed("p", "n2")]))
    assert [(step.task, step.key) for step in result.graph.steps] == [("cancel", "p_monitor_10000")]


def test_what_is_unmanaged_is_monitored_all_the_same() -> None:
    resource = _with(_monitor(), meta=pairs("m", is_managed="false"))
    history = [past("p", "n1", ran("start")), *probed("p", "n2")]
    assert keys(scheduled(cib(resource, history=history))) == {"p_monitor_10000"}


def test_operations_that_recur_twice_are_not_done_at_all() -> None:
    twice = _with(_monitor(), _monitor().replace("o-10s", "o-2"))
    result = scheduled(cib(twice, history=probed("p", "n1", "n2")))
    assert keys(result) == {"p_start_0"}
    assert {finding.code for finding in result.findings} == {"operation-duplicate"}


def test_a_start_cannot_recur() -> None:
    resource = _with('<op id="o" name="start" interval="10s"/>')
    result = scheduled(cib(resource, history=probed("p", "n1", "n2")))
    assert keys(result) == {"p_start_0"}
    assert {finding.code for finding in result.findings} == {"operation-cannot-recur"}


def test_monitors_of_the_stopped_role_recur_where_it_does_not_run() -> None:
    resource = _with(_monitor(), _monitor("15s", role="Stopped"))
    result = scheduled(cib(resource, nodes=3, history=probed("p", "n1", "n2", "n3")))
    assert where(result, "p_monitor_10000") == {"n1"}
    assert where(result, "p_monitor_15000") == {"n2", "n3"}
    stopped = next(step for step in result.graph.steps if step.key == "p_monitor_15000")
    assert stopped.attributes["CRM_meta_op_target_rc"] == "7"


def test_the_monitor_of_the_stopped_role_ends_before_a_start() -> None:
    resource = _with(_monitor("15s", role="Stopped"))
    history = [
        past("p", "n1", ran("monitor", 7, expected=7), ran("monitor@15000", 7, expected=7)),
        past("p", "n2", ran("monitor", 7, expected=7), ran("monitor@15000", 7, expected=7)),
    ]
    found = scheduled(cib(resource, history=history))
    assert links(found) == {("p_monitor_15000@n1", "p_start_0@n1")}
    assert [step.task for step in found.graph.steps if step.key == "p_monitor_15000"] == ["cancel"]


def test_each_role_has_monitors_of_its_own() -> None:
    operations = _monitor("10s", role="Promoted") + _monitor("11s", role="Unpromoted")
    inner = f"<operations>{operations}</operations>"
    resource = clone("m", primitive("s", inner, kind="Stateful"), promotable="true")
    score = (
        '<rsc_location id="l" rsc="m"><rule id="r" role="Promoted" score="10">'
        '<expression id="e" attribute="#uname" operation="eq" value="n1"/></rule></rsc_location>'
    )
    history = [
        past("s", node, ran("start"), ran("monitor@11000"), kind="Stateful")
        for node in ("n1", "n2")
    ]
    result = scheduled(cib(resource, constraints=score, history=history))
    begun = [step for step in result.graph.steps if step.key == "s_monitor_10000"]
    ended = [step for step in result.graph.steps if step.key == "s_monitor_11000"]
    assert [(step.task, step.node) for step in begun] == [("monitor", "n1")]
    assert [(step.task, step.node) for step in ended] == [("cancel", "n1")]
    assert begun[0].attributes["CRM_meta_op_target_rc"] == "8"
    assert ("s_monitor_11000@n1", "s_promote_0@n1") in links(result)
