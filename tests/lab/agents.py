"""What resource agents do on a node of the simulation, without a single process."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Protocol

from engine.agents.environment import meta_in
from engine.agents.fencing import TARGET, fence_action
from engine.stacks.lab.instructions import AgentEnded, AttributeSet, KillAgent, RunAgent

OK, FAILED, NOT_RUNNING, PROMOTED = 0, 1, 7, 8
STOPPED, STARTED, MASTER = "stopped", "started", "promoted"
QUICK = (0.02, 0.3)
"""Seconds that an action takes."""
SLOW = (1.0, 6.0)


@dataclass(frozen=True)
class Sickness:
    """How actions of a resource go wrong."""

    resource: str
    task: str
    """``any`` for all."""
    how: str
    """``fails`` (does nothing), ``half`` (does it and says it failed), ``hangs``, ``slow``."""
    node: str | None = None

    def hits(self, node: str, resource: str, task: str) -> bool:
        return (
            resource.split(":", maxsplit=1)[0] == self.resource
            and self.task in ("any", task)
            and self.node in (None, node)
        )


@dataclass
class Illnesses:
    """What is wrong with agents at the moment."""

    now: list[Sickness] = field(default_factory=list[Sickness])

    def of(self, node: str, resource: str, task: str) -> str:
        return next((one.how for one in self.now if one.hits(node, resource, task)), "")


class Around(Protocol):
    """What agents see of the world."""

    rng: Random
    names: tuple[str, ...]
    ill: Illnesses

    def at(self, when: float, act: Callable[[], None]) -> None: ...
    @property
    def now(self) -> float: ...
    def changed(self, node: str, resource: str, state: str) -> None:
        """A resource is active on a node now, or is so no more."""
        ...

    def power(self, target: str, action: str) -> bool:
        """The power switch; whether it was done."""
        ...


Ended = Callable[[AgentEnded | AttributeSet], None]


class Site:
    """A node's agents, from power on to power off."""

    def __init__(self, node: str, around: Around, told: Ended) -> None:
        self.node, self._around, self._told = node, around, told
        self.states: dict[str, str] = {}
        self.frozen = self._off = False
        self._runs: dict[int, RunAgent] = {}
        self._held: list[Callable[[], None]] = []

    @property
    def busy(self) -> list[str]:
        """Actions that run, recurring monitors left out."""
        return [
            f"{run.resource} {run.task}"
            for run in self._runs.values()
            if meta_in(run.environment).get("CRM_meta_interval", "0") == "0"
        ]

    def off(self) -> None:
        """The power is cut: nothing runs any more."""
        self._off = True
        self._runs.clear()
        for resource in list(self.states):
            self._set(resource, STOPPED)

    def thaw(self) -> None:
        self.frozen = False
        held, self._held = self._held, []
        for act in held:
            act()

    def run(self, run: RunAgent) -> None:
        """Start an agent."""
        self._runs[run.number] = run
        how = self._around.ill.of(self.node, run.resource, run.task)
        if how == "hangs":
            return
        seconds = self._around.rng.uniform(*(SLOW if how == "slow" else QUICK))
        self._later(seconds, run, lambda: self._end(run, how))

    def kill(self, kill: KillAgent) -> None:
        """End an agent; what it was about to do may be done or not."""
        run = self._runs.get(kill.number)
        if run is None:
            return
        if run.agent.standard != "stonith" and self._around.rng.random() < 0.5:
            self._do(run)
        self._later(0.01, run, lambda: self._gone(AgentEnded(kill.number, -9, killed=True)))

    def fail(self, resource: str) -> bool:
        """A resource dies without its agent; whether there was one."""
        if self.states.get(resource, STOPPED) == STOPPED:
            return False
        self._set(resource, STOPPED)
        return True

    def _later(self, seconds: float, run: RunAgent, act: Callable[[], None]) -> None:
        def due() -> None:
            if self._off or self._runs.get(run.number) is not run:
                return
            if self.frozen:
                self._held.append(due)
            else:
                act()

        self._around.at(self._around.now + seconds, due)

    def _gone(self, ended: AgentEnded) -> None:
        del self._runs[ended.number]
        self._told(ended)

    def _end(self, run: RunAgent, how: str) -> None:
        if run.agent.standard == "stonith":
            rc = FAILED if how in ("fails", "half") else self._fence(run)
        elif how == "fails" and run.task != "monitor":
            rc = FAILED
        else:
            rc = self._do(run)
            if how in ("fails", "half"):
                rc = FAILED
        if not self._off:
            reason = "" if rc == OK else "it is ill"
            output = "\n".join(self._around.names) if run.task == "list" else ""
            self._gone(AgentEnded(run.number, rc, reason=reason, output=output))

    def _do(self, run: RunAgent) -> int:
        resource = run.resource
        state = self.states.get(resource, STOPPED)
        match run.task:
            case "start":
                if state == STOPPED:
                    self._set(resource, STARTED)
                if run.agent.type == "Database":
                    self._score(resource, "5")
            case "stop":
                self._set(resource, STOPPED)
                if run.agent.type == "Database":
                    self._score(resource, None)
            case "promote" | "demote" if state == STOPPED:
                return NOT_RUNNING
            case "promote":
                self._set(resource, MASTER)
                self._score(resource, "10")
            case "demote":
                self._set(resource, STARTED)
                self._score(resource, "5")
            case "monitor":
                return {STOPPED: NOT_RUNNING, STARTED: OK, MASTER: PROMOTED}[state]
            case _:
                pass
        return OK

    def _score(self, resource: str, value: str | None) -> None:
        self._told(AttributeSet(f"master-{resource}", value))

    def _set(self, resource: str, state: str) -> None:
        if self.states.get(resource, STOPPED) != state:
            self.states[resource] = state
            self._around.changed(self.node, resource, state)

    def _fence(self, run: RunAgent) -> int:
        meta = meta_in(run.environment)
        action = fence_action(run.task, meta)
        if action in ("monitor", "list"):
            return OK
        return OK if self._around.power(meta[TARGET], action) else FAILED
