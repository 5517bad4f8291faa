"""Learning of changes without the library: look at the version, and compare when it has moved."""

import asyncio
from collections.abc import Callable
from typing import Final

from engine.cib.document import Cib, CibError
from engine.cib.patch import PatchError, make
from engine.protocol.messages import CibPatch, CibSnapshot
from engine.stacks.pacemaker.root import Root, read_root, read_snapshot

INTERVAL: Final = 1.0
"""Seconds between two looks; one look is a process of about 11 ms."""

Learnt = CibSnapshot | CibPatch


class Poller:
    """Turns snapshots of the CIB into a snapshot and patchsets that follow it without a gap."""

    def __init__(self, emit: Callable[[Learnt], None], seen: Callable[[Root], None]) -> None:
        """``emit`` is given what goes on to the engine, ``seen`` every look at the root."""
        self._emit = emit
        self._seen = seen
        self._attributes: tuple[tuple[str, str], ...] | None = None
        self._known: Cib | None = None

    async def reach(self) -> None:
        """See whether there is anything to look at.

        Raises:
            StackError: the cluster cannot be asked.
        """
        self._seen(await read_root())

    async def look(self) -> None:
        """Look once, and emit what has changed.

        Raises:
            StackError: the cluster cannot be asked.
        """
        root = await read_root()
        self._seen(root)
        if root.attributes == self._attributes:
            return
        version, text = await read_snapshot()
        before = self._known
        known, diff = await asyncio.to_thread(compare, before, text)
        if before is None or known is None or diff is None or version <= before.version:
            self._emit(CibSnapshot(version, text))
        else:
            self._emit(CibPatch(before.version, version, diff))
        self._known = known
        # Of the same reading as the text: what changed since the first look shows at the next.
        self._attributes = root.attributes if root.version == version else None


def compare(before: Cib | None, text: str) -> tuple[Cib | None, str | None]:
    """The CIB read from ``text``, and the patchset that leads to it (None where there is none)."""
    try:
        after = Cib.parse(text)
        if before is None:
            return after, None
        return after, make(before, after).text()
    except (CibError, PatchError):
        return None, None
