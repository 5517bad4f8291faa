"""Exit codes of agents, all read as OCF's.

Sources: OCF resource agent API 1.1; LSB core, «Init Script Actions»; Heartbeat's resource agents
(``status`` answers in words); fence agents' API (status 2 is «off»).
"""

from enum import IntEnum

from engine.agents.names import HEARTBEAT, LSB, STONITH


class Ocf(IntEnum):
    """What an action can end with."""

    OK = 0
    ERROR = 1
    BAD_ARGUMENTS = 2
    UNIMPLEMENTED = 3
    NO_PERMISSION = 4
    NOT_INSTALLED = 5
    NOT_CONFIGURED = 6
    NOT_RUNNING = 7
    RUNNING_PROMOTED = 8
    FAILED_PROMOTED = 9
    DEGRADED = 190
    """Running, but likely to fail."""
    DEGRADED_PROMOTED = 191


_WORDS = {
    Ocf.OK: "ok",
    Ocf.ERROR: "error",
    Ocf.BAD_ARGUMENTS: "invalid parameter",
    Ocf.UNIMPLEMENTED: "unimplemented feature",
    Ocf.NO_PERMISSION: "insufficient privileges",
    Ocf.NOT_INSTALLED: "not installed",
    Ocf.NOT_CONFIGURED: "not configured",
    Ocf.NOT_RUNNING: "not running",
    Ocf.RUNNING_PROMOTED: "promoted",
    Ocf.FAILED_PROMOTED: "promoted (failed)",
    Ocf.DEGRADED: "OCF_DEGRADED",
    Ocf.DEGRADED_PROMOTED: "OCF_DEGRADED_PROMOTED",
}
_MONITORS = frozenset({"monitor", "status"})
_LSB_STATUS = {
    0: Ocf.OK,
    1: Ocf.NOT_RUNNING,  # dead, and a pid file is left
    2: Ocf.NOT_RUNNING,  # dead, and a lock file is left
    3: Ocf.NOT_RUNNING,
    4: Ocf.ERROR,  # unknown
    150: Ocf.NOT_INSTALLED,
    151: Ocf.NOT_CONFIGURED,
    152: Ocf.NO_PERMISSION,
}
_FENCE_NO_PLUG = 2


def word(code: int) -> str:
    """A code in the field's words, as ``crm_mon`` has them."""
    try:
        return _WORDS[Ocf(code)]
    except ValueError:
        return "unknown"


def as_ocf(standard: str, task: str, code: int, output: str = "") -> int:
    """What an exit code means in OCF's terms.

    Args:
        standard: the agent's class.
        task: which action it was, by its OCF name.
        code: how the process exited; negative: killed by that signal.
        output: its standard output; Heartbeat's agents answer ``status`` there.
    """
    if code < 0:
        return Ocf.ERROR
    watching = task in _MONITORS
    if standard == HEARTBEAT:
        return _of_heartbeat(code, output) if watching else _or_error(code)
    if standard in (LSB, "service"):
        # 1 to 7 mean the same in both for anything but status
        return _LSB_STATUS.get(code, Ocf.ERROR) if watching else min(code, 255)
    if standard == STONITH:
        return Ocf.NOT_RUNNING if watching and code == _FENCE_NO_PLUG else _or_error(code)
    return code


def _of_heartbeat(code: int, output: str) -> int:
    """``running``, ``OK`` and ``stopped`` are its answers; where it says nothing, the code is."""
    said = output.casefold()
    if "stopped" in said or "not running" in said:
        return Ocf.NOT_RUNNING
    if "running" in said or "ok" in said.split():
        return Ocf.OK
    return _LSB_STATUS.get(code, Ocf.ERROR) if code else Ocf.NOT_RUNNING


def _or_error(code: int) -> int:
    return Ocf.ERROR if code else Ocf.OK
