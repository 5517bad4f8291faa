"""Constraints on one instance of a clone, which older configurations may ask for."""

from engine.cib.xml import Element
from engine.scheduler.constraints.findings import complain
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.resource import Kind, Resource


def instance_asked_for(
    cluster: Cluster, constraint: Element, attribute: str, resource: Resource
) -> Resource | None:
    """The resource itself, or the instance of it that ``attribute`` numbers.

    None, with a finding, where there is no such instance.
    """
    number = constraint.get(attribute)
    if number is None:
        return resource
    if resource.kind is Kind.CLONE:
        for child in resource.children:
            if child.id.rpartition(":")[2] == number:
                return child
    complain(
        cluster,
        constraint,
        "constraint-of-unknown-instance",
        f"{resource.id} has no instance {number}.",
        resource=resource.id,
        instance=number,
    )
    return None
