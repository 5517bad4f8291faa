"""From results to outages. Pure: results of one target, in the order of their sending."""

from dataclasses import replace

from hagui.monitor.probes.model import Miss, Outage, Result


class Judge:
    """Says of one target when it began not to answer, and when it did again."""

    def __init__(self) -> None:
        self.outage: Outage | None = None
        """The one that goes on."""
        self._answered: float | None = None
        """When the last question was sent that was answered."""

    def take(self, result: Result) -> Outage | None:
        """Take the next result; returns the outage that began or ended by it.

        A question that this computer may not ask says nothing of the service.
        """
        if result.miss is Miss.NOT_ALLOWED:
            return None
        outage = self.outage
        if result.miss is None:
            self._answered, self.outage = result.sent, None
            return None if outage is None else replace(outage, end=result.sent)
        if outage is not None:
            self.outage = replace(outage, missed=outage.missed + 1)
            return None
        known = self._answered
        slack = 0.0 if known is None else max(result.sent - known, 0.0)
        exact = known is not None
        self.outage = Outage(result.target, result.sent, missed=1, slack=slack, exact=exact)
        return self.outage
