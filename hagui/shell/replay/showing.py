"""The replay in the window: from its buttons, keys, lists and timeline to wishes, and back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from hagui.shell.action import Action
from hagui.shell.panes import Panes
from hagui.shell.replay import actions
from hagui.shell.replay.frame import ReplayFrame
from hagui.shell.replay.values import ReplayLook
from hagui.theme import Theme


class Replay(QObject):
    """What the window does with a replay; lives as long as the window, whatever its language."""

    sought = Signal(float)
    """That time is wanted, in seconds since 1970; where nothing is replayed yet, from now on."""
    stepped = Signal(bool)
    """The next patch is wanted; True: the one before."""
    jumped = Signal(bool)
    """The next incident or mark is wanted; True: the one before."""
    played = Signal()
    """Play, or pause."""
    speed_chosen = Signal(int)
    skip_chosen = Signal(bool)
    left = Signal()
    """The cluster as it is now is wanted."""
    save_wanted = Signal()
    """What was recorded is to be written into a file."""

    def __init__(self, parent: QObject, locked: Callable[[], None]) -> None:
        """Make it.

        Args:
            parent: whose child it is.
            locked: is called when what may be changed is another.
        """
        super().__init__(parent)
        self._locked = locked
        self._panes: Panes | None = None
        self._frame: ReplayFrame | None = None
        self._now = ""
        self.look: ReplayLook | None = None
        """The moment on screen as it was told last; None: the cluster as it is now."""
        self.recorded = False
        """Whether there is something to be replayed."""

    @property
    def recording(self) -> bool:
        """Whether what is on screen is a file with a recording: nothing live is behind it."""
        return self.look is not None and bool(self.look.file)

    def attach(self, panes: Panes, theme: Theme) -> None:
        """Show in these panes, which take the place of those before."""
        self._panes = panes
        self._frame = ReplayFrame(panes.views, theme)
        bar, pane, events = panes.replay, panes.bottom.timeline, panes.bottom.events
        bar.sought.connect(self.sought)
        bar.speed_chosen.connect(self.speed_chosen)
        bar.skip_chosen.connect(self.skip_chosen)
        bar.left.connect(self.left)
        pane.moment_put.connect(self._put)
        pane.moment_wanted.connect(self.sought)
        events.moment_wanted.connect(self.sought)
        events.moment_picked.connect(self._picked)
        pane.set_recorded(recorded=self.recorded)
        events.set_recorded(recorded=self.recorded)
        bar.say_now(self._now)
        self.show_look(self.look)

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        if self._frame is not None:
            self._frame.set_theme(theme)

    def set_recorded(self, *, recorded: bool) -> None:
        """Whether there is something to be replayed."""
        if recorded == self.recorded:
            return
        self.recorded = recorded
        if self._panes is not None:
            self._panes.bottom.timeline.set_recorded(recorded=recorded)
            self._panes.bottom.events.set_recorded(recorded=recorded)
        self._locked()

    def show_look(self, look: ReplayLook | None) -> None:
        """Another moment is on screen; None: the cluster as it is now."""
        self.look = look
        panes = self._panes
        if panes is None:
            return
        panes.replay.show_look(look)
        at = None if look is None else look.at
        panes.bottom.timeline.show_moment(at)
        panes.bottom.events.show_moment(at)
        if self._frame is not None and self._frame.isHidden() is (look is not None):
            self._frame.show_frame(shown=look is not None)

    def say_now(self, text: str) -> None:
        """What is wrong with the cluster as it is now, while the past is shown."""
        if text != self._now:
            self._now = text
            if self._panes is not None:
                self._panes.replay.say_now(text)

    def triggered(self, action: Action) -> bool:
        """Do what an action means; returns whether it is one of these."""
        match action.id:
            case actions.SHOW.id:
                if self._panes is not None:
                    self.sought.emit(self._panes.bottom.timeline.moment)
            case actions.LEAVE.id:
                self.left.emit()
            case actions.PLAY.id:
                self.played.emit()
            case actions.BACK.id | actions.ON.id:
                self.stepped.emit(action.id == actions.BACK.id)
            case actions.PREVIOUS.id | actions.NEXT.id:
                self.jumped.emit(action.id == actions.PREVIOUS.id)
            case actions.SAVE.id:
                self.save_wanted.emit()
            case _:
                return False
        return True

    def _put(self, moment: float | None) -> None:
        """The timeline's cursor is the moment on screen, while one is."""
        if self.look is None:
            return
        if moment is not None:
            self.sought.emit(moment)
        elif not self.look.file:
            self.left.emit()
        elif self._panes is not None:  # a file always shows some moment
            self._panes.bottom.timeline.show_moment(self.look.at)

    def _picked(self, moment: float) -> None:
        if self.look is not None:
            self.sought.emit(moment)
