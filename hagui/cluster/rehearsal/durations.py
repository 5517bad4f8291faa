"""How long operations take, by how long they took before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.cib.state.model import Operation
from engine.cib.transition.model import Step, StepKind

_DONE = 0


@dataclass(frozen=True, slots=True)
class Durations:
    """Seconds by resource and task, on a node and at most anywhere."""

    on: Mapping[tuple[str, str, str], float] = field(
        default_factory=dict[tuple[str, str, str], float]
    )
    """By resource, task and node."""
    anywhere: Mapping[tuple[str, str], float] = field(default_factory=dict[tuple[str, str], float])
    """By resource and task; where nodes differ, the longest."""

    @classmethod
    def of(cls, operations: Iterable[Operation]) -> "Durations":
        """What a history says; only what succeeded counts."""
        on: dict[tuple[str, str, str], float] = {}
        anywhere: dict[tuple[str, str], float] = {}
        for operation in operations:
            if operation.exec_ms is None or operation.status != _DONE:
                continue
            if operation.interval_ms and operation.task != "monitor":
                continue
            seconds = operation.exec_ms / 1000
            resource = operation.resource.partition(":")[0]
            on[resource, operation.task, operation.node] = seconds
            known = anywhere.get((resource, operation.task), 0.0)
            anywhere[resource, operation.task] = max(known, seconds)
        return cls(on, anywhere)

    def seconds(self, step: Step) -> float | None:
        """How long a step takes; None where nothing like it was ever done."""
        if step.kind is StepKind.PSEUDO:
            return 0.0
        if step.kind is StepKind.CLUSTER:
            return None if step.task == "stonith" else 0.0
        if step.resource is None or step.node is None:
            return 0.0
        key = (step.resource, step.task)
        return self.on.get((*key, step.node), self.anywhere.get(key))
