"""Fencing a node: which device, on which node, how often, and what comes of it."""

import pytest

from engine.cib.document import Cib
from engine.stacks.lab.fencing import Fenced, Fencing, Out, Try
from engine.stacks.lab.wire import Result
from tests.engine.stacks.lab.fencing.cibs import away, cib, device, level

ALL = {"alpha": {"a", "b"}, "beta": (), "gamma": ()}


class Case:
    """A DC's fencing, and what it has asked for."""

    def __init__(self, given: Cib) -> None:
        self.cib = given
        self.machine = Fencing("dc")
        self.now = 100.0
        self.tried: list[tuple[str, str, str]] = []
        """Node, device and action."""
        self.waiting: list[Try] = []
        self.outcome: Fenced | None = None

    def fence(
        self, target: str = "beta", action: str = "reboot", delay: float = 0.0, **where: set[str]
    ) -> "Case":
        executioners = where or ALL
        self.see(self.machine.fence(target, action, self.cib, executioners, delay, self.now))
        return self

    def see(self, outs: list[Out]) -> None:
        for out in outs:
            if isinstance(out, Try):
                self.tried.append((out.node, out.operation.resource, out.operation.task))
                self.waiting.append(out)
            else:
                self.outcome = out

    def answer(
        self,
        rc: int = 0,
        *,
        status: int = 0,
        reason: str = "",
        output: str = "",
        after: float = 1.0,
    ) -> "Case":
        """The one asked first answers."""
        self.now += after
        operation = self.waiting.pop(0).operation
        result = Result(operation, 1, rc, status, reason=reason, output=output)
        assert self.machine.expects(result)
        self.see(self.machine.ended(result, self.now))
        return self

    def lose(self, node: str) -> "Case":
        self.waiting = [one for one in self.waiting if one.node != node]
        self.see(self.machine.lost(node, self.now))
        return self

    def wait(self) -> float:
        """Until something is due; how long that was."""
        due = self.machine.deadline
        assert due is not None
        before, self.now = self.now, due
        self.see(self.machine.tick(due))
        return due - before

    def fails(self) -> "Case":
        """The device fails on its node as often as it is tried there."""
        self.answer(1, reason="no")
        self.wait()
        return self.answer(1, reason="no")


def test_a_device_fences_the_node() -> None:
    case = Case(cib(device("a"))).fence()
    assert case.tried == [("alpha", "a", "reboot")]
    operation = case.waiting[0].operation
    assert operation.meta == {"CRM_meta_on_node": "beta"}
    assert operation.parameters == {"pcmk_host_check": "none"}
    assert operation.timeout_ms == 60_000
    assert case.machine.under_way == (("beta", "reboot"),)
    case.answer()
    assert case.outcome == Fenced("beta", "reboot", succeeded=True, devices=("a",))
    assert case.machine.under_way == ()
    assert case.machine.deadline is None


def test_off_and_on_are_asked_for_as_such() -> None:
    assert Case(cib(device("a"))).fence(action="off").tried[0][2] == "off"
    assert Case(cib(device("a"))).fence(action="poweroff").tried[0][2] == "off"
    assert Case(cib(device("a"))).fence(action="on").tried[0][2] == "on"


def test_where_there_is_no_device_nothing_can_be_fenced() -> None:
    case = Case(cib()).fence()
    assert case.outcome == Fenced(
        "beta", "reboot", succeeded=False, reason="No device can fence beta", tried=False
    )


def test_it_is_not_asked_for_twice() -> None:
    case = Case(cib(device("a"))).fence().fence()
    assert len(case.tried) == 1
    case.answer()
    assert case.outcome is not None


def test_one_node_is_fenced_in_one_way_at_a_time() -> None:
    case = Case(cib(device("a", pcmk_host_check="none", pcmk_action_limit="-1"))).fence()
    case.fence(action="on")
    assert [action for *_, action in case.tried] == ["reboot"]
    case.answer()
    assert [action for *_, action in case.tried] == ["reboot", "on"]


# Who may do it


def test_a_node_where_the_device_is_started_is_preferred() -> None:
    case = Case(cib(device("a"))).fence(alpha=set(), beta=set(), gamma={"a"})
    assert case.tried == [("gamma", "a", "reboot")]


def test_a_device_that_is_started_nowhere_can_be_used_all_the_same() -> None:
    """It may have been on the very node that is to be fenced."""
    case = Case(cib(device("a"))).fence(alpha=set(), gamma=set())
    assert case.tried == [("alpha", "a", "reboot")]


def test_a_node_fences_itself_only_if_no_other_can() -> None:
    assert Case(cib(device("a"))).fence(beta={"a"}, gamma=set()).tried == [("gamma", "a", "reboot")]
    constraints = away("a", "gamma")
    case = Case(cib(device("a"), constraints=constraints)).fence(beta={"a"}, gamma=set())
    assert case.tried == [("beta", "a", "reboot")]


