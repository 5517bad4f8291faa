"""Which nodes are fenced or shut down, in which sequence, and what that does for resources."""

import pytest

from tests.engine.scheduler.cibs import (
    cib,
    clone,
    done,
    keys,
    links,
    pairs,
    places,
    primitive,
    scheduled,
)

DEVICE = '<primitive id="fence" class="stonith" type="fence_dummy"/>'


def _options(**values: str) -> str:
    return pairs("o", "cluster_property_set", stonith_enabled="true", **values)


def test_what_ran_on_a_lost_node_starts_elsewhere_after_the_fencing() -> None:
    text = cib(
        primitive("a") + DEVICE, lost=["n2"], history=[done("a", "n2", "start")], options=_options()
    )
    result = scheduled(text)
    assert ("stonith", "a_start_0@n1") in links(result)
    assert ("stonith", "a_stop_0") in links(result)
    (stop,) = (step for step in result.graph.steps if step.key == "a_stop_0")
    assert stop.node is None  # nobody is asked to do it
    assert places(result, "a") == ["n1"]


@pytest.mark.parametrize(
    ("resources", "options", "fenced"),
    [
        (primitive("a") + DEVICE, _options(), True),
        (primitive("a"), _options(), False),
        (primitive("a") + DEVICE, "", False),
        (primitive("a") + DEVICE, _options(maintenance_mode="true"), False),
    ],
)
def test_fencing_needs_a_device_and_something_to_manage(
    resources: str, options: str, *, fenced: bool
) -> None:
    assert ("stonith" in keys(scheduled(cib(resources, lost=["n2"], options=options)))) is fenced


@pytest.mark.parametrize(("policy", "fenced"), [("stop", False), ("ignore", True)])
def test_without_quorum_what_is_gone_is_fenced_only_if_that_is_ignored(
    policy: str, *, fenced: bool
) -> None:
    text = cib(primitive("a") + DEVICE, lost=["n2"], options=_options(no_quorum_policy=policy))
    text = text.replace('have-quorum="1"', 'have-quorum="0"')
    assert ("stonith" in keys(scheduled(text))) is fenced


def test_a_partition_without_quorum_may_kill_itself() -> None:
    text = cib(primitive("a") + DEVICE, options=_options(no_quorum_policy="suicide"))
    lone = text.replace('have-quorum="1"', 'have-quorum="0" no-quorum-panic="1"')
    result = scheduled(lone)
    targets = {
        step.attributes["CRM_meta_on_node"] for step in result.graph.steps if step.key == "stonith"
    }
    assert targets == {"n1", "n2"}


def _fencings(text: str) -> set[tuple[str, str]]:
    """Which target is fenced directly before which."""
    result = scheduled(text)
    targets = {
        step.id: step.attributes["CRM_meta_on_node"]
        for step in result.graph.steps
        if step.key == "stonith"
    }
    return {
        (targets[first], targets[step.id])
        for step in result.graph.steps
        if step.id in targets
        for first in step.after
        if first in targets
    }


def test_the_dc_is_fenced_last_and_others_one_by_one_unless_told_otherwise() -> None:
    lost = ["n1", "n2", "n3"]
    for concurrent, expected in (
        ("false", {("n2", "n3"), ("n3", "n1")}),
        ("true", {("n2", "n1"), ("n3", "n1")}),
    ):
        options = _options(concurrent_fencing=concurrent, no_quorum_policy="ignore")
        text = cib(primitive("a") + DEVICE, nodes=4, lost=lost, options=options)
        assert _fencings(text) == expected


def test_a_node_that_wants_to_leave_is_told_so_when_all_is_stopped_there() -> None:
    text = cib(
        primitive("a"),
        history=[done("a", "n2", "start")],
        attributes={"n2": {"shutdown": "1700000000"}},
    )
    result = scheduled(text)
    assert places(result, "a") == ["n1"]
    assert ("a_stop_0@n2", "do_shutdown@n2") in links(result)


def test_the_dc_leaves_last() -> None:
    leaving = {"n1": {"shutdown": "1"}, "n2": {"shutdown": "1"}}
    text = cib(primitive("a"), nodes=3, attributes=leaving)
    assert ("do_shutdown@n2", "do_shutdown@n1") in links(scheduled(text))


@pytest.mark.parametrize(("priority", "delay"), [("5", "15"), ("0", "0")])
def test_the_part_with_more_to_lose_is_fenced_later(priority: str, delay: str) -> None:
    resource = primitive("a", pairs("m", priority=priority))
    text = cib(
        resource + DEVICE,
        lost=["n2"],
        history=[done("a", "n2", "start")],
        options=_options(priority_fencing_delay="15s"),
    )
    (step,) = (step for step in scheduled(text).graph.steps if step.key == "stonith")
    assert step.attributes["CRM_meta_priority_fencing_delay"] == delay


def test_what_has_to_be_unfenced_is_probed_and_started_after_that() -> None:
    device = DEVICE.replace("/>", f">{pairs('f', provides='unfencing')}</primitive>")
    unfenced = {"n1": {"#node_unfenced": "1700000000"}}
    text = cib(clone("c", primitive("a")) + device, options=_options(), attributes=unfenced)
    result = scheduled(text)
    targets = {
        step.attributes["CRM_meta_on_node"]: step.attributes["CRM_meta_stonith_action"]
        for step in result.graph.steps
        if step.key == "stonith"
    }
    assert targets == {"n2": "on"}
    after = {then for first, then in links(result) if first == "stonith"}
    assert any(then.endswith("_monitor_0@n2") for then in after)
    assert not {then for then in after if then.endswith("@n1")}


def test_a_node_is_unfenced_again_when_a_device_has_changed() -> None:
    device = DEVICE.replace("/>", f">{pairs('f', provides='unfencing')}</primitive>")
    known = "fence:fence_dummy:f2317cad3d54cec5d7d7aa7d0bf35cf8,"
    for digests, asked in ((known, False), (known.replace("f2317", "00000"), True)):
        node = {"#node_unfenced": "1", "#digests_all": digests, "#digests_secure": digests}
        text = cib(primitive("a") + device, nodes=1, options=_options(), attributes={"n1": node})
        assert ("stonith" in keys(scheduled(text))) is asked
