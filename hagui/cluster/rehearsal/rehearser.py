"""The contract behind which a scheduler stands, whichever it is."""

from collections.abc import Sequence
from typing import Protocol

from engine.cib.version import Version
from engine.protocol.verbs import Injection
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.shown import Shown


class NoPrediction(Exception):
    """There is no answer. ``code`` is stable; ``message`` says why, for people; ``detail`` holds
    the words of the tool that failed.

    ``superseded``: a newer question has taken over, so that nobody needs the answer. ``conflict``:
    the cluster's configuration moved on since ``base``; the draft is to follow it first.
    """

    def __init__(self, code: str, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.detail = detail


class Rehearser(Protocol):
    """Says what would become of a cluster."""

    async def rehearse(
        self, draft: Shown, diff: str, base: Version, inject: Sequence[Injection] = ()
    ) -> Prediction:
        """What would happen if the draft were committed and the events came true.

        The newest question wins: an older one that still waits fails with ``superseded``. A caller
        who is cancelled leaves nothing behind. ``draft`` is read at once, so it may change while
        the answer is on its way.

        Args:
            draft: what is shown while the draft is open: its configuration over the live status.
            diff: the draft's configuration patchset, as XML text; empty for no change.
            base: the version that the patchset was made from.
            inject: events that are supposed.

        Raises:
            NoPrediction: there is none, and why.
        """
        ...