def test_a_device_is_not_used_where_it_may_not_be() -> None:
    case = Case(cib(device("a"), constraints=away("a", "alpha"))).fence()
    assert case.tried == [("gamma", "a", "reboot")]


def test_where_no_node_can_use_any_device() -> None:
    case = Case(cib(device("a"), constraints=away("a", "alpha"))).fence(alpha=set())
    assert case.outcome is not None
    assert case.outcome.reason == "a: No node can use it"


def test_another_node_takes_over_from_one_that_is_lost() -> None:
    case = Case(cib(device("a"))).fence().lose("alpha")
    assert case.tried == [("alpha", "a", "reboot"), ("gamma", "a", "reboot")]
    assert case.answer().outcome == Fenced("beta", "reboot", succeeded=True, devices=("a",))


def test_when_the_last_node_is_lost_it_failed() -> None:
    case = Case(cib(device("a"))).fence(alpha=set()).lose("alpha")
    assert case.outcome is not None
    assert case.outcome.reason == "a on alpha: the node was lost"


def test_a_lost_node_is_not_tried_later() -> None:
    case = Case(cib(device("a"), device("b"))).fence(alpha={"a"}, gamma={"b"}).lose("gamma")
    case.fails()
    assert case.tried[-1] == ("alpha", "b", "reboot")


def test_what_an_earlier_dc_had_asked_for_is_not_meant() -> None:
    case = Case(cib(device("a"))).fence()
    other = Case(cib(device("a")))
    other.machine = Fencing("dc-before")
    other.fence()
    result = Result(other.waiting[0].operation, 1, 0)
    assert not case.machine.expects(result)
    case.see(case.machine.ended(result, case.now))
    assert case.outcome is None


# Again and elsewhere


def test_it_is_tried_twice_on_a_node_then_on_another() -> None:
    case = Case(cib(device("a"))).fence()
    case.answer(1, reason="busy")
    assert case.tried == [("alpha", "a", "reboot")]
    assert case.wait() == 1.0
    assert case.tried == [("alpha", "a", "reboot")] * 2
    assert case.waiting[0].operation.timeout_ms == 58_000
    case.answer(1, reason="busy")
    assert case.tried[2:] == [("gamma", "a", "reboot")]
    assert case.waiting[0].operation.timeout_ms == 60_000
    case.answer()
    assert case.outcome is not None
    assert case.outcome.succeeded


def test_how_often_it_is_tried_can_be_set() -> None:
    case = Case(cib(device("a", pcmk_host_check="none", pcmk_reboot_retries="1"))).fence()
    case.answer(1)
    assert case.tried[1:] == [("gamma", "a", "reboot")]


def test_it_is_not_tried_again_when_most_of_its_time_is_gone() -> None:
    case = Case(cib(device("a"))).fence()
    case.answer(1, after=50.0)
    assert case.tried[1:] == [("gamma", "a", "reboot")]


def test_what_timed_out_is_not_tried_elsewhere() -> None:
    case = Case(cib(device("a"))).fence().answer(1, status=2, reason="too slow", after=60.0)
    assert case.outcome == Fenced("beta", "reboot", succeeded=False, reason="a on alpha: too slow")


def test_an_answer_that_never_comes_is_not_waited_for_forever() -> None:
    case = Case(cib(device("a"))).fence()
    assert case.wait() == 70.0
    assert case.outcome is not None
    assert case.outcome.reason == "a on alpha: there was no answer"
    case.answer()
    assert not case.outcome.succeeded


def test_a_device_has_its_own_timeout_for_each_action() -> None:
    given = {"pcmk_host_check": "none", "pcmk_off_timeout": "5s", "pcmk_reboot_timeout": "7"}
    assert Case(cib(device("a", **given))).fence().waiting[0].operation.timeout_ms == 7_000
    case = Case(cib(device("a", **given))).fence(action="off")
    assert case.waiting[0].operation.timeout_ms == 5_000


def test_why_it_failed_is_told() -> None:
    case = Case(cib(device("a"))).fence(alpha=set(), gamma=set()).fails().fails()
    assert case.outcome == Fenced(
        "beta", "reboot", succeeded=False,
        reason="a on alpha: no; a on alpha: no; a on gamma: no; a on gamma: no",
    )  # fmt: skip


def test_failures_in_a_row_are_counted() -> None:
    case = Case(cib(device("a")))
    for number in range(3):
        assert case.machine.failures_of("beta") == number
        case.fence(alpha=set()).fails()
    case.fence(alpha=set()).answer()
    assert case.machine.failures_of("beta") == 0


# Which devices


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
