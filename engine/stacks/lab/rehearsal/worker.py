"""A rehearsal, and the short-lived process that does one.

Run as ``python -m engine.stacks.lab.rehearsal.worker``: a question on standard input, the answer on
standard output, both MessagePack. Scheduling a large cluster keeps a processor busy for a while; a
node that did it itself would be late with its heartbeats.
"""

import os
import sys
import time
from typing import Final

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.patch import PatchError, apply
from engine.cib.xml import attributes
from engine.protocol import verbs
from engine.protocol.verbs import Simulate, Simulated
from engine.scheduler.graph.written import write_graph
from engine.scheduler.injection import events
from engine.scheduler.injection.apply import inject
from engine.scheduler.injection.refused import InjectionRefused
from engine.scheduler.schedule import schedule
from engine.stacks.contract import StackError
from engine.stacks.lab.rehearsal.messages import ENCODER, QUESTIONS, Refusal, Rehearsed
from engine.stacks.patching import NOT_THERE, on_top_of, read_patch

NAME: Final = "hagui"
_NICE: Final = 5
"""The cluster itself comes first; yet somebody waits for the answer."""


def rehearse(text: str, question: Simulate) -> Simulated:
    """What the scheduler would do with a CIB, with a change and events supposed.

    Raises:
        StackError: ``invalid``, ``unknown-node`` or ``failed``.
    """
    try:
        cib = Cib.parse(text)
    except CibError as error:
        raise StackError("failed", error.message) from error
    version = cib.version
    if question.diff:
        changes = read_patch(question.diff)
        try:
            apply(cib, on_top_of(changes, version, attributes(cib.root)))
        except PatchError as error:
            raise StackError("invalid", NOT_THERE, error.message) from error
    now = time.time() if question.date is None else float(question.date)
    nodes = {str(node.get("uname")) for node in cib.root.iter("node", "node_state")}
    for event in question.inject:
        if isinstance(event, verbs.NodeEvent | verbs.OperationEvent) and event.node not in nodes:
            raise StackError("unknown-node", f"This cluster has no node «{event.node}».")
    try:
        inject(cib, [_event(event) for event in question.inject], now)
    except InjectionRefused as error:
        raise StackError("invalid", error.message) from error
    began = time.perf_counter()
    result = schedule(cib, now=now)
    graph = write_graph(result.graph).decode()
    return Simulated(version, graph, time.perf_counter() - began, NAME)


def main() -> int:
    """Answer one question."""
    os.nice(_NICE)
    question = QUESTIONS.decode(sys.stdin.buffer.read())
    answer: Rehearsed | Refusal
    try:
        answer = Rehearsed(rehearse(question.cib, question.simulate))
    except StackError as error:
        answer = Refusal(error.code, error.message, error.detail)
    sys.stdout.buffer.write(ENCODER.encode(answer))
    return 0


def _event(event: verbs.Injection) -> events.Event:
    """An event of the protocol as one of the scheduler's."""
    try:
        match event:
            case verbs.NodeEvent(node, becomes):
                return events.NodeEvent(node, events.NodeFate(becomes))
            case verbs.TicketEvent(ticket, becomes):
                return events.TicketEvent(ticket, events.TicketFate(becomes))
            case verbs.OperationEvent(resource, task, node, rc, interval_ms):
                return events.OperationEvent(resource, task, node, rc, interval_ms)
            case verbs.QuorumEvent(quorate):
                return events.QuorumEvent(quorate)
    except ValueError as error:
        raise StackError("invalid", f"This event cannot be supposed: {event}.") from error


if __name__ == "__main__":
    sys.exit(main())
