"""The draft behind the window: its history of undo, and what its entries are called in words.

The operator's wishes come from ``window.editing``; every change goes to the draft, and what the
draft then looks like goes back to the window. Views are never touched.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from engine.cib.document import Cib
from engine.cib.edits.refused import EditRefused
from engine.cib.edits.vocabulary import Edits
from engine.cib.views import Configuration
from hagui.cluster.changes import ChangeSet
from hagui.cluster.draft.collision import Keep
from hagui.cluster.draft.draft import Draft
from hagui.cluster.draft.entry import Entry, Kept
from hagui.cluster.draft.line import Line
from hagui.cluster.live import LiveCluster
from hagui.i18n import tr
from hagui.phrases.edits import edit_sentence, entry_sentence

Words = tuple[str, tuple[str, ...]]
"""The sentence of an entry, and those of its edits where there are several."""


class _Step(QUndoCommand):
    """One entry: undone and made again by the draft itself."""

    def __init__(self, drafting: "Drafting", text: str) -> None:
        super().__init__(text)
        self._drafting = drafting

    def undo(self) -> None:
        """Take it back."""
        self._drafting.perform(Draft.undo)

    def redo(self) -> None:
        """Make it again; when it is pushed it has been made already."""
        self._drafting.perform(Draft.redo)


class _Arrangement(QUndoCommand):
    """Entries were taken out: undone by putting all back in their places."""

    def __init__(
        self, drafting: "Drafting", text: str, before: Sequence[Entry], after: Sequence[Entry]
    ) -> None:
        super().__init__(text)
        self._drafting = drafting
        self._before, self._after = tuple(before), tuple(after)

    def undo(self) -> None:
        """Put them back."""
        self._drafting.perform(lambda draft: draft.arrange(self._before))

    def redo(self) -> None:
        """Take them out again."""
        self._drafting.perform(lambda draft: draft.arrange(self._after))


class Drafting(QObject):
    """Owns the draft of the cluster or file on screen."""

    shown = Signal(object)
    """What is shown changed: a ``ChangeSet``."""
    edited = Signal()
    """The draft itself changed: entries, what can be undone, collisions."""
    refused = Signal(object)
    """An edit cannot be made: the ``EditRefused``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.draft: Draft | None = None
        """That of what is on screen; None where nothing is."""
        self.live: LiveCluster | None = None
        """The live copy below it."""
        self.stack = QUndoStack(self)
        self._words: dict[int, Words] = {}
        self._quiet = False
        self._change: ChangeSet | None = None
        """What the step that is under way came to."""
        self._known: tuple[int, ...] = ()

    # which draft

    def begin(self, live: LiveCluster) -> Draft:
        """Another cluster or file is shown: an empty draft of it."""
        self.end()
        self.live = live
        self.draft = Draft(live)
        return self.draft

    def end(self) -> None:
        """Nothing is shown any more."""
        if self.draft is not None:
            self.draft.close()
        self.draft = self.live = None
        self._words.clear()
        self._known = ()
        self._clear_stack()

    def restore(self, kept: Kept) -> None:
        """Go on with a draft that was kept."""
        draft = self.draft
        if draft is not None:
            change = draft.restore(kept)
            self._rebuild()
            self._tell(change)

    def follow(self, change: ChangeSet) -> ChangeSet:
        """The live copy changed; returns what that came to in what is shown."""
        draft = self.draft
        if draft is None:
            return change
        told = draft.follow(change)
        if self._numbers() != self._known:
            self._rebuild()
            self.edited.emit()
        return told

    def take_over(self, change: ChangeSet) -> None:
        """The draft was changed by other means (a commit came in): follow it."""
        self._rebuild()
        self._tell(change)

    # editing

    def edit(self, edits: Edits) -> bool:
        """Make edits as one entry; returns whether they could be made."""
        draft = self.draft
        if draft is None or not draft.loaded or not edits:
            return False
        words = words_of(edits, draft.configuration)
        try:
            change = draft.add(edits)
        except EditRefused as refusal:
            self.refused.emit(refusal)
            return False
        self._words[draft.entries[-1].number] = words
        self._push(_Step(self, words[0]))
        self._tell(change)
        return True

    def undo(self) -> None:
        """Take the last thing back."""
        self._step(self.stack.undo)

    def redo(self) -> None:
        """Make it again."""
        self._step(self.stack.redo)

    def _step(self, step: Callable[[], None]) -> None:
        """A step of the history, and its news once the history itself is up to date."""
        self._change = None
        step()
        change, self._change = self._change, None
        if change is not None:
            self._tell(change)

    def remove(self, number: int) -> None:
        """Take one entry out, wherever it stands."""
        draft = self.draft
        if draft is None:
            return
        before = draft.entries
        if any(item.entry.number == number for item in draft.collisions):
            self.decide(number, Keep.THEIRS)
            return
        self._arrange(before, [item for item in before if item.number != number], number)

    def discard(self) -> None:
        """Drop everything; it can be undone."""
        draft = self.draft
        if draft is None:
            return
        before = draft.entries
        change = draft.clear()
        if before:
            self._push(_Arrangement(self, tr("draft", "Discard the draft"), before, ()))
        self._tell(change)

    def decide(self, number: int, keep: Keep) -> None:
        """Say whose change is to stand where an entry collides."""
        draft = self.draft
        if draft is None:
            return
        try:
            change = draft.decide(number, keep)
        except EditRefused as refusal:
            self.refused.emit(refusal)
            return
        self._rebuild()
        self._tell(change)

    def perform(self, step: Callable[[Draft], ChangeSet]) -> None:
        """Carry out a step of the history."""
        draft = self.draft
        if draft is None or self._quiet:
            return
        try:
            change = step(draft)
        except EditRefused as refusal:
            self.refused.emit(refusal)
            self._change = ChangeSet()
            QTimer.singleShot(0, self, self._mend)
            return
        self._change = change

    # words

    def words(self, number: int) -> Words:
        """What an entry is called."""
        if number not in self._words:
            self._find_words()
        return self._words.get(number, ("", ()))

    # inside

    def _arrange(self, before: Sequence[Entry], after: Sequence[Entry], number: int) -> None:
        draft = self.draft
        assert draft is not None
        try:
            change = draft.arrange(after)
        except EditRefused as refusal:
            self.refused.emit(refusal)
            return
        text = tr("draft", "Take out: {change}", change=self.words(number)[0])
        self._push(_Arrangement(self, text, before, after))
        self._tell(change)

    def _tell(self, change: ChangeSet) -> None:
        self._known = self._numbers()
        self.shown.emit(change)
        self.edited.emit()

    def _numbers(self) -> tuple[int, ...]:
        draft = self.draft
        if draft is None:
            return ()
        return (
            *(entry.number for entry in draft.entries),
            *(-item.entry.number for item in draft.collisions),
        )

    def _push(self, command: QUndoCommand) -> None:
        """Note what has been done already."""
        before, self._quiet = self._quiet, True
        try:
            self.stack.push(command)
        finally:
            self._quiet = before

    def _rebuild(self) -> None:
        """A history anew from the draft: what others did cannot be undone here."""
        draft = self.draft
        self._clear_stack()
        if draft is None:
            return
        self._quiet = True
        try:
            for entry in (*draft.entries, *draft.undone):
                self.stack.push(_Step(self, self.words(entry.number)[0]))
            self.stack.setIndex(len(draft.entries))
        finally:
            self._quiet = False
        self._known = self._numbers()

    def _mend(self) -> None:
        """A step could not be made: a history anew, once that step is over."""
        self._rebuild()
        self.edited.emit()

    def _clear_stack(self) -> None:
        before, self._quiet = self._quiet, True
        try:
            self.stack.clear()
        finally:
            self._quiet = before

    def _find_words(self) -> None:
        """Word entries that came from disk, each in the light of those before it."""
        draft, live = self.draft, self.live
        assert draft is not None
        assert live is not None
        aside = (item.entry for item in draft.collisions)
        entries = (*draft.entries, *draft.undone, *aside)
        self._words |= words_from(live.cib, entries, self._words)


def words_of(edits: Edits, configuration: Configuration) -> Words:
    """What edits are called, in the light of the configuration before them."""
    details = tuple(edit_sentence(edit, configuration) for edit in edits)
    return entry_sentence(edits, configuration), details if len(details) > 1 else ()


def words_from(cib: Cib, entries: Sequence[Entry], known: dict[int, Words]) -> dict[int, Words]:
    """What those entries are called that are not known yet, made one after the other on ``cib``."""
    line = Line.on(cib)
    found: dict[int, Words] = {}
    for entry in entries:
        if entry.number not in known:
            found[entry.number] = words_of(entry.edits, Configuration.of(line.cib))
        try:
            line = line.add(entry)
        except EditRefused:
            continue
    return found
