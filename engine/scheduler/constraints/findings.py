"""Telling what is wrong with a constraint."""

from engine.cib.finding import Finding, Severity
from engine.cib.xml import Element
from engine.scheduler.model.cluster import Cluster


def complain(
    cluster: Cluster,
    element: Element,
    code: str,
    message: str,
    *,
    severity: Severity = Severity.ERROR,
    **facts: str,
) -> None:
    """Report something about a constraint or a part of it.

    Args:
        cluster: where it is reported.
        element: what it is about; the nearest element with an id is named.
        code: the stable code of the finding.
        message: the same in English.
        severity: ERROR where the constraint, or a part of it, does not count.
        facts: what the message speaks of.
    """
    subject: Element | None = element
    while subject is not None and subject.get("id") is None:
        subject = subject.getparent()
    cluster.report(
        Finding(
            code,
            severity,
            message,
            line=element.sourceline,
            subject=None if subject is None else subject.get("id"),
            facts=facts,
        )
    )


def unknown_resource(cluster: Cluster, element: Element, reference: str | None) -> None:
    """Report that a constraint speaks of a resource that does not exist."""
    name = reference or ""
    complain(
        cluster,
        element,
        "constraint-of-unknown-resource",
        f"There is no resource {name!r}; what says so about it is ignored.",
        reference=name,
    )
