"""From a draft to the cluster: the review, the commit, and what came of it."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, Signal

from engine.cib.patch import Patchset
from engine.cib.state.model import ClusterState
from engine.cib.version import Version
from engine.protocol.messages import Progress
from hagui.cluster.draft import Draft, Keep
from hagui.cluster.draft.documents import written
from hagui.cluster.live import LiveCluster
from hagui.cluster.rehearsal.model import Prediction
from hagui.drafts import commits as kept
from hagui.i18n import tr
from hagui.session.acting import OnActProgress
from hagui.session.committing import CommitFailed
from hagui.session.presence import contains
from hagui.session.questions import Conflict, QuestionFailed
from hagui.shell.progress import ActProgress, Commit, Stage
from hagui.shell.review.dialog import ReviewDialog
from hagui.shell.window import MainWindow
from hagui.workbench.deviations import deviation_words
from hagui.workbench.drafting import Drafting
from hagui.workbench.forecast import Forecast
from hagui.workbench.keeping import Keeping
from hagui.workbench.outcome import Outcome, outcome
from hagui.workbench.reviewing import Question, Target, Texts, review

CATCH_UP: Final = 15.0
"""Seconds that the live copy may take to show what an engine has told already."""

Spawn = Callable[[Coroutine[Any, Any, Any], str], "asyncio.Task[Any]"]


class Engines(Protocol):
    """Who commits, and tells when the cluster has settled."""

    async def commit(self, diff: str, base: Version) -> Version:
        """See ``hagui.session.dealings``."""
        ...

    async def settle(self, progress: OnActProgress | None = None) -> None:
        """See ``hagui.session.dealings``."""
        ...


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name a commit is made, and where it goes."""

    user: str = ""
    where: str = ""


@dataclass
class Record:
    """What is kept of one commit."""

    keeping: Keeping | None
    sender: Sender
    changes: tuple[kept.Change, ...]
    base: Version
    around: kept.Configurations
    diff: str = ""
    """The patchset that was sent."""
    id: str = ""

    @classmethod
    def of(cls, drafting: Drafting, keeping: Keeping | None, sender: Sender) -> "Record":
        """Of the draft as it stands."""
        draft = drafting.draft
        assert draft is not None
        changes = tuple(
            kept.Change(drafting.words(item.number)[0], item.edits) for item in draft.entries
        )
        around = kept.Configurations(draft.base_text, written(draft.cib).decode())
        return cls(keeping, sender, changes, draft.base, around)

    async def begin(self) -> None:
        """It is about to be made."""
        if self.keeping is not None:
            self.id = await self.keeping.record(
                self.sender.user, self.sender.where, self.changes, self.base, self.around
            )

    async def finish(self, outcome: kept.Outcome, version: Version | None, words: str = "") -> None:
        """What became of it."""
        if self.keeping is not None:
            await self.keeping.finish(self.id, outcome, version, words)


