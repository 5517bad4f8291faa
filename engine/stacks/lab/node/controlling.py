"""What a node needs of the controller, which exists while the node is DC."""

from collections.abc import Sequence
from typing import Protocol

from engine.stacks.lab.instructions import (
    Agreed,
    Delivered,
    Elected,
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
from engine.stacks.lab.settings import Settings

Event = Tick | Delivered | MembersChanged | Agreed | NotAgreed
Out = Send | ProposalWanted | Gone | PublishWhole | PublishChange | FencingOver | Say


class Controlling(Protocol):
    """The controller's machine, as the node sees it."""

    @property
    def deadline(self) -> float | None:
        """When ``Tick`` is due."""
        ...

    def begin(self, now: float) -> Sequence[Out]:
        """The node has become DC."""
        ...

    def handle(self, event: Event, now: float) -> Sequence[Out]:
        """Something happened. A ``Send`` may be to the node itself."""
        ...


class Making(Protocol):
    """Makes a controller."""

    def __call__(
        self, settings: Settings, elected: Elected, now: float, *, uuid: str, before: str | None
    ) -> Controlling:
        """See ``Controller``."""
        ...


def make_controller(
    settings: Settings, elected: Elected, now: float, *, uuid: str, before: str | None
) -> Controlling:
    """The controller of the lab. Only a DC needs the scheduler, so only a DC loads it."""
    from engine.stacks.lab.controller import Controller

    return Controller(settings, elected, now, uuid=uuid, before=before)
