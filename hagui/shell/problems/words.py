"""Concerns as sentences: what is wrong, and what to do next."""

import time
from collections.abc import Collection, Sequence

from hagui.i18n import tr
from hagui.phrases import duration, failure_sentence, moment, score
from hagui.shell.lab.words import cuts_words, delays_words
from hagui.shell.opinions import words as opinions
from hagui.shell.problems.concerns import Code, Concern


def headline(concern: Concern) -> str:
    """What is wrong, in one sentence."""
    who, node = concern.subject.id, concern.node or ""
    match concern.code:
        case Code.STALE:
            return tr("problem", "No engine answers: what is shown is the last known state")
        case Code.QUORUM_LOST:
            return tr("problem", "The cluster has lost quorum")
        case Code.NODE_UNCLEAN:
            return tr("problem", "{node} is unclean: nobody knows what runs there", node=node)
        case Code.BLOCKED:
            return tr("problem", "{who} is blocked: the cluster can do nothing for it", who=who)
        case Code.MULTIPLE:
            return tr(
                "problem",
                "{who} runs on several nodes at once: {nodes}",
                who=who,
                nodes=", ".join(name for name, _ in concern.views),
            )
        case Code.NO_DC:
            return tr("problem", "No node is DC: nothing is decided now")
        case Code.DISAGREE:
            return opinions.brief(concern.apart) if concern.apart is not None else ""
        case Code.FAILED | Code.FAIL_COUNT:
            return _failed(concern)
        case Code.NODE_OFFLINE:
            return tr("problem", "{node} is offline", node=node)
        case Code.NODE_PENDING:
            return tr("problem", "{node} is joining the cluster", node=node)
        case Code.REFUSED:
            return tr("problem", "The engine at {address} needs you", address=_address(concern))
        case Code.LINK_LOST:
            return tr("problem", "The engine at {address} is lost", address=_address(concern))
        case Code.STACK_DOWN:
            return tr("problem", "Pacemaker does not answer on {node}", node=node)
        case Code.ORPHANED:
            return tr("problem", "{who} runs but is no longer configured", who=who)
        case Code.UNMANAGED:
            return tr("problem", "{who} is not managed by the cluster", who=who)
        case Code.NODE_STANDBY_ONFAIL:
            return tr("problem", "{node} was set to standby after a failure", node=node)
        case Code.MAINTENANCE:
            return tr("problem", "The whole cluster is in maintenance")
        case Code.NODE_MAINTENANCE:
            return tr("problem", "{node} is in maintenance", node=node)
        case Code.FENCING_OFF:
            return tr("problem", "Fencing is off")
        case Code.LAB_OFF:
            return tr("problem", "Lab: {node} has no power", node=node)
        case Code.LAB_FROZEN:
            return tr("problem", "Lab: {node} is frozen", node=node)
        case Code.LAB_CUT:
            return tr("problem", "Lab: the network is cut ({who})", who=_cuts(concern))
        case Code.LAB_SLOW:
            return tr("problem", "Lab: packets come late ({who})", who=_delays(concern))


def brief(found: Sequence[Concern], codes: Collection[Code] = frozenset(Code)) -> str:
    """The most pressing of them that is of one of ``codes``, in two or three words.

    Several of the same kind are counted; nothing where nothing is wrong.
    """
    first = next((item for item in found if item.serious and item.code in codes), None)
    if first is None:
        return ""
    failed = {Code.FAILED, Code.FAIL_COUNT}
    kinds = failed if first.code in failed else {first.code}
    count = sum(item.code in kinds for item in found)
    who = first.subject.id or first.node or ""
    match first.code:
        case Code.STALE:
            return tr("problem", "stale")
        case Code.QUORUM_LOST:
            return tr("problem", "quorum lost")
        case Code.NODE_UNCLEAN if count > 1:
            return tr("problem", "{n} nodes unclean", count=count)
        case Code.NODE_UNCLEAN:
            return tr("problem", "{node} unclean", node=who)
        case Code.NODE_OFFLINE if count > 1:
            return tr("problem", "{n} nodes offline", count=count)
        case Code.NODE_OFFLINE:
            return tr("problem", "{node} offline", node=who)
        case Code.BLOCKED if count > 1:
            return tr("problem", "{n} blocked", count=count)
        case Code.BLOCKED:
            return tr("problem", "{who} blocked", who=who)
        case Code.MULTIPLE:
            return tr("problem", "{who} active twice", who=who)
        case Code.LAB_OFF if count > 1:
            return tr("lab", "{n} nodes without power", count=count)
        case Code.LAB_OFF:
            return tr("lab", "{node} without power", node=who)
        case Code.LAB_FROZEN if count > 1:
            return tr("lab", "{n} nodes frozen", count=count)
        case Code.LAB_FROZEN:
            return tr("lab", "{node} frozen", node=who)
        case Code.LAB_CUT:
            return tr("lab", "network cut")
        case Code.NO_DC:
            return tr("problem", "no DC")
        case Code.DISAGREE:
            return tr("problem", "nodes disagree")
        case Code.FAILED | Code.FAIL_COUNT:
            return tr("health", "{n} failure(s)", count=count)
        case _:
            return tr("problem", "an engine needs you")


