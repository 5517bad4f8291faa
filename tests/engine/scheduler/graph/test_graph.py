"""The transition graph as values and as Pacemaker's XML."""

from dataclasses import replace

from engine.cib.transition.model import StepKind
from engine.cib.transition.read import read_graph
from engine.scheduler.graph.written import write_graph
from tests.engine.scheduler.cibs import cib, clone, done, keys, pairs, primitive, scheduled

MONITORED = primitive(
    "a", '<operations><op id="a-m" name="monitor" interval="10s" timeout="7s"/></operations>'
)


def test_steps_know_what_they_do() -> None:
    steps = {step.key: step for step in scheduled(cib(MONITORED, nodes=1)).graph.steps}
    probe, start, monitor = (steps[f"a_{key}"] for key in ("monitor_0", "start_0", "monitor_10000"))
    assert probe.probe
    assert start.kind is StepKind.RESOURCE
    assert (start.resource, start.node, start.agent) == ("a", "n1", ("ocf", "pacemaker", "Dummy"))
    assert probe.id in start.after
    assert monitor.interval_ms == 10_000
    assert monitor.timeout_ms == 7_000
    assert start.id in monitor.after


def test_what_is_only_preferred_is_told_from_what_is_needed() -> None:
    steps = {step.key: step for step in scheduled(cib(MONITORED, nodes=1)).graph.steps}
    assert steps["a_start_0"].id not in steps["a_monitor_10000"].preferred
    order = '<rsc_order id="o" first="a" then="b" kind="Optional"/>'
    text = cib(primitive("a") + primitive("b"), constraints=order, nodes=1)
    steps = {step.key: step for step in scheduled(text).graph.steps}
    assert steps["a_start_0"].id in steps["b_start_0"].preferred


def test_nothing_to_do_is_an_empty_graph() -> None:
    text = cib(primitive("a"), nodes=1, history=[done("a", "n1", "start")])
    assert not scheduled(text).graph


def test_what_is_unmanaged_is_left_alone() -> None:
    text = cib(
        primitive("a", pairs("a-m", is_managed="false", target_role="Stopped")),
        nodes=1,
        history=[done("a", "n1", "start")],
    )
    assert keys(scheduled(text)) == set()


def test_priorities_are_those_of_the_configuration() -> None:
    text = cib(primitive("a", pairs("a-m", priority="7")) + clone("k", primitive("p")), nodes=1)
    priorities = {step.key: step.priority for step in scheduled(text).graph.steps}
    assert priorities["a_start_0"] == 7
    assert priorities["k_running_0"] == 1_000_000
    assert priorities["p:0_start_0"] == 0


def test_what_is_written_can_be_read() -> None:
    inner = MONITORED + clone("k", primitive("p"), notify="true")
    graph = scheduled(cib(inner, nodes=2)).graph
    again = read_graph(write_graph(graph))
    assert again.attributes == graph.attributes
    assert again.steps == tuple(replace(step, preferred=()) for step in graph.steps)
