"""Carrying out: what steps of a transition become, and which results belong to them."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID, uuid5

from engine.agents.fencing import ACTION
from engine.cib.transition.model import Graph, Step, StepKind
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.controller.instructions import Out
from engine.stacks.lab.controller.operations import (
    CANCEL,
    forgets,
    order,
    transition_key,
)
from engine.stacks.lab.controller.status import Status
from engine.stacks.lab.executor.history import CANCELLED, TIMED_OUT, failed
from engine.stacks.lab.executor.operations import of_another
from engine.stacks.lab.fencing.instructions import Fenced, Try
from engine.stacks.lab.fencing.instructions import Out as FencingOut
from engine.stacks.lab.fencing.machine import Fencing
from engine.stacks.lab.instructions import FencingOver, Say, Send
from engine.stacks.lab.settings import Settings
from engine.stacks.lab.transition.instructions import Carry, Expired, Over
from engine.stacks.lab.transition.instructions import Out as TransitionOut
from engine.stacks.lab.transition.machine import Transition
from engine.stacks.lab.wire import Do, Down, Result

ATTEMPTS: Final = 10
"""``stonith-max-attempts`` where nothing else is said."""
AT_ONCE: Final = 4
"""``node-action-limit`` where nothing else is said. Pacemaker takes two for each core of a node; in
a lab all nodes share one machine."""
_KEYS: Final = UUID("8f0c2a52-6a0f-4d86-9b0e-5f5f4f6c1d3e")
_META: Final = "CRM_meta_"


class Carrying:
    """One transition after the other, for a DC in one term."""

    def __init__(
        self, settings: Settings, document: Document, status: Status, term: int, uuid: str
    ) -> None:
        self._settings, self._document, self._status = settings, document, status
        self._term = term
        self._uuid = str(uuid5(_KEYS, f"{uuid}/{term}"))
        """Transitions are counted anew in each term, and nodes may still answer what was asked in
        an earlier one."""
        self._fencing = Fencing(f"{uuid}/{term}")
        self._transition: Transition | None = None
        self._number = -1
        self._start_is_fatal = True
        self._orders: dict[str, tuple[Step, str]] = {}
        """By transition key: what nodes were asked for, and by which name of the resource."""
        self._targets: dict[tuple[str, str], list[tuple[int, int]]] = {}
        """By target and action of fencing: the steps that wait for it, with their transition."""
        self._lives: dict[str, int] = {}
        """Which of its lives a node was in when its fencing began."""
        self.quorate = True
        self._hopeless = False
        """A node could not be fenced, and it would be of no use to try again."""
        self._failures = False
        """Something else went wrong in the transition, or the scheduler does not know of it yet."""
        self.suicide = False
        """Whether nodes without quorum end themselves, instead of being fenced."""
        self.news: str = ""
        """Why the scheduler is to be asked again; whoever asks it empties this."""
        self.most_attempts = ATTEMPTS
        """At fencing a node, in a row, before the scheduler is not asked again just because of
        that (``stonith-max-attempts``)."""
        self.node_limit = AT_ONCE
        """Operations that a node has under way at most (``node-action-limit``)."""
        self.gave_up = False
        """The last transition ended early only because nodes cannot be fenced; until there is news,
        to ask again would be of no use."""
        self._outs: list[Out] = []

    # What is known

    @property
    def busy(self) -> bool:
        """Whether anything of a transition is under way."""
        return self._transition is not None

    @property
    def pending(self) -> int:
        """How many operations are still to be done."""
        if self._transition is None:
            return 0
        return sum(step.kind is not StepKind.PSEUDO for step in self._transition.pending)

    @property
    def deadline(self) -> float | None:
        """When ``tick`` is due."""
        times = [self._fencing.deadline]
        if self._transition is not None:
            times.append(self._transition.deadline)
        return min((time for time in times if time is not None), default=None)

    # What happens

    def begin(self, graph: Graph, now: float) -> list[Out]:
        """Carry this out."""
        assert self._transition is None
        self._number += 1
        self._start_is_fatal = graph.attributes.get("failed-start-offset") == "INFINITY"
        self.gave_up = self._hopeless = self._failures = False
        self._transition = Transition(graph, now=now, node_limit=self.node_limit)
        self._go(self._transition.begin(now), now)
        return self._taken()

    def abort(self, reason: str, now: float) -> list[Out]:
        """Begin nothing more of what is being carried out."""
        if self._transition is not None:
            self._failures = True
            self._go(self._transition.abort(reason, now), now)
        return self._taken()

    def tick(self, now: float) -> list[Out]:
        """Time has passed."""
        if self._transition is not None:
            self._go(self._transition.tick(now), now)
        self._fence(self._fencing.tick(now), now)
        return self._taken()

    def gone(self, node: str, now: float) -> list[Out]:
        """A node is not in the membership any more."""
        for key in [key for key, (step, _) in self._orders.items() if step.node == node]:
            del self._orders[key]
        if self._transition is not None:
            self._failures = True
            self._go(self._transition.lost(node, now), now)
        self._fence(self._fencing.lost(node, now), now)
        return self._taken()

    def result(self, node: str, result: Result, now: float) -> list[Out]:
        """A node says how an operation ended."""
        operation = result.operation
        if self._fencing.expects(result):
            self._fence(self._fencing.ended(result, now), now)
            return self._taken()
        if of_another(operation):  # asked for by an earlier DC
            return self._taken()
        if not self._status.joined(node):
            return self._taken()
        step, _ = self._orders.pop(operation.transition_key, (None, ""))
        self._status.ended(node, result)
        succeeded = result.status == CANCELLED or not failed(result)
        if not succeeded:
            self._failed(node, result, now, known=step is not None)
        if step is None:
            if result.status != CANCELLED:
                self.news = f"{operation.key} on {node} was not expected"
        else:
            self._ended(step, now, succeeded=succeeded)
        return self._taken()

    # Steps

    def _go(self, outs: list[TransitionOut], now: float) -> None:
        for out in outs:
            match out:
                case Carry(step):
                    self._carry(step, now)
                case Expired(step):
                    self._expired(step, now)
                case Over(complete, stuck):
                    self._over(complete, stuck=stuck)

    def _over(self, complete: bool, *, stuck: bool) -> None:
        transition, self._transition = self._transition, None
        self._orders.clear()
        if complete or transition is None:
            return
        if stuck:
            self._outs.append(Say("The transition cannot be completed", "warning"))
            return
        if self._hopeless and not self._failures:
            self.gave_up = True
            return
        self.news = self.news or transition.aborted or "the transition ended early"

    def _ended(self, step: Step, now: float, *, succeeded: bool) -> None:
        if self._transition is not None:
            self._failures = self._failures or not succeeded
            self._go(self._transition.ended(step.id, succeeded, now), now)

    def _carry(self, step: Step, now: float) -> None:
        if step.kind is StepKind.CLUSTER and step.task == "stonith":
            self._begin_fencing(step, now)
        elif step.task == "do_shutdown":
            self._shut_down(step)
        elif step.task == "clear_failcount":
            self._clear(step)
            self._ended(step, now, succeeded=True)
        elif forgets(step):
            if step.node in self._status.members and step.resource is not None:
                name = self._name(step, step.node)
                self._outs += self._status.forget(step.node, name)
            self._ended(step, now, succeeded=True)
        else:
            self._order(step, now)

    def _order(self, step: Step, now: float) -> None:
        node = step.node
        if node is None or not self._status.joined(node):
            self._ended(step, now, succeeded=False)
            return
        name = self._name(step, node)
        key = transition_key(step, self._number, self._uuid)
        wanted = order(step, name, key, self._term)
        self._orders[key] = step, name
        if isinstance(wanted, Do) and step.task not in ("notify", CANCEL):
            self._status.begun(node, wanted.operation, now)
        self._outs.append(Send(node, wanted))

    def _name(self, step: Step, node: str) -> str:
        """The resource's name in the node's history: what it goes by there already."""
        histories = self._status.members[node].histories
        name = step.recorded_as or step.resource or ""
        known = step.known_as
        return known if known is not None and name not in histories and known in histories else name

    def _clear(self, step: Step) -> None:
        if step.node not in self._status.members or step.resource is None:
            return
        name = step.recorded_as or step.resource
        self._outs += self._status.clear_failures(step.node, name)

    def _shut_down(self, step: Step) -> None:
        node = step.node
        if node is None or not self._status.joined(node):
            return
        self._status.goes(node)
        self._outs.append(Send(node, Down(self._term, "It wished to leave")))

    def _expired(self, step: Step, now: float) -> None:
        """Its node has not answered: the operation counts as failed, whatever became of it."""
        self._failures = True
        key = transition_key(step, self._number, self._uuid)
        self._orders.pop(key, None)
        node = step.node
        if node is None or step.kind is not StepKind.RESOURCE or not self._status.joined(node):
            return
        wanted = order(step, self._name(step, node), key, self._term)
        if not isinstance(wanted, Do):
            return
        reason = f"{node} did not say in time how it ended"
        result = Result(wanted.operation, -1, 1, TIMED_OUT, reason, started=now, changed=now)
        self._status.ended(node, result)
        self._failed(node, result, now, known=True)

    def _failed(self, node: str, result: Result, now: float, *, known: bool) -> None:
        operation = result.operation
        self._outs += self._status.counted(
            node, operation, now, start_is_fatal=self._start_is_fatal
        )
        probe = operation.task == "monitor" and not operation.interval_ms
        if not probe:
            words = f": {result.reason}" if result.reason else ""
            said = f"{operation.key} failed on {node} with exit code {result.rc}{words}"
            self._outs.append(Say(said, "warning"))
        if not known:
            self.news = f"{operation.key} failed on {node}"

    # Fencing

    def _begin_fencing(self, step: Step, now: float) -> None:
        target = step.target
        action = step.attributes.get(ACTION, "reboot").lower()
        member = None if target is None else self._status.members.get(target)
        if target is None or member is None:
            self._ended(step, now, succeeded=False)
            return
        if self.suicide and not self.quorate and member.present and action != "on":
            # Without quorum no other node can be fenced; those at hand end themselves.
            self._status.fenced(target)
            words = "It has no quorum, and no-quorum-policy is suicide"
            self._outs.append(Send(target, Down(self._term, words, clean=False)))
            self._ended(step, now, succeeded=True)
            return
        self._targets.setdefault((target, action), []).append((step.id, self._number))
        self._lives.setdefault(target, member.life)
        self._outs.append(Say(f"Fencing {target} ({action})", "warning"))
        delay = _seconds(step.attributes.get(f"{_META}priority_fencing_delay"))
        outs = self._fencing.fence(
            target, action, self._document.cib, self._executioners(), delay, now
        )
        self._fence(outs, now)

    def _executioners(self) -> Mapping[str, list[str]]:
        """Nodes that can run agents, with the fencing devices that are started there."""
        found: dict[str, list[str]] = {}
        for member in self._status.members.values():
            if member.joined:
                found[member.name] = [
                    name for name, known in member.histories.items() if known.is_started_device
                ]
        return found

    def _fence(self, outs: list[FencingOut], now: float) -> None:
        for out in outs:
            match out:
                case Try(node, operation):
                    self._outs.append(Send(node, Do(self._term, operation)))
                case Fenced():
                    self._fenced(out, now)

    def _fenced(self, fenced: Fenced, now: float) -> None:
        target, action = fenced.target, fenced.action
        waiting = self._targets.pop((target, action), [])
        life = self._lives.pop(target, None)
        member = self._status.members[target]
        over = FencingOver(target, action, fenced.succeeded, now, fenced.reason)
        self._outs.append(over)
        if not fenced.succeeded:
            said = f"{target} could not be fenced: {fenced.reason}"
            self._outs.append(Say(said, "error"))
            many = self._fencing.failures_of(target) >= self.most_attempts
            self._hopeless = self._hopeless or many or not fenced.tried
            self._failures = self._failures or not (many or not fenced.tried)
        else:
            by = ", ".join(fenced.devices)
            self._outs.append(Say(f"{target} was fenced ({action}) by {by}"))
            if action == "on":
                self._outs += self._status.unfenced(target, now)
            elif life is None or life == member.life:
                self._status.fenced(target)
                if member.present:  # whatever is left of it must not go on
                    words = "It was fenced"
                    self._outs.append(Send(target, Down(self._term, words, clean=False)))
                else:
                    self._outs += self._status.is_gone(target)
        for id_, number in waiting:
            if number == self._number and self._transition is not None:
                self._go(self._transition.ended(id_, fenced.succeeded, now), now)

    def _taken(self) -> list[Out]:
        outs, self._outs = self._outs, []
        return outs


def _seconds(text: str | None) -> float:
    return float(text) if text is not None and text.isdecimal() else 0.0
