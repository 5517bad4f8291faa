"""Groups as a whole and their members."""

from tests.engine.scheduler.cibs import cib, done, group, keys, links, pairs, scheduled, where

GROUP = group("g", "a", "b", "c")
RUNNING = [done(member, "n1", "start") for member in ("a", "b", "c")]


def test_members_start_one_after_another_between_the_groups_pseudo_actions() -> None:
    found = links(scheduled(cib(GROUP)))
    assert {("a_start_0@n1", "b_start_0@n1"), ("b_start_0@n1", "c_start_0@n1")} <= found
    for member in ("a", "b", "c"):
        assert ("g_start_0", f"{member}_start_0@n1") in found
        assert (f"{member}_start_0@n1", "g_running_0") in found


def test_members_stop_in_the_opposite_sequence() -> None:
    result = scheduled(cib(GROUP, history=RUNNING, standby=["n1"]))
    found = links(result)
    assert {("c_stop_0@n1", "b_stop_0@n1"), ("b_stop_0@n1", "a_stop_0@n1")} <= found
    assert ("g_stopped_0", "g_start_0") in found
    assert where(result, "c_start_0") == {"n2"}


def test_a_member_that_fails_restarts_those_behind_it_only() -> None:
    failed = [done("b", "n1", "monitor@10000", 7, call=2)]
    result = scheduled(cib(GROUP, history=[RUNNING[0], *failed, RUNNING[2]]))
    assert {"b_stop_0", "b_start_0", "c_stop_0", "c_start_0"} <= keys(result)
    assert not {"a_stop_0", "a_start_0"} & keys(result)


def test_a_group_of_what_runs_already_has_nothing_to_do() -> None:
    everywhere = [done(member, "n2", "monitor", 7) for member in ("a", "b", "c")]
    assert not keys(scheduled(cib(GROUP, history=[*RUNNING, *everywhere])))


def test_what_waits_for_a_group_waits_until_all_members_are_up() -> None:
    other = '<primitive id="d" class="ocf" provider="pacemaker" type="Dummy"/>'
    order = '<rsc_order id="o" first="g" then="d"/>'
    result = scheduled(cib(GROUP + other, constraints=order))
    assert ("g_running_0", "d_start_0@n2") in links(result)


def test_members_of_an_unordered_group_start_at_once() -> None:
    found = links(scheduled(cib(group("g", "a", "b", ordered="false"))))
    assert ("a_start_0@n1", "b_start_0@n1") not in found
    assert ("b_start_0@n1", "g_running_0") in found


def test_stops_skip_an_inactive_member() -> None:
    history = [RUNNING[0], RUNNING[2], done("b", "n1", "monitor", 7)]
    stop = pairs("g-stop", target_role="Stopped")
    text = cib(GROUP, history=history)
    text = text.replace('<meta_attributes id="g-m"></meta_attributes>', stop)
    found = links(scheduled(text))
    assert ("c_stop_0@n1", "a_stop_0@n1") in found
