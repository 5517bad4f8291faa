"""The whole configuration as the status is read against it: nodes, resources, who hosts whom."""

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from engine.cib.fresh import new_dict, new_list, new_set
from engine.cib.state import implicit
from engine.cib.state.bundles import BundleShape, bundle_shape
from engine.cib.state.model import NodeKind
from engine.cib.state.nvpairs import References, unpack
from engine.cib.state.rules import Circumstances
from engine.cib.state.settings import Settings, read_settings
from engine.cib.state.specs import (
    MOST_INSTANCES,
    Replica,
    Spec,
    SpecMaker,
    Variant,
    can_be_promoted,
    can_be_unique,
)
from engine.cib.state.values import parse_integer
from engine.cib.xml import Element, elements

VARIANTS: Final = {
    "primitive": Variant.PRIMITIVE,
    "group": Variant.GROUP,
    "clone": Variant.CLONE,
    "master": Variant.CLONE,
    "bundle": Variant.BUNDLE,
}
"""What each element below ``resources`` is."""


@dataclass(slots=True, eq=False)
class NodePlan:
    """A node of the configuration, or one that a resource makes."""

    id: str
    name: str
    kind: NodeKind
    attributes: dict[str, str]
    connection: Spec | None = None
    """The resource that connects to it, for remote and guest nodes."""
    element: Element | None = None
    """Its own element, for those that have one."""
    made_at: int = 0
    """Its place in the order in which nodes and resources are made; see ``Spec.made_at``."""
    bundled_at: int | None = None
    """The same for when a bundle claimed it, for the inside of a bundle's replica."""


class Place(NamedTuple):
    """Where an entry of the operation history belongs."""

    root: Spec
    spec: Spec
    number: int | None
    """Instance number where the name in the history says it, for what is told apart."""


@dataclass(slots=True)
class Plan:
    """The compiled configuration."""

    settings: Settings
    circumstances: Circumstances
    references: References
    maker: SpecMaker
    nodes: list[NodePlan] = field(default_factory=new_list)
    roots: list[Spec] = field(default_factory=new_list)
    primitives: dict[str, Spec] = field(default_factory=new_dict)
    """By id, implicit ones included."""
    has_fencing_device: bool = False
    remote_names: set[str] = field(default_factory=new_set)
    """Names of all remote and guest nodes."""
    op_defaults: Element | None = None
    has_dates: bool = False
    """Whether any rule asks for the time."""

    def place(self, name: str) -> Place | None:
        """The resource that the history calls ``name``; None if none is configured so."""
        spec = self.primitives.get(name)
        number: int | None = None
        if spec is None:
            base, colon, digits = name.rpartition(":")
            if not colon or not digits.isdecimal():
                return None
            spec, number = self.primitives.get(base), int(digits)
            if spec is None:
                return None
        top = spec.top
        if top.variant is not Variant.CLONE:
            return Place(spec.root, spec, None) if number is None else None
        if number is None or number >= max(1, top.instances):
            if spec.unique:
                return None
            number = 0
        return Place(spec.root, spec, number)


def compile_plan(root: Element, now: float | None) -> Plan:
    """Compile the configuration of a CIB; ``now`` (seconds since 1970) is for rules on dates."""
    circumstances = Circumstances(now=now)
    references = References(root)
    settings = read_settings(root, circumstances, references)
    plan = Plan(
        settings=settings,
        circumstances=circumstances,
        references=references,
        maker=SpecMaker(root, settings, circumstances, references),
        has_fencing_device=settings.watchdog,
        op_defaults=root.find("configuration/op_defaults"),
        has_dates=next(root.iter("date_expression"), None) is not None,
    )
    _Compiler(plan, root).run()
    return plan


def remake(plan: Plan, root: Element, element: Element) -> Spec | None:
    """Compile one outermost resource again, by itself; None where it is unusable."""
    return _Compiler(plan, root).make(element)


