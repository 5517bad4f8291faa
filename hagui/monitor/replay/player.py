"""Which moment of a recording is on screen, and which is to be next. Pure: no clock, no I/O.

What is wanted may change faster than moments can be worked out: then one is under way, and when it
is done the last one wanted is begun; those between are never made.
"""

from typing import Final

from hagui.monitor.replay.model import (
    SPEEDS,
    Drop,
    Failed,
    Fetch,
    Fetched,
    Instruction,
    Job,
    Jump,
    Leave,
    Moments,
    Pause,
    Play,
    PlayerEvent,
    Quit,
    Seek,
    Show,
    Shown,
    SkipQuiet,
    Speed,
    Step,
    Tell,
    Tick,
    Wake,
    Walk,
)

WALK: Final = 40
"""So many patches onwards are applied one by one; farther, the moment is worked out anew."""
FRAME: Final = 0.05
"""Seconds between two looks at the time while it is played."""
QUIET: Final = 1.5
"""A stretch in which nothing changes is passed over if playing it would take so many seconds."""
LEAD: Final = 0.4
"""So many seconds of playing are left of it, so that what follows does not come as a jolt."""


class Player:
    """Plays one recording; begins with the cluster as it is now on screen."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments
        self.index: int | None = None
        """The moment on screen; None: none of the recording."""
        self.at = 0.0
        """The time that is looked at: ``index`` is the last moment before it, once it is shown."""
        self.wanted: int | None = None
        """The moment that is to be shown; None: the cluster as it is now."""
        self.playing = False
        self.speed = SPEEDS[0]
        self.skip_quiet = True
        self.trouble = ""
        """Why the moment that was wanted is not shown."""
        self._job: Job | None = None
        self._anchor = (0.0, 0.0)
        """A time, and when it was played."""

    @property
    def active(self) -> bool:
        """Whether a moment of the recording is on screen, or is to be."""
        return self.wanted is not None

    @property
    def waiting(self) -> bool:
        """Whether another moment is wanted than the one on screen."""
        return self.wanted is not None and self.wanted != self.index

    @property
    def at_end(self) -> bool:
        """Whether there is no later moment."""
        return self.wanted is not None and self.wanted >= len(self._moments) - 1

    def handle(self, event: PlayerEvent, now: float) -> list[Instruction]:
        """Take in what happened; returns what is to be done, in order."""
        match event:
            case Seek(at):
                return self._seek(at, now)
            case Step(back):
                return self._step(now, back=back)
            case Play():
                return self._play(now)
            case Pause():
                self.playing = False
                return [Tell()]
            case Speed(factor):
                self.speed, self._anchor = factor, (self.at, now)
                return [Tell()]
            case SkipQuiet(on):
                self.skip_quiet = on
                return [Tell()]
            case Leave():
                return self._leave()
            case Tick():
                return self._tick(now)
            case Fetched():
                return self._fetched()
            case Shown(index):
                self.index, self._job = index, None
                return [Tell(), *self._pursue()]
            case Failed(why):
                return self._failed(why)

    # wishes

    def _seek(self, at: float, now: float) -> list[Instruction]:
        if not len(self._moments):
            return []
        self.at = min(max(at, self._moments.time_of(0)), self._moments.until)
        self._anchor = (self.at, now)
        self.trouble = ""
        self.wanted = self._moments.index_at(self.at)
        return [Tell(), *self._pursue()]

    def _step(self, now: float, *, back: bool) -> list[Instruction]:
        """Where nothing is shown yet, the last moment is the one to step from."""
        last = len(self._moments) - 1
        known = self.wanted if self.wanted is not None else last
        target = known - 1 if back else known + 1
        if not 0 <= target <= last:
            return []
        self.playing = False
        return self._seek(self._moments.time_of(target), now)

    def _play(self, now: float) -> list[Instruction]:
        """From the end it begins again."""
        if not len(self._moments):
            return []
        done: list[Instruction] = []
        if self.wanted is None or self.at >= self._moments.until:
            done = self._seek(self._moments.time_of(0), now)
        self.playing, self._anchor = True, (self.at, now)
        return [*done, Tell(), Wake(now + FRAME)]

    def _leave(self) -> list[Instruction]:
        if not self.active:
            return []
        self.playing, self.wanted, self.index, self.trouble = False, None, None, ""
        return [Quit(), Tell()]

    # time

    def _tick(self, now: float) -> list[Instruction]:
        if not self.playing or self.wanted is None:
            return []
        moments, (begun, since) = self._moments, self._anchor
        at = begun + (now - since) * self.speed
        following = moments.index_at(at) + 1
        if self.skip_quiet:
            due = moments.time_of(following) if following < len(moments) else moments.until
            if (due - at) / self.speed > QUIET:
                at = due - LEAD * self.speed
                self._anchor = (at, now)
        if at >= moments.until:
            at, self.playing = moments.until, False
        self.at, self.wanted = at, moments.index_at(at)
        more: list[Instruction] = [Wake(now + FRAME)] if self.playing else []
        return [Tell(), *self._pursue(), *more]

    # work

    def _pursue(self) -> list[Instruction]:
        """Begin what leads to the moment that is wanted, unless something is under way."""
        if self._job is not None or self.wanted is None or self.wanted == self.index:
            return []
        job: Job = Jump(self.wanted)
        if self.index is not None and 0 < self.wanted - self.index <= WALK:
            job = Walk(self.index + 1, self.wanted)
        self._job = job
        return [Fetch(job)]

    def _fetched(self) -> list[Instruction]:
        """A moment on the way is shown too, so that one sees where one is going."""
        job = self._job
        if job is None:
            return []
        if self.wanted is None or (isinstance(job, Walk) and job.first - 1 != self.index):
            self._job = None
            return [Drop(), *self._pursue()]
        return [Show(job)]

    def _failed(self, why: str) -> list[Instruction]:
        """Where a patch does not fit, the moment is worked out without it."""
        job, self._job = self._job, None
        if self.wanted is None:
            return []
        if isinstance(job, Walk):
            self._job = Jump(self.wanted)
            return [Fetch(self._job)]
        self.playing, self.trouble = False, why
        if self.index is None:
            self.wanted = None
            return [Quit(), Tell()]
        self.wanted, self.at = self.index, self._moments.time_of(self.index)
        return [Tell()]
