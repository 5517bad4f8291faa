"""Entering a node's namespaces from the host."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.processes import parent


def enter(pid: int, command: Sequence[str], user: str | None = None) -> list[str]:
    """The command that runs ``command`` on the node whose first process is ``pid``.

    It ends with the process that starts it: nsenter forks to enter a process namespace, and
    killing nsenter alone would leave its child behind.
    """
    become: list[str] = []
    if user is not None:
        become = ["--reuid", user, "--regid", str(_group(user)), "--init-groups"]
    return [
        *("nsenter", "--target", str(pid), "--mount", "--net", "--pid", "--uts", "--ipc", "--"),
        *("setpriv", *become, "--pdeathsig", "KILL", "--", *command),
    ]


def _group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def outside_parents(pid: int) -> set[int]:
    """Processes outside the node whose children are inside: each nsenter, and the unshare.

    An nsenter stops itself when its child inside is stopped, and has to be woken with it.
    """
    return {parent(inside) for inside, _ in processes_of(pid)} - {0, 1}


def processes_of(pid: int) -> Iterator[tuple[int, str]]:
    """Number and name of every process in the process namespace of ``pid``."""
    namespace = os.readlink(f"/proc/{pid}/ns/pid")  # noqa: PTH115
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal():
            continue
        try:
            if os.readlink(entry / "ns" / "pid") == namespace:  # noqa: PTH115
                yield int(entry.name), (entry / "comm").read_text().strip()
        except OSError:
            continue
