"""What the player has done, whatever it is told in whatever order."""

import random
from bisect import bisect_right
from dataclasses import dataclass, field

import pytest

from hagui.monitor.replay.model import (
    Drop,
    Failed,
    Fetch,
    Fetched,
    Instruction,
    Job,
    Jump,
    Leave,
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
    Tick,
    Wake,
    Walk,
)
from hagui.monitor.replay.player import WALK, Player


@dataclass
class Times:
    """Moments at those times, known up to ``until``."""

    times: list[float]
    until: float = 0.0

    def __post_init__(self) -> None:
        self.until = max(self.until, *self.times)

    def __len__(self) -> int:
        return len(self.times)

    def time_of(self, index: int) -> float:
        return self.times[index]

    def index_at(self, at: float) -> int:
        return max(bisect_right(self.times, at) - 1, 0)


@dataclass
class Theatre:
    """Does at once, or when told to, what the player wants; notes what was on screen."""

    player: Player
    slow: bool = False
    """Whether what is fetched comes only when ``deliver`` is called."""
    now: float = 1000.0
    wake: float | None = None
    job: Job | None = None
    screen: list[int | None] = field(default_factory=list[int | None])
    jobs: list[Job] = field(default_factory=list[Job])
    dropped: int = 0
    stops_after: int = 1000
    """How many patches of a walk are shown at once."""

    def tell(self, event: PlayerEvent) -> None:
        self._do(self.player.handle(event, self.now))

    def deliver(self) -> None:
        assert self.job is not None
        self.tell(Fetched())

    def pass_time(self, seconds: float) -> None:
        until = self.now + seconds
        while self.wake is not None and self.wake <= until:
            self.now, self.wake = self.wake, None
            self.tell(Tick())
        self.now = until

    def _do(self, instructions: list[Instruction]) -> None:
        for instruction in instructions:
            match instruction:
                case Fetch(job):
                    assert self.job is None, "two at a time"
                    self.job = job
                    self.jobs.append(job)
                    if not self.slow:
                        self.deliver()
                case Show(Jump(index)):
                    self._show(index)
                case Show(Walk(first, last)):
                    self._show(min(last, first + self.stops_after - 1))
                case Drop():
                    self.job = None
                    self.dropped += 1
                case Wake(when):
                    self.wake = when
                case Quit():
                    self.screen.append(None)
                case _:
                    pass

    def _show(self, index: int) -> None:
        self.job = None
        self.screen.append(index)
        self.tell(Shown(index))


@pytest.fixture
def theatre() -> Theatre:
    """Ten moments, one each second from 100 on; it is known until 120 what was so."""
    return Theatre(Player(Times([100.0 + n for n in range(10)], 120.0)))


def test_a_time_shows_the_last_moment_before_it(theatre: Theatre) -> None:
    theatre.tell(Seek(103.7))
    assert theatre.screen == [3]
    assert theatre.player.at == 103.7
    theatre.tell(Seek(0))
    theatre.tell(Seek(1e9))
    assert theatre.screen == [3, 0, 9]
    assert theatre.player.at == 120.0


def test_steps_go_patch_by_patch_and_not_past_the_ends(theatre: Theatre) -> None:
    theatre.tell(Step(back=True))
    assert theatre.screen == [8], "the last moment is what the live cluster shows"
    theatre.tell(Step())
    theatre.tell(Step())
    assert theatre.screen == [8, 9]
    theatre.tell(Seek(100))
    theatre.tell(Step(back=True))
    assert theatre.screen == [8, 9, 0]
    assert isinstance(theatre.jobs[1], Walk), "onwards it is patched, so that cards glide"


def test_only_the_last_wish_is_worked_out(theatre: Theatre) -> None:
    theatre.slow = True
    for at in (101, 105, 108, 102):
        theatre.tell(Seek(at))
    assert theatre.jobs == [Jump(1)]
    theatre.deliver()
    theatre.deliver()
    assert theatre.screen == [1, 2]


def test_what_comes_after_leaving_is_not_shown(theatre: Theatre) -> None:
    theatre.slow = True
    theatre.tell(Seek(105))
    theatre.tell(Leave())
    theatre.deliver()
    assert theatre.screen == [None]
    assert theatre.dropped == 1
    assert not theatre.player.active


def test_what_was_under_way_before_leaving_may_serve_the_next_wish(theatre: Theatre) -> None:
    theatre.slow = True
    theatre.tell(Seek(105))
    theatre.tell(Leave())
    theatre.tell(Seek(102))
    theatre.deliver()
    theatre.deliver()
    assert theatre.screen[-1] == 2


def test_a_walk_that_takes_too_long_is_gone_on_with(theatre: Theatre) -> None:
    theatre.tell(Seek(100))
    theatre.stops_after = 2
    theatre.tell(Seek(107))
    assert theatre.screen == [0, 2, 4, 6, 7]


def test_playing_takes_the_time_it_took(theatre: Theatre) -> None:
    theatre.tell(Seek(100))
    theatre.tell(SkipQuiet(on=False))
    theatre.tell(Play())
    theatre.pass_time(2.5)
    assert theatre.screen == [0, 1, 2]
    assert theatre.player.at == pytest.approx(102.5, abs=0.06)
    theatre.tell(Pause())
    theatre.pass_time(10)
    assert theatre.screen == [0, 1, 2]


