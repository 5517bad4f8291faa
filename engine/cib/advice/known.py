"""What the rules of advice ask about a configuration, looked up once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from engine.cib.boolean import parse_boolean
from engine.cib.finding import Finding, Severity
from engine.cib.state.model import ClusterState
from engine.cib.views import (
    Bundle,
    Clone,
    Configuration,
    Group,
    Location,
    Node,
    Primitive,
    Resource,
    Tag,
    Template,
)

PROMOTED = "Promoted"
UNPROMOTED = "Unpromoted"


def warning(code: str, subject: str | None, message: str, **facts: str) -> Finding:
    """A finding about what the cluster accepts and is hardly meant."""
    return Finding(code, Severity.WARNING, message, subject=subject, facts=facts)


def listed(names: Iterable[str]) -> str:
    """Names as one fact: in their order, with commas between."""
    return ", ".join(names)


class Known:
    """A configuration, and the state of the cluster where there is one, with what follows."""

    def __init__(self, configuration: Configuration, state: ClusterState | None = None) -> None:
        self.configuration = configuration
        self.state = state

    @cached_property
    def nodes(self) -> Mapping[str, Node]:
        """Nodes that can run resources, by name in lower case (names are compared so)."""
        found = {
            node.uname.lower(): node for node in self.configuration.nodes if node.type != "ping"
        }
        for name in self._made_by_resources():
            found.setdefault(name.lower(), Node(name, name, "remote"))
        if self.state is not None:
            for name, node in self.state.nodes.items():
                if node.kind.value != "ping":
                    found.setdefault(name.lower(), Node(node.id, name, node.kind.value))
        return {name: node for name, node in found.items() if name not in self._replicas}

    @cached_property
    def members(self) -> tuple[Node, ...]:
        """Nodes that vote: neither remote nor made by a resource."""
        return tuple([node for node in self.nodes.values() if node.type == "member"])

    def is_node(self, name: str) -> bool:
        """Whether a node of that name exists, containers of bundles included."""
        return name.lower() in self.nodes or name.lower() in self._replicas

    def _made_by_resources(self) -> Iterator[str]:
        for primitive in self.configuration.primitives():
            if primitive.agent == "ocf:pacemaker:remote":
                yield primitive.id
            guest = primitive.meta.get("remote-node")
            if guest:
                yield guest

    @cached_property
    def _replicas(self) -> frozenset[str]:
        return frozenset(
            f"{bundle.id}-{number}".lower()
            for bundle in self.configuration.resources
            if isinstance(bundle, Bundle)
            for number in range(bundle.replicas)
        )

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        """Every resource by its id."""
        return {each.id: each for each in self.configuration.every_resource()}

    def meant(self, name: str) -> tuple[Resource, ...]:
        """The resources that a constraint means by a name: of a tag or template, all of them."""
        resource = self.resources.get(name)
        if resource is not None:
            return (resource,)
        match self.configuration.find(name):
            case Tag(references=references):
                return tuple([self.resources[ref] for ref in references if ref in self.resources])
            case Template():
                return self._by_template.get(name, ())
            case _:
                return ()

    @cached_property
    def _by_template(self) -> Mapping[str, tuple[Primitive, ...]]:
        found: dict[str, tuple[Primitive, ...]] = {}
        for primitive in self.configuration.primitives():
            if primitive.template:
                found[primitive.template] = (*found.get(primitive.template, ()), primitive)
        return found

    def located(self, location: Location) -> tuple[Resource, ...]:
        """The resources that a location is about."""
        if location.resource is not None:
            return self.meant(location.resource)
        if location.sets:
            return tuple(
                [
                    each
                    for item in location.sets
                    for name in item.resources
                    for each in self.meant(name)
                ]
            )
        return () if location.pattern is None else self._matching(location.pattern)

    def _matching(self, pattern: str) -> tuple[Resource, ...]:
        """Resources by a pattern; it sees only those that are in no other."""
        wanted = not pattern.startswith("!")
        try:
            expression = re.compile(pattern.removeprefix("!"))
        except re.error:
            return ()
        found = self.configuration.resources
        return tuple([each for each in found if bool(expression.search(each.id)) == wanted])

    def around(self, resource: Resource) -> tuple[Resource, ...]:
        """The resource and those around it, the outermost last."""
        return (resource, *self.configuration.parents(resource.id))

    def top(self, resource: Resource) -> Resource:
        """The outermost resource around one, or itself."""
        return self.around(resource)[-1]

    def copies(self, resource: Resource) -> Clone | Bundle | None:
        """The clone or bundle that makes several instances of a resource, if one does."""
        top = self.top(resource)
        return top if isinstance(top, Clone | Bundle) else None

    def promotable(self, resource: Resource) -> bool:
        """Whether instances of it can be promoted."""
        copies = self.copies(resource)
        return copies is not None and copies.promotable

    def stopped(self, resource: Resource) -> Resource | None:
        """What keeps it stopped by its target-role: itself or one around it; None if nothing."""
        for each in self.around(resource):
            role = each.meta.get("target-role")
            if role is not None:
                return each if role.lower() == "stopped" else None
        default = self.configuration.rsc_defaults.get("target-role") or ""
        return resource if default.lower() == "stopped" else None

    def option(self, name: str, *, default: bool) -> bool:
        """A cluster option that is a switch."""
        value = parse_boolean(self.configuration.properties.get(name))
        return default if value is None else value


def inside(resource: Resource) -> Iterator[Resource]:
    """A resource and all that is in it."""
    yield resource
    match resource:
        case Group():
            yield from resource.members
        case Clone() | Bundle() if resource.child is not None:
            yield from inside(resource.child)
        case _:
            pass


def fencing(resource: Resource) -> bool:
    """Whether it is made of fencing devices only."""
    found = tuple(resource.primitives())
    return bool(found) and all(primitive.fencing for primitive in found)
