"""What the DC wants of agents, carried out on one node: the machine."""

from collections.abc import Iterator

import msgspec

from engine.agents.codes import Ocf
from engine.agents.environment import action_environment
from engine.agents.fencing import TARGET
from engine.agents.names import STONITH
from engine.stacks.lab.executor.history import (
    CANCELLED,
    DONE,
    PASSIVE,
    TIMED_OUT,
    History,
    failed,
)
from engine.stacks.lab.executor.operations import lane_of, of_another, read_end, spoken
from engine.stacks.lab.executor.queues import Queue, Running, Waiting, under_way
from engine.stacks.lab.instructions import AgentEnded, AttributeSet, KillAgent, RunAgent, Say, Send
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.wire import (
    Agent,
    Attribute,
    Do,
    Done,
    Forget,
    Operation,
    Payload,
    Report,
    Result,
    Stop,
)

Out = RunAgent | KillAgent | Send | Say
Event = Do | Stop | Forget | Attribute | AgentEnded | AttributeSet


class Executor:
    """One node's. Operations of one resource run one after the other, in the order they came.

    It obeys the DC of the term that it was last told of (``led``), and no other. Where the DC is
    lost, what runs goes on, recurring operations included; what had not begun is dropped, as
    whoever wanted it is gone. A ``Report`` tells the next DC how things are.

    Any operation that does something to a resource (all but monitor, notify, …) ends its recurring
    operations, as in Pacemaker; the DC asks for them anew.

    A fencing device is a resource like any other, whose ``start`` and ``monitor`` ask its agent
    whether it answers. ``off``, ``reboot``, ``on`` (or ``stonith`` with
    ``CRM_meta_stonith_action``) fence the node that ``CRM_meta_on_node`` of the operation names;
    they wait for nothing but each other. ``list`` and ``status`` with that attribute ask whether it
    could, and like these leave nothing in the history.
    """

    def __init__(self, settings: Settings, now: float) -> None:
        self._node = settings.node
        self._now = now
        self._term = 0
        self._dc: str | None = None
        self._calls = 0
        self._orders = 0
        self._numbers = 0
        self._queues: dict[str, Queue] = {}
        self._working: dict[int, str] = {}
        """Whose queue a started agent belongs to."""
        self._histories: dict[str, History] = {}
        self._attributes: dict[str, str] = {}
        self._devices: set[str] = set()
        """Fencing devices that have been started here."""
        self._leaving = False
        self._halted = False

    # Told by the node

    def led(self, term: int, dc: str | None, now: float) -> list[Out]:
        """Who is DC from now on, which is sent a report; None: nobody is known to be.

        Also for a DC that this node was away from: then with None in between.
        """
        self._now = now
        if (term, dc) != (self._term, self._dc):
            for queue in self._queues.values():
                queue.drop_once()
        self._term = term
        self._dc = dc
        return [*self._tell(self.report())]

    def leave(self, now: float) -> list[Out]:
        """The node is to leave in good order: the DC is told, and stops what runs here."""
        self._now = now
        self._leaving = True
        return [*self._tell(self.report())]

    def halt(self, now: float) -> list[Out]:
        """The node ends: every agent that runs is ended, and nothing begins any more."""
        self._now = now
        self._halted = True
        numbers = sorted(self._working)
        self._queues.clear()
        self._working.clear()
        return [KillAgent(number) for number in numbers]

    def handle(self, event: Event, now: float) -> list[Out]:
        """What the DC wants, or what came of an agent."""
        self._now = now
        match event:
            case Do():
                return self.do(event, now)
            case Stop():
                return self.stop(event, now)
            case Forget():
                return self.forget(event, now)
            case Attribute():
                return self.attribute(event, now)
            case AgentEnded():
                return self.agent_ended(event, now)
            case AttributeSet():
                return self.attribute_set(event, now)

    # Told by the DC

    def do(self, event: Do, now: float) -> list[Out]:
        """Carry out an operation, once or again and again; a recurring one replaces itself."""
        self._now = now
        if not self._obeys(event.term):
            return []
        operation = event.operation
        lane = lane_of(operation)
        queue = self._queues.setdefault(lane, Queue())
        if operation.interval_ms:
            queue.end_recurring(operation.task, operation.interval_ms)
        elif operation.task not in PASSIVE and not of_another(operation):
            queue.end_recurring()
        self._calls += 1
        self._wait(queue, operation, self._calls, now + operation.delay_ms / 1000)
        return self._begin(lane)

    def stop(self, event: Stop, now: float) -> list[Out]:
        """End a recurring operation; the DC is told that it is ended, whether or not there was."""
        self._now = now
        if not self._obeys(event.term):
            return []
        queue = self._queues.get(event.resource)
        ended = [] if queue is None else queue.end_recurring(event.task, event.interval_ms)
        history = self._histories.get(event.resource)
        if history is not None:
            history.drop(event.task, event.interval_ms)
        key = f"{event.resource}_{event.task}_{event.interval_ms}"
        operation = Operation(
            key=key,
            resource=event.resource,
            agent=Agent("", ""),
            task=event.task,
            interval_ms=event.interval_ms,
            transition_key=event.transition_key,
        )
        call = max(ended, default=0)
        return [*self._tell(Done(Result(operation, call, Ocf.OK, CANCELLED, changed=now)))]

    def forget(self, event: Forget, now: float) -> list[Out]:
        """Drop a resource's history and its recurring operations; what runs once goes on."""
        self._now = now
        if not self._obeys(event.term):
            return []
        meant = [*self._queues, *self._histories] if event.resource is None else [event.resource]
        if event.failures:
            for history in (self._histories[name] for name in meant if name in self._histories):
                history.forget_failure()
            return []
        for resource in meant:
            self._histories.pop(resource, None)
            queue = self._queues.get(resource)
            if queue is not None:
                queue.end_recurring()
                self._let_go(resource)
        return []

    def attribute(self, event: Attribute, now: float) -> list[Out]:
        """Keep a transient attribute for the DC, such as a fail count, for the next one to hear."""
        self._now = now
        self._keep(event.name, event.value)
        return []

    # Told by the shell

    def attribute_set(self, event: AttributeSet, now: float) -> list[Out]:
        """An agent set a transient attribute: news where it changed."""
        self._now = now
        if self._attributes.get(event.name) == event.value:
            return []
        self._keep(event.name, event.value)
        return [*self._tell(Attribute(event.name, event.value))]

    def agent_ended(self, event: AgentEnded, now: float) -> list[Out]:
        """An agent is done, or was ended."""
        self._now = now
        lane = self._working.pop(event.number, None)
        if lane is None:
            return []
        queue = self._queues[lane]
        running = queue.running
        assert running is not None
        queue.running = None
        outs: list[Out] = []
        if not running.over:
            rc, status, reason = read_end(event)
            outs += self._finish(queue, running, rc, status, reason, event.output)
        elif not running.unwanted:
            self._again(queue, running.waiting)
        return [*outs, *self._begin(lane)]

    def tick(self, now: float) -> list[Out]:
        """Begin what is due, and end what took too long."""
        self._now = now
        outs: list[Out] = []
        for lane in list(self._queues):
            running = self._queues[lane].running
            if running is not None and not running.over and running.until <= now:
                outs += self._time_up(self._queues[lane], running)
            outs += self._begin(lane)
        return outs

    @property
    def deadline(self) -> float | None:
        """When ``tick`` is due."""
        dues = [queue.deadline for queue in self._queues.values()]
        return min((due for due in dues if due is not None), default=None)

    @property
    def busy(self) -> bool:
        """Whether an operation runs, or one waits that does not come again."""
        return any(
            queue.running is not None or any(not one.operation.interval_ms for one in queue.waiting)
            for queue in self._queues.values()
        )

    def report(self) -> Report:
        """All that is known here; what is under way has status −1."""
        results = [r for history in self._histories.values() for r in history.results()]
        for queue in self._queues.values():
            results += [r for r in under_way(queue) if not of_another(r.operation)]
        results.sort(key=lambda result: result.call)
        return Report(self._term, tuple(results), dict(self._attributes), self._leaving)

    # Inside

    def _obeys(self, term: int) -> bool:
        """Orders of a DC that is no more are not carried out."""
        return not self._halted and self._dc is not None and term == self._term

    def _wait(self, queue: Queue, operation: Operation, call: int, due: float) -> None:
        self._orders += 1
        queue.waiting.append(Waiting(operation, call, due, self._orders))

    def _again(self, queue: Queue, one: Waiting) -> None:
        """The next round of a recurring operation counts from the end of the last one."""
        if one.operation.interval_ms:
            self._wait(queue, one.operation, one.call, self._now + one.operation.interval_ms / 1000)

    def _begin(self, lane: str) -> list[Out]:
        """Begin what may begin; what needs no agent ends at once, and the next one follows."""
        outs: list[Out] = []
        queue = self._queues.get(lane)
        while queue is not None and (one := queue.ready(self._now)) is not None:
            queue.waiting.remove(one)
            operation = one.operation
            until = self._now + operation.timeout_ms / 1000
            known = self._known(operation)
            if known is not None:
                outs += self._finish(queue, Running(one, 0, self._now, until), known, DONE, "")
                continue
            self._numbers += 1
            running = Running(one, self._numbers, self._now, until)
            queue.running = running
            self._working[running.number] = lane
            outs.append(
                RunAgent(
                    running.number,
                    operation.agent,
                    operation.resource,
                    operation.task,
                    self._environment(operation),
                    operation.timeout_ms,
                )
            )
        self._let_go(lane)
        return outs

    def _let_go(self, lane: str) -> None:
        queue = self._queues.get(lane)
        if queue is not None and queue.idle:
            del self._queues[lane]

    def _known(self, operation: Operation) -> int | None:
        """The code of what needs no agent: stopping a fencing device, and probing one."""
        if operation.agent.standard != STONITH:
            return None
        if operation.task == "stop":
            return Ocf.OK
        probing = operation.task == "monitor" and not operation.interval_ms
        return Ocf.NOT_RUNNING if probing and operation.resource not in self._devices else None

    def _environment(self, operation: Operation) -> dict[str, str]:
        meta = {
            "CRM_meta_name": operation.task,
            "CRM_meta_interval": str(operation.interval_ms),
            "CRM_meta_timeout": str(operation.timeout_ms),
            **({} if of_another(operation) else {TARGET: self._node}),
            **operation.meta,
        }
        return action_environment(operation.agent, operation.resource, operation.parameters, meta)

    def _time_up(self, queue: Queue, running: Running) -> list[Out]:
        """Said at once; the next operation waits until the processes are really gone."""
        operation = running.waiting.operation
        reason = f"Resource agent did not complete within {spoken(operation.timeout_ms)}"
        running.over = True
        said = f"{operation.key} on {self._node}: {reason}"
        return [
            KillAgent(running.number),
            Say(said, "warning"),
            *self._note(queue, running, Ocf.ERROR, TIMED_OUT, reason),
        ]

    def _finish(
        self, queue: Queue, running: Running, rc: int, status: int, reason: str, output: str = ""
    ) -> list[Out]:
        outs = self._note(queue, running, rc, status, reason, output)
        if not running.unwanted:
            self._again(queue, running.waiting)
        return outs

    def _note(
        self, queue: Queue, running: Running, rc: int, status: int, reason: str, output: str = ""
    ) -> list[Out]:
        """Remember how it ended, and tell the DC where that is news."""
        one = running.waiting
        operation = one.operation
        if running.unwanted:
            return []
        result = Result(
            operation,
            one.call,
            rc,
            status,
            started=running.started,
            changed=self._now,
            queue_ms=max(0, round((running.started - one.due) * 1000)),
            exec_ms=max(0, round((self._now - running.started) * 1000)),
            output=output if operation.task == "list" else "",
        )
        if failed(result):
            result = msgspec.structs.replace(result, reason=reason)
        if operation.interval_ms:
            key = (operation.task, operation.interval_ms)
            before = queue.told.get(key)
            if before is not None and (before.rc, before.status) == (rc, status):
                return []
            queue.told[key] = result
        self._mark_device(operation, result)
        if not of_another(operation):
            self._histories.setdefault(operation.resource, History()).note(result)
        return [*self._tell(Done(result))]

    def _mark_device(self, operation: Operation, result: Result) -> None:
        if operation.agent.standard != STONITH:
            return
        if operation.task == "start" and not failed(result):
            self._devices.add(operation.resource)
        elif operation.task == "stop":
            self._devices.discard(operation.resource)

    def _keep(self, name: str, value: str | None) -> None:
        if value is None:
            self._attributes.pop(name, None)
        else:
            self._attributes[name] = value

    def _tell(self, payload: Payload) -> Iterator[Send]:
        """To the DC; where there is none, the next one hears it from the report."""
        if self._dc is not None and not self._halted:
            yield Send(self._dc, payload)
