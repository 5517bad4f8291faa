"""Replay put together: a recording, its player and the window, with the reading in a thread.

What is wanted comes from the window; the player says what is to be done; here it is done.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer

from hagui.cluster.changes import ChangeSet
from hagui.cluster.live import Prepared
from hagui.cluster.sources import SourcesStatus
from hagui.i18n import tr
from hagui.monitor.part import Watch
from hagui.monitor.recording.model import Recording, RecordingError
from hagui.monitor.replay.copying import Found, ReplayCopy, fetch
from hagui.monitor.replay.film import Film
from hagui.monitor.replay.model import (
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
    Tell,
    Tick,
    Wake,
)
from hagui.monitor.replay.player import Player
from hagui.monitor.replay.reel import next_mark
from hagui.saving_recordings import RecordingSaver, Save
from hagui.shell.replay.looking import look_of
from hagui.shell.replay.values import ReplayLook
from hagui.shell.replay.words import nothing_marked
from hagui.shell.window import MainWindow

GROW_MS: Final = 700
"""How often it is looked what was recorded meanwhile."""
LATE: Final = 0.3
"""Seconds after which it is said that a recording is being read."""

Spawn = Callable[[Coroutine[Any, Any, Any], str], "asyncio.Task[Any]"]


class Replaying(QObject):
    """Lets the window show moments of what was recorded; a part of monitoring."""

    def __init__(
        self,
        window: MainWindow,
        spawn: Spawn,
        recorded: Callable[[], bool],
        open_recording: Callable[[], Recording],
        save: Save,
        incidents: Callable[[], Iterable[float]] = tuple,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Make it.

        Args:
            window: what shows it.
            spawn: runs a coroutine in the background.
            recorded: whether the cluster on screen is being recorded.
            open_recording: opens what was recorded of it; blocks, and is called in a thread.
            save: saves a stretch of that; blocks, and is called in a thread.
            incidents: when the incidents that are known began.
            clock: gives seconds since 1970.
        """
        super().__init__(window)
        self._window = window
        self._spawn = spawn
        self._incidents = incidents
        self._recorded = recorded
        self._open_recording = open_recording
        self._saver = RecordingSaver(window, spawn, open_recording, save, clock)
        self._clock = clock
        self._watch: Watch | None = None
        self._film: Film | None = None
        self._file = ""
        """Name of the recording's file; empty: it is of the cluster that is connected."""
        self._path: Path | None = None
        self._last: Prepared | None = None
        """The last moment of a file, until it is shown."""
        self._player: Player | None = None
        self._copy = ReplayCopy()
        self._found: Found | None = None
        self._pending: PlayerEvent | None = None
        """The last wish, while the recording is being opened."""
        self._closing: set[asyncio.Task[Any]] = set()
        self._opening: asyncio.Task[Any] | None = None
        self._speed, self._skip_quiet = 1, True
        self._busy = False
        """Whether it is said that a recording is being read."""
        self._wake = QTimer(self)
        self._wake.setSingleShot(True)
        self._wake.timeout.connect(lambda: self._tell(Tick()))
        self._growing = QTimer(self)
        self._growing.setInterval(GROW_MS)
        self._growing.timeout.connect(self._grow)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(round(1000 * LATE))
        self._late.timeout.connect(self._say_late)
        replay = window.replay
        replay.sought.connect(self.seek)
        replay.stepped.connect(self._step)
        replay.jumped.connect(self._jump)
        replay.played.connect(self._play)
        replay.speed_chosen.connect(self._set_speed)
        replay.skip_chosen.connect(self._set_skip)
        replay.left.connect(self.leave)
        replay.save_wanted.connect(self._ask_to_save)
        window.incidents.replay_wanted.connect(self.seek)

    @property
    def player(self) -> Player | None:
        """What says which moment is shown; None while the cluster as it is now is."""
        return self._player

    @property
    def marks(self) -> list[float]:
        """Times that are worth going to, in order."""
        if self._watch is None:
            return []
        marks = (mark.time for mark in self._watch.teller.chronicle.marks)
        return sorted({*marks, *self._incidents()})

    # as a part of monitoring

    def begin(self, watch: Watch) -> None:
        """Another cluster or file is about to be shown."""
        self._watch = watch

    def follow(self, change: ChangeSet) -> None:
        """The live copy changed: events are seen from now on."""
        events = self._window.panes.bottom.events.events
        events.note((event.number for event in change.events), self._clock())

    def sources(self, status: SourcesStatus) -> None:
        """The window shows what becomes of them."""

    def shown(self) -> None:
        """The window shows it from nothing."""
        self._set_recorded(recorded=bool(self._file) or self._recorded())

    def end(self) -> None:
        """Nothing is shown any more."""
        self._watch, self._file, self._path = None, "", None
        self._close()
        self._set_recorded(recorded=False)

    def _set_recorded(self, *, recorded: bool) -> None:
        self._window.replay.set_recorded(recorded=recorded)
        self._window.incidents.set_replayable(on=recorded)

    async def close(self) -> None:
        """Wait until no recording is open any more."""
        await asyncio.gather(*self._closing)

    # a file

    def show_film(self, film: Film, name: str, path: Path, last: Prepared) -> None:
        """Show a recording that is a file: its last moment, to begin with.

        Args:
            film: the recording.
            name: of the file, as it is called on screen.
            path: of the file.
            last: the cluster at the last moment.
        """
        self._file, self._path, self._last = name, path, last
        self._set_recorded(recorded=True)
        self._start(film, Seek(film.reel.until))

    # wishes

    def seek(self, at: float) -> None:
        """Show what was so at ``at``, in seconds since 1970."""
        self._wish(Seek(at))

    def _step(self, back: bool) -> None:
        self._wish(Step(back=back))

    def leave(self) -> None:
        """Show the cluster as it is now; of a file there is none."""
        self._pending = None
        if not self._file:
            self._tell(Leave())

    def _wish(self, event: PlayerEvent) -> None:
        if self._player is not None:
            self._tell(event)
        elif self._window.replay.recorded:
            self._pending = event
            if self._opening is None:
                self._late.start()
                self._opening = self._spawn(self._open(), "open recording")
        else:
            self._window.show_error(
                tr("replay", "Nothing was recorded here yet; wait until the cluster is shown.")
            )

    def _play(self) -> None:
        player = self._player
        if player is not None:
            self._tell(Pause() if player.playing else Play())

    def _jump(self, back: bool) -> None:
        player = self._player
        at = self._clock() if player is None else player.at
        found = next_mark(self.marks, at, back=back)
        if found is None:
            self._window.tell(nothing_marked(back=back))
        else:
            self._wish(Seek(found))

    def _set_speed(self, factor: int) -> None:
        self._speed = factor
        self._tell(Speed(factor))

    def _set_skip(self, on: bool) -> None:
        self._skip_quiet = on
        self._tell(SkipQuiet(on))

    def _ask_to_save(self) -> None:
        if self._watch is not None:
            film = self._film if self._file else None
            self._saver.ask(self._watch, film, self._path)

    # reading

    async def _open(self) -> None:
        watch, film = self._watch, None
        try:
            film = await asyncio.to_thread(self._read_film)
        except RecordingError as error:
            self._window.show_error(error.message)
        finally:
            self._opening = None
            self._end_late()
        wish, self._pending = self._pending, None
        if film is None:
            return
        if wish is None or watch is not self._watch or self._player is not None:
            await asyncio.to_thread(film.recording.close)
            return
        self._start(film, wish)

    def _read_film(self) -> Film:
        return Film.of(self._open_recording())

    def _start(self, film: Film, wish: PlayerEvent) -> None:
        self._film, self._player, self._found = film, Player(film.reel), None
        self._player.speed, self._player.skip_quiet = self._speed, self._skip_quiet
        if not self._file:
            self._growing.start()
        self._late.start()
        self._tell(wish)
        if not self._player.active:
            self._close()
            self._window.tell(tr("replay", "Nothing was recorded before this moment."))

    async def _fetch(self, film: Film, job: Job) -> None:
        try:
            found = await asyncio.to_thread(fetch, film.recording, job)
        except RecordingError as error:
            if film is self._film:
                self._tell(Failed(error.message))
            return
        if film is self._film:
            self._found = found
            self._tell(Fetched())

    def _grow(self) -> None:
        film = self._film
        if film is not None:
            self._spawn(self._read_more(film), "read on")

    async def _read_more(self, film: Film) -> None:
        known = len(film.reel)
        try:
            times = await asyncio.to_thread(film.recording.times, known)
        except RecordingError:
            return  # it is said where a moment of it is wanted
        if film is self._film and known == len(film.reel):
            film.reel.extend(times)
            self._told()

    def _close(self) -> None:
        """Let go of the recording; what is being read of it comes to nothing."""
        film, self._film = self._film, None
        self._player = self._found = self._pending = self._last = None
        for timer in (self._wake, self._growing):
            timer.stop()
        self._end_late()
        if film is not None:
            closing = self._spawn(asyncio.to_thread(film.recording.close), "close recording")
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    # doing

    def _tell(self, event: PlayerEvent) -> None:
        player, film = self._player, self._film
        if player is None or film is None:
            return
        if not self._file:
            film.reel.until = self._clock()
        before = player.trouble
        self._do(player.handle(event, time.monotonic()))
        if player.trouble and player.trouble != before:
            self._window.show_error(player.trouble)

    def _do(self, instructions: list[Instruction]) -> None:
        for instruction in instructions:
            match instruction:
                case Fetch(job):
                    self._begin_fetch(job)
                case Show(job):
                    self._show(job)
                case Wake(when):
                    self._wake.start(max(round(1000 * (when - time.monotonic())), 0))
                case Tell():
                    self._told()
                case Quit():
                    self._window.end_replay()
                    self._close()
                case _:
                    self._found = None

    def _begin_fetch(self, job: Job) -> None:
        """The last moment of a file that is opened is here already."""
        film, last = self._film, self._last
        self._last = None
        if film is None:
            return
        if last is not None and isinstance(job, Jump) and job.index == len(film.reel) - 1:
            self._found = last
            self._tell(Fetched())
        else:
            self._spawn(self._fetch(film, job), "read a moment")

    def _show(self, job: Job) -> None:
        found, self._found = self._found, None
        player, look = self._player, self._look()
        if found is None or player is None or look is None:
            return
        try:
            change, index = self._copy.show(job, found, player.at, time.perf_counter)
        except RecordingError as error:
            self._tell(Failed(error.message))
            return
        self._end_late()
        self._window.show_replay(self._copy.shown, change, look)
        self._tell(Shown(index))

    def _told(self) -> None:
        look = self._look()
        if look is not None:
            self._window.tell_replay(look)

    def _look(self) -> ReplayLook | None:
        player, film = self._player, self._film
        if player is None or film is None:
            return None
        live = self._watch if not self._file else None
        since = None if live is None else live.teller.chronicle.watched_from
        return look_of(player, film, since=since, now=self._clock(), file=self._file)

    def _say_late(self) -> None:
        self._window.show_busy(tr("replay", "Reading the recording…"))

        self._busy = True

    def _end_late(self) -> None:
        self._late.stop()
        if self._busy:
            self._busy = False
            self._window.show_busy("")
