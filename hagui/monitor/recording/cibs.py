"""The CIB of any moment of a recording, quickly also for moments near by."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from engine.cib.document import Cib
from engine.cib.errors import CibError
from engine.cib.patch.apply import apply
from engine.cib.patch.errors import PatchError
from engine.cib.patch.patchset import Patchset
from hagui.monitor.recording import words
from hagui.monitor.recording.packing import Patches, unpack

T = TypeVar("T")
KEPT: Final = 8
"""CIBs that are kept, those used last."""
HEAVY: Final = 4 * 2**20
"""Characters of all CIBs that are kept; at least two are."""
RUNG: Final = 24
"""Patches before a moment where a CIB is kept on the way to it, for steps backwards."""


class Cibs:
    """The documents of one recording. Numbers are those of its frames."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path
        self._kept: OrderedDict[int, tuple[Cib, int]] = OrderedDict()
        self._stretches: OrderedDict[int, tuple[str, Patches]] = OrderedDict()

    def diff(self, number: int) -> str | None:
        """The patch that made that moment; None where there is none.

        Raises:
            RecordingError: it is damaged, or no longer kept.
            sqlite3.Error: it cannot be read.
        """
        row = self._database.execute(
            "SELECT diff FROM frames WHERE number = ?", (number,)
        ).fetchone()
        if row is None:
            raise words.dropped()
        if row[0] is None:
            return None
        _, patches = self._stretch(self._keyframe(number - 1))
        return self._sound(lambda: patches.unpack(row[0]))

    def at(self, number: int) -> Cib:
        """The document of that moment, which the caller may change.

        Raises:
            RecordingError: it is damaged, or no longer kept.
            sqlite3.Error: it cannot be read.
        """
        keyframe = self._keyframe(number)
        text, patches = self._stretch(keyframe)
        near = max((kept for kept in self._kept if keyframe <= kept <= number), default=None)
        if near is None:
            cib, begin = self._sound(lambda: Cib.parse(text)), keyframe
        else:
            self._kept.move_to_end(near)
            cib, begin = self._kept[near][0].copy(), near
        sql = "SELECT number, diff FROM frames WHERE number > ? AND number <= ? ORDER BY number"
        for reached, diff in self._database.execute(sql, (begin, number)).fetchall():
            packed: bytes = diff or b""
            patch = self._sound(lambda packed=packed: Patchset.parse(patches.unpack(packed)))
            self._sound(lambda patch=patch: apply(cib, patch))
            if reached == number - RUNG:
                self._keep(reached, cib.copy(), len(text))
        if near != number:
            self._keep(number, cib.copy(), len(text))
        return cib

    def _keep(self, number: int, cib: Cib, weight: int) -> None:
        self._kept[number] = cib, weight
        self._kept.move_to_end(number)
        total = sum(weight for _, weight in self._kept.values())
        while len(self._kept) > KEPT or (total > HEAVY and len(self._kept) > 2):
            total -= self._kept.popitem(last=False)[1][1]

    def _keyframe(self, number: int) -> int:
        sql = "SELECT max(number) FROM keyframes WHERE number <= ?"
        found: int | None = self._database.execute(sql, (number,)).fetchone()[0]
        if found is None:
            raise words.dropped()
        return found

    def _stretch(self, keyframe: int) -> tuple[str, Patches]:
        known = self._stretches.get(keyframe)
        if known is None:
            sql = "SELECT cib FROM keyframes WHERE number = ?"
            row = self._database.execute(sql, (keyframe,)).fetchone()
            if row is None:
                raise words.dropped()
            text = self._sound(lambda: unpack(row[0]))
            known = self._stretches[keyframe] = text, Patches(text)
            while len(self._stretches) > 2:
                self._stretches.popitem(last=False)
        else:
            self._stretches.move_to_end(keyframe)
        return known

    def _sound(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except (ValueError, TypeError, CibError, PatchError) as error:
            raise words.damaged(self._path, str(error)) from None
