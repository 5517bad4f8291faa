"""Constraints that name what does not exist."""

from collections.abc import Iterator

from engine.cib.advice.known import Known, warning
from engine.cib.advice.placement import Placement
from engine.cib.finding import Finding, Severity
from engine.cib.views import Constraint, Location, Ticket, constrained


def missing_names(known: Known, placement: Placement) -> Iterator[Finding]:
    """Resources, nodes and tickets that constraints name and nobody has.

    A cluster with a constraint on a resource that does not exist rejects or ignores it.
    """
    del placement
    for constraint in known.configuration.constraints:
        yield from _resources(constraint, known)
        match constraint:
            case Location(node=str(node)) if known.nodes and not known.is_node(node):
                yield warning(
                    "unknown-node",
                    constraint.id,
                    f"The constraint {constraint.id} names the node {node}, which the cluster "
                    "does not have.",
                    node=node,
                )
            case Ticket() if known.state is not None:
                if constraint.ticket not in known.state.tickets:
                    yield warning(
                        "unknown-ticket",
                        constraint.id,
                        f"The constraint {constraint.id} needs the ticket {constraint.ticket}, "
                        "which this cluster has never held; what it is about stays stopped.",
                        ticket=constraint.ticket,
                    )
            case _:
                pass


def _resources(constraint: Constraint, known: Known) -> Iterator[Finding]:
    for name in constrained(constraint):
        if known.configuration.find(name) is None:
            yield Finding(
                "unknown-resource",
                Severity.ERROR,
                f"The constraint {constraint.id} names the resource {name}, which does not exist.",
                subject=constraint.id,
                facts={"resource": name},
            )
