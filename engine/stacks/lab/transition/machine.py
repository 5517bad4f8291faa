"""The machine that carries a transition graph out.

Follows Pacemaker's transition engine (its controller on the DC).
"""

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from typing import Final

from engine.cib.duration import parse_duration
from engine.cib.score import INFINITY
from engine.cib.state.values import is_true, parse_integer
from engine.cib.transition.model import Graph, Step, StepKind
from engine.stacks.lab.transition.instructions import Carry, Expired, Out, Over
from engine.stacks.lab.transition.limits import Limit, Limits

_CLUSTER_DELAY: Final = 60.0
_NO_WAIT: Final = "CRM_meta_op_no_wait"
_ON_FAIL: Final = "CRM_meta_on_fail"
_START_DELAY: Final = "CRM_meta_start_delay"


class Transition:
    """One transition. A step begins once all those before it are done.

    Any that failed keeps those after it from ever beginning, also where the scheduler only cares
    for the sequence (``Step.preferred``), as what a start has to wait for (that a node is fenced,
    or another resource stopped) is often said in that way.

    Once a step has failed, or the transition was aborted, what is under way goes on and nothing
    new begins, save what is more important than that: resources of a higher priority than the one
    that failed; and what always has it, the notifications which tell instances of clones what has
    been done already. Where no more than probes failed, the other probes begin, too: what they find
    is what the scheduler needs to know. When nothing is under way any more, ``Over`` says so, once.
    """

    def __init__(
        self,
        graph: Graph,
        *,
        now: float,
        batch_limit: int | None = None,
        cluster_delay: float | None = None,
        node_limit: int = 0,
    ) -> None:
        """Make it ready to ``begin``.

        Args:
            graph: from the scheduler.
            now: seconds since 1970.
            batch_limit: agents' operations under way at most; 0: any number; None: as the graph
                says.
            cluster_delay: seconds that a node's answer may take in addition to what the operation
                itself may; None: as the graph says.
            node_limit: the like of ``batch_limit`` for each node (``node-action-limit``).
        """
        self._now = now
        attributes = graph.attributes
        if batch_limit is None:
            batch_limit = parse_integer(attributes.get("batch-limit"))
        if cluster_delay is None:
            delay_ms = parse_duration(attributes.get("cluster-delay"))
            cluster_delay = _CLUSTER_DELAY if delay_ms is None else delay_ms / 1000
        self._delay = cluster_delay
        migrations = parse_integer(attributes.get("migration-limit"))
        self._limits = Limits(batch_limit, node_limit, migrations)

        self._steps: dict[int, Step] = {}
        for step in graph.steps:
            self._steps.setdefault(step.id, step)
        self._places = {id_: place for place, id_ in enumerate(self._steps)}
        self._waits = {id_: len(set(step.after)) for id_, step in self._steps.items()}
        self._then: dict[int, list[int]] = {}
        for id_, step in self._steps.items():
            for first in set(step.after):
                self._then.setdefault(first, []).append(id_)
        self._ready = [
            (self._places[id_], id_) for id_, number in self._waits.items() if number == 0
        ]
        heapify(self._ready)
        self._held: dict[Limit, list[tuple[int, int]]] = {}
        """Steps that are ready but for a limit."""
        self._under_way: dict[int, float | None] = {}
        """Each with the time at which it expires."""
        self._done: set[int] = set()
        self._failed: set[int] = set()
        self._least = 0
        """Priority that a step has to have; above 0 once something failed."""
        self._begun = self._over = False
        self._probing = True
        """Whether probes still begin."""
        self.aborted: str | None = None
        """Why no more is begun, by the first who said so; also that a step failed."""

    # What is known of it

    @property
    def over(self) -> bool:
        """Nothing is under way, and nothing will be."""
        return self._over

    @property
    def running(self) -> tuple[Step, ...]:
        """Steps under way."""
        return tuple(self._steps[id_] for id_ in self._under_way)

    @property
    def pending(self) -> tuple[Step, ...]:
        """Steps that are still to be done, those under way included."""
        settled = self._done | self._failed
        return tuple(step for id_, step in self._steps.items() if id_ not in settled)

    @property
    def deadline(self) -> float | None:
        """When ``tick`` is due."""
        return min((until for until in self._under_way.values() if until is not None), default=None)

    def find(self, step_id: int) -> Step | None:
        """The step of that id."""
        return self._steps.get(step_id)

    # What happens

    def begin(self, now: float) -> list[Out]:
        """Begin with what waits for nothing."""
        self._now = now
        self._begun = True
        return list(self._advance())

    def ended(self, step_id: int, succeeded: bool, now: float) -> list[Out]:
        """A step has ended; of one that is not under way (any more) nothing is to be heard.

        Where ``on-fail`` is to ignore failures, it was done all the same.
        """
        self._now = now
        if step_id not in self._under_way:
            return []
        self._let_go(step_id)
        step = self._steps[step_id]
        if succeeded or step.attributes.get(_ON_FAIL, "").lower() == "ignore":
            self._did(step_id)
        else:
            # A resource's failure is no concern of more important ones
            resource = step.kind is StepKind.RESOURCE
            least = step.priority + 1 if resource else INFINITY
            self._fail(step_id, f"{step.key} failed", least, probing=step.probe)
        return list(self._advance())

    def abort(self, reason: str, now: float) -> list[Out]:
        """Something has happened that the scheduler did not know of."""
        self._now = now
        self._stop(INFINITY, reason)
        return list(self._advance())

    def lost(self, node: str, now: float) -> list[Out]:
        """A node is gone: what it has under way, or was to do, fails."""
        self._now = now
        for id_, step in self._steps.items():
            if step.node != node or step.kind is StepKind.PSEUDO or id_ in self._done:
                continue
            if id_ in self._under_way:
                self._let_go(id_)
            self._failed.add(id_)
        self._stop(INFINITY, f"{node} was lost")
        return list(self._advance())

    def tick(self, now: float) -> list[Out]:
        """Give up what has not been heard of in time."""
        self._now = now
        outs: list[Out] = []
        for id_, until in list(self._under_way.items()):
            if until is None or now < until:
                continue
            step = self._steps[id_]
            self._let_go(id_)
            self._fail(id_, f"{step.key} was lost", INFINITY)
            outs.append(Expired(step))
        if outs:
            outs += self._advance()
        return outs

    # Inside

    def _advance(self) -> Iterator[Out]:
        """Begin what may begin, in the sequence of the graph."""
        if not self._begun or self._over:
            return
        while self._ready or self._release():
            place, id_ = heappop(self._ready)
            step = self._steps[id_]
            if id_ in self._failed:
                continue
            if step.kind is StepKind.PSEUDO:
                self._did(id_)
            elif step.priority < self._least and not (self._probing and step.probe):
                continue
            elif (limit := self._limits.holding(step)) is not None:
                heappush(self._held.setdefault(limit, []), (place, id_))
            else:
                yield Carry(step)
                if is_true(step.attributes.get(_NO_WAIT)):
                    self._did(id_)
                else:
                    self._limits.begun(step)
                    self._under_way[id_] = self._until(step)
        if not self._under_way:
            self._over = True
            complete = len(self._done) == len(self._steps)
            yield Over(complete, stuck=not complete and self.aborted is None)

    def _release(self) -> bool:
        """Let the first of those that a limit held back try again, of each limit that is reached
        no more; whether there is any."""
        for limit, held in self._held.items():
            if held and not self._limits.is_reached(limit):
                heappush(self._ready, heappop(held))
        return bool(self._ready)

    def _until(self, step: Step) -> float | None:
        """When it is given up. Fencing counts its own time, as that depends on the devices."""
        if step.task == "stonith":
            return None
        own = (step.timeout_ms or 0) + parse_integer(step.attributes.get(_START_DELAY))
        return self._now + max(0, own) / 1000 + self._delay

    def _did(self, id_: int) -> None:
        self._done.add(id_)
        for after in self._then.get(id_, ()):
            self._waits[after] -= 1
            if self._waits[after] == 0:
                heappush(self._ready, (self._places[after], after))

    def _fail(self, id_: int, reason: str, least: int, *, probing: bool = False) -> None:
        self._failed.add(id_)
        self._stop(min(least, INFINITY), reason, probing=probing)

    def _stop(self, least: int, reason: str, *, probing: bool = False) -> None:
        if self._over:
            return
        self._probing = self._probing and probing
        self._least = max(self._least, least)
        if self.aborted is None:
            self.aborted = reason

    def _let_go(self, id_: int) -> None:
        del self._under_way[id_]
        self._limits.ended(self._steps[id_])
