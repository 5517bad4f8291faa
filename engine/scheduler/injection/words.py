"""Events as words of a command line: ``node-fail=db1``, ``op=web_monitor_10000@db1=7``, …"""

import re
from typing import Final

from engine.scheduler.injection.events import (
    Event,
    NodeEvent,
    NodeFate,
    OperationEvent,
    QuorumEvent,
    TicketEvent,
    TicketFate,
    WatchdogEvent,
)

_OPERATION: Final = re.compile(
    r"(?P<resource>.+)_(?P<task>migrate_to|migrate_from|[a-z-]+)_(?P<interval>\d{1,12})"
    r"@(?P<node>[^@]+)=(?P<rc>-?\d{1,4})\Z"
)
_TRUE: Final = frozenset({"1", "true", "yes", "y", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "n", "off"})

FORMS: Final = (
    "node-up=NODE, node-down=NODE, node-fail=NODE, node-standby=NODE, node-online=NODE, "
    "node-maintenance=NODE, node-ready=NODE, op=RESOURCE_TASK_INTERVALMS@NODE=RC, "
    "ticket-grant=TICKET, ticket-revoke=TICKET, ticket-standby=TICKET, ticket-activate=TICKET, "
    "quorum=BOOLEAN, watchdog=BOOLEAN"
)


def read_event(words: str) -> Event:
    """The event that ``words`` mean.

    Raises:
        ValueError: they mean none; the message says what would.
    """
    kind, _, value = words.partition("=")
    if value:
        subject, _, fate = kind.partition("-")
        if subject == "node" and fate in {known.value for known in NodeFate}:
            return NodeEvent(value, NodeFate(fate))
        if subject == "ticket" and fate in {known.value for known in TicketFate}:
            return TicketEvent(value, TicketFate(fate))
        if kind == "op":
            return _operation(value)
        if kind in ("quorum", "watchdog"):
            holds = _boolean(words, value)
            return QuorumEvent(holds) if kind == "quorum" else WatchdogEvent(holds)
    raise ValueError(f"«{words}» is no event; the forms are: {FORMS}.")


def _operation(value: str) -> OperationEvent:
    found = _OPERATION.match(value)
    if found is None:
        raise ValueError(
            f"«{value}» is no result of an operation; write it as web_monitor_10000@node1=7."
        )
    return OperationEvent(
        resource=found["resource"],
        task=found["task"],
        node=found["node"],
        rc=int(found["rc"]),
        interval_ms=int(found["interval"]),
    )


def _boolean(words: str, value: str) -> bool:
    word = value.lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(f"«{words}» says neither yes nor no; write 1 or 0.")
    return word in _TRUE
