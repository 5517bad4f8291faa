"""Parameters with which agents are called: instance attributes of resources and operations."""

from collections.abc import Iterator
from typing import Final

from engine.cib.state.nvpairs import has_rules, unpack
from engine.cib.state.rules import Circumstances
from engine.cib.state.specs import OperationSpec
from engine.cib.xml import Element
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Resource

_HOST_NAME: Final = "#uname"


def parameters_on(resource: Resource, node: Node | None) -> dict[str, str]:
    """A resource's parameters on a node: its own, those of what it is in, then the defaults.

    Not to be changed.
    """
    fixed = fixed_parameters(resource)
    return _parameters(resource, node) if fixed is None else fixed


def fixed_parameters(resource: Resource) -> dict[str, str] | None:
    """The parameters where they are the same on every node, whatever instance; else None."""
    spec = resource.spec
    if spec.parameters is None and not _has_rules(resource):
        spec.parameters = _parameters(resource, None)
    return spec.parameters


def _parameters(resource: Resource, node: Node | None) -> dict[str, str]:
    plan = resource.cluster.survey.plan
    circumstances = Circumstances(
        plan.circumstances.now, node=None if node is None else node.attributes
    )
    found: dict[str, str] = {}
    for source in _sources(resource):
        unpack(source, "instance_attributes", found, circumstances, plan.references)
    return found


def _has_rules(resource: Resource) -> bool:
    references = resource.cluster.survey.plan.references
    return any(
        has_rules(source, "instance_attributes", references) for source in _sources(resource)
    )


def _sources(resource: Resource) -> Iterator[Element | None]:
    part: Resource | None = resource
    while part is not None:
        yield part.spec.element
        part = part.parent
    yield resource.cluster.root.find("configuration/rsc_defaults")


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
