"""Reading the configuration's constraints.

Pacemaker Explained: "Resource Constraints", "Ticket Constraints".
"""

from collections.abc import Callable, Mapping
from typing import Final

from engine.cib.xml import Element, elements
from engine.scheduler.constraints.colocation import read_colocation
from engine.scheduler.constraints.findings import complain
from engine.scheduler.constraints.location import read_location
from engine.scheduler.constraints.order import read_order
from engine.scheduler.constraints.references import References
from engine.scheduler.constraints.rule import RuleContext, rule_passes
from engine.scheduler.constraints.ticket import read_ticket
from engine.scheduler.model.cluster import Cluster

_READERS: Final[Mapping[str, Callable[[References, Element], None]]] = {
    "rsc_location": read_location,
    "rsc_colocation": read_colocation,
    "rsc_order": read_order,
    "rsc_ticket": read_ticket,
}


def read_constraints(cluster: Cluster) -> None:
    """Turn every constraint into locations, colocations, orderings and tickets of the cluster.

    What a constraint says of something that does not exist, or says in a way that means nothing,
    is ignored and becomes a finding.
    """
    section = cluster.root.find("configuration/constraints")
    if section is None:
        return
    references = References(cluster)
    for constraint in elements(section):
        if constraint.get("id") is None:
            complain(cluster, constraint, "constraint-without-id", "A constraint needs an id.")
        elif _in_force(references, constraint):
            reader = _READERS.get(str(constraint.tag))
            if reader is None:
                complain(
                    cluster,
                    constraint,
                    "constraint-of-unknown-kind",
                    f"{constraint.tag} is no kind of constraint.",
                )
            else:
                reader(references, constraint)


def _in_force(references: References, constraint: Element) -> bool:
    """Whether the rules in ``lifetime``, a spelling of old, let the constraint count now."""
    lifetime = next(constraint.iterchildren("lifetime"), None)
    if lifetime is None:
        return True
    context = RuleContext(references)
    rules = list(lifetime.iterchildren("rule"))
    return not rules or any(rule_passes(rule, context) for rule in rules)
