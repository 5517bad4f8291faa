"""What both views of a cluster have in common: signals, what is selected, looks, menus."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QWidget

from engine.cib.state.model import ClusterState
from engine.cib.views import Configuration
from hagui.cluster.subject import Subject, SubjectKind
from hagui.graph.gestures.surface import Surface
from hagui.graph.hands import Hands
from hagui.graph.ink import Ink
from hagui.graph.layout.targets import Direction
from hagui.graph.motion import Motion
from hagui.graph.viewport import Viewport
from hagui.theme import Theme

ARROWS: Final = {
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
}
MORE: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
"""With one of these keys a click selects beside what is selected."""
SEVERAL: Final = frozenset({SubjectKind.RESOURCE, SubjectKind.INSTANCE})
"""Kinds of which several can be selected."""


class ClusterView(Viewport):
    """A picture of a cluster in which things can be selected, and changed by hand."""

    selected = Signal(object)
    """The ``Subject`` the operator chose, or None."""
    intent = Signal(object)
    """What the operator wants done: one of ``engine.protocol.verbs.Act``."""
    edited = Signal(object)
    """What the operator changed: ``engine.cib.edits.vocabulary.Edits``, for the draft."""
    previewed = Signal(object)
    """``Edits`` that are only looked at, to be rehearsed; empty once they are not any more."""
    refused = Signal(str)
    """Why what was asked by a key cannot be done, as a sentence."""
    context_requested = Signal(object, QPoint)
    """A menu is wanted for a ``Subject`` at a point of the screen."""
    first_painted = Signal()
    """The first frame after ``set_cluster`` is on screen."""

    def __init__(
        self, scene: QGraphicsScene, motion: Motion, theme: Theme, parent: QWidget | None
    ) -> None:
        super().__init__(scene, parent)
        scene.setParent(self)
        self._motion = motion
        self._theme = theme
        self._stale = False
        self._animated = True
        self._unpainted = False
        self._cluster: tuple[Configuration, ClusterState] | None = None
        self._subject: Subject | None = None
        self._selection: frozenset[Subject] = frozenset()

    def _hands_on(self, surface: Surface) -> Hands:
        """The hands that work on ``surface``, which says what is where in this view."""
        hands = Hands(surface, self._theme)
        hands.edited.connect(self.edited)
        hands.intent.connect(self.intent)
        hands.previewed.connect(self.previewed)
        hands.refused.connect(self.refused)
        return hands

    # what a view is to have

    hands: Hands

    def _set_ink(self, ink: Ink) -> None:
        """Draw in these colours; called when the theme is another, or the data is stale."""

    def _name(self) -> None:
        """Say what is shown, for screen readers; called when that has changed."""

    def _choose_at(self, point: QPointF) -> None:
        """Select what a menu is wanted for, at a point of the viewport."""

    def _menu_place(self) -> QPointF | None:
        """Where in the scene the menu of what is selected belongs, if that is there."""

    # what is shown

    @property
    def cluster(self) -> tuple[Configuration, ClusterState] | None:
        """The configuration and state shown now."""
        return self._cluster

    @property
    def subject(self) -> Subject | None:
        """What is selected; of several, what was chosen last."""
        return self._subject

    @property
    def selection(self) -> frozenset[Subject]:
        """All that is selected: with Ctrl or Shift, several resources."""
        return self._selection

    # looks

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self.hands.set_theme(theme)
        self._recolour()

    def set_stale(self, stale: bool) -> None:
        """Drain the colours, as this is the last that was known; the window says since when."""
        if stale != self._stale:
            self._stale = stale
            self._recolour()
            self._name()

    def set_animated(self, animated: bool) -> None:
        """Let cards glide and pulse, or not."""
        self._animated = animated
        self._motion.set_animated(animated=animated and self.isVisible())

    def set_read_only(self, read_only: bool) -> None:
        """Whether something can be done at once on a live cluster."""
        self.hands.set_live(live=not read_only)

    def set_editable(self, editable: bool) -> None:
        """Whether the configuration can be changed by drag and drop and by keys."""
        self.hands.set_editable(editable=editable)

    def _recolour(self) -> None:
        ink = Ink(self._theme, stale=self._stale)
        self._set_ink(ink)
        self.setBackgroundBrush(ink.background)
        self.viewport().update()

    def _describe(self, text: str) -> None:
        """Tell screen readers what is selected, or come to."""
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )

    # events

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing moves unseen."""
        super().hideEvent(event)
        self._motion.set_animated(animated=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A drag without the keyboard could not be given up; so it is."""
        super().focusOutEvent(event)
        self.hands.cancel()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is under the pointer (or selected, by keyboard)."""
        if self.hands.swallows_menu:
            event.accept()
            return
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_menu()
            return
        self._choose_at(QPointF(self.viewport().mapFromGlobal(event.globalPos())))
        self._want_menu(event.globalPos())
        event.accept()

    def _ask_menu(self) -> None:
        """Ask for a menu for what is selected, beside it."""
        place = self._menu_place()
        where = self.viewport().rect().center() if place is None else self.mapFromScene(place)
        self._want_menu(self.viewport().mapToGlobal(where))

    def _want_menu(self, at: QPoint) -> None:
        subject = self._subject or Subject(SubjectKind.CLUSTER, "")
        self.context_requested.emit(subject, at)
