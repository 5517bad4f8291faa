"""What single operations mean to the executor, and how an agent's end is read."""

from typing import Final

from engine.agents.codes import Ocf
from engine.agents.fencing import FENCING, TARGET
from engine.agents.names import STONITH
from engine.stacks.lab.executor.history import DONE, ERROR, NOT_INSTALLED
from engine.stacks.lab.instructions import AgentEnded
from engine.stacks.lab.wire import Operation

_FENCING: Final = FENCING | {"stonith"}
_ASKING: Final = frozenset({"list", "status"})
"""What a fencing device is asked before it is known whether it can fence a node."""


def lane_of(operation: Operation) -> str:
    """Which queue it belongs to: its resource's, but for fencing.

    That does not wait for the device's own monitor, which may hang as the node does.
    """
    if of_another(operation):
        return f"{operation.resource} fencing {operation.meta.get(TARGET, '')}"
    return operation.resource


def of_another(operation: Operation) -> bool:
    """Whether a device does something to another node, or is asked whether it could."""
    if operation.task in _FENCING:
        return True
    device = operation.agent.standard == STONITH and not operation.interval_ms
    return device and operation.task in _ASKING


def read_end(event: AgentEnded) -> tuple[int, int, str]:
    """Exit code, status and reason."""
    if event.missing:
        return Ocf.NOT_INSTALLED, NOT_INSTALLED, event.reason or "The agent is not installed"
    if event.killed:
        return Ocf.ERROR, ERROR, event.reason or "The agent was ended before it was done"
    if event.rc < 0:
        return Ocf.ERROR, ERROR, event.reason or f"Process interrupted by signal {-event.rc}"
    return event.rc, DONE, event.reason


def spoken(ms: int) -> str:
    """A time in words, as short as can be."""
    return f"{ms // 1000}s" if ms % 1000 == 0 else f"{ms}ms"
