"""How long a login has to wait after wrong passwords. Pure."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

FORGIVEN_AFTER: Final = 60.0
"""Seconds in which one wrong password is forgotten."""
REMEMBERED: Final = 10_000
"""Sources and users kept in mind at most; those that failed longest ago are forgotten first."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How waiting grows: nothing for the first ``free`` failures, then doubling up to a limit."""

    free: int
    first: float
    longest: float

    def wait(self, failures: int) -> float:
        """Seconds between attempts after that many failures."""
        if failures <= self.free:
            return 0.0
        return min(self.longest, self.first * 2.0 ** min(failures - self.free - 1, 30))


SOURCE: Final = Scale(free=1, first=1.0, longest=60.0)
USER: Final = Scale(free=4, first=1.0, longest=4.0)
"""Gentle, since a stranger could otherwise lock a user out."""


@dataclass(slots=True)
class _Record:
    failures: float = 0.0
    updated: float = 0.0
    next_free: float = 0.0

    def forgive(self, now: float) -> None:
        self.failures = max(0.0, self.failures - (now - self.updated) / FORGIVEN_AFTER)
        self.updated = now


class Throttle:
    """Remembers failures per source and per user; all times are of one monotonic clock.

    Attempts of one source take turns: each books the next free moment, so that many connections
    at once gain nothing.
    """

    def __init__(self) -> None:
        self._sources: OrderedDict[str, _Record] = OrderedDict()
        self._users: OrderedDict[str, _Record] = OrderedDict()

    def book(self, source: str, user: str, now: float) -> float:
        """Seconds which the next attempt has to wait; it counts as taking place then."""
        records = [
            (self._record(self._sources, source, now), SOURCE),
            (self._record(self._users, user, now), USER),
        ]
        start = max(now, *(record.next_free for record, _ in records))
        for record, scale in records:
            record.next_free = start + scale.wait(round(record.failures))
        return start - now

    def failed(self, source: str, user: str, now: float) -> None:
        """The attempt had a wrong password."""
        for records, key, scale in (
            (self._sources, source, SOURCE),
            (self._users, user, USER),
        ):
            record = self._record(records, key, now)
            record.failures += 1.0
            record.next_free = max(record.next_free, now + scale.wait(round(record.failures)))
            records.move_to_end(key)

    def succeeded(self, user: str) -> None:
        """The attempt was right: the user's count begins anew, the source's does not."""
        self._users.pop(user, None)

    def _record(self, records: OrderedDict[str, _Record], key: str, now: float) -> _Record:
        record = records.get(key)
        if record is None:
            while len(records) >= REMEMBERED:
                records.popitem(last=False)
            record = records[key] = _Record(updated=now)
        record.forgive(now)
        return record

    def __len__(self) -> int:
        return len(self._sources) + len(self._users)
