"""A process of its own that tells what Corosync on this node believes: quorum, ring, members.

Run as ``python -m engine.stacks.pacemaker.membership``. It writes a frame whenever Corosync says
that something changed, and ends when Corosync or its parent goes (see ``childside`` for the exit
codes). It is apart from the CIB's watcher because each must outlive the other's daemon.
"""

import os
import select
import sys

from engine.stacks.pacemaker import childside
from engine.stacks.pacemaker.frames import Kind
from engine.stacks.pacemaker.libcorosync import (
    ACCESS_DENIED,
    CorosyncRefused,
    Quorum,
    UnknownLibrary,
    View,
    read_names,
)


def main() -> int:
    """Follow until Corosync or the parent goes; returns the exit code."""
    childside.die_with_parent()
    outlet = childside.Outlet(sys.stdout.fileno())
    try:
        _follow(outlet)
    except UnknownLibrary:
        return childside.UNKNOWN_LIBRARY
    except CorosyncRefused as refused:
        if refused.code in ACCESS_DENIED:
            return childside.DENIED
        outlet.leave(childside.LOST if refused.was_connected else childside.UNREACHABLE)
    return 0


def _follow(outlet: childside.Outlet) -> None:
    parent = sys.stdin.fileno()
    poll = select.poll()
    poll.register(parent, select.POLLIN)
    with Quorum() as quorum:
        poll.register(quorum.descriptor, select.POLLIN)
        while True:
            for view in quorum.dispatch():
                outlet.send(Kind.MEMBERSHIP, _header(view))
            ready = {number for number, _ in poll.poll()}
            if parent in ready and not os.read(parent, 4096):
                return


def _header(view: View) -> dict[str, object]:
    names = read_names()
    return {
        "quorate": view.quorate,
        "ring": view.ring,
        "members": list(view.members),
        "names": {str(node): name for node, name in names.by_id.items()},
        "local": names.local,
    }


if __name__ == "__main__":
    sys.exit(main())
