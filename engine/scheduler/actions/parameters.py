"""Parameters with which agents are called: instance attributes of resources and operations."""

from typing import Final

from engine.cib.state.nvpairs import unpack
from engine.cib.state.rules import Circumstances
from engine.cib.state.specs import OperationSpec
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource

_HOST_NAME: Final = "#uname"


def parameters_on(resource: Resource, node: Node | None) -> dict[str, str]:
    """A resource's parameters on a node: its own, those of what it is in, then the defaults."""
    cluster = resource.cluster
    plan = cluster.survey.plan
    circumstances = Circumstances(
        plan.circumstances.now, node=None if node is None else node.attributes
    )
    found: dict[str, str] = {}
    part: Resource | None = resource
    while part is not None:
        unpack(part.spec.element, "instance_attributes", found, circumstances, plan.references)
        part = part.parent
    unpack(
        cluster.root.find("configuration/rsc_defaults"),
        "instance_attributes",
        found,
        circumstances,
        plan.references,
    )
    return found


def operation_parameters(
    resource: Resource, configured: OperationSpec | None, node: Node | None
) -> dict[str, str]:
    """Extra parameters of one operation on a node."""
    if configured is None:
        return {}
    plan = resource.cluster.survey.plan
    found: dict[str, str] = {}
    circumstances = Circumstances(
        plan.circumstances.now, node=None if node is None else node.attributes
    )
    unpack(configured.element, "instance_attributes", found, circumstances, plan.references)
    return found


def needs_host_name(resource: Resource) -> bool:
    """Whether it connects to a bundle's container under the name of the host that this is on."""
    return (
        resource.is_connection
        and resource.container is not None
        and parameters_on(resource, None).get("addr", "").lower() == _HOST_NAME
    )


def host_name(resource: Resource) -> str | None:
    """The name of the host to which such a connection goes: where the container will be, or is."""
    container = resource.container
    if container is None:
        return None
    if container.assigned_to is not None:
        return container.assigned_to.name
    return container.running_on[0].name if container.running_on else None
