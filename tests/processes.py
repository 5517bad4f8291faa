"""What Linux says of processes, as ours are looked at from outside."""

from pathlib import Path


def state(pid: int) -> str:
    """The letter of its state, ``Z`` for one that only waits to be buried; empty: it is gone."""
    fields = _fields(pid)
    return fields[0] if fields else ""


def runs(pid: int) -> bool:
    """Whether it is neither gone nor waiting to be buried."""
    return state(pid) not in ("", "Z", "X")


def parent(pid: int) -> int:
    """The number of its parent, 0 where it is gone."""
    fields = _fields(pid)
    return int(fields[1]) if fields else 0


def children(pid: int) -> list[int]:
    """Of all its threads; none where it is gone."""
    found: list[int] = []
    for told in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, told.read_text().split())
        except OSError:
            continue
    return found


def command(pid: int) -> list[str]:
    """The words that it was started with; none where it is gone, or is about to be."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return []
    return words.decode(errors="replace").removesuffix("\0").split("\0") if words else []


def _fields(pid: int) -> list[str]:
    """Of its line in ``/proc``, after its name, which may hold anything."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
