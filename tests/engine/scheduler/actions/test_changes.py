"""What follows from changed parameters, agents and operations: restart, reload, renewal."""

import pytest

from tests.engine.scheduler.cibs import NOW, cib, clone, keys, links, pairs, primitive, scheduled
from tests.engine.scheduler.pasts import NOTHING, digest, past, probed, ran

_MONITORED = '<operations><op id="o" name="monitor" interval="10s"/></operations>'


def _with(inner: str = "", **parameters: str) -> str:
    return primitive("p", pairs("i", "instance_attributes", **parameters) + inner)


def _steps(resource: str, *operations: str) -> set[tuple[str, str]]:
    text = cib(resource, history=[past("p", "n1", *operations), *probed("p", "n2")])
    return {(step.task, step.key) for step in scheduled(text).graph.steps}


def test_unchanged_parameters_call_for_nothing() -> None:
    start = ran("start", op_digest=digest(fake="a"))
    assert not _steps(_with(fake="a"), start)


def test_changed_parameters_call_for_a_restart() -> None:
    assert _steps(_with(fake="b"), ran("start", op_digest=digest(fake="a"))) == {
        ("stop", "p_stop_0"),
        ("start", "p_start_0"),
    }


def test_a_reload_is_enough_where_the_agent_says_so() -> None:
    start = ran(
        "start",
        op_digest=digest(fake="a", state="s"),
        op_force_restart=" state ",
        op_restart_digest=digest(state="s"),
    )
    assert _steps(_with(fake="b", state="s"), start) == {("reload-agent", "p_reload-agent_0")}


def test_a_parameter_that_cannot_be_reloaded_calls_for_a_restart() -> None:
    start = ran(
        "start",
        op_digest=digest(fake="a", state="s"),
        op_force_restart=" state ",
        op_restart_digest=digest(state="s"),
    )
    assert ("stop", "p_stop_0") in _steps(_with(fake="a", state="t"), start)


def test_a_reload_is_spared_where_it_stops_anyway() -> None:
    start = ran(
        "start",
        op_digest=digest(fake="a"),
        op_force_restart=" state ",
        op_restart_digest=NOTHING,
    )
    stopped = pairs("m", target_role="Stopped")
    assert _steps(_with(stopped, fake="b"), start) == {("stop", "p_stop_0")}


def test_what_is_unmanaged_is_not_reloaded() -> None:
    start = ran(
        "start",
        op_digest=digest(fake="a"),
        op_force_restart=" state ",
        op_restart_digest=NOTHING,
    )
    assert not _steps(_with(pairs("m", is_managed="false"), fake="b"), start)


def test_private_parameters_that_are_hidden_have_not_changed() -> None:
    start = ran(
        "start",
        op_digest=digest(fake="a", passwd="secret"),
        op_secure_params=" passwd ",
        op_secure_digest=digest(fake="a"),
    )
    assert not _steps(_with(fake="a", passwd="hidden"), start)
    assert _steps(_with(fake="b", passwd="hidden"), start)


def test_a_recurring_operation_is_renewed_with_its_new_timeout() -> None:
    monitor = ran("monitor@10000", op_digest=digest(CRM_meta_timeout="30000"))
    assert _steps(_with(_MONITORED), ran("start"), monitor) == {("monitor", "p_monitor_10000")}


def test_a_history_without_digests_is_taken_as_changed() -> None:
    started = ran("start").replace(f' op-digest="{NOTHING}"', "")
    assert _steps(_with(), started) == {("stop", "p_stop_0"), ("start", "p_start_0")}


def test_parameters_of_an_operation_call_for_a_restart() -> None:
    extra = pairs("x", "instance_attributes", trace="1")
    operations = f'<operations><op id="o" name="start" interval="0">{extra}</op></operations>'
    start = ran("start", op_force_restart=" state ", op_restart_digest=NOTHING)
    assert ("stop", "p_stop_0") in _steps(_with(operations), start)


def test_parameters_may_depend_on_the_node() -> None:
    rule = (
        '<instance_attributes id="i"><rule id="r" score="0"><expression id="e"'
        ' attribute="#uname" operation="eq" value="{}"/></rule>'
        '<nvpair id="v" name="fake" value="a"/></instance_attributes>'
    )
    start = ran("start", op_digest=digest(fake="a"))
    assert not _steps(primitive("p", rule.format("n1")), start)
    assert _steps(primitive("p", rule.format("n2")), start)


def test_parameters_that_xml_escapes_are_compared_as_they_are_written() -> None:
    text = "&lt;&quot;&amp;&apos;&gt;"
    assert not _steps(_with(fake=text), ran("start", op_digest=digest(fake=text)))


@pytest.mark.parametrize("node", ["n1", "n2"])
def test_another_agent_replaces_what_was_there(node: str) -> None:
    other = "n2" if node == "n1" else "n1"
    operation = ran("start") if node == "n1" else ran("monitor", 7, expected=7)
    history = [past("p", node, operation, kind="Stateful")]
    history += [past("p", "n1", ran("start"))] if other == "n1" else probed("p", "n2")
    found = keys(scheduled(cib(primitive("p"), history=history)))
    assert found == ({"p_stop_0", "p_delete_0", "p_start_0"} if node == "n1" else {"p_delete_0"})


def test_another_agent_is_noticed_of_every_instance_of_a_clone() -> None:
    history = [past("p", node, ran("start"), kind="Stateful") for node in ("n1", "n2")]
    found = links(scheduled(cib(clone("c", primitive("p")), history=history)))
    assert {("p_stop_0@n1", "p_delete_0@n1"), ("p_stop_0@n2", "p_delete_0@n2")} <= found


def test_what_was_stopped_is_not_compared() -> None:
    stopped = pairs("m", target_role="Stopped")
    assert not _steps(_with(stopped, fake="b"), ran("start"), ran("stop"))


def test_a_failure_with_other_parameters_is_forgotten() -> None:
    failed = ran("monitor@10000", 1, op_digest=digest(CRM_meta_timeout="1"))
    failed = failed.replace('id="RESOURCE_monitor_10000"', 'id="RESOURCE_last_failure_0"')
    assert ("clear_failcount", "clear_failcount") in _steps(_with(_MONITORED), ran("start"), failed)


def test_an_expired_monitor_is_renewed() -> None:
    resource = _with(_MONITORED + pairs("m", failure_timeout="60s"))
    failed = ran("monitor@10000", 1, last_rc_change=str(NOW - 1000))
    assert _steps(resource, ran("start"), failed) == {("monitor", "p_monitor_10000")}
