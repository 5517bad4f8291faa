"""Fencing a node: who may do it, how often it is tried, and what comes of it."""

from engine.stacks.lab.fencing import Fenced, Fencing
from engine.stacks.lab.wire import Result
from tests.engine.stacks.lab.fencing.case import Case
from tests.engine.stacks.lab.fencing.cibs import away, cib, device


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
