"""What people get wrong in a configuration, in the reader's language."""

from typing import Final

from engine.cib.finding import Finding
from hagui.i18n import tr

_NAMED: Final = 5
"""Names that a sentence lists; the others are counted."""


def advice_sentence(finding: Finding) -> str | None:
    """The sentence of a piece of advice; None where the code is none of the known."""
    facts, subject = finding.facts, finding.subject or ""
    resource, other = facts.get("resource", ""), facts.get("other", "")
    match finding.code:
        case "placed-against-order":
            return tr(
                "advice",
                "{then} starts after {first}, but {first} is placed where {then} is; reverse one"
                " of the two constraints",
                then=facts["then"],
                first=facts["first"],
            )
        case "always-and-never":
            return tr(
                "advice",
                "{resource} is drawn to {node} with ∞ and banned from it with −∞; the ban wins",
                resource=resource,
                node=facts["node"],
            )
        case "duplicate-constraint":
            return tr(
                "advice",
                "{constraint} says the same as {other}; their scores are added",
                constraint=subject,
                other=other,
            )
        case "member-constrained":
            return tr(
                "advice",
                "{constraint} names {resource}, a member of {group}: it affects the whole group",
                constraint=subject,
                resource=resource,
                group=facts["group"],
            )
        case "order-cycle":
            return tr(
                "advice",
                "{resources} wait for each other: none of them can begin",
                resources=_few(facts["resources"]),
            )
        case "role-never-taken":
            return tr(
                "advice",
                "{constraint} names {resource} in the role {role}, which it never has: it is not"
                " promotable",
                constraint=subject,
                resource=resource,
                role=facts["role"],
            )
        case "needs-stopped":
            return tr(
                "advice",
                "{resource} needs {other}, which is configured to stay stopped; so neither runs",
                resource=resource,
                other=other,
            )
        case "not-interleaved":
            return tr(
                "advice",
                "{clone} starts after {first} without interleave: each instance waits for those"
                " on all nodes, and restarts with any of them",
                clone=facts["clone"],
                first=facts["first"],
            )
        case _:
            return _places(finding) or _cluster(finding)


def _places(finding: Finding) -> str | None:
    facts, subject = finding.facts, finding.subject or ""
    resource = facts.get("resource", "")
    match finding.code:
        case "together-and-apart":
            return tr(
                "advice",
                "{constraint} keeps {resource} away from {other}, and something else keeps them"
                " together; no placement can satisfy both",
                constraint=subject,
                resource=resource,
                other=facts["other"],
            )
        case "together-nowhere":
            return tr(
                "advice",
                "{resource} has to run with {other}, and no node may run both",
                resource=resource,
                other=facts["other"],
            )
        case "runs-nowhere" if facts["why"] == "opt-in":
            return tr(
                "advice",
                "{resource} can run on no node: no location allows it, and the cluster is opt-in"
                " (symmetric-cluster=false)",
                resource=resource,
            )
        case "runs-nowhere":
            return tr(
                "advice",
                "{resource} can run on no node: every one is ruled out by {constraints}",
                resource=resource,
                constraints=facts["constraints"],
            )
        case "infinity-is-not-only":
            return tr(
                "advice",
                "{constraint} draws {resource} to {node}; it does not keep it from running"
                " elsewhere when {node} fails",
                constraint=subject,
                resource=resource,
                node=facts["node"],
            )
        case "single-node":
            return tr(
                "advice",
                "{resource} can run on {node} only: if {node} fails, it stops",
                resource=resource,
                node=facts["node"],
            )
        case "leftover-prefer":
            return tr(
                "advice",
                "{constraint} is left over from a move: it still draws {resource} to {node}",
                constraint=subject,
                resource=resource,
                node=facts["node"],
            )
        case "leftover-ban":
            return tr(
                "advice",
                "{constraint} is left over from a ban: it still keeps {resource} away from {node}",
                constraint=subject,
                resource=resource,
                node=facts["node"],
            )
        case _:
            return None


def _cluster(finding: Finding) -> str | None:
    facts, subject = finding.facts, finding.subject or ""
    match finding.code:
        case "quorum-ignored":
            return tr(
                "advice",
                "Quorum is ignored: when the network splits, each part runs every resource",
            )
        case "fencing-off":
            return tr(
                "advice",
                "Fencing is off: a node that no longer answers may go on writing while another one"
                " takes over, which destroys data",
            )
        case "no-fencing-device":
            return tr(
                "advice",
                "There is no fencing device: resources do not start, and nothing is recovered when"
                " a node is lost",
            )
        case "fencing-stopped":
            return tr(
                "advice",
                "Every fencing device is configured to stay stopped ({devices}): nothing can be"
                " fenced",
                devices=facts["devices"],
            )
        case "node-without-fencing":
            return tr("advice", "No fencing device can fence {node}", node=facts["node"])
        case "no-stickiness":
            return tr(
                "advice",
                "No stickiness is set: when a failed node returns, what prefers it stops once more"
                " to move back ({resources})",
                resources=_few(facts["resources"]),
            )
        case "unknown-node":
            return tr(
                "advice",
                "{constraint} names the node {node}, which the cluster does not have",
                constraint=subject,
                node=facts["node"],
            )
        case "unknown-ticket":
            return tr(
                "advice",
                "{constraint} needs the ticket {ticket}, which this cluster has never held",
                constraint=subject,
                ticket=facts["ticket"],
            )
        case "unknown-resource":
            return tr(
                "advice",
                "{constraint} names the resource {resource}, which does not exist",
                constraint=subject,
                resource=facts["resource"],
            )
        case _:
            return None


def _few(listed: str) -> str:
    """The first of many names, and how many more there are."""
    names = listed.split(", ")
    if len(names) <= _NAMED:
        return listed
    first = ", ".join(names[:_NAMED])
    return tr("advice", "{names} and {n} more", count=len(names) - _NAMED, names=first)
