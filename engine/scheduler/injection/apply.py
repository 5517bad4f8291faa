"""Letting supposed events come true in a CIB."""

import time
from collections.abc import Iterable

from lxml import etree

from engine.cib.document import Cib
from engine.scheduler.injection.events import (
    Event,
    NodeEvent,
    OperationEvent,
    QuorumEvent,
    TicketEvent,
    WatchdogEvent,
)
from engine.scheduler.injection.nodes import change_node
from engine.scheduler.injection.operations import add_result
from engine.scheduler.injection.sections import configuration
from engine.scheduler.injection.tickets import change_ticket


def inject(cib: Cib, events: Iterable[Event], now: float | None = None) -> None:
    """Change ``cib`` as if the events had happened, one after another.

    Args:
        cib: changed in place; where an event is refused, those before it have been applied.
        events: what is supposed.
        now: seconds since 1970 at which they happen; the clock's time where None.

    Raises:
        InjectionRefused: an event names what the CIB does not have.
    """
    moment = int(time.time() if now is None else now)
    for event in events:
        match event:
            case NodeEvent():
                change_node(cib, event.node, event.fate)
            case TicketEvent():
                change_ticket(cib, event.ticket, event.fate)
            case OperationEvent():
                add_result(cib, event, moment)
            case QuorumEvent():
                cib.root.set("have-quorum", str(int(event.quorate)))
            case WatchdogEvent():
                _set_watchdog(cib, str(event.present).lower())


def _set_watchdog(cib: Cib, value: str) -> None:
    section = configuration(cib, "crm_config")
    for pair in section.iterfind("cluster_property_set/nvpair"):
        if pair.get("name") == "have-watchdog":
            pair.set("value", value)
            return
    block = section.find("cluster_property_set")
    if block is None:
        block = etree.SubElement(section, "cluster_property_set", {"id": "cib-bootstrap-options"})
    id_ = f"{block.get('id')}-have-watchdog"
    etree.SubElement(block, "nvpair", {"id": id_, "name": "have-watchdog", "value": value})
