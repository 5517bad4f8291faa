"""What becomes of tickets, in a CIB."""

from lxml import etree

from engine.cib.document import Cib
from engine.scheduler.injection.events import TicketFate
from engine.scheduler.injection.sections import status

_CHANGES = {
    TicketFate.GRANT: ("granted", "true"),
    TicketFate.REVOKE: ("granted", "false"),
    TicketFate.STANDBY: ("standby", "true"),
    TicketFate.ACTIVATE: ("standby", "false"),
}


def change_ticket(cib: Cib, ticket: str, fate: TicketFate) -> None:
    """Let something become of a ticket; the status learns of it where it did not know it."""
    section = status(cib)
    tickets = section.find("tickets")
    if tickets is None:
        tickets = etree.SubElement(section, "tickets")
    for state in tickets.iterfind("ticket_state"):
        if state.get("id") == ticket:
            break
    else:
        state = etree.SubElement(tickets, "ticket_state", {"id": ticket})
    state.set(*_CHANGES[fate])
