"""Which devices fence a node, in which order, when, and how many at a time."""

import pytest

from engine.stacks.lab.fencing import Fenced, Fencing
from tests.engine.stacks.lab.fencing.case import Case
from tests.engine.stacks.lab.fencing.cibs import cib, device, level


def test_devices_are_tried_one_after_another() -> None:
    case = Case(cib(device("a"), device("b"))).fence(alpha=set()).fails()
    assert case.tried[2:] == [("alpha", "b", "reboot")]
    case.answer()
    assert case.outcome == Fenced("beta", "reboot", succeeded=True, devices=("b",))


@pytest.mark.parametrize(
    "parameters",
    [
        {"pcmk_host_list": "alpha gamma"},
        {"pcmk_host_map": "alpha:1;gamma:2"},
        {"pcmk_host_list": "alpha,gamma", "pcmk_host_check": "static-list"},
        {"pcmk_host_check": "static-list"},
    ],
    ids=["list", "map", "list-said", "empty"],
)
def test_a_device_that_does_not_list_the_node_is_not_used(parameters: dict[str, str]) -> None:
    case = Case(cib(device("a", **parameters), device("b", pcmk_host_list="Beta"))).fence()
    assert case.tried == [("alpha", "b", "reboot")]


def test_the_map_of_ports_names_nodes() -> None:
    case = Case(cib(device("a", pcmk_host_map="beta:7"))).fence()
    assert case.tried == [("alpha", "a", "reboot")]


def test_a_device_is_asked_which_nodes_it_can_fence() -> None:
    case = Case(cib(device("a", ip="1"), device("b", ip="2"))).fence()
    assert case.tried == [("alpha", "a", "list"), ("alpha", "b", "list")]
    case.answer(output="1,alpha\n2,gamma\n").answer(output="3,beta\n")
    assert case.tried[2:] == [("alpha", "b", "reboot")]


def test_a_device_may_know_the_node_by_its_port() -> None:
    given = {"pcmk_host_check": "dynamic-list", "pcmk_host_map": "beta:outlet9"}
    case = Case(cib(device("a", **given))).fence().answer(output="outlet8\noutlet9\n")
    assert case.tried[1:] == [("alpha", "a", "reboot")]


@pytest.mark.parametrize(("rc", "able"), [(0, True), (7, True), (1, False)])
def test_a_device_that_cannot_list_is_asked_for_the_nodes_status(rc: int, able: bool) -> None:
    case = Case(cib(device("a", ip="1"))).fence(alpha=set()).fails()
    assert case.tried[2:] == [("alpha", "a", "status")]
    if able:
        case.answer(rc)
        assert case.tried[3:] == [("alpha", "a", "reboot")]
    else:
        case.fails()
        assert case.outcome is not None
        assert not case.outcome.succeeded


def test_one_that_is_said_to_list_is_not_asked_for_the_status() -> None:
    case = Case(cib(device("a", pcmk_host_check="dynamic-list"))).fence(alpha=set()).fails()
    assert case.outcome is not None


def test_one_that_is_said_to_know_the_status_is_asked_for_it() -> None:
    case = Case(cib(device("a", pcmk_host_check="status"))).fence()
    assert case.tried == [("alpha", "a", "status")]


def test_a_node_is_let_in_by_all_devices_that_have_to() -> None:
    unfencing = {"provides": "unfencing"}
    given = cib(device("a"), device("b", unfencing), device("c", unfencing))
    case = Case(given).fence(action="on").answer().answer()
    assert [name for _, name, _ in case.tried] == ["b", "c"]
    assert case.outcome == Fenced("beta", "on", succeeded=True, devices=("b", "c"))


# Topology


def test_the_next_level_is_tried_when_one_fails_and_no_other_node() -> None:
    levels = level(1, "a") + level(2, "b")
    case = Case(cib(device("a"), device("b"), device("c"), levels=levels)).fence().fails()
    assert case.tried == [("alpha", "a", "reboot")] * 2 + [("alpha", "b", "reboot")]
    case.fails()
    assert case.outcome is not None
    assert not case.outcome.succeeded


def test_all_devices_of_a_level_have_to_do_it() -> None:
    levels = level(1, "a,b") + level(2, "c")
    case = Case(cib(device("a"), device("b"), device("c"), levels=levels)).fence(action="off")
    case.answer()
    assert case.outcome is None
    case.fails()
    assert case.tried[-1] == ("alpha", "c", "off")
    case.answer()
    assert case.outcome == Fenced("beta", "off", succeeded=True, devices=("c",))


