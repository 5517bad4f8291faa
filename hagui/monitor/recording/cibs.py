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
from hagui.monitor.recording.packing import Unpacker, unpack

T = TypeVar("T")
KEPT: Final = 8
"""CIBs that are kept, those used last."""
HEAVY: Final = 8 * 2**20
"""Characters of all CIBs that are kept, of which each takes ten times as many bytes in memory. One
that is larger is read anew each time, which takes as long as copying it would.
"""
STRETCHES: Final = 3
"""Keyframes whose texts and patches are kept, those used last."""
RUNG: Final = 24
"""Patches before a moment where a CIB is kept on the way to it, for steps backwards."""


class _Stretch:
    """A keyframe and the patches that follow on it, unpacked as far as they were wanted."""

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = text
        self.diffs: list[str | None] = []
        self._unpacker = Unpacker(text)

    @property
    def reached(self) -> int:
        """Number of the last frame that is unpacked."""
        return self.number + len(self.diffs)

    def add(self, packed: bytes | None) -> None:
        """Unpack the next."""
        self.diffs.append(None if packed is None else self._unpacker.unpack(packed))

    def diff(self, number: int) -> str | None:
        """The patch that made that frame."""
        return self.diffs[number - self.number - 1]


class Cibs:
    """The documents of one recording. Numbers are those of its frames."""

    def __init__(self, database: sqlite3.Connection, path: Path) -> None:
        self._database = database
        self._path = path
        self._kept: OrderedDict[int, tuple[Cib, int]] = OrderedDict()
        self._stretches: OrderedDict[int, _Stretch] = OrderedDict()

    def diff(self, number: int) -> str | None:
        """The patch that made that moment; None where there is none.

        Raises:
            RecordingError: it is damaged, or no longer kept.
            sqlite3.Error: it cannot be read.
        """
        sql = "SELECT diff IS NULL FROM frames WHERE number = ?"
        row = self._database.execute(sql, (number,)).fetchone()
        if row is None:
            raise words.dropped()
        return None if row[0] else self._stretch(number - 1, number).diff(number)

    def at(self, number: int) -> Cib:
        """The document of that moment, which the caller may change.

        Raises:
            RecordingError: it is damaged, or no longer kept.
            sqlite3.Error: it cannot be read.
        """
        stretch = self._stretch(number, number)
        text = stretch.text
        near = max((kept for kept in self._kept if stretch.number <= kept <= number), default=None)
        if near is None:
            cib, begin = self._sound(lambda: Cib.parse(text)), stretch.number
        else:
            self._kept.move_to_end(near)
            cib, begin = self._kept[near][0].copy(), near
        for reached in range(begin + 1, number + 1):
            diff = stretch.diff(reached) or ""
            self._sound(lambda diff=diff: apply(cib, Patchset.parse(diff)))
            if reached == number - RUNG:
                self._keep(reached, cib, len(text))
        if near != number:
            self._keep(number, cib, len(text))
        return cib

    def _keep(self, number: int, cib: Cib, weight: int) -> None:
        if weight > HEAVY:
            return
        self._kept[number] = cib.copy(), weight
        self._kept.move_to_end(number)
        total = sum(weight for _, weight in self._kept.values())
        while len(self._kept) > KEPT or total > HEAVY:
            total -= self._kept.popitem(last=False)[1][1]

    def _stretch(self, number: int, until: int) -> _Stretch:
        """The stretch that frame is in, with the patches up to another."""
        sql = "SELECT max(number) FROM keyframes WHERE number <= ?"
        keyframe: int | None = self._database.execute(sql, (number,)).fetchone()[0]
        if keyframe is None:
            raise words.dropped()
        found = self._stretches.get(keyframe)
        if found is None:
            sql = "SELECT cib FROM keyframes WHERE number = ?"
            row = self._database.execute(sql, (keyframe,)).fetchone()
            if row is None:
                raise words.dropped()
            found = _Stretch(keyframe, self._sound(lambda: unpack(row[0])))
            self._stretches[keyframe] = found
            weights = sum(len(stretch.text) for stretch in self._stretches.values())
            while len(self._stretches) > (STRETCHES if weights < HEAVY else 1):
                self._stretches.popitem(last=False)
        self._stretches.move_to_end(keyframe)
        if found.reached < until:
            sql = "SELECT diff FROM frames WHERE number > ? AND number <= ? ORDER BY number"
            for (packed,) in self._database.execute(sql, (found.reached, until)):
                self._sound(lambda packed=packed: found.add(packed))
            if found.reached < until:
                raise words.dropped()
        return found

    def _sound(self, read: Callable[[], T]) -> T:
        try:
            return read()
        except (ValueError, TypeError, CibError, PatchError) as error:
            self._stretches.clear()  # whoever asks again is told the same
            raise words.damaged(self._path, str(error)) from None
