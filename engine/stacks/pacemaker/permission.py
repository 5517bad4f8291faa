"""A short-lived process that asks Pacemaker what a user may do, without doing it.

Run as ``python -m engine.stacks.pacemaker.permission`` with the user in CIB_user, and on standard
input a JSON list of attempts: ``["modify", section, xml]`` or ``["remove", xpath]``. Each is sent
to the CIB manager as a dry run, on which it decides by the access rules as if it were meant.

Cleaning up and transient attributes need this: Pacemaker's controller and attribute manager know
only the user that the engine runs as, and that one may do everything. (For cleanups by users whom
it knows, the controller makes the same dry run.)
"""

import errno
import json
import sys

from engine.stacks.pacemaker import childside
from engine.stacks.pacemaker.libcib import CibConnection, CibRefused, UnknownLibrary, load


def main() -> int:
    """Returns 0 where all is allowed, ``childside.DENIED`` where not, or another exit code."""
    childside.die_with_parent()
    attempts: list[list[str]] = json.load(sys.stdin)
    try:
        connection = CibConnection(*load())
        connection.sign_on("hagui-permission", writing=True)
    except UnknownLibrary:
        return childside.UNKNOWN_LIBRARY
    except CibRefused:
        return childside.UNREACHABLE
    try:
        for kind, *rest in attempts:
            if kind == "modify":
                section, xml = rest
                connection.try_modify(section, xml.encode())
            else:
                connection.try_remove(*rest)
    except CibRefused as refused:
        return childside.DENIED if refused.errno == errno.EACCES else childside.LOST
    finally:
        connection.sign_off()
    return 0


if __name__ == "__main__":
    sys.exit(main())
