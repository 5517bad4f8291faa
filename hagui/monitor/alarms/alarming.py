"""When it rings, and for what. Pure: no clock, no Qt.

- One incident is one alarm, however much goes wrong in it. What goes wrong outside of any incident
  joins the alarm that had news in the last ``TOGETHER`` seconds; else it is one of its own.
- An alarm rings once, when it begins. Something worse in it says so in the same notification,
  without a sound.
- The same again (a resource that fails every minute) is the same alarm, for ``REPEAT`` seconds
  after its end, and rings no more than once in ``REPEAT`` seconds.
- What is wrong at the first sight of a cluster is one alarm, which does not ring; nor does what
  was brought about from this window, or in an incident that an operator wanted.
- What is muted does not ring. When its time is over and the alarm still goes on, unseen, it does.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from hagui.monitor.alarms.model import ORDER, Alarm, AlarmKind, Grief, Key, worst_first
from hagui.monitor.alarms.mutes import Mutes

REPEAT: Final = 600.0
"""Seconds within which the same does not ring again."""
TOGETHER: Final = 30.0
"""Seconds within which things that belong to no incident are taken for one."""
KEPT: Final = 50
"""Alarms that are over and still listed."""


@dataclass(frozen=True, slots=True)
class Found:
    """All that is wrong now."""

    griefs: tuple[Grief, ...]
    incident: int | None = None
    """Number of the one that goes on; None: none does."""
    first: bool = False
    """It is the first sight of the cluster."""
    expected: frozenset[Key] = frozenset()
    """What was brought about on purpose."""


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody has seen an alarm; None: all of them."""

    number: int | None = None


@dataclass(frozen=True, slots=True)
class Muted:
    """A kind (None: everything) is not to ring until then."""

    kind: AlarmKind | None
    until: float


@dataclass(frozen=True, slots=True)
class Unmuted:
    """A kind (None: everything) is to ring again."""

    kind: AlarmKind | None


@dataclass(frozen=True, slots=True)
class Tick:
    """Time passed."""


Event = Found | Looked | Muted | Unmuted | Tick


@dataclass(frozen=True, slots=True)
class Ring:
    """Tell a person who may be elsewhere."""

    alarm: Alarm


@dataclass(frozen=True, slots=True)
class Amend:
    """Say in the same notification what has become worse, without a sound."""

    alarm: Alarm


@dataclass(frozen=True, slots=True)
class Over:
    """All that was wrong in it is well again."""

    alarm: Alarm


Instruction = Ring | Amend | Over


