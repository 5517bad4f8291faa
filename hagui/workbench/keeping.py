"""Keeps the draft on disk as it grows, and the record of commits; blocks nothing."""

import asyncio
import time
import uuid
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.cib.edits.vocabulary import Edits
from engine.cib.version import Version
from hagui.cluster.draft import Kept
from hagui.drafts.commits import Change, Commit, CommitLog, Configurations, Outcome
from hagui.drafts.errors import InUse, NotKept, Unreadable
from hagui.drafts.files import name_for
from hagui.drafts.journal import Found, Journal
from hagui.i18n import tr


class Keeping(QObject):
    """What is kept of one cluster or file."""

    trouble = Signal(str)
    """Something cannot be kept: a sentence for people. Said once until it works again."""

    def __init__(self, parent: QObject, folder: Path, key: str, title: str) -> None:
        """Of the cluster or file of that key; nothing is read yet.

        Args:
            parent: whose child it is.
            folder: where everything of this program is kept.
            key: the id of the saved cluster, or the absolute path of the file; empty: nothing is
                kept of it.
            title: what it is called.
        """
        super().__init__(parent)
        self._path = folder / "drafts" / f"{name_for(key)}.jsonl" if key else None
        self._log = CommitLog(folder / "commits", key) if key else None
        self._title = title
        self._journal: Journal | None = None
        self._next: Kept | None = None
        self._writing: asyncio.Task[None] | None = None
        self._said = False
        self._opening: asyncio.Task[Kept | None] | None = None
        self._closed = False
        self.commits: tuple[Commit, ...] = ()
        """The commits that are on record, the newest first."""

    async def open(self) -> Kept | None:
        """Take the journal and read what was kept, if anything was."""
        if self._closed:
            return None
        self._opening = asyncio.create_task(self._open(), name="open journal")
        return await self._opening

    async def _open(self) -> Kept | None:
        if self._path is None:
            return None
        await self.list_commits()
        try:
            self._journal = await asyncio.to_thread(Journal, self._path, self._title)
            found: Found = await asyncio.to_thread(self._journal.read)
        except InUse:
            self._say(
                tr(
                    "keeping",
                    "Another window of hagui has a draft of this open, so a crash would lose what"
                    " you change here: close one of them.",
                )
            )
            return None
        except Unreadable as error:
            await self._drop()
            self._say(
                tr(
                    "keeping",
                    "The draft in {file} cannot be read: a later version of hagui wrote it. Use"
                    " that, or move the file away.",
                    file=error.path,
                )
            )
            return None
        except NotKept as error:
            await self._drop()
            self._not_kept(error)
            return None
        if found.damaged is not None:
            self._say_damaged(found.damaged)
        return found.kept

    async def set_aside(self) -> None:
        """What was kept makes no sense: it is moved out of the way, and that is said."""
        if self._journal is None:
            return
        try:
            aside = await asyncio.to_thread(self._journal.set_aside)
        except NotKept as error:
            self._not_kept(error)
            return
        self._say_damaged(aside)

    async def close(self) -> None:
        """Write what is still to be written, and let go of the file."""
        self._closed = True
        if self._opening is not None:
            await asyncio.wait({self._opening})
        while self._writing is not None:
            await self._writing
        await self._drop()

    # the draft

    def keep(self, kept: Kept) -> None:
        """Write this as soon as what is being written is written; of several the newest."""
        if self._journal is None:
            return
        self._next = kept
        if self._writing is None:
            self._writing = asyncio.get_running_loop().create_task(self._write(), name="journal")

    async def _write(self) -> None:
        try:
            while self._next is not None and self._journal is not None:
                kept, self._next = self._next, None
                try:
                    await asyncio.to_thread(self._journal.keep, kept)
                except NotKept as error:
                    self._not_kept(error)
                else:
                    self._said = False
        finally:
            self._writing = None

    async def _drop(self) -> None:
        journal, self._journal = self._journal, None
        if journal is not None:
            await asyncio.to_thread(journal.close)

    # the commits

    async def list_commits(self) -> None:
        """Read the record of commits."""
        if self._log is not None:
            listed = await asyncio.to_thread(self._log.list)
            self.commits = tuple(
                item for item in listed.commits if item.outcome is not Outcome.FAILED
            )

    async def record(
        self,
        user: str,
        where: str,
        changes: tuple[Change, ...],
        base: Version,
        around: Configurations,
    ) -> str:
        """Record a commit that is about to be sent; returns its id."""
        id_ = uuid.uuid4().hex
        if self._log is not None:
            commit = Commit(id_, time.time(), user, self._title, where, changes, base)
            try:
                await asyncio.to_thread(self._log.begin, commit, around)
            except NotKept as error:
                self._not_kept(error)
        return id_

    async def finish(self, id_: str, outcome: Outcome, version: Version | None, words: str) -> None:
        """Record what became of it."""
        if self._log is not None:
            try:
                await asyncio.to_thread(self._log.finish, id_, outcome, version, words)
            except (NotKept, Unreadable):
                return  # said when it was begun
            await self.list_commits()

    async def revert_of(self, id_: str) -> Edits:
        """The edit that takes a commit back; empty, and said, where it is not there any more."""
        commit = next((item for item in self.commits if item.id == id_), None)
        if commit is None or self._log is None:
            return ()
        try:
            return await asyncio.to_thread(self._log.revert_of, commit)
        except Unreadable as error:
            self.trouble.emit(
                tr(
                    "keeping",
                    "The record of that commit ({file}) is damaged, so it cannot be reverted.",
                    file=error.path,
                )
            )
            return ()

    # what goes wrong

    def _say_damaged(self, aside: Path) -> None:
        self._say(
            tr(
                "keeping",
                "The draft on disk was damaged; what could be read is here, and the damaged"
                " file is kept as {file}.",
                file=aside,
            )
        )

    def _not_kept(self, error: NotKept) -> None:
        self._say(
            tr(
                "keeping",
                "{file} cannot be written ({reason}): make room or mend that; until then a crash"
                " of hagui would lose your changes.",
                file=error.path,
                reason=error.reason,
            )
        )

    def _say(self, sentence: str) -> None:
        if not self._said:
            self._said = True
            self.trouble.emit(sentence)
