"""Editing in the window: from actions and gestures to edits, and the draft as it is shown.

It knows the panes and what is selected, asks what must be asked, and emits what the operator
wants done to the draft; who owns the draft answers with a ``DraftLook``.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.cib.finding import Finding
from hagui.cluster.rehearsal.model import Prediction
from hagui.cluster.rehearsal.reasoning import Reasoning
from hagui.i18n import tr
from hagui.shell import constraint_actions, draft_actions, resource_actions
from hagui.shell.action import Action
from hagui.shell.bottom import Tab
from hagui.shell.draft.values import DraftLook
from hagui.shell.meaning import edits_for
from hagui.shell.panes import Panes
from hagui.shell.situation import Situation
from hagui.shell.style import set_tone
from hagui.shell.temporary.values import Passing


class Editing(QObject):
    """What the window does with the draft; lives as long as the window, whatever its language."""

    edited = Signal(object)
    """``Edits`` are to be made in the draft."""
    previewed = Signal(object)
    """``Edits`` that are being thought about; empty where none are any more."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    rehearse_wanted = Signal()
    review_wanted = Signal()
    discard_wanted = Signal()
    """The draft is to be dropped; confirmed already."""
    revert_wanted = Signal()
    remove_wanted = Signal(int)
    """The entry of that number is to be taken out."""
    save_wanted = Signal(str)
    """The file is to be written: there, or where it came from where that is empty."""
    clear_wanted = Signal(object)
    """What the ``Passing`` of the tuple are is to be cleared."""
    offer_wanted = Signal(str, str)
    """The inspector wants what a menu offers: of which kind, and for which id."""
    reasons_wanted = Signal(object)
    """Why these primitives are where they are, by their ids; empty where that cannot be said."""
    changed = Signal()
    """What is possible with the draft changed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._panes: Panes | None = None
        self._box: QMessageBox | None = None
        self.look = DraftLook()
        """The draft as it was told last."""
        self.passing: tuple[Passing, ...] = ()
        """What is temporary, as it was told last."""
        self._prediction: Prediction | None = None
        self._supposed: Prediction | None = None
        self.reasoning: Reasoning | None = None
        """Why what is selected is where it is, as it was told last."""
        self._editable = False
        self._why = ""
        self._on_screen = True
        """Whether the draft is on screen, not a moment of a recording."""

    def attach(self, panes: Panes) -> None:
        """Show in these panes, which take the place of those before."""
        self._panes = panes
        panes.views.edited.connect(self.edited)
        panes.views.previewed.connect(self.previewed)
        panes.inspector.edited.connect(self.edited)
        panes.inspector.offer_wanted.connect(self.offer_wanted)
        panes.bottom.draft.remove_wanted.connect(self.remove_wanted)
        panes.bottom.temporary.clear_wanted.connect(self._clear)
        panes.draft_bar.draft_asked.connect(lambda: panes.bottom.show_tab(Tab.DRAFT))
        panes.health.temporary_asked.connect(lambda: panes.bottom.show_tab(Tab.TEMPORARY))
        self.show_draft(self.look)
        self.show_temporary(self.passing)
        self.show_prediction(self._prediction)

    # what is shown

    def show_draft(self, look: DraftLook) -> None:
        """The draft changed, or what is known of it."""
        self.look = look
        panes = self._panes
        if panes is not None:
            panes.draft_bar.show_draft(look)
            panes.views.set_marked(look.marked if self._on_screen else frozenset())
            panes.bottom.show_draft(look)
        self.changed.emit()

    def show_prediction(self, prediction: Prediction | None) -> None:
        """Where things would go, as ghosts; None: nothing is foretold."""
        self._prediction = prediction
        self._haunt()

    def suppose(self, prediction: Prediction | None) -> None:
        """Show this by ghosts in place of what the draft would do; None: no longer."""
        self._supposed = prediction
        self._haunt()

    def set_shown(self, *, shown: bool) -> None:
        """Whether the draft is on screen; else nothing is foretold or marked."""
        self._on_screen = shown
        if self._panes is not None:
            self._panes.views.set_marked(self.look.marked if shown else frozenset())
            self._panes.health.show_temporary(len(self.passing) if shown else 0)
        self._haunt()

    def _haunt(self) -> None:
        if self._panes is not None:
            foretold = self._supposed or self._prediction
            self._panes.views.set_prediction(foretold if self._on_screen else None)

    def show_reasoning(self, reasoning: Reasoning | None) -> None:
        """Why what is selected is where it is; None: that is not known."""
        if reasoning != self.reasoning:
            self.reasoning = reasoning
            self.changed.emit()

    def show_temporary(self, found: tuple[Passing, ...]) -> None:
        """What is temporary."""
        self.passing = found
        panes = self._panes
        if panes is not None:
            panes.health.show_temporary(len(found) if self._on_screen else 0)
            panes.bottom.show_temporary(found, editable=self._editable)
        self.changed.emit()

    def forget(self) -> None:
        """Another cluster is shown, or none."""
        self.show_draft(DraftLook())
        self.show_temporary(())
        self.show_prediction(None)

    @property
    def prediction(self) -> Prediction | None:
        """What is foretold, as it was told last."""
        return self._prediction

    def set_editable(self, *, editable: bool, why: str = "") -> None:
        """Whether edits can be made now; if not, ``why`` where that is known."""
        self._editable = editable
        if self._panes is not None:
            self._panes.inspector.set_read_only(not editable, why)
            self._panes.bottom.show_temporary(self.passing, editable=editable)

    def show_refusal(self, findings: Sequence[Finding]) -> None:
        """An edit cannot be made: let the inspector say it where it was made."""
        if self._panes is not None:
            self._panes.inspector.show_refusal(findings)

    # what is wanted

    def triggered(self, action: Action, now: Situation) -> bool:
        """Do what an action means; returns whether it is one of editing."""
        edits = edits_for(action, now)
        if edits:
            self.edited.emit(edits)
            return True
        match action.id:
            case draft_actions.UNDO.id:
                self.undo_wanted.emit()
            case draft_actions.REDO.id:
                self.redo_wanted.emit()
            case draft_actions.REHEARSE.id:
                self.rehearse_wanted.emit()
            case draft_actions.REVIEW.id:
                self.review_wanted.emit()
            case draft_actions.DISCARD.id:
                self._ask_discard()
            case draft_actions.REVERT.id:
                self.revert_wanted.emit()
            case draft_actions.CLEAR_ALL.id:
                self.clear_wanted.emit(tuple(item for item in self.passing if item.clears))
            case draft_actions.SAVE.id:
                self.save_wanted.emit("")
            case draft_actions.SAVE_AS.id:
                self.choose_target()
            case _:
                return self._gesture(action, now)
        return True

    def _gesture(self, action: Action, now: Situation) -> bool:
        """Do what the canvas calls the same, as if it had been dragged."""
        gesture = resource_actions.GESTURES.get(action.id) or constraint_actions.GESTURES.get(
            action.id
        )
        entry = now.offered.get(gesture) if gesture is not None else None
        if entry is not None and self._panes is not None:
            self._panes.views.perform(entry)
        return gesture is not None

    def _clear(self, passing: Passing) -> None:
        self.clear_wanted.emit((passing,))

    def _ask_discard(self) -> None:
        if self._box is not None:
            return
        title = tr("draft", "Discard {n} change(s)?", count=len(self.look.entries))
        box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(
            tr(
                "draft",
                "They were not committed, so the cluster has none of them. Undo brings them back"
                " as long as hagui runs.",
            )
        )
        yes = box.addButton(tr("draft", "Discard"), QMessageBox.ButtonRole.DestructiveRole)
        set_tone(yes, "true", "danger")
        no = box.addButton(QMessageBox.StandardButton.Cancel)
        no.setIcon(QIcon())
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        self._box = box

        def answered() -> None:
            self._box = None
            box.deleteLater()
            if box.clickedButton() is yes:
                self.discard_wanted.emit()

        box.finished.connect(answered)
        box.open()

    def choose_target(self) -> None:
        """Ask where the CIB is to be written to."""
        kinds = tr("window", "CIB files (*.xml *.bz2 *.gz *.raw);;All files (*)")
        dialog = QFileDialog(self._window, tr("draft", "Save the CIB as"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("xml")
        dialog.fileSelected.connect(self.save_wanted)
        dialog.open()
