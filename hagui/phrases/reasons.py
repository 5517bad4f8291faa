"""Why something does not run, in sentences; the reasons themselves come with the state."""

from engine.cib.state.model import Operation
from engine.cib.state.reason import RSC_DEFAULTS, Code, Reason
from hagui.i18n import tr
from hagui.phrases.constraints import Name, constraint_sentence, plain
from hagui.phrases.operations import failure_sentence
from hagui.phrases.units import score


def reason_sentence(reason: Reason, name: Name = plain) -> str:
    """A reason in words.

    Args:
        reason: what keeps a resource from running.
        name: how to write the names of nodes and resources.
    """
    if reason.node is not None:
        return _on_node(reason, name(reason.node))
    who = name(reason.resource or "")
    match reason.code:
        case Code.TARGET_ROLE:
            return tr(
                "reason", "It is told to be stopped (target-role of {who})", who=_owner(reason)
            )
        case Code.STOP_ALL:
            return tr("reason", "All resources are told to be stopped (stop-all-resources)")
        case Code.UNMANAGED:
            return tr("reason", "It is not managed (is-managed of {who})", who=_owner(reason))
        case Code.MAINTENANCE:
            return tr("reason", "It is in maintenance (maintenance of {who})", who=_owner(reason))
        case Code.MAINTENANCE_MODE:
            return tr("reason", "The cluster is in maintenance: nothing is started")
        case Code.BLOCKED:
            return tr("reason", "It is blocked until someone repairs it and cleans up")
        case Code.NO_QUORUM:
            return tr("reason", "The cluster has no quorum: nothing is started")
        case Code.NO_FENCING_DEVICE:
            return tr("reason", "Fencing is on, but there is no fencing device: nothing is started")
        case Code.NO_NODE:
            return tr("reason", "No node may start anything now")
        case Code.MEMBER_BEFORE:
            return tr("reason", "{who}, before it in the group, is not running", who=who)
        case Code.STARTS_AFTER | Code.STAYS_WITH:
            return tr("reason", "{who} is not there: {rule}", who=who, rule=_rule(reason, name))
        case Code.TICKET:
            return tr("reason", "The ticket {ticket} is not granted", ticket=reason.value)
        case _:  # the others speak of a node
            return _on_node(reason, "")


def _on_node(reason: Reason, node: str) -> str:
    match reason.code:
        case Code.BLOCKED:
            return tr(
                "reason",
                "It is blocked until someone repairs it and cleans up: {failure} on {node}",
                failure=_failure(reason.operation),
                node=node,
            )
        case Code.WAITS_FOR_FENCING:
            return tr("reason", "{node} has to be fenced first", node=node)
        case Code.FAILED_TOO_OFTEN:
            return tr(
                "reason",
                "{node}: failed {times} times of {limit} allowed, so banned until cleaned up",
                node=node,
                times=score(reason.count or 0),
                limit=reason.threshold or 0,
            )
        case Code.BANNED:
            who = reason.constraint.id if reason.constraint is not None else ""
            return tr("reason", "{node}: never there (−∞, {who})", node=node, who=who)
        case Code.COPY_THERE:
            return tr("reason", "{node}: runs a copy already", node=node)
        case Code.LAST_FAILURE:
            failure = _failure(reason.operation)
            return tr("reason", "Last failure on {node}: {failure}", node=node, failure=failure)
        case _:
            word = _word(reason.value or "")
            return tr("reason", "{node}: {word}", node=node, word=word)


def _word(value: str) -> str:
    """Why a node may start nothing."""
    match value:
        case "pending":
            return tr("state", "pending")
        case "unclean":
            return tr("state", "unclean")
        case "shutdown":
            return tr("state", "shutting down")
        case "standby":
            return tr("state", "standby")
        case "maintenance":
            return tr("state", "maintenance")
        case _:
            return tr("state", "offline")


def _owner(reason: Reason) -> str:
    if reason.owner == RSC_DEFAULTS:
        return tr("reason", "the resource defaults")
    return reason.owner or ""


def _rule(reason: Reason, name: Name) -> str:
    return "" if reason.constraint is None else constraint_sentence(reason.constraint, name)


def _failure(operation: Operation | None) -> str:
    if operation is None:
        return ""
    return failure_sentence(
        operation.task,
        operation.exit_reason,
        operation.rc,
        operation.status,
        operation.interval_ms,
    )
