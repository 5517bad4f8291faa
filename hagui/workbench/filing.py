"""Saving: the draft of a file becomes the file, or another one; only what was edited differs."""

import asyncio
import time
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.cib.container import decompress
from engine.cib.document import Cib
from engine.cib.errors import CibError
from hagui.cluster.draft import Draft
from hagui.cluster.live import LiveCluster, Prepared
from hagui.i18n import tr
from hagui.workbench.drafting import Drafting
from hagui.workbench.saving import ChangedMeanwhile, SaveError, save, save_as


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it was read."""

    path: str
    data: bytes
    """As it was on disk, packed or not."""
    writable: bool = True
    """False for standard input and the example: those are saved elsewhere."""


class Filing(QObject):
    """Writes what is on screen into files."""

    written = Signal(str)
    """The file on screen holds the draft now; its path."""
    written_elsewhere = Signal(str)
    """Another file holds what is on screen; its path."""
    overtaken = Signal()
    """Others wrote the file meanwhile; the draft stands on theirs now, and nothing was saved."""
    failed = Signal(str)
    """Nothing was saved: a sentence for people."""

    def __init__(self, parent: QObject, drafting: Drafting) -> None:
        super().__init__(parent)
        self._drafting = drafting
        self._file: OpenFile | None = None
        self._busy = False

    def begin(self, file: OpenFile | None) -> None:
        """Another file is shown, or none."""
        self._file = file

    @property
    def in_place(self) -> bool:
        """Whether there is a file that can be written over."""
        return self._file is not None and self._file.writable

    async def save(self) -> None:
        """Write the draft into the file that it is of."""
        draft, live, file = self._drafting.draft, self._drafting.live, self._file
        if draft is None or live is None or file is None or not draft.entries or self._busy:
            return
        self._busy = True
        try:
            await self._save(draft, live, file)
        finally:
            self._busy = False

    async def save_as(self, path: str) -> None:
        """Write what is on screen into another file."""
        draft, file = self._drafting.draft, self._file
        if draft is None or not draft.loaded:
            return
        read = file.data if file is not None else None
        try:
            await asyncio.to_thread(save_as, Path(path), draft.document(), read)
        except SaveError as error:
            self.failed.emit(str(error))
            return
        self.written_elsewhere.emit(path)

    async def _save(self, draft: Draft, live: LiveCluster, file: OpenFile) -> None:
        document = draft.document()
        draft.commit_begins()
        try:
            data = await asyncio.to_thread(save, Path(file.path), document, file.data)
        except SaveError as error:
            draft.commit_failed()
            self.failed.emit(str(error))
            return
        except ChangedMeanwhile:
            draft.commit_failed()
            await self._read_again(draft, live, file)
            return
        if file is self._file:  # else another one is on screen by now
            self._file = replace(file, data=data)
        self._show(draft, live, await asyncio.to_thread(Prepared.of, document), file.path)
        draft.commit_failed()  # it is in, and no longer under way
        self.written.emit(file.path)

    async def _read_again(self, draft: Draft, live: LiveCluster, file: OpenFile) -> None:
        try:
            data = await asyncio.to_thread(Path(file.path).read_bytes)
            cib = await asyncio.to_thread(lambda: Cib.parse(decompress(data)))
        except (OSError, CibError):
            self.failed.emit(
                tr(
                    "open",
                    "{name} was removed or is no CIB any more: save what is here elsewhere, with"
                    " “Save as…”.",
                    name=Path(file.path).name,
                )
            )
            return
        if file is not self._file:
            self.failed.emit(
                tr(
                    "open",
                    "{name} was changed by others meanwhile, so nothing was saved; the draft is"
                    " kept.",
                    name=Path(file.path).name,
                )
            )
            return
        self._file = replace(file, data=data)
        self._show(draft, live, await asyncio.to_thread(Prepared.of, cib), file.path)
        self.overtaken.emit()

    def _show(self, draft: Draft, live: LiveCluster, prepared: Prepared, path: str) -> None:
        """Let the copy below the draft be what the file holds now."""
        if draft is self._drafting.draft:
            change = live.show(prepared, at=time.time(), source=path)
            self._drafting.shown.emit(self._drafting.follow(change))
