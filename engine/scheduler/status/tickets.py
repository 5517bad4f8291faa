"""Tickets as the status knows them."""

from engine.cib.state.values import is_true
from engine.cib.xml import Element
from engine.scheduler.model.constraint import Ticket


def read_tickets(status: Element | None) -> dict[str, Ticket]:
    """By id. Tickets that only constraints name are none of them yet."""
    found: dict[str, Ticket] = {}
    block = None if status is None else status.find("tickets")
    for state in () if block is None else block.iterchildren("ticket_state"):
        id_ = state.get("id")
        if not id_:
            continue
        found[id_] = Ticket(
            id=id_,
            granted=is_true(state.get("granted")),
            standby=is_true(state.get("standby")),
        )
    return found
