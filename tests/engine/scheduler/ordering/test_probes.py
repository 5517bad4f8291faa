"""What waits for probes."""

from tests.engine.scheduler.cibs import cib, done, links, primitive, scheduled

ORDER = '<rsc_order id="o" first="a" then="b"/>'


def test_a_start_waits_for_all_probes_of_the_resource() -> None:
    found = links(scheduled(cib(primitive("a"))))
    starts = {then for _, then in found if then.startswith("a_start_0")}
    assert len(starts) == 1
    (start,) = starts
    assert {first for first, then in found if then == start} >= {
        "a_monitor_0@n1",
        "a_monitor_0@n2",
    }


def test_nothing_restarts_before_it_is_known_whether_there_is_a_reason() -> None:
    """``b`` restarts if ``a`` starts; that is not done before ``a`` was looked for everywhere."""
    past = [done("b", "n1", "start"), done("b", "n2", "monitor", 7)]
    text = cib(primitive("a") + primitive("b"), constraints=ORDER, history=past)
    found = links(scheduled(text))
    assert {("a_monitor_0@n1", "b_stop_0@n1"), ("a_monitor_0@n2", "b_stop_0@n1")} <= found


def test_what_waits_for_a_stop_waits_for_a_probe_too() -> None:
    """``a`` stops after ``b``, which may be active where it has not been looked for yet."""
    past = [done("a", "n1", "start"), done("a", "n2", "monitor", 7), done("b", "n1", "start")]
    text = cib(
        primitive("a") + primitive("b"), constraints=ORDER, standby=["n1"], history=past, nodes=2
    )
    assert ("b_monitor_0@n2", "a_stop_0@n1") in links(scheduled(text))