class _Compiler:
    """Adds nodes and resources to a plan in Pacemaker's own order.

    The order counts, for a clone without clone-max has as many instances as there are nodes by
    then.
    """

    def __init__(self, plan: Plan, root: Element) -> None:
        self._plan = plan
        self._root = root
        self._nodes: dict[str, NodePlan] = {}

    def run(self) -> None:
        for element in self._root.iterfind("configuration/nodes/node"):
            self._add_configured_node(element)
        resources = self._root.find("configuration/resources")
        found = [] if resources is None else elements(resources)
        found += self._make_remote_nodes(found)
        for element in found:
            self._add_resource(element)
        for spec in self._plan.roots:
            self._link_connection(spec)
            if spec.variant is Variant.BUNDLE:
                spec.delicate = True

    def make(self, element: Element) -> Spec | None:
        """One outermost resource with all in it, that is not yet part of the plan."""
        variant = VARIANTS.get(str(element.tag))
        return None if variant is None else self._make(element, None, variant)

    def _add_configured_node(self, element: Element) -> None:
        id_, name = element.get("id"), element.get("uname")
        if id_ is None or name is None:
            return
        kind = (element.get("type") or "member").lower()
        node = self._add_node(
            id_,
            name,
            NodeKind.MEMBER
            if kind == "member"
            else NodeKind.REMOTE
            if kind == "remote"
            else NodeKind.PING,
        )
        node.element = element
        unpack(
            element,
            "instance_attributes",
            node.attributes,
            self._plan.circumstances,
            self._plan.references,
        )

    def _add_node(self, id_: str, name: str, kind: NodeKind) -> NodePlan:
        node = NodePlan(id_, name, kind, {}, made_at=self._plan.maker.made)
        self._plan.nodes.append(node)
        self._nodes.setdefault(name, node)
        if kind is NodeKind.REMOTE:
            self._plan.remote_names.add(name)
        return node

    def _make_remote_nodes(self, found: list[Element]) -> list[Element]:
        """Add the nodes of remote and guest connections; returns the guests' connections."""
        connections: list[Element] = []
        for element in found:
            agent = (element.get("class"), element.get("provider"), element.get("type"))
            if agent == ("ocf", "pacemaker", "remote"):
                self._add_remote_node(element.get("id", ""))
            elif element.tag == "primitive":
                connections += self._guest_connection(element)
            elif element.tag == "group":
                for member in element.iterchildren("primitive"):
                    connections += self._guest_connection(member)
        return connections

    def _guest_connection(self, element: Element) -> list[Element]:
        guest = implicit.guest_of(element)
        if guest is None:
            return []
        self._add_remote_node(guest.name)
        return [implicit.guest_connection(guest)]

    def _add_remote_node(self, name: str) -> NodePlan:
        return self._nodes.get(name) or self._add_node(name, name, NodeKind.REMOTE)

    def _add_resource(self, element: Element) -> None:
        spec = self.make(element)
        if spec is not None:
            self._plan.roots.append(spec)
            self._register(spec)

    def _register(self, spec: Spec) -> None:
        if spec.variant is Variant.PRIMITIVE:
            self._plan.primitives.setdefault(spec.id, spec)
        for part in spec.children:
            self._register(part)

    def _make(self, element: Element, parent: Spec | None, variant: Variant) -> Spec | None:
        spec = self._plan.maker.make(element, parent, variant)
        if spec is None:
            return None
        if variant is Variant.PRIMITIVE:
            return self._finish_primitive(spec)
        if variant is Variant.GROUP:
            for node in spec.element.iterchildren("primitive"):
                member = self._make(node, spec, Variant.PRIMITIVE)
                if member is not None:
                    spec.children.append(member)
            return spec
        if variant is Variant.CLONE:
            return self._finish_clone(spec)
        return self._finish_bundle(spec)

    def _finish_primitive(self, spec: Spec) -> Spec | None:
        self._plan.has_fencing_device |= spec.fences
        top = spec.top
        if top.variant is Variant.CLONE:
            if top.promotable and not can_be_promoted(spec):
                return None
            if spec.unique and not can_be_unique(spec):
                # Instances of such agents cannot be told apart, whatever globally-unique says.
                top.instances = min(top.instances, len(self._plan.nodes))
                _forget_numbers(top)
                spec.unique = False
        return spec

    def _finish_clone(self, spec: Spec) -> Spec | None:
        limit = spec.meta.get("clone-max")
        nodes = max(1, len(self._plan.nodes))
        wanted = nodes if limit is None else max(0, parse_integer(limit))
        spec.instances = min(wanted, max(nodes, MOST_INSTANCES))
        spec.meta.setdefault("globally-unique", "true" if spec.unique else "false")
        # What is cloned stays where it is unless told otherwise.
        spec.meta.setdefault("resource-stickiness", "1")
        if spec.promotable:
            spec.meta.setdefault("promotable", "true")
        unique = spec.unique
        for node in elements(spec.element):
            if node.tag in ("primitive", "group"):
                inner = self._make(node, spec, VARIANTS[str(node.tag)])
                if inner is None:
                    return None
                spec.children.append(inner)
                if unique and not spec.unique:
                    _forget_numbers(spec)
                    spec.delicate = inner.unique_last
                return spec
        return None

    def _finish_bundle(self, spec: Spec) -> Spec | None:
        shape = bundle_shape(spec.element)
        if shape is None:
            return None
        spec.shape = shape
        spec.unique = shape.per_host > 1
        inner: Spec | None = None
        if shape.primitive is not None:
            clone = implicit.inner_clone(spec.id, shape, shape.primitive)
            inner = self._make(clone, spec, Variant.CLONE)
            if inner is None:
                return None
        for number in range(shape.replicas):
            self._add_replica(spec, shape, number, inner)
        if inner is not None:
            spec.children.append(inner)
        return spec

    def _add_replica(
        self,
        bundle: Spec,
        shape: BundleShape,
        number: int,
        inner: Spec | None,
    ) -> None:
        container = self._implicit(bundle, implicit.container(bundle.id, shape, number))
        replica = Replica(number, container)
        address = implicit.address(bundle.id, shape, number)
        if address is not None:
            replica.address = self._implicit(bundle, address)
        if inner is not None:
            name = f"{bundle.id}-{number}"
            if name in self._plan.primitives or any(spec.id == name for spec in self._plan.roots):
                name = f"pcmk-internal-{inner.children[0].id}:{number}-remote-{number}"
            connection = self._implicit(
                bundle, implicit.replica_connection(name, container.id, shape, number)
            )
            connection.container = container
            node = self._add_remote_node(name)
            node.kind = NodeKind.GUEST
            node.connection = connection
            node.bundled_at = connection.made_at
            replica.connection = connection
        bundle.replicas.append(replica)

    def _implicit(self, bundle: Spec, element: Element) -> Spec:
        spec = self._plan.maker.make(element, bundle, Variant.PRIMITIVE)
        if spec is None:  # made above with an id and no template
            raise AssertionError(element.tag)
        bundle.children.append(spec)
        return spec

    def _link_connection(self, spec: Spec) -> None:
        for part in spec.children:
            self._link_connection(part)
        if spec.variant is not Variant.PRIMITIVE:
            return
        host = spec.meta.get("container")
        if host is not None and host != spec.id and spec.container is None:
            spec.container = self._plan.primitives.get(host)
            if spec.container is not None:
                spec.root.delicate = spec.container.root.delicate = True
        if spec.is_connection and spec.parent is None:
            spec.delicate = True
            node = self._nodes.get(spec.id)
            if node is not None:
                node.connection = spec
                if spec.container is not None:
                    node.kind = NodeKind.GUEST


def _forget_numbers(spec: Spec) -> None:
    """Instances of it, and of all in it, cannot be told apart, but in the last one."""
    spec.unique_last, spec.unique = spec.unique, False
    for part in spec.children:
        _forget_numbers(part)
