"""Everything that edits what is on screen, put together: draft, rehearsal, review, commit, files.

The desk says what is shown; the window says what the operator wants; here the one meets the other.
It is longer than most files because that is where all parts of editing meet.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Protocol

from lxml.etree import XMLSyntaxError
from PySide6.QtCore import QObject, QTimer, Signal

from engine.cib.edits.refused import EditRefused
from engine.cib.edits.vocabulary import Edits
from engine.cib.temporary import temporary
from engine.protocol.verbs import Origin
from hagui.cluster.changes import ChangeSet
from hagui.cluster.draft import Draft, Keep
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.rehearser import Rehearser
from hagui.cluster.sources import Freshness, SourcesStatus
from hagui.drafts.commits import Commit, Outcome, title
from hagui.i18n import tr
from hagui.phrases import brief_moment
from hagui.phrases.findings import finding_sentence
from hagui.scheduling.process import WorkerProcess
from hagui.session.questions import QuestionFailed
from hagui.shell.commits.dialog import CommitRow, CommitsDialog
from hagui.shell.temporary.values import Passing
from hagui.shell.window import MainWindow
from hagui.workbench.committing import Committing, Engines, Record, Sender
from hagui.workbench.drafting import Drafting
from hagui.workbench.explaining import Explaining
from hagui.workbench.filing import Filing, OpenFile
from hagui.workbench.forecast import PAUSE, Forecast
from hagui.workbench.keeping import Keeping
from hagui.workbench.looks import look
from hagui.workbench.losing import Losing
from hagui.workbench.passing import passing
from hagui.workbench.reviewing import Question, Target
from hagui.workbench.scheduling import OwnRehearser

AGING: Final = 60.0
"""Seconds after which the ages of what is temporary are told anew."""

Spawn = Callable[[Coroutine[Any, Any, Any], str], "asyncio.Task[Any]"]


class Dealer(Engines, Protocol):
    """What the engines of the connected cluster are asked."""

    async def provenance(self, ids: tuple[str, ...]) -> dict[str, Origin]:
        """See ``hagui.session.dealings``."""
        ...


@dataclass(frozen=True, slots=True)
class Edited:
    """What is edited."""

    key: str
    """By which its draft and its commits are kept; empty: they are not."""
    target: Target
    sender: Sender = field(default_factory=Sender)
    file: OpenFile | None = None
    folder: Path | None = None
    """Where they are kept; None: with all others."""


class Workbench(QObject):
    """Edits the cluster or file on screen."""

    open_wanted = Signal(str)
    """Another file is to be shown: the one that was just written."""

    def __init__(
        self,
        window: MainWindow,
        engines: Dealer,
        judge: Rehearser | None,
        folder: Path,
        spawn: Spawn,
    ) -> None:
        """Make it.

        Args:
            window: what shows it.
            engines: who carries out what is committed.
            judge: the cluster's own scheduler; None where there is none.
            folder: where drafts and commits are kept.
            spawn: runs a coroutine in the background.
        """
        super().__init__(window)
        self._window = window
        self._engines = engines
        self._judge = judge
        self._folder = folder
        self._spawn = spawn
        self._edited = Edited("", Target())
        self._status: SourcesStatus | None = None
        self.keeping: Keeping | None = None
        """What keeps the draft on disk."""
        self.opened = False
        """Whether what was kept is here, so that what is new can be kept."""
        self._asked = False
        self._fulfilled = 0
        """Entries of which it was said that others had made the same."""
        self._restoring: asyncio.Task[Any] | None = None
        self._leaving: asyncio.Task[Any] | None = None
        self._record: Record | None = None
        self._commands: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._wording: asyncio.Task[Any] | None = None
        self._aging = QTimer(self)
        """Until what is temporary is listed again, where nothing else tells of its age."""
        self._aging.setSingleShot(True)
        self._aging.timeout.connect(self._list_temporary)
        self._origins: dict[str, Origin] = {}
        self._asked_origins: set[str] = set()
        self.drafting = Drafting(self)
        self._worker = WorkerProcess()
        self._own = OwnRehearser(self._worker)
        self.forecast = Forecast(self, self._impossible, self._live)
        self.forecast.rehearser = self._own
        self.explaining = Explaining(self, self._own, spawn)
        self.losing = Losing(self, spawn)
        self.committing = Committing(window, self.drafting, self.forecast, engines, spawn)
        self.filing = Filing(window, self.drafting)
        self._connect()

    def _connect(self) -> None:
        editing, drafting = self._window.editing, self.drafting
        editing.edited.connect(self._edit)
        editing.previewed.connect(self._preview)
        editing.undo_wanted.connect(self._free(drafting.undo))
        editing.redo_wanted.connect(self._free(drafting.redo))
        editing.discard_wanted.connect(self._free(drafting.discard))
        editing.remove_wanted.connect(self._remove)
        editing.rehearse_wanted.connect(lambda: self.forecast.ask(at_once=True))
        editing.review_wanted.connect(self.committing.review)
        editing.revert_wanted.connect(self._choose_revert)
        editing.save_wanted.connect(self._save)
        editing.clear_wanted.connect(self._clear)
        drafting.shown.connect(self._window.refresh)
        drafting.edited.connect(self._draft_changed)
        drafting.refused.connect(self._refused)
        self.forecast.changed.connect(self._look)
        self.forecast.foretold.connect(editing.show_prediction)
        editing.reasons_wanted.connect(self.explaining.want)
        self.explaining.explained.connect(editing.show_reasoning)
        self._window.losses.wanted.connect(self.losing.want)
        self.losing.changed.connect(self._window.losses.show_matrix)
        self.committing.busy_changed.connect(self._look)
        self.committing.save_wanted.connect(lambda: self._save(""))
        self.filing.written.connect(self._written)
        self.filing.written_elsewhere.connect(self._written_elsewhere)
        self.filing.overtaken.connect(self._overtaken)
        self.filing.failed.connect(self._window.show_error)

    # what the desk says

    def begin(self, live: LiveCluster, edited: Edited) -> Draft:
        """Another cluster or file is shown; returns what the window is to show of it."""
        self._let_go()
        self._edited = edited
        self._origins.clear()
        self._asked_origins.clear()
        draft = self.drafting.begin(live)
        self.filing.begin(edited.file)
        self._own.watch(live)
        self.forecast.judge = None if edited.target.file else self._judge
        self.forecast.watch(draft)
        self.explaining.watch(draft)
        self.losing.watch(live, draft)
        self.keeping = Keeping(self, edited.folder or self._folder, edited.key, edited.target.name)
        self.keeping.trouble.connect(self._window.show_error)
        self.committing.begin(edited.target, self.keeping, edited.sender)
        self.opened = self._asked = False
        self._fulfilled = 0
        if live.loaded:
            self.loaded()
        return draft

    def loaded(self) -> None:
        """There is something to edit now: go on with what was kept of it."""
        if not self._asked and self.keeping is not None and self.drafting.draft is not None:
            self._asked = True
            restoring = self._restore(self.keeping, self.drafting.draft)
            self._restoring = self._spawn(restoring, "restore draft")
            self._list_temporary()

    def follow(self, change: ChangeSet) -> ChangeSet:
        """The live copy changed; returns what that came to in what is shown."""
        told = self.drafting.follow(change)
        self._tell_fulfilled()
        self.loaded()
        if change.everything or change.configuration or change.nodes or change.instances:
            self.forecast.ask_again()
            self.explaining.again()
            self.losing.again()
        if change.everything or change.configuration or change.nodes:
            self._list_temporary()
        return told

    def _tell_fulfilled(self) -> None:
        """Say it where others made the same change, so that it left the draft."""
        draft = self.drafting.draft
        now = 0 if draft is None else len(draft.fulfilled)
        count, self._fulfilled = now - self._fulfilled, now
        if count > 0:
            words = tr(
                "draft",
                "{n} change(s) of the draft were made by others just so, and are no longer in it.",
                count=count,
            )
            self._window.tell(words)

    def sources(self, status: SourcesStatus) -> None:
        """Where the data comes from, or how fresh it is, changed."""
        before, self._status = self._status, status
        if before is None or before.freshness is not status.freshness:
            self.forecast.ask()
            self._list_temporary()

    def end(self) -> None:
        """Nothing is shown any more."""
        self._let_go()
        self._edited = Edited("", Target())
        self.drafting.end()
        self.forecast.watch(None)
        self.explaining.watch(None)
        self.losing.watch(None, None)
        self._own.watch(None)
        self.committing.begin(Target(), None, Sender())
        self.filing.begin(None)
        self._status = None

    async def close(self) -> None:
        """End everything; what is still to be written is written."""
        if self._restoring is not None:
            await asyncio.wait({self._restoring})
        if self._leaving is not None:
            await asyncio.wait({self._leaving})
        await self.forecast.close()
        await self.explaining.close()
        self.losing.close()
        self._own.watch(None)
        self._worker.end()
        keeping, self.keeping = self.keeping, None
        if keeping is not None:
            await keeping.close()
        self.drafting.end()

    # the operator's wishes

    def _free(self, step: Callable[[], None]) -> Callable[[], None]:
        """A step that waits for no commit."""

        def take() -> None:
            if not self._held():
                step()

        return take

    def _held(self) -> bool:
        """Whether the draft cannot be changed now; then it is said."""
        if self.committing.busy:
            words = tr("draft", "The draft is being committed: wait until that is done.")
            self._window.tell(words)
        return self.committing.busy

    def _edit(self, edits: Edits) -> None:
        if not self._held() and self.drafting.edit(edits):
            self._window.say_nothing()

    def _remove(self, number: int) -> None:
        if not self._held():
            self.drafting.remove(number)

    def _preview(self, edits: Edits) -> None:
        live = self.drafting.live
        if live is not None and live.loaded:
            self.forecast.preview(live, edits)

    def _refused(self, refusal: EditRefused) -> None:
        sentence = " ".join(dict.fromkeys(finding_sentence(item) for item in refusal.findings))
        self._window.show_refusal(sentence, refusal.findings)

    def _clear(self, found: tuple[Passing, ...]) -> None:
        """Clear what is temporary: where the draft is empty it is reviewed and committed at once,
        else it is one more change of the draft.
        """
        draft = self.drafting.draft
        edits: Edits = tuple(edit for item in found for edit in item.clears)
        if draft is None or not edits or self._held():
            return
        alone = not draft.entries and not draft.collisions
        if self.drafting.edit(edits) and alone and not self._edited.target.file:
            number = draft.entries[-1].number
            self.committing.review(lambda: self._give_up(number))

    def _give_up(self, number: int) -> None:
        """Take back the one change that was made for a review; whatever else is there stays."""
        draft = self.drafting.draft
        if draft is None:
            return
        if [entry.number for entry in draft.entries] == [number]:
            self.drafting.undo()
        elif any(item.entry.number == number for item in draft.collisions):
            self.drafting.decide(number, Keep.THEIRS)

    def _choose_revert(self) -> None:
        keeping = self.keeping
        if keeping is None or not keeping.commits:
            return
        now = time.time()
        dialog = CommitsDialog([_row(item, now) for item in keeping.commits], self._window)
        dialog.revert_wanted.connect(self._revert)
        dialog.open()

    def _revert(self, id_: str) -> None:
        if self.keeping is not None and not self._held():
            self._spawn(self._make_revert(self.keeping, id_), "revert")

    async def _make_revert(self, keeping: Keeping, id_: str) -> None:
        edits = await keeping.revert_of(id_)
        if edits and keeping is self.keeping:
            self._edit(edits)

    # files

    def _save(self, path: str) -> None:
        if self._held():
            return
        if path:
            self._spawn(self.filing.save_as(path), "save as")
        elif self.filing.in_place:
            self._spawn(self._save_in_place(), "save")
        else:
            self._window.editing.choose_target()

    async def _save_in_place(self) -> None:
        self._record = Record.of(self.drafting, self.keeping, self._edited.sender)
        await self.filing.save()

    def _written(self, path: str) -> None:
        if self.committing.dialog is not None:
            self.committing.dialog.accept()
        self._window.tell(tr("draft", "{name} is saved.", name=Path(path).name))
        record, self._record = self._record, None
        if record is not None:
            self._spawn(self._note(record), "record")
        self.drafting.edited.emit()

    async def _note(self, record: Record) -> None:
        """Keep what was saved, so that it can be reverted."""
        await record.begin()
        await record.finish(Outcome.DONE, None)
        self._look()

    def _written_elsewhere(self, path: str) -> None:
        """What was written is shown from now on, where it was a file before too."""
        if self.committing.dialog is not None:
            self.committing.dialog.accept()
        if self._edited.target.file:
            self.drafting.discard()
            self.open_wanted.emit(path)
        else:
            self._window.tell(tr("draft", "{name} is saved.", name=Path(path).name))

    def _overtaken(self) -> None:
        self._window.show_error(
            tr(
                "draft",
                "The file was changed by others meanwhile, so nothing was saved. Look at the review"
                " once more, and save again.",
            )
        )
        self.drafting.edited.emit()
        self.committing.review()

    # what is shown

    def _draft_changed(self) -> None:
        self.explaining.again()
        self.losing.redrafted()
        draft = self.drafting.draft
        if draft is None or not draft.loaded:
            return
        if self.keeping is not None and self.opened:
            self.keeping.keep(draft.kept())
        self.forecast.ask()
        self._look()
        self._list_temporary()
        if self._wording is not None:
            self._wording.cancel()
        if draft.entries:
            self._wording = self._spawn(self._word(draft), "commands")

    async def _word(self, draft: Draft) -> None:
        """Find the commands that would do the same as the draft."""
        live = self.drafting.live
        await asyncio.sleep(PAUSE)
        if live is None or draft is not self.drafting.draft:
            return
        question = Question.of(live.cib, draft, live.state, live.configuration)
        self._commands = await asyncio.to_thread(question.commands)
        self._look()

    def _look(self) -> None:
        made = look(self.drafting, self.forecast)
        crm, pcs = self._commands if made.entries else ((), ())
        made = replace(
            made,
            crm=crm,
            pcs=pcs,
            file=self._edited.target.file,
            busy=self.committing.busy,
            commits=self.keeping is not None and bool(self.keeping.commits),
        )
        self._window.editing.show_draft(made)

    def _impossible(self) -> str:
        """Why nothing can be rehearsed now."""
        return ""

    def _live(self) -> bool:
        """Whether the cluster itself can be asked now."""
        return self._status is not None and self._status.freshness is Freshness.LIVE

    # what was kept

    async def _restore(self, keeping: Keeping, draft: Draft) -> None:
        if self._leaving is not None:  # it may have been the same that was left, and be locked yet
            await asyncio.wait({self._leaving})
        kept = await keeping.open()
        if keeping is not self.keeping or draft is not self.drafting.draft:
            return
        self.opened = True
        if kept is not None:
            quick = [entry.edits for entry in draft.entries]  # made before the disk had answered
            try:
                self.drafting.restore(kept)
            except XMLSyntaxError:
                await keeping.set_aside()
                self._draft_changed()
                return
            for edits in quick:
                self.drafting.edit(edits)
            count = len(draft.entries) + len(draft.collisions)
            every = (*kept.entries, *(item.entry for item in kept.aside))
            self._fulfilled = len(draft.fulfilled)
            if every and draft.fulfilled and not count:
                words = tr("draft", "What was drafted here last is in the cluster by now.")
                self._window.tell(words)
            elif count:
                when = max(entry.at for entry in every)
                words = tr(
                    "draft",
                    "A draft with {n} change(s) from {time} was restored.",
                    count=count,
                    time=brief_moment(when, now=time.time()),
                )
                self._window.tell(words)
        self._draft_changed()

    def _let_go(self) -> None:
        """What was edited is left; its draft stays on disk."""
        keeping, self.keeping = self.keeping, None
        if keeping is not None:
            self._leaving = self._spawn(self._leave(keeping, self._leaving), "keep draft")

    @staticmethod
    async def _leave(keeping: Keeping, before: "asyncio.Task[Any] | None") -> None:
        if before is not None:
            await asyncio.wait({before})
        await keeping.close()

    # what is temporary

    def _list_temporary(self) -> None:
        draft, live = self.drafting.draft, self.drafting.live
        if draft is None or live is None or not draft.loaded:
            return
        now = time.time()
        at = None if self._edited.target.file else now
        found = temporary(draft.configuration, draft.state, live.cib, at)
        rows = tuple(
            passing(item, draft.configuration, self._origins.get(item.id), now) for item in found
        )
        self._window.editing.show_temporary(rows)
        self._aging.stop()
        if rows and at is not None:
            ends = [item.expires - now for item in found if item.expires and item.expires > now]
            self._aging.start(round(1000 * min((AGING, *(left + 0.1 for left in ends)))))
        fresh = self._status is not None and self._status.freshness is Freshness.LIVE
        unknown = tuple(item.id for item in found if item.id not in self._asked_origins)
        if unknown and fresh and not self._edited.target.file:
            self._asked_origins.update(unknown)
            self._spawn(self._ask_origins(unknown, draft), "provenance")

    async def _ask_origins(self, ids: tuple[str, ...], draft: Draft) -> None:
        try:
            found = await self._engines.provenance(ids)
        except QuestionFailed:
            self._asked_origins.difference_update(ids)  # asked again with the next change
            return
        if draft is self.drafting.draft:
            self._origins |= found
            self._list_temporary()


def _row(commit: Commit, now: float) -> CommitRow:
    return CommitRow(
        commit.id,
        brief_moment(commit.at, now=now),
        commit.user,
        tuple(change.sentence for change in commit.changes) or (title(commit),),
    )
