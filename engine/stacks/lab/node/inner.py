"""What the machines of one node tell each other, and how a node ends."""

from dataclasses import dataclass

from engine.stacks.lab import wire
from engine.stacks.lab.instructions import (
    Agreed,
    Delivered,
    Departed,
    Deposed,
    Elected,
    Gone,
    Halt,
    Led,
    MembersChanged,
    NotAgreed,
    PeerDown,
    PeerUp,
    PingChanged,
    ProposalWanted,
)
from engine.stacks.lab.messaging.messenger import Messenger

Inner = (
    PeerUp
    | PeerDown
    | PingChanged
    | Delivered
    | Elected
    | MembersChanged
    | Deposed
    | Led
    | Agreed
    | NotAgreed
    | Departed
    | ProposalWanted
    | Gone
)
"""What one machine tells another."""

AboutMembership = (
    wire.Call | wire.Vote | wire.Lead | wire.Follow | wire.Propose | wire.Accept | wire.Commit
)
"""Payloads that are for the membership machine."""


@dataclass(frozen=True, slots=True)
class Ending:
    """The node ends in good order."""

    halt: Halt
    dc: str | None
    """Who has to know before; None: it is agreed upon by all."""
    until: float
    """When it ends in any case."""

    def over(self, messenger: Messenger, now: float) -> bool:
        """Whether it may end."""
        return now >= self.until or (self.dc is not None and messenger.settled(self.dc))


def is_due(deadline: float | None, now: float) -> bool:
    """Whether a machine wants to be told the time."""
    return deadline is not None and deadline <= now
