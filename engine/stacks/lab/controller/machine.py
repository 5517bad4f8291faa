"""The controller's machine."""

from engine.cib.document import Cib
from engine.stacks.lab.controller.document import Document
from engine.stacks.lab.instructions import (
    Agreed,
    Delivered,
    Elected,
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
Out = Send | ProposalWanted | PublishWhole | PublishChange | Say


class Controller:
    """Holds the CIB, schedules, and has carried out what was scheduled."""

    def __init__(
        self,
        settings: Settings,
        elected: Elected,
        now: float,
        *,
        uuid: str,
        before: str | None = None,
    ) -> None:
        """Begin to be DC.

        Args:
            settings: of this node.
            elected: the configuration that counts, members and quorum.
            now: seconds since 1970.
            uuid: written into transition keys, to know its own operations by.
            before: the CIB that this node last read from the DC before, if nobody was DC in
                between; its status tells which of the nodes that are gone left in good order.
        """
        self._settings = settings
        self._elected = elected
        self._uuid = uuid
        self.document = Document(elected.cib, None if before is None else Cib.parse(before))

    @property
    def deadline(self) -> float | None:
        """When ``Tick`` is due."""
        return None

    def begin(self, now: float) -> list[Out]:
        """This node is DC from now on."""
        return [PublishWhole(self.document.text())]

    def handle(self, event: Event, now: float) -> list[Out]:
        """Something happened. A ``Send`` may be to this node itself."""
        return []
