"""From results to outages. Pure: results of one target, in the order of their sending.

A question may be held on its way, by a neighbour that is looked for or a server that is frozen, and
be answered long after others that were sent later and refused. So a service is back when an answer
comes, not when its question was sent; and what was sent before that, and was not answered, is part
of the outage that is over.
"""

from dataclasses import replace

from hagui.monitor.probes.model import Miss, Outage, Result


class Judge:
    """Says of one target when it began not to answer, and when it did again."""

    def __init__(self) -> None:
        self.outage: Outage | None = None
        """The one that goes on."""
        self._answered: float | None = None
        """When the last question was sent that was answered."""
        self._back = float("-inf")
        """When the answer came that ended the last outage."""

    def take(self, result: Result) -> Outage | None:
        """Take the next result; returns the outage that began or ended by it.

        A question that this computer may not ask says nothing of the service.
        """
        if result.miss is Miss.NOT_ALLOWED:
            return None
        outage = self.outage
        if result.miss is None:
            self._answered, self.outage = result.sent, None
            if outage is None:
                return None
            self._back = result.sent + result.seconds
            return replace(outage, end=self._back)
        if result.sent < self._back:
            return None
        if outage is not None:
            self.outage = replace(outage, missed=outage.missed + 1)
            return None
        known = self._answered
        slack = 0.0 if known is None else max(result.sent - known, 0.0)
        exact = known is not None
        self.outage = Outage(result.target, result.sent, missed=1, slack=slack, exact=exact)
        return self.outage