def test_a_change_of_speed_goes_on_from_where_it_is(theatre: Theatre) -> None:
    theatre.tell(Seek(100))
    theatre.tell(SkipQuiet(on=False))
    theatre.tell(Play())
    theatre.pass_time(1)
    theatre.tell(Speed(5))
    theatre.pass_time(1)
    assert theatre.player.at == pytest.approx(106, abs=0.3)


def test_playing_ends_at_the_end_and_begins_again_from_there(theatre: Theatre) -> None:
    theatre.tell(Seek(100))
    theatre.tell(Speed(100))
    theatre.tell(Play())
    theatre.pass_time(1)
    assert not theatre.player.playing
    assert (theatre.player.index, theatre.player.at) == (9, 120.0)
    theatre.tell(Speed(1))
    theatre.tell(Play())
    theatre.pass_time(0.2)
    assert theatre.player.index == 0


def test_quiet_times_are_passed_over() -> None:
    theatre = Theatre(Player(Times([100.0, 5000.0, 5001.0])))
    theatre.tell(Seek(100))
    theatre.tell(Play())
    theatre.pass_time(0.6)
    assert theatre.player.index == 1
    theatre.tell(Seek(100))
    theatre.tell(SkipQuiet(on=False))
    theatre.pass_time(0.6)
    assert theatre.player.index == 0


def test_a_quiet_end_is_passed_over_too() -> None:
    theatre = Theatre(Player(Times([100.0, 101.0], 5000.0)))
    theatre.tell(Seek(100.5))
    theatre.tell(Play())
    theatre.pass_time(2)
    assert (theatre.player.index, theatre.player.at) == (1, 5000.0)
    assert not theatre.player.playing


def test_what_grows_is_played_on() -> None:
    times = Times([100.0, 101.0])
    theatre = Theatre(Player(times))
    theatre.tell(Seek(101))
    times.times.append(102.0)
    times.until = 102.0
    theatre.tell(Step())
    assert theatre.player.index == 2


def test_a_moment_that_cannot_be_read_leaves_the_one_before() -> None:
    theatre = Theatre(Player(Times([100.0, 200.0, 300.0])), slow=True)
    theatre.tell(Seek(100))
    theatre.deliver()
    theatre.tell(Seek(300))
    theatre.job = None
    theatre.tell(Failed("torn"))  # the patches; then the moment itself is tried
    assert theatre.jobs[-1] == Jump(2)
    theatre.job = None
    theatre.tell(Failed("torn"))
    assert theatre.player.trouble == "torn"
    assert (theatre.player.index, theatre.player.wanted, theatre.player.at) == (0, 0, 100.0)
    theatre.tell(Seek(200))
    assert theatre.player.trouble == ""


def test_where_nothing_could_be_shown_the_cluster_of_now_is() -> None:
    theatre = Theatre(Player(Times([100.0, 200.0])), slow=True)
    theatre.tell(Seek(100))
    theatre.job = None
    theatre.tell(Failed("torn"))
    assert theatre.screen == [None]
    assert not theatre.player.active


def test_an_empty_recording_shows_nothing() -> None:
    times = Times([0.0])
    times.times.clear()
    theatre = Theatre(Player(times))
    for event in (Seek(1), Step(), Step(back=True), Play(), Leave(), Tick(), Pause()):
        theatre.tell(event)
    assert not theatre.screen


@pytest.mark.parametrize("seed", range(60))
def test_any_order_of_wishes_ends_where_the_last_one_wants(seed: int) -> None:
    """Whatever is wished, fetched late or failing: one job at a time, no wrong moment."""
    chance = random.Random(seed)
    times = Times(sorted(chance.uniform(0, 500) for _ in range(120)))
    theatre = Theatre(Player(times), slow=True, stops_after=chance.choice((1, 3, 1000)))
    for _ in range(200):
        match chance.randrange(9):
            case 0 | 1:
                theatre.tell(Seek(chance.uniform(-10, 510)))
            case 2:
                theatre.tell(Step(back=chance.random() < 0.5))
            case 3:
                theatre.tell(chance.choice((Play(), Pause(), Leave())))
            case 4:
                theatre.tell(Speed(chance.choice((1, 10, 100))))
            case 5:
                theatre.pass_time(chance.uniform(0, 1))
            case 6 if theatre.job is not None and chance.random() < 0.3:
                theatre.job = None
                theatre.tell(Failed("torn"))
            case _ if theatre.job is not None:
                theatre.deliver()
            case _:
                pass
        walks = [job for job in theatre.jobs if isinstance(job, Walk)]
        assert all(0 < job.last - job.first + 1 <= WALK for job in walks)
    theatre.tell(Pause())
    at = chance.uniform(0, 500)
    theatre.tell(Seek(at))
    while theatre.job is not None:
        theatre.deliver()
    assert theatre.screen[-1] == theatre.player.index == times.index_at(at)
    theatre.tell(Leave())
    assert theatre.screen[-1] is None
