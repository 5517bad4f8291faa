"""Outcomes of operations in words.

Exit codes as the OCF resource agent API names them; execution statuses as Pacemaker does.
"""

from hagui.i18n import tr


def task_words(task: str, interval_ms: int = 0) -> str:
    """What an operation was to do; a one-time monitor is a probe."""
    match task:
        case "start":
            return tr("operation", "start")
        case "stop":
            return tr("operation", "stop")
        case "promote":
            return tr("operation", "promote")
        case "demote":
            return tr("operation", "demote")
        case "monitor" if interval_ms:
            return tr("operation", "monitor")
        case "monitor":
            return tr("operation", "probe")
        case "notify":
            return tr("operation", "notify")
        case "migrate_to":
            return tr("operation", "migrate away")
        case "migrate_from":
            return tr("operation", "migrate here")
        case "reload" | "reload-agent":
            return tr("operation", "reload")
        case _:
            return task


def outcome_words(rc: int) -> str:
    """An exit code in words (OCF 0 to 9, Pacemaker's 189 to 193)."""
    match rc:
        case 0:
            return tr("operation", "ok")
        case 1:
            return tr("operation", "error")
        case 2:
            return tr("operation", "wrong parameters")
        case 3:
            return tr("operation", "not implemented by the agent")
        case 4:
            return tr("operation", "not enough rights")
        case 5:
            return tr("operation", "not installed")
        case 6:
            return tr("operation", "not configured")
        case 7:
            return tr("operation", "not running")
        case 8:
            return tr("operation", "promoted")
        case 9:
            return tr("operation", "failed while promoted")
        case 189:
            return tr("operation", "degraded while promoted")
        case 190:
            return tr("operation", "degraded")
        case 193:
            return tr("operation", "under way")
        case 198:
            return tr("operation", "timed out")
        case _:
            return tr("operation", "exit code {rc}", rc=rc)


def status_words(status: int) -> str:
    """An execution status in words; empty for "done", which says nothing of the outcome."""
    match status:
        case -1:
            return tr("operation", "under way")
        case 0:
            return ""
        case 1:
            return tr("operation", "cancelled")
        case 2:
            return tr("operation", "timed out")
        case 3:
            return tr("operation", "not supported")
        case 4:
            return tr("operation", "error")
        case 5:
            return tr("operation", "failed for good")
        case 6:
            return tr("operation", "the node was lost")
        case 7 | 8:
            return tr("operation", "not installed")
        case 9:
            return tr("operation", "not connected to the executor")
        case _:
            return tr("operation", "invalid")


def failure_sentence(task: str, reason: str, rc: int, status: int, interval_ms: int = 0) -> str:
    """What failed and how: the agent's own words where it gave some."""
    how = reason or status_words(status) or outcome_words(rc)
    return tr("operation", "{task}: {how}", task=task_words(task, interval_ms), how=how)
