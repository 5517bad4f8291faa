"""How the window is divided: tree, views, inspector, and what stands below."""

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from hagui.i18n import tr
from hagui.shell.bottom import Bottom
from hagui.shell.draft.bar import DraftBar
from hagui.shell.health import HealthLine
from hagui.shell.incidents.strip import IncidentStrip
from hagui.shell.inspector.pane import Inspector
from hagui.shell.registry import ActionRegistry
from hagui.shell.replay.bar import ReplayBar
from hagui.shell.strips import Banner, Notice
from hagui.shell.tree.view import TreePane
from hagui.shell.viewing import Views
from hagui.shell.welcome import Welcome
from hagui.theme import Theme

TIMELINE_HEIGHT = 290
"""What the lists below have at least while the timeline is in front, in such a window."""
TREE_WIDTH, INSPECTOR_WIDTH, BOTTOM_HEIGHT = 232, 288, 164
"""Logical pixels at first, on a window of 1280 × 800."""


class Panes(QWidget):
    """Everything in the window; made anew when the language changes."""

    def __init__(self, theme: Theme, actions: ActionRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.health = HealthLine(theme, self)
        self.draft_bar = DraftBar(theme, actions, self.health)
        self.health.add_draft(self.draft_bar)
        self.banner = Banner()
        self.replay = ReplayBar(theme, actions)
        self.incident = IncidentStrip(theme)
        self.notice = Notice(tr("window", "Close"))
        self.opening = Notice(tr("window", "Cancel"))
        self.left = TreePane(theme)
        self.views = Views(theme)
        self.canvas = self.views.topology
        self.inspector = Inspector(theme)
        self.bottom = Bottom(theme, actions)
        self.progress = self.bottom.progress
        self.welcome = Welcome(actions)
        self._upper = _splitter(Qt.Orientation.Horizontal, self.left, self.views, grows=1)
        self._middle = _splitter(Qt.Orientation.Vertical, self._upper, self.bottom, grows=0)
        self._outer = _splitter(Qt.Orientation.Horizontal, self._middle, self.inspector, grows=0)
        self.left.setMinimumWidth(140)
        self.inspector.setMinimumWidth(200)
        self.bottom.setMinimumHeight(80)
        self.views.setMinimumSize(QSize(240, 160))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.welcome)
        self._stack.addWidget(self._outer)
        self._lent: tuple[int, int] | None = None
        """Heights of the lists before and after room was made for the timeline."""
        self.bottom.turned.connect(self._make_room)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self.health, self.banner, self.replay, self.notice, self.opening):
            box.addWidget(widget)
        box.insertWidget(2, self.incident)
        box.addWidget(self._stack, 1)

    @property
    def splitters(self) -> dict[str, QSplitter]:
        """The splitters by name, for the foldable panes."""
        return {"upper": self._upper, "middle": self._middle, "outer": self._outer}

    def set_theme(self, theme: Theme) -> None:
        """Draw in another theme's colours."""
        for part in (
            self.health,
            self.draft_bar,
            self.incident,
            self.replay,
            self.left.tree,
            self.views,
            self.inspector,
            self.bottom,
        ):
            part.set_theme(theme)

    def show_cluster(self, *, shown: bool) -> None:
        """A cluster, or the welcome page."""
        self._stack.setCurrentIndex(1 if shown else 0)

    def first_sizes(self, width: int, height: int) -> None:
        """Divide a window of that size as the sketch does; in a small one all give way."""
        tree = min(TREE_WIDTH, width * 23 // 100)
        inspector = min(INSPECTOR_WIDTH, width * 28 // 100)
        bottom = min(BOTTOM_HEIGHT, height // 4)
        centre = max(240, width - tree - inspector)
        self._upper.setSizes([tree, centre])
        self._middle.setSizes([max(160, height - 44 - bottom), bottom])
        self._outer.setSizes([tree + centre, inspector])

    def _make_room(self, name: str) -> None:
        """Give the timeline and incidents the height they need; take it back when they are left."""
        upper, lower = self._middle.sizes()
        if not self.isVisible() or not lower:
            return
        if name in {"timeline", "incidents"}:
            wanted = min(TIMELINE_HEIGHT, (upper + lower) * 45 // 100)
            if lower < wanted:
                self._lent = lower, wanted
                self._middle.setSizes([upper + lower - wanted, wanted])
        elif self._lent is not None:
            before, after = self._lent
            self._lent = None
            if abs(lower - after) <= 2:  # else it was pulled to another height meanwhile
                self._middle.setSizes([upper + lower - before, before])

    def save(self) -> bytes:
        """Sizes of all panes, to be restored."""
        parts = [bytes(item.saveState().data()) for item in self.splitters.values()]
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)

    def restore(self, saved: bytes) -> bool:
        """Take back what ``save`` gave; returns whether it made sense."""
        done = True
        for item in self.splitters.values():
            size = int.from_bytes(saved[:4], "big")
            part, saved = saved[4 : 4 + size], saved[4 + size :]
            done &= len(part) > 0 and item.restoreState(QByteArray(part))
        return done


def _splitter(
    orientation: Qt.Orientation, first: QWidget, second: QWidget, *, grows: int
) -> QSplitter:
    made = QSplitter(orientation)
    made.setHandleWidth(1)
    made.addWidget(first)
    made.addWidget(second)
    made.setStretchFactor(grows, 1)
    made.setStretchFactor(1 - grows, 0)
    made.setChildrenCollapsible(False)
    return made
