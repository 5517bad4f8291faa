"""From a CIB and a transition graph to the CIB as it will be."""

import time
from collections.abc import Container
from typing import Final

from engine.cib.document import Cib
from engine.cib.transition.model import Graph, Step, StepKind
from engine.scheduler.projection.nodes import States
from engine.scheduler.projection.record import Outcome, can_run, record
from engine.scheduler.projection.sequence import in_sequence

_EXPECTED: Final = "CRM_meta_op_target_rc"
_FENCING: Final = "CRM_meta_stonith_action"
_UNRECORDED: Final = frozenset({"delete", "meta-data", "probe_complete"})
"""Tasks that leave nothing in a history."""


def play(cib: Cib, graph: Graph, now: float | None = None) -> Cib:
    """A copy of the CIB, with a graph carried out and every action successful.

    Shutting a node down and clearing fail counts change nothing in it, as those are the concern
    of the node's own controller and of the attribute manager. (``crm_simulate -S`` does the same.)

    Args:
        cib: read only.
        graph: what is carried out; see ``engine.cib.transition``.
        now: seconds since 1970, noted as the time at which operations were done unless the
            status tells of later ones; the clock's time where None.
    """
    future = cib.copy()
    carry_out(future, graph, int(time.time() if now is None else now))
    return future


def carry_out(cib: Cib, graph: Graph, now: int, unwritten: Container[int] = ()) -> None:
    """The same with ``cib`` itself; what the steps in ``unwritten`` find out is not noted."""
    states = States(cib)
    # Nothing that was done before may look newer, however old the date that is supposed.
    now = max(now, 1 + states.latest_change())
    failed: set[int] = set()
    for step in in_sequence(graph):
        possible = failed.isdisjoint(step.after)
        if possible and step.id not in unwritten:
            possible = _done(states, step, cib.feature_set, now)
        if not possible:
            failed.add(step.id)


def is_recorded(step: Step) -> bool:
    """Whether it leaves something in a history."""
    return step.kind is StepKind.RESOURCE and step.task not in _UNRECORDED


def _done(states: States, step: Step, feature_set: str, now: int) -> bool:
    """Carry a step out; False where that is impossible."""
    if is_recorded(step):
        return _recorded(states, step, feature_set, now)
    fences = step.task == "stonith" and step.kind is StepKind.CLUSTER
    # Unfencing leaves a node where it is.
    if fences and step.target and step.attributes.get(_FENCING, "").lower() != "on":
        states.fence(step.target)
    return True


def _recorded(states: States, step: Step, feature_set: str, now: int) -> bool:
    name, node = step.recorded_as, step.node
    if name is None or node is None:
        return False
    names = [name]
    if step.known_as is not None and not states.knew(name):
        # No instance goes by its plain name: they were told apart once, and may still be.
        names.insert(0, step.known_as)
    entry = next((found for item in names if (found := states.entry(node, item)) is not None), None)
    if entry is None:
        if step.agent is None or not can_run(step.agent):
            return False
        entry = states.add_entry(node, name, step.agent)
    expected = step.attributes.get(_EXPECTED, "0")
    rc = int(expected) if expected.isdecimal() else 0
    outcome = Outcome(step.task, step.interval_ms, rc, rc, now, attributes=step.attributes)
    record(entry, name, outcome, feature_set)
    return True
