"""What devices and topology a configuration has."""

from collections.abc import Mapping

from engine.stacks.lab.fencing.devices import Arsenal, read_arsenal
from tests.engine.stacks.lab.fencing.cibs import away, cib, device, level


def arsenal(
    *devices: str,
    levels: str = "",
    constraints: str = "",
    racks: Mapping[str, str] | None = None,
    **properties: str,
) -> Arsenal:
    given = cib(*devices, levels=levels, constraints=constraints, racks=racks, **properties)
    return read_arsenal(given, 0.0)


def test_devices_with_their_parameters_for_each_node() -> None:
    found = arsenal(device("a", ip="1"), device("b"), constraints=away("a", "beta"))
    assert list(found.devices) == ["a", "b"]
    assert found.devices["a"].parameters == {"alpha": {"ip": "1"}, "gamma": {"ip": "1"}}
    assert found.devices["a"].agent.type == "fence_lab"
    assert set(found.devices["b"].parameters) == {"alpha", "beta", "gamma"}


def test_a_device_that_is_to_be_stopped_or_may_run_nowhere_is_none() -> None:
    nowhere = "".join(away("b", name) for name in ("alpha", "beta", "gamma"))
    found = arsenal(device("a", {"target-role": "Stopped"}), device("b"), constraints=nowhere)
    assert not found.devices


def test_where_only_what_is_opted_in_runs_devices_are_no_exception() -> None:
    here = '<rsc_location id="here" rsc="a" node="gamma" score="0"/>'
    found = arsenal(device("a"), device("b"), constraints=here, symmetric_cluster="false")
    assert set(found.devices["a"].parameters) == {"gamma"}
    assert "b" not in found.devices


def test_the_status_does_not_matter() -> None:
    """The device may have failed where it was monitored, and the node with it."""
    given = cib(device("a"))
    before = read_arsenal(given, 0.0)
    status = given.root.find("status")
    assert status is not None
    status.append(cib("").root.makeelement("node_state", {"id": "1", "uname": "alpha"}))
    assert read_arsenal(given, 0.0) == before


def test_a_clone_of_a_device_is_one_device() -> None:
    found = arsenal(f'<clone id="c">{device("a")}</clone>')
    assert list(found.devices) == ["a"]
    assert set(found.devices["a"].parameters) == {"alpha", "beta", "gamma"}


def test_devices_of_higher_priority_come_first() -> None:
    found = arsenal(device("a"), device("b", priority="1"), device("c", priority="2"))
    assert list(found.devices) == ["c", "b", "a"]


def test_parameters_may_differ_between_nodes() -> None:
    rule = (
        '<instance_attributes id="s"><rule id="r" score="1">'
        '<expression id="e" attribute="#uname" operation="eq" value="beta"/></rule>'
        '<nvpair id="s-ip" name="ip" value="2"/></instance_attributes>'
    )
    found = arsenal(f'<primitive id="a" class="stonith" type="fence_lab">{rule}</primitive>')
    assert found.devices["a"].parameters == {"alpha": {}, "beta": {"ip": "2"}, "gamma": {}}


def test_how_long_fencing_may_take() -> None:
    assert arsenal(device("a")).timeout_ms == 60_000
    assert arsenal(device("a"), stonith_timeout="90s").timeout_ms == 90_000


def test_levels_are_in_the_order_of_their_indexes() -> None:
    found = arsenal(levels=level(2, "b,c") + level(1, "a") + level(2, "d") + level(0, "e"))
    assert found.topology_of("beta") == (("a",), ("b", "c", "d"))
    assert found.topology_of("BETA") == (("a",), ("b", "c", "d"))
    assert found.topology_of("alpha") == ()


def test_levels_for_a_name_count_before_others() -> None:
    levels = level(1, "p", target_pattern="^b") + level(1, "n", target="beta")
    assert arsenal(levels=levels).topology_of("beta") == (("n",),)


def test_levels_by_pattern() -> None:
    levels = level(1, "p", target_pattern="^(al|ga)") + level(1, "q", target_pattern="a$")
    found = arsenal(levels=levels)
    assert found.topology_of("alpha") == (("p",),)
    assert found.topology_of("beta") == (("q",),)
    assert arsenal(levels=level(1, "p", target_pattern="(")).topology_of("beta") == ()


def test_levels_by_attribute() -> None:
    levels = level(1, "p", target_attribute="rack", target_value="r1")
    found = arsenal(levels=levels, racks={"beta": "r1"})
    assert found.topology_of("beta") == (("p",),)
    assert found.topology_of("alpha") == ()