class Committing(QObject):
    """Opens the review and carries out what is decided there."""

    busy_changed = Signal()
    """``busy`` is another."""
    save_wanted = Signal()
    """The review of a file was agreed to."""

    def __init__(
        self,
        window: MainWindow,
        drafting: Drafting,
        forecast: Forecast,
        engines: Engines,
        spawn: Spawn,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._drafting = drafting
        self._forecast = forecast
        self._engines = engines
        self._spawn = spawn
        self.target = Target()
        """Where the changes go."""
        self.dialog: ReviewDialog | None = None
        """The review while it is open."""
        self._texts = Texts()
        self._asked: Question | None = None
        self._working: asyncio.Task[Any] | None = None
        self._commit: asyncio.Task[Any] | None = None
        self._given_up: Callable[[], None] | None = None
        self._unsure: tuple[Draft, Record] | None = None
        """The commit of which nobody heard what became."""
        self._newest: Commit | None = None
        self._keeping: Keeping | None = None
        self._sender = Sender()
        drafting.edited.connect(self._changed)
        drafting.edited.connect(self._look_for_it)
        forecast.changed.connect(self._show)

    @property
    def busy(self) -> bool:
        """Whether the draft is on its way to the cluster."""
        return self._commit is not None

    def begin(self, target: Target, keeping: Keeping | None, sender: Sender) -> None:
        """Changes go elsewhere from now on."""
        self.target = target
        self._keeping = keeping
        self._sender = sender
        self._forget_texts()
        self._unsure = self._newest = None
        self._commit = None  # one that is under way goes on, and says what came of it
        if self.dialog is not None:
            self._given_up = None  # that was about the other draft
            self.dialog.reject()

    # the review

    def review(self, given_up: Callable[[], None] | None = None) -> None:
        """Open the review; ``given_up`` is called where it is closed without a commit."""
        draft = self._drafting.draft
        if draft is None or self.dialog is not None or not (draft.entries or draft.collisions):
            return
        self._given_up = given_up
        self.dialog = dialog = ReviewDialog(self._window.theme, self._window)
        dialog.removed.connect(self._drafting.remove)
        dialog.decided.connect(self._decided)
        dialog.commit_wanted.connect(self._agreed)
        dialog.finished.connect(self._closed)
        self._changed()
        dialog.open()

    def _closed(self, result: int) -> None:
        self.dialog = None
        self._forget_texts()  # the next review may be of another draft
        given_up, self._given_up = self._given_up, None
        draft = self._drafting.draft
        if draft is not None:
            draft.acknowledge()
        if given_up is not None and result != ReviewDialog.DialogCode.Accepted and not self.busy:
            given_up()

    def _forget_texts(self) -> None:
        if self._working is not None:
            self._working.cancel()
            self._working = None
        self._asked, self._texts = None, Texts()

    def _changed(self) -> None:
        """Show the draft as it is now; what takes longer follows."""
        self._show()
        draft, live = self._drafting.draft, self._drafting.live
        if self.dialog is None or draft is None or live is None or not live.loaded:
            return
        question = Question.of(live.cib, draft, live.state, live.configuration)
        if question != self._asked:
            self._asked = question
            if self._working is not None:
                self._working.cancel()
            self._working = self._spawn(self._work_out(question), "review")

    async def _work_out(self, question: Question) -> None:
        self._texts = await asyncio.to_thread(question.answer)
        self._show()

    def _show(self) -> None:
        dialog, draft = self.dialog, self._drafting.draft
        if dialog is None or draft is None:
            return
        shown = review(
            self._drafting,
            self.target,
            self._texts,
            self._forecast.rehearsal,
            committing=self.busy,
        )
        dialog.show_review(shown)

    def _decided(self, number: int, mine: bool) -> None:
        self._drafting.decide(number, Keep.MINE if mine else Keep.THEIRS)

    def _agreed(self) -> None:
        if self.target.file:
            self.save_wanted.emit()
        elif self._commit is None:
            self._commit = self._spawn(self._carry_out(), "commit")
            self._commit.add_done_callback(self._over)
            self.busy_changed.emit()
            self._show()

    def _over(self, task: object) -> None:
        if task is self._commit:
            self._commit = None
            self.busy_changed.emit()
            self._show()

    # the commit

    async def _carry_out(self) -> None:
        draft, live = self._drafting.draft, self._drafting.live
        if draft is None or live is None or not draft.entries:
            return
        doing = self._newest = Commit(len(draft.entries))
        where = self.target.name
        before, prediction = live.state, self._forecast.current
        base = draft.base
        record = Record.of(self._drafting, self._keeping, self._sender)
        record.diff = draft.commit_begins().text()
        self._unsure = None
        self._window.show_progress(ActProgress(doing, Stage.ASKED))
        await record.begin()
        if draft is not self._drafting.draft:  # what is connected now is another cluster
            await record.finish(kept.Outcome.FAILED, None)
            return
        try:
            version = await self._engines.commit(record.diff, base)
        except Conflict as conflict:
            draft.commit_failed()
            await record.finish(kept.Outcome.FAILED, None, conflict.message)
            await self._conflicted(doing, draft, live, conflict)
            return
        except CommitFailed as error:
            if not error.unsure:
                draft.commit_failed()
                await record.finish(kept.Outcome.FAILED, None, error.message)
            if draft is not self._drafting.draft:
                words = tr("draft", "{cluster}: {what}", cluster=where, what=error.message)
                self._window.show_error(words)
                return
            failed = ActProgress(
                doing, Stage.FAILED, message=error.message, detail=error.detail, unsure=error.unsure
            )
            self._window.show_progress(failed)
            if error.unsure:
                self._unsure = draft, record
                self._look_for_it()
            return
        await record.finish(kept.Outcome.DONE, version)
        if draft is not self._drafting.draft:
            return
        self._window.show_progress(ActProgress(doing, Stage.APPLIED))
        self._drafting.take_over(draft.settled_on(version))
        if self.dialog is not None:
            self.dialog.accept()
        self._spawn(self._settle(doing, live, before, prediction), "settle")

    def _look_for_it(self) -> None:
        """Whether a commit of which nobody heard what became shows in the cluster after all."""
        if self._unsure is None:
            return
        (draft, record), live = self._unsure, self._drafting.live
        if draft is not self._drafting.draft or live is None or not live.loaded:
            return
        if not contains(live.cib, Patchset.parse(record.diff)):
            return
        self._unsure = None
        version = live.version or Version()
        words = tr("draft", "the changes are in the cluster, though the connection was lost")
        done = ActProgress(Commit(len(record.changes)), Stage.SETTLED, note=words)
        self._window.show_progress(done)
        if self.dialog is not None:
            self.dialog.accept()
        self._spawn(record.finish(kept.Outcome.DONE, version), "record")
        # Not from within the change of the draft that told of it.
        self._spawn(self._take_in(draft, version), "take in")

    async def _take_in(self, draft: Draft, version: Version) -> None:
        if draft is self._drafting.draft and self._commit is None:
            self._drafting.take_over(draft.settled_on(version))

    async def _conflicted(
        self, doing: Commit, draft: Draft, live: LiveCluster, conflict: Conflict
    ) -> None:
        """Others were faster: once the draft stands on what they made it is reviewed anew."""
        until = asyncio.get_running_loop().time() + CATCH_UP
        while (live.version or Version()).configuration < conflict.version.configuration:
            if asyncio.get_running_loop().time() > until or draft is not self._drafting.draft:
                break
            await asyncio.sleep(0.02)
        if draft is not self._drafting.draft:
            return
        words = tr(
            "draft",
            "The configuration was changed by others meanwhile, so nothing was committed. Look at"
            " the review once more, and commit again.",
        )
        self._window.show_progress(ActProgress(doing, Stage.FAILED, message=words))
        self._drafting.edited.emit()
        if self.dialog is None:
            self.review()

    async def _settle(
        self,
        doing: Commit,
        live: LiveCluster,
        before: ClusterState,
        prediction: Prediction | None,
    ) -> None:
        """Follow the cluster until it is calm, and say whether all came as foretold."""

        def report(step: Progress) -> None:
            stages = {stage.value: stage for stage in Stage}
            stage = stages.get(step.stage, Stage.SETTLED)
            if doing is self._newest and stage is not Stage.SETTLED:  # that is said below
                self._window.show_progress(ActProgress(doing, stage, step.pending))

        try:
            await self._engines.settle(report)
        except QuestionFailed as error:
            if doing is not self._newest:
                return
            failed = ActProgress(
                doing,
                Stage.FAILED,
                message=tr(
                    "draft",
                    "The changes are committed; whether the cluster settled is not known: {why}",
                    why=error.message,
                ),
                detail=error.detail,
            )
            self._window.show_progress(failed)
            return
        if doing is not self._newest:
            return  # what the cluster does now comes of a later commit, or it is another cluster
        if prediction is None:
            self._window.show_progress(ActProgress(doing, Stage.SETTLED))
            return
        found = await self._found(live, before, prediction)
        if doing is not self._newest:
            return
        if found.as_predicted:
            words = tr("draft", "done, the cluster has settled as predicted")
            self._window.show_progress(ActProgress(doing, Stage.SETTLED, note=words))
            return
        words = tr("draft", "done, though not all came as predicted")
        self._window.show_progress(ActProgress(doing, Stage.SETTLED, note=words, amiss=True))
        self._window.show_error(
            tr("draft", "Not as predicted: {what}", what="; ".join(deviation_words(found)))
        )

    async def _found(
        self, live: LiveCluster, before: ClusterState, prediction: Prediction
    ) -> Outcome:
        """What came of it, once the live copy has had time to show it."""
        found = outcome(before, prediction, live.state)
        for _ in range(20):
            if found.as_predicted:
                break
            await asyncio.sleep(0.1)
            found = outcome(before, prediction, live.state)
        return found