class Alarming:
    """The machine. ``alarms`` are all that go on and the latest that are over, oldest first."""

    def __init__(self, mutes: Mutes | None = None) -> None:
        self.mutes = mutes or Mutes()
        self._alarms: dict[int, Alarm] = {}
        self._news: dict[int, float] = {}
        """When each alarm last had something new in it."""
        self._had: dict[int, set[Key]] = {}
        """All that ever was wrong in each."""
        self._rung: set[int] = set()
        """Those that have rung since they began."""
        self._rang: dict[Key, float] = {}
        """When each thing rang last."""
        self._last = 0

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """All of them, oldest first."""
        return tuple(self._alarms.values())

    def forget(self) -> None:
        """Another cluster: nothing is wrong in it yet. What is muted stays muted."""
        self._alarms.clear()
        self._news.clear()
        self._had.clear()
        self._rung.clear()
        self._rang.clear()

    def handle(self, event: Event, now: float) -> list[Instruction]:
        """Take in what happened at ``now`` (seconds since 1970); returns what to do, in order."""
        out: list[Instruction] = []
        match event:
            case Found():
                self._found(event, now, out)
            case Looked(number):
                for alarm in self.alarms:
                    if number is None or alarm.number == number:
                        self._alarms[alarm.number] = replace(alarm, seen=True)
            case Muted(kind, end):
                self.mutes = self.mutes.muted(kind, end)
            case Unmuted(kind):
                self._let_ring(kind, now)
            case Tick():
                pass
        self._expire(now, out)
        return out

    def muted(self, alarm: Alarm, now: float) -> float | None:
        """Until when nothing in an alarm rings; None: something does."""
        ends = [self.mutes.of(grief.kind, now) for grief in alarm.griefs]
        known = [end for end in ends if end is not None]
        return min(known) if known and len(known) == len(ends) else None

    # what is wrong

    def _found(self, found: Found, now: float, out: list[Instruction]) -> None:
        wrong = {grief.key: grief for grief in found.griefs}
        known = {
            grief.key: grief for item in self.alarms if item.end is None for grief in item.griefs
        }
        fresh = [
            grief
            for key, grief in sorted(wrong.items(), key=lambda item: worst_first(item[1]))
            if key not in known or grief.since > known[key].since
        ]
        touched: dict[int, list[Grief]] = {}
        begun: set[int] = set()
        for grief in fresh:
            number = self._home(grief, found, now)
            if number is None or found.first:
                number = next(iter(begun), None)
            if number is None:
                number = self._begin(found, now)
                begun.add(number)
            self._had[number].add(grief.key)
            self._news[number] = now
            touched.setdefault(number, []).append(grief)
        for alarm in self.alarms:
            self._renew(alarm, touched.get(alarm.number, []), wrong, found, now, out)
        self._let_go()

    def _home(self, grief: Grief, found: Found, now: float) -> int | None:
        """The alarm that it belongs to; None: none that is known."""
        for alarm in reversed(self.alarms):
            lately = alarm.end is None or now - alarm.end < REPEAT
            if lately and grief.key in self._had[alarm.number]:
                return alarm.number
        for alarm in reversed(self.alarms):
            if found.incident is not None and alarm.incident == found.incident:
                return alarm.number
            loose = alarm.incident is None or found.incident is None
            if loose and not alarm.old and now - self._news[alarm.number] < TOGETHER:
                return alarm.number
        return None

    def _begin(self, found: Found, now: float) -> int:
        self._last += 1
        number = self._last
        self._alarms[number] = Alarm(number, found.incident, now, (), end=now, times=0)
        self._had[number] = set()
        return number

    def _renew(
        self,
        alarm: Alarm,
        fresh: list[Grief],
        wrong: dict[Key, Grief],
        found: Found,
        now: float,
        out: list[Instruction],
    ) -> None:
        """Let an alarm hold what is still wrong of it and what is new, and say so."""
        number = alarm.number
        if alarm.end is not None and not fresh:
            return
        kept = (
            [] if alarm.end is not None else [wrong[g.key] for g in alarm.griefs if g.key in wrong]
        )
        every = {grief.key: grief for grief in (*kept, *fresh)}
        if not every:
            ended = self._alarms[number] = replace(alarm, end=now)
            out.append(Over(ended))
            return
        griefs = tuple(sorted(every.values(), key=worst_first))
        calm = found.first or all(grief.key in found.expected for grief in fresh)
        again = alarm.end is not None or any(
            grief.key in {known.key for known in alarm.griefs} for grief in fresh
        )
        begins = alarm.times == 0
        worse = not begins and ORDER.index(griefs[0].kind) < ORDER.index(alarm.kind)
        renewed = replace(
            alarm,
            incident=found.incident if fresh and found.incident is not None else alarm.incident,
            griefs=griefs,
            begin=min(grief.since for grief in griefs) if found.first else alarm.begin,
            end=None,
            times=alarm.times + (1 if again else 0),
            seen=alarm.seen and not (again or worse),
            old=calm if begins else alarm.old and (calm or not fresh),
        )
        self._alarms[number] = renewed
        if alarm.end is not None:
            self._rung.discard(number)
        if not fresh or calm:
            return
        loud = [grief for grief in fresh if self._may_ring(grief, now)]
        if loud and (again or number not in self._rung):
            self._ring(renewed, now, out)
        elif worse and self.muted(replace(renewed, griefs=tuple(fresh)), now) is None:
            out.append(Amend(renewed))

    def _may_ring(self, grief: Grief, now: float) -> bool:
        lately = now - self._rang.get(grief.key, float("-inf")) < REPEAT
        return not lately and self.mutes.of(grief.kind, now) is None

    def _ring(self, alarm: Alarm, now: float, out: list[Instruction]) -> None:
        self._rung.add(alarm.number)
        for grief in alarm.griefs:
            if self.mutes.of(grief.kind, now) is None:
                self._rang[grief.key] = now
        out.append(Ring(alarm))

    def _let_go(self) -> None:
        """Keep no more of what is over than is listed."""
        ended = [alarm.number for alarm in self.alarms if alarm.end is not None]
        for number in ended[:-KEPT]:
            del self._alarms[number], self._news[number], self._had[number]
            self._rung.discard(number)

    # what is muted

    def _let_ring(self, kind: AlarmKind | None, now: float) -> None:
        """By hand: whoever does that looks at the alarms, so what goes on does not ring now."""
        before = self.mutes
        self.mutes = before.rings(kind)
        for alarm in self.alarms:
            if alarm.end is None and self._was_muted(alarm, before, now):
                self._rung.add(alarm.number)

    def _was_muted(self, alarm: Alarm, mutes: Mutes, now: float) -> bool:
        return any(mutes.of(grief.kind, now) is not None for grief in alarm.griefs)

    def _expire(self, now: float, out: list[Instruction]) -> None:
        """Ring for what was muted and still goes on unseen."""
        before, self.mutes = self.mutes, self.mutes.over(now)
        if len(before.ends) == len(self.mutes.ends):
            return
        for alarm in self.alarms:
            if not alarm.calls or alarm.old or alarm.number in self._rung:
                continue
            if any(self._may_ring(grief, now) for grief in alarm.griefs):
                self._ring(alarm, now, out)


def standing(alarms: Collection[Alarm]) -> tuple[Alarm, ...]:
    """Those that go on, the worst first."""
    found = [alarm for alarm in alarms if alarm.end is None]
    return tuple(sorted(found, key=lambda item: (ORDER.index(item.kind), -item.begin)))
