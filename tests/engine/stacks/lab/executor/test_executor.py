"""The executor's rules, one by one; long, as there are many."""

from engine.stacks.lab.executor import Executor, Out
from engine.stacks.lab.instructions import AgentEnded, AttributeSet, KillAgent, RunAgent, Send
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import (
    Agent,
    Attribute,
    Do,
    Done,
    Forget,
    Operation,
    Report,
    Result,
    Stop,
)

DUMMY = Agent("ocf", "Dummy", "hagui")
DEVICE = Agent("stonith", "fence_lab")


def operation(
    task: str,
    interval_ms: int = 0,
    resource: str = "r",
    agent: Agent = DUMMY,
    expected_rc: int = 0,
    delay_ms: int = 0,
    meta: dict[str, str] | None = None,
) -> Operation:
    return Operation(
        f"{resource}_{task}_{interval_ms}", resource, agent, task, interval_ms,
        timeout_ms=20_000, delay_ms=delay_ms, expected_rc=expected_rc,
        parameters={"a": "1"}, meta=meta or {}, transition_key=f"{task}:key",
    )  # fmt: skip


class Node:
    """An executor whose DC is beta, in term 3, and who drives it."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.executor = Executor(Settings("alpha", ("alpha", "beta"), ()), self.now)
        self.executor.led(3, "beta", self.now)

    def do(self, wanted: Operation, term: int = 3) -> list[Out]:
        return self.executor.handle(Do(term, wanted), self.now)

    def ended(
        self, number: int, rc: int = 0, reason: str = "", *, killed: bool = False,
        missing: bool = False,
    ) -> list[Out]:  # fmt: skip
        ended = AgentEnded(number, rc, killed, missing, reason)
        return self.executor.handle(ended, self.now)

    def after(self, seconds: float) -> list[Out]:
        self.now += seconds
        return self.executor.tick(self.now)

    @property
    def report(self) -> Report:
        return self.executor.report()


def numbers(outs: list[Out]) -> list[int]:
    return [out.number for out in outs if isinstance(out, RunAgent)]


def tasks(outs: list[Out]) -> list[str]:
    return [out.task for out in outs if isinstance(out, RunAgent)]


def done(outs: list[Out]) -> list[Result]:
    return [
        out.payload.result
        for out in outs
        if isinstance(out, Send) and isinstance(out.payload, Done)
    ]


def test_an_operation_is_run_and_reported() -> None:
    node = Node()
    (run,) = node.do(operation("start"))
    assert isinstance(run, RunAgent)
    assert (run.resource, run.task, run.agent) == ("r", "start", DUMMY)
    assert run.environment["OCF_RESKEY_a"] == "1"
    assert run.environment["OCF_RESKEY_CRM_meta_on_node"] == "alpha"
    assert run.environment["OCF_RESKEY_CRM_meta_timeout"] == "20000"
    node.now += 2.5
    outs = node.ended(run.number)
    assert [out.peer for out in outs if isinstance(out, Send)] == ["beta"]
    (result,) = done(outs)
    assert (result.rc, result.status, result.call, result.exec_ms) == (0, 0, 1, 2500)
    assert (result.started, result.changed) == (1000.0, 1002.5)
    assert result.operation.transition_key == "start:key"
    assert node.executor.deadline is None


def test_operations_of_a_resource_take_their_turn_and_others_run_beside() -> None:
    node = Node()
    assert numbers(node.do(operation("start"))) == [1]
    assert node.do(operation("promote")) == []
    assert numbers(node.do(operation("start", resource="s"))) == [2]
    node.now += 4
    outs = node.ended(1)
    assert tasks(outs) == ["promote"]
    (result,) = done(node.ended(3))
    assert (result.operation.task, result.queue_ms) == ("promote", 4000)


def test_a_failure_says_why_and_a_success_does_not() -> None:
    node = Node()
    node.do(operation("start"))
    (result,) = done(node.ended(1, 5, "No disk"))
    assert (result.rc, result.status, result.reason) == (5, 0, "No disk")
    node.do(operation("monitor", expected_rc=7))
    (result,) = done(node.ended(2, 7, "chatter"))
    assert (result.rc, result.reason) == (7, "")


def test_what_took_too_long_is_said_at_once_and_the_next_waits_for_its_end() -> None:
    node = Node()
    node.do(operation("start"))
    assert node.executor.deadline == 1020.0
    assert node.after(19.9) == []
    outs = node.after(0.1)
    assert KillAgent(1) in outs
    (result,) = done(outs)
    assert (result.rc, result.status) == (1, 2)
    assert result.reason == "Resource agent did not complete within 20s"
    assert node.executor.deadline is None
    assert node.do(operation("stop")) == []
    outs = node.ended(1, killed=True)
    assert (tasks(outs), done(outs)) == (["stop"], [])


def test_what_ends_otherwise_than_by_itself() -> None:
    node = Node()
    node.do(operation("start"))
    (missing,) = done(node.ended(1, missing=True))
    assert (missing.rc, missing.status) == (5, 7)
    node.do(operation("start"))
    (crashed,) = done(node.ended(2, -11))
    assert (crashed.rc, crashed.status) == (1, 4)
    assert crashed.reason == "Process interrupted by signal 11"


def test_a_monitor_comes_again_and_tells_only_changes() -> None:
    node = Node()
    node.do(operation("monitor", 10_000))
    assert done(node.ended(1))[0].call == 1
    assert node.executor.deadline == 1010.0
    assert numbers(node.after(9.9)) == []
    assert numbers(node.after(0.1)) == [2]
    node.now += 3
    assert node.ended(2) == []
    assert node.executor.deadline == 1023.0
    assert numbers(node.after(10)) == [3]
    (failure,) = done(node.ended(3, 7))
    assert (failure.rc, failure.changed, failure.call) == (7, 1023.0, 1)
    node.after(10)
    assert node.ended(4, 7) == []
    node.after(10)
    assert done(node.ended(5, 0))[0].rc == 0


def test_a_monitor_that_took_too_long_comes_again_once_it_is_gone() -> None:
    node = Node()
    node.do(operation("monitor", 10_000))
    assert done(node.after(20))[0].status == 2
    node.now += 1
    assert node.ended(1, killed=True) == []
    assert node.executor.deadline == 1031.0
    assert numbers(node.after(10)) == [2]
    assert done(node.after(20)) == []  # the same again is no news
    node.ended(2, killed=True)
    node.after(10)
    assert done(node.ended(3))[0].status == 0


def test_what_is_done_to_a_resource_ends_its_monitors() -> None:
    node = Node()
    node.do(operation("monitor", 10_000))
    node.ended(1)
    node.do(operation("notify"))
    node.ended(2)
    assert node.executor.deadline == 1010.0
    node.do(operation("stop"))
    node.ended(3)
    assert node.executor.deadline is None


def test_a_monitor_under_way_when_its_resource_is_stopped_is_nobodys() -> None:
    node = Node()
    node.do(operation("monitor", 10_000))
    assert node.do(operation("stop")) == []
    outs = node.ended(1, 7)
    assert (tasks(outs), done(outs)) == (["stop"], [])
    assert [r.operation.task for r in node.report.results] == ["stop"]


def test_stopping_a_monitor_is_confirmed_whether_or_not_there_is_one() -> None:
    node = Node()
    node.do(operation("monitor", 10_000))
    node.ended(1)
    for _ in range(2):
        outs = node.executor.handle(Stop(3, "r", "monitor", 10_000, "cancel:key"), node.now)
        (result,) = done(outs)
        assert (result.status, result.operation.transition_key) == (1, "cancel:key")
        assert result.operation.key == "r_monitor_10000"
    assert node.executor.deadline is None
    assert node.report.results == ()


def test_a_monitor_that_is_asked_for_anew_replaces_itself_and_is_told() -> None:
    node = Node()
    node.do(operation("monitor", 10_000))
    node.ended(1)
    assert numbers(node.do(operation("monitor", 10_000))) == [2]
    (result,) = done(node.ended(2))
    assert result.call == 2
    node.after(10)
    assert numbers(node.after(10)) == []  # one at a time, and there is only one


def test_monitors_of_several_intervals_stand_side_by_side() -> None:
    node = Node()
    node.do(operation("monitor", 10_000))
    node.do(operation("monitor", 30_000))
    node.ended(1)
    node.ended(2)
    assert {r.operation.interval_ms for r in node.report.results} == {10_000, 30_000}
    node.executor.handle(Stop(3, "r", "monitor", 10_000), node.now)
    assert node.executor.deadline == 1030.0


def test_a_start_delay_holds_back_what_comes_after() -> None:
    node = Node()
    assert node.do(operation("start", delay_ms=5000)) == []
    assert node.do(operation("promote")) == []
    assert node.executor.deadline == 1005.0
    assert tasks(node.after(5)) == ["start"]


def test_only_the_dc_of_the_term_is_obeyed() -> None:
    node = Node()
    assert node.do(operation("start"), term=2) == []
    node.executor.led(4, None, node.now)
    assert node.do(operation("start"), term=4) == []
    node.executor.led(4, "gamma", node.now)
    assert node.do(operation("start"), term=3) == []
    (out,) = [o for o in node.do(operation("start"), term=4) if isinstance(o, RunAgent)]
    assert out.number == 1


def test_without_a_dc_what_runs_goes_on_and_what_waits_is_dropped() -> None:
    node = Node()
    node.do(operation("monitor", 10_000, resource="m"))
    node.ended(1)
    node.do(operation("start"))
    node.do(operation("promote"))
    node.executor.led(3, None, node.now)
    assert node.ended(2) == []  # nobody to tell, nothing to follow
    assert numbers(node.after(10)) == [3]
    assert node.ended(3, 7) == []
    (send,) = node.executor.led(4, "gamma", node.now)
    assert isinstance(send, Send)
    assert isinstance(send.payload, Report)
    assert send.peer == "gamma"
    assert send.payload.term == 4
    told = {(r.operation.key, r.rc) for r in send.payload.results}
    assert told == {("m_monitor_10000", 0), ("m_monitor_10000", 7), ("r_start_0", 0)}


def test_a_report_says_what_is_under_way() -> None:
    node = Node()
    node.do(operation("start"))
    node.do(operation("promote"))
    pending = [(r.operation.task, r.status, r.started) for r in node.report.results]
    assert pending == [("start", -1, 1000.0), ("promote", -1, 0.0)]


def test_a_report_has_the_last_operation_the_last_failure_and_every_monitor() -> None:
    node = Node()
    node.do(operation("monitor", expected_rc=7))
    node.ended(1, 7)
    node.do(operation("start"))
    node.ended(2)
    node.do(operation("monitor", 10_000))
    node.ended(3)
    node.after(10)
    node.ended(4, 1)
    told = [(r.operation.key, r.rc) for r in node.report.results]
    assert told == [("r_start_0", 0), ("r_monitor_10000", 0), ("r_monitor_10000", 1)]
    node.do(operation("stop"))
    node.ended(5)
    told = [(r.operation.key, r.rc) for r in node.report.results]
    assert told == [("r_monitor_10000", 1), ("r_stop_0", 0)]  # a failure stays


def test_a_monitor_that_fails_for_the_second_time_is_reported_as_failed() -> None:
    """Its failure has the call of the monitor that went well before."""
    node = Node()
    for call in (1, 5):
        node.do(operation("start"))
        node.ended(call)
        node.do(operation("monitor", 10_000))
        node.ended(call + 1)
        node.after(10)
        node.ended(call + 2, 7)
        assert ("r_monitor_10000", 7) in [(r.operation.key, r.rc) for r in node.report.results]
        node.do(operation("stop"))
        node.ended(call + 3)


def test_what_is_forgotten_is_not_reported_and_not_watched() -> None:
    node = Node()
    for resource in ("r", "s"):
        node.do(operation("monitor", 10_000, resource=resource))
    node.ended(1)
    node.ended(2)
    node.executor.handle(Forget(3, "r"), node.now)
    assert [r.operation.resource for r in node.report.results] == ["s"]
    node.executor.handle(Forget(3), node.now)
    assert node.report.results == ()
    assert node.executor.deadline is None


def test_attributes_are_told_when_they_change_and_reported() -> None:
    node = Node()
    sent = node.executor.handle(AttributeSet("master-db", "5"), node.now)
    assert sent == [Send("beta", Attribute("master-db", "5"))]
    assert node.executor.handle(AttributeSet("master-db", "5"), node.now) == []
    node.executor.handle(Attribute("fail-count-r#monitor_10000", "1"), node.now)
    assert node.report.attributes == {"master-db": "5", "fail-count-r#monitor_10000": "1"}
    sent = node.executor.handle(AttributeSet("master-db", None), node.now)
    assert sent == [Send("beta", Attribute("master-db", None))]
    assert "master-db" not in node.report.attributes


def test_leaving_is_told_and_what_the_dc_wants_is_still_done() -> None:
    node = Node()
    (send,) = node.executor.leave(node.now)
    assert isinstance(send, Send)
    assert isinstance(send.payload, Report)
    assert send.payload.leaving
    assert tasks(node.do(operation("stop"))) == ["stop"]
    assert node.executor.busy
    node.ended(1)
    assert not node.executor.busy


def test_at_the_end_every_agent_is_ended() -> None:
    node = Node()
    node.do(operation("start"))
    node.do(operation("start", resource="s"))
    node.do(operation("promote"))
    assert node.executor.halt(node.now) == [KillAgent(1), KillAgent(2)]
    assert node.ended(1, killed=True) == []
    assert node.do(operation("start")) == []
    assert node.executor.deadline is None


def test_a_fencing_device_is_started_watched_and_stopped() -> None:
    node = Node()
    (probe,) = done(node.do(operation("monitor", agent=DEVICE, expected_rc=7)))
    assert probe.rc == 7
    assert tasks(node.do(operation("start", agent=DEVICE))) == ["start"]
    node.ended(1)
    assert tasks(node.do(operation("monitor", agent=DEVICE))) == ["monitor"]
    node.ended(2)
    (stopped,) = done(node.do(operation("stop", agent=DEVICE)))
    assert stopped.rc == 0
    assert done(node.do(operation("monitor", agent=DEVICE)))[0].rc == 7


def test_fencing_waits_for_no_monitor_and_is_no_part_of_the_history() -> None:
    node = Node()
    node.do(operation("start", agent=DEVICE))
    node.ended(1)
    node.do(operation("monitor", 60_000, agent=DEVICE))
    outs = node.do(operation("off", agent=DEVICE, meta={"CRM_meta_on_node": "beta"}))
    (run,) = outs
    assert isinstance(run, RunAgent)
    assert run.environment["OCF_RESKEY_CRM_meta_on_node"] == "beta"
    assert [r.operation.task for r in node.report.results] == ["start", "monitor"]
    assert done(node.ended(run.number, 1, "No such plug"))[0].reason == "No such plug"
    assert done(node.ended(2))[0].operation.task == "monitor"
    assert [r.operation.task for r in node.report.results] == ["start", "monitor"]
    assert node.executor.deadline == 1060.0


def test_what_a_device_could_fence_is_asked_while_it_is_watched_and_started_or_not() -> None:
    node = Node()
    meta = {"CRM_meta_on_node": "beta"}
    for number, task in enumerate(("list", "status"), 1):
        assert tasks(node.do(operation(task, agent=DEVICE, meta=meta))) == [task]
        ended = AgentEnded(number, 0, output="beta,gamma")
        (result,) = done(node.executor.handle(ended, node.now))
        assert result.output == ("beta,gamma" if task == "list" else "")
    assert not node.report.results
