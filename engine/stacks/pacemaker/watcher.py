"""A process of its own that hands on every change of this node's CIB as it happens.

Run as ``python -m engine.stacks.pacemaker.watcher``. It signs on to the CIB manager for reading,
asks to be told of changes, reads one snapshot, and from then on writes frames to standard output
(see ``frames``). A byte on standard input asks for another snapshot; its end ends the process. A
crash in the library therefore costs the engine a restart of this process, and nothing else.
"""

import errno
import os
import sys
import xml.etree.ElementTree as ET
from typing import Final

from engine.stacks.pacemaker import childside
from engine.stacks.pacemaker.frames import Kind
from engine.stacks.pacemaker.libcib import (
    CibConnection,
    CibRefused,
    UnknownLibrary,
    load,
)
from engine.stacks.pacemaker.mainloop import MainLoop

LOOK_MS: Final = 2000
"""How often the version is looked at even when nothing seems to happen."""

_MEANINGS: Final = {
    errno.EACCES: childside.DENIED,
    errno.EPERM: childside.DENIED,
    errno.ETIME: childside.UNANSWERED,
    errno.ETIMEDOUT: childside.UNANSWERED,
    errno.EAGAIN: childside.UNANSWERED,
    errno.EMSGSIZE: childside.UNANSWERED,
    errno.ENOMSG: childside.UNANSWERED,
}
_COUNTERS: Final = ("admin_epoch", "epoch", "num_updates")
_DEPTH: Final = 2
"""The patchset lies in ``<notify><cib_update_result><diff>``."""


class Watcher:
    """One connection, and what is written about it."""

    def __init__(self, connection: CibConnection, loop: MainLoop, outlet: childside.Outlet) -> None:
        self._connection = connection
        self._loop = loop
        self._outlet = outlet

    def begin(self) -> None:
        """Sign on, register, and only then read the snapshot: so nothing falls in between.

        Raises:
            CibRefused: the CIB manager is not there, or refuses.
        """
        self._connection.sign_on("hagui-engine")
        self._connection.on_gone(self._gone)
        self._connection.on_change(self._changed)
        self._snapshot()
        self._look()
        self._loop.every(LOOK_MS, self._look)
        self._loop.on_readable(sys.stdin.fileno(), self._asked)

    def _asked(self) -> None:
        if not os.read(sys.stdin.fileno(), 4096):
            self._outlet.leave(0)
        try:
            self._snapshot()
        except CibRefused:
            self._gone()

    def _snapshot(self) -> None:
        text = self._connection.query()
        root = text[: text.index(b">") + 1]
        header = _facts(root if root.endswith(b"/>") else root[:-1] + b"/>")
        self._outlet.send(Kind.SNAPSHOT, header, text)

    def _look(self) -> None:
        """Say the version and the DC by the CIB's own attributes."""
        try:
            self._outlet.send(Kind.ROOT, _facts(self._connection.query(children=False)))
        except CibRefused:
            self._gone()

    def _changed(self, message: int) -> None:
        tree = self._connection.tree
        if int(tree.attribute(message, b"cib_rc") or 0) != 0:
            return  # an operation that failed changed nothing
        diff = tree.find(message, b"diff", _DEPTH)
        source = tree.find(diff, b"source", _DEPTH) if diff else None
        target = tree.find(diff, b"target", _DEPTH) if diff else None
        if diff and source and target and tree.attribute(diff, b"format") == "2":
            header: dict[str, object] = {
                "source": self._version(source),
                "target": self._version(target),
                "operation": tree.attribute(message, b"cib_op") or "",
            }
            self._outlet.send(Kind.PATCH, header, tree.dump(diff))
        else:
            self._outlet.send(Kind.BLIND, {})
        self._loop.when_idle(self._look)

    def _version(self, node: int) -> list[int]:
        tree = self._connection.tree
        return [int(tree.attribute(node, name.encode()) or 0) for name in _COUNTERS]

    def _gone(self) -> None:
        self._outlet.leave(childside.LOST)


def _facts(root: bytes) -> dict[str, object]:
    attributes = ET.fromstring(root).attrib  # noqa: S314 - the cluster's own CIB manager wrote it
    return {
        "version": [int(attributes.get(name) or 0) for name in _COUNTERS],
        "dc": attributes.get("dc-uuid") or "",
        "quorum": attributes.get("have-quorum") == "1",
    }


def main() -> int:
    """Watch until the connection or the parent goes; returns the exit code."""
    childside.die_with_parent()
    outlet = childside.Outlet(sys.stdout.fileno())
    try:
        library, layout = load()
        loop = MainLoop(library)
        Watcher(CibConnection(library, layout), loop, outlet).begin()
    except UnknownLibrary:
        return childside.UNKNOWN_LIBRARY
    except CibRefused as refused:
        outlet.leave(_MEANINGS.get(refused.errno, childside.UNREACHABLE))
    loop.run()
    return childside.LOST


if __name__ == "__main__":
    sys.exit(main())