def advice(concern: Concern) -> str:
    """What it means and what to do next."""
    match concern.code:
        case Code.STALE:
            return tr("problem", "Check the network to the nodes; hagui keeps trying.")
        case Code.QUORUM_LOST:
            return tr("problem", "Bring lost nodes back; until then resources may stay stopped.")
        case Code.NODE_UNCLEAN:
            return tr("problem", "Fencing must succeed first: check the fencing device.")
        case Code.BLOCKED:
            return tr("problem", "Mend the cause on the node, then clean up.")
        case Code.MULTIPLE:
            return tr("problem", "Check the data on these nodes before anything else.")
        case Code.NO_DC:
            return tr("problem", "One is elected within seconds; if not, check Pacemaker's logs.")
        case Code.DISAGREE:
            return opinions.advice(concern.apart) if concern.apart is not None else ""
        case Code.FAILED | Code.FAIL_COUNT:
            return _failed_advice(concern)
        case Code.NODE_OFFLINE if concern.standing is not None:
            return tr("problem", "It has power, yet the others do not hear it: it may be joining.")
        case Code.NODE_OFFLINE:
            return tr("problem", "Start the node, or Pacemaker and Corosync on it.")
        case Code.NODE_PENDING:
            return tr("problem", "Wait a moment; it stays so if the DC cannot reach it.")
        case Code.REFUSED | Code.LINK_LOST | Code.STACK_DOWN:
            return concern.source.message if concern.source is not None else ""
        case Code.ORPHANED:
            return tr("problem", "Clean it up to let the cluster stop and forget it.")
        case Code.UNMANAGED:
            return tr("problem", "The cluster neither starts nor stops it until it is managed.")
        case Code.NODE_STANDBY_ONFAIL:
            return tr("problem", "Mend the cause, then clean up on that node.")
        case Code.MAINTENANCE | Code.NODE_MAINTENANCE:
            return tr("problem", "Nothing is started, stopped or watched until it ends.")
        case Code.FENCING_OFF:
            return tr("problem", "A lost node is not switched off, so data may be damaged.")
        case Code.LAB_OFF:
            return tr("problem", "A pulled plug or fencing switched it off; power it on again.")
        case Code.LAB_FROZEN:
            return tr(
                "problem", "It does nothing and does not know it; thaw it to see what it does then."
            )
        case Code.LAB_CUT:
            return tr("problem", "Watch who keeps quorum, then heal the network.")
        case Code.LAB_SLOW:
            return tr("problem", "Heartbeats may come too late; heal the network to end it.")


def _failed(concern: Concern) -> str:
    who, node, failure = concern.subject.id, concern.node or "", concern.failure
    if failure is None:
        return tr("problem", "{who} has failed on {node}", who=who, node=node)
    operation = failure.operation
    what = failure_sentence(
        operation.task,
        operation.exit_reason,
        operation.rc,
        operation.status,
        operation.interval_ms,
    )
    return tr("problem", "{who} failed on {node} — {what}", who=who, node=node, what=what)


def _failed_advice(concern: Concern) -> str:
    parts: list[str] = []
    operation = concern.failure.operation if concern.failure is not None else None
    if operation is not None and operation.last_change is not None:
        when = moment(operation.last_change, now=time.time())
        if operation.exec_ms:
            took = duration(operation.exec_ms / 1000)
            parts.append(tr("problem", "{when}, after {time}", when=when, time=took))
        else:
            parts.append(when)
    count = concern.count
    if count is not None:
        if count.banned:
            parts.append(
                tr(
                    "problem",
                    "{times} of {threshold} failures: may not run on {node} until cleaned up",
                    times=score(count.count),
                    threshold=count.threshold,
                    node=count.node,
                )
            )
        else:
            parts.append(tr("problem", "{n} failure(s) counted", count=count.count))
    return " · ".join(parts)


def _cuts(concern: Concern) -> str:
    return cuts_words(concern.standing) if concern.standing is not None else ""


def _delays(concern: Concern) -> str:
    return delays_words(concern.standing) if concern.standing is not None else ""


def _address(concern: Concern) -> str:
    return concern.source.address if concern.source is not None else ""
