"""Timeouts and other settings of operations, as the executor is told of them."""

from engine.cib.transition.model import Step
from tests.engine.scheduler.cibs import NOW, cib, pairs, primitive, scheduled
from tests.engine.scheduler.pasts import probed


def _operation(key: str, operations: str, *, defaults: str = "", known: bool = True) -> Step:
    resource = primitive("p", f"<operations>{operations}</operations>")
    text = cib(resource, history=probed("p", "n1", "n2") if known else ())
    block = f"<op_defaults>{defaults}</op_defaults></configuration>"
    result = scheduled(text.replace("</configuration>", block))
    return next(step for step in result.graph.steps if step.key == key)


def test_an_operation_may_take_twenty_seconds_unless_told_otherwise() -> None:
    assert _operation("p_start_0", "").timeout_ms == 20_000


def test_its_own_timeout_counts_before_the_default_of_all() -> None:
    defaults = pairs("d", timeout="2min")
    assert _operation("p_start_0", "", defaults=defaults).timeout_ms == 120_000
    start = '<op id="s" name="start" interval="0" timeout="90s"/>'
    assert _operation("p_start_0", start, defaults=defaults).timeout_ms == 90_000


def test_a_probe_may_take_as_long_as_the_most_frequent_monitor() -> None:
    monitors = (
        '<op id="a" name="monitor" interval="60s" timeout="70s"/>'
        '<op id="b" name="monitor" interval="10s" timeout="30s"/>'
        '<op id="c" name="monitor" interval="5s" timeout="40s" enabled="false"/>'
    )
    assert _operation("p_monitor_0", monitors, known=False).timeout_ms == 30_000
    own = monitors + '<op id="d" name="monitor" interval="0" timeout="50s"/>'
    assert _operation("p_monitor_0", own, known=False).timeout_ms == 50_000


def test_an_unreadable_timeout_is_none() -> None:
    start = '<op id="s" name="start" interval="0" timeout="soon"/>'
    assert _operation("p_start_0", start).timeout_ms == 20_000


def test_a_delay_is_told_in_milliseconds() -> None:
    monitor = '<op id="m" name="monitor" interval="10s" start-delay="1min"/>'
    assert _operation("p_monitor_10000", monitor).attributes["CRM_meta_start_delay"] == "60000"


def test_an_origin_delays_an_operation_to_its_next_turn() -> None:
    # 90 seconds ago: with an interval of one minute it is due again in 30 seconds.
    origin = "2023-11-14 22:11:50Z"
    assert NOW == 1_700_000_000  # 2023-11-14 22:13:20
    monitor = f'<op id="m" name="monitor" interval="60s" interval-origin="{origin}"/>'
    assert _operation("p_monitor_60000", monitor).attributes["CRM_meta_start_delay"] == "30000"


def test_defaults_may_be_for_some_operations_only() -> None:
    defaults = (
        '<meta_attributes id="d"><rule id="r" score="0"><op_expression id="e" name="start"/>'
        '</rule><nvpair id="v" name="timeout" value="33s"/></meta_attributes>'
    )
    monitor = '<op id="m" name="monitor" interval="10s"/>'
    assert _operation("p_start_0", monitor, defaults=defaults).timeout_ms == 33_000
    assert _operation("p_monitor_10000", monitor, defaults=defaults).timeout_ms == 20_000
