"""A short-lived process that gets a patchset in between two status changes.

Run as ``python -m engine.stacks.pacemaker.committer``. A patchset applies only on exactly the
version it names, and on a busy cluster that is history after a few milliseconds, faster than
``cibadmin`` starts. So this process reads the version and applies the patchset on it by one
connection, again and again, for as long as the configuration stays the one that was meant.

Standard input is one line of JSON (``base``: admin_epoch and epoch; ``attributes``: those of
``<cib>`` that must still hold, null where that does not matter; ``user``; ``seconds``) and then
the patchset, in which ``PLACE`` stands for the counter that status changes raise. Standard output
is one line of JSON: ``exit`` and ``words``. No line means that nothing is known, as in a crash.
"""

import json
import sys
import time
import xml.etree.ElementTree as ET
from typing import Final

from engine.stacks.pacemaker import childside
from engine.stacks.pacemaker.libcib import CibConnection, CibRefused, UnknownLibrary, load

PLACE: Final = "@num_updates@"
MOVED: Final = -1
"""``exit``: what the patchset was made on is no longer so."""
BUSY: Final = -2
"""``exit``: the status never held still for long enough."""

_OLD: Final = 103  # CRM_EX_OLD
_DISCONNECT: Final = 102  # CRM_EX_DISCONNECT
_CHANGING: Final = frozenset({"admin_epoch", "epoch", "num_updates", "cib-last-written"})


def main() -> int:
    """Try; returns 0 where there is an answer on standard output."""
    childside.die_with_parent()
    task = json.loads(sys.stdin.buffer.readline())
    diff = sys.stdin.buffer.read()
    try:
        connection = CibConnection(*load())
        connection.sign_on("hagui-commit", writing=True)
        code, words = _try(connection, task, diff)
        connection.sign_off()
    except UnknownLibrary:
        return childside.UNKNOWN_LIBRARY
    except CibRefused as refused:
        code, words = _DISCONNECT, str(refused)
    json.dump({"exit": code, "words": words}, sys.stdout)
    return 0


def _try(connection: CibConnection, task: dict[str, object], diff: bytes) -> tuple[int, str]:
    until = time.monotonic() + float(str(task["seconds"]))
    while time.monotonic() < until:
        root = ET.fromstring(connection.query(children=False)).attrib  # noqa: S314 - Pacemaker's
        if [int(root.get("admin_epoch", 0)), int(root.get("epoch", 0))] != task["base"]:
            return MOVED, ""
        expected = task["attributes"]
        if expected is not None and held(dict(root)) != expected:
            return MOVED, ""
        number = root.get("num_updates", "0").encode()
        code, words = connection.patch(diff.replace(PLACE.encode(), number), str(task["user"]))
        if code != _OLD:
            return code, words
    return BUSY, ""


def held(attributes: dict[str, str]) -> dict[str, str]:
    """Those of the attributes of ``<cib>`` that a patchset would set back if they had changed."""
    return {name: value for name, value in attributes.items() if name not in _CHANGING}


if __name__ == "__main__":
    sys.exit(main())