def test_two_power_supplies_are_both_switched_off_before_one_is_switched_on() -> None:
    case = Case(cib(device("a"), device("b"), levels=level(1, "a,b"))).fence()
    case.answer().answer().answer()
    assert [(name, action) for _, name, action in case.tried] == [
        ("a", "off"), ("b", "off"), ("a", "on"), ("b", "on"),
    ]  # fmt: skip
    assert case.outcome is None
    case.answer()
    assert case.outcome == Fenced("beta", "reboot", succeeded=True, devices=("a", "b"))


def test_that_it_does_not_come_on_again_is_no_failure() -> None:
    case = Case(cib(device("a"), device("b"), levels=level(1, "a,b"))).fence()
    case.answer().answer().fails().fails()
    assert case.outcome == Fenced("beta", "reboot", succeeded=True, devices=("a", "b"))


def test_nor_that_nobody_is_left_to_switch_it_on() -> None:
    case = Case(cib(device("a"), device("b"), levels=level(1, "a,b"))).fence(alpha=set())
    case.answer().answer().lose("alpha")
    assert case.outcome == Fenced("beta", "reboot", succeeded=True, devices=("a", "b"))


def test_a_level_with_a_device_that_cannot_is_passed_over() -> None:
    given = cib(
        device("a", pcmk_host_list="alpha"), device("b"), levels=level(1, "a,b") + level(2, "b")
    )
    assert Case(given).fence().tried == [("alpha", "b", "reboot")]
    alone = Case(cib(device("b"), levels=level(1, "a,b"))).fence()
    assert alone.outcome is not None
    assert alone.outcome.reason == "a cannot fence beta"


# Delays, and one thing at a time


def test_fencing_is_put_off_as_is_asked() -> None:
    case = Case(cib(device("a"), device("b"))).fence(alpha=set(), delay=15.0)
    assert not case.tried
    assert case.wait() == 15.0
    assert case.tried == [("alpha", "a", "reboot")]
    case.fails()
    assert case.tried[2:] == [("alpha", "b", "reboot")]


def test_a_device_may_wait_for_each_node_differently() -> None:
    given = {"pcmk_host_check": "none", "pcmk_delay_base": "alpha:1s;beta:5s"}
    assert Case(cib(device("a", **given))).fence().wait() == 5.0
    assert Case(cib(device("a", **given))).fence(target="gamma").tried
    assert Case(cib(device("a", **given))).fence(action="on").tried


def test_a_device_may_wait_by_chance() -> None:
    given = {"pcmk_host_check": "none", "pcmk_delay_base": "2s", "pcmk_delay_max": "10s"}
    waits = set[float]()
    for name in map(str, range(20)):
        case = Case(cib(device("a", **given)))
        case.machine = Fencing(name)
        waits.add(round(case.fence().wait(), 3))
    assert len(waits) > 10
    assert min(waits) >= 2.0
    assert max(waits) <= 10.0


def test_who_is_lost_during_a_delay_does_not_shorten_it() -> None:
    case = Case(cib(device("a"))).fence(delay=15.0)
    case.now += 5.0
    case.lose("alpha")
    assert not case.tried
    assert case.wait() == 10.0
    assert case.tried == [("gamma", "a", "reboot")]


def test_a_device_does_one_thing_at_a_time() -> None:
    case = Case(cib(device("a"))).fence("beta", alpha=set()).fence("gamma", alpha=set())
    assert len(case.tried) == 1
    case.answer()
    assert case.outcome == Fenced("beta", "reboot", succeeded=True, devices=("a",))
    assert len(case.tried) == 2
    case.answer()
    assert case.outcome == Fenced("gamma", "reboot", succeeded=True, devices=("a",))


@pytest.mark.parametrize(("limit", "most"), [("-1", 2), ("2", 2), ("0", 1), ("nonsense", 1)])
def test_unless_it_can_do_more(limit: str, most: int) -> None:
    given = {"pcmk_host_check": "none", "pcmk_action_limit": limit}
    case = Case(cib(device("a", **given)))
    case.fence("beta", alpha=set()).fence("gamma", alpha=set())
    assert len(case.tried) == most
