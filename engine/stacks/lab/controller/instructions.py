"""What the controller is told, and what it wants."""

from engine.stacks.lab.instructions import (
    Agreed,
    Delivered,
    FencingOver,
    Gone,
    MembersChanged,
    NotAgreed,
    ProposalWanted,
    PublishChange,
    PublishWhole,
    Say,
    Send,
    Tick,
)

Event = Tick | Delivered | MembersChanged | Agreed | NotAgreed
Out = Send | ProposalWanted | Gone | PublishWhole | PublishChange | FencingOver | Say
"""A ``Send`` may be to this node itself."""
