"""The configuration section as one value: what the cluster has been told to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.views.acls import Acls, read_acls
from engine.cib.views.alerts import Alert, read_alerts
from engine.cib.views.constraints import Constraint, constrained
from engine.cib.views.known import Known
from engine.cib.views.nodes import FencingLevel, Node, read_fencing_levels, read_nodes
from engine.cib.views.nvsets import NvSet, merged, read_sets
from engine.cib.views.read_constraints import read_constraints
from engine.cib.views.read_resources import ResourceReader
from engine.cib.views.reader import Reader
from engine.cib.views.resources import Bundle, Clone, Group, Primitive, Resource, Template
from engine.cib.xml import Element

BOOTSTRAP: Final = "cib-bootstrap-options"
"""The set of cluster options that wins over every other one."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A name for several things at once."""

    id: str
    references: tuple[str, ...] = ()


_IDS: Final = etree.XPath(".//@id", smart_strings=False)
_REFERENCES: Final = etree.XPath(".//@id-ref", smart_strings=False)

Named = Resource | Template | Constraint | Node | Tag | FencingLevel | Alert
"""What can be found by its id."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """What the configuration section says, as plain values that keep nothing of the document.

    What is not understood is left out here, and stays in the document.
    """

    nodes: tuple[Node, ...] = ()
    resources: tuple[Resource, ...] = ()
    """Those that are in no other, in document order."""
    templates: Mapping[str, Template] = field(default_factory=dict[str, Template])
    constraints: tuple[Constraint, ...] = ()
    tags: tuple[Tag, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict[str, str])
    """Cluster options in force; none of Pacemaker's defaults are filled in."""
    property_sets: tuple[NvSet, ...] = ()
    rsc_defaults: Mapping[str, str] = field(default_factory=dict[str, str])
    rsc_default_sets: tuple[NvSet, ...] = ()
    op_defaults: Mapping[str, str] = field(default_factory=dict[str, str])
    op_default_sets: tuple[NvSet, ...] = ()
    fencing_levels: tuple[FencingLevel, ...] = ()
    alerts: tuple[Alert, ...] = ()
    acls: Acls = field(default_factory=Acls)
    schema: str = field(default="", compare=False)
    """Name of the schema that the CIB follows, as ``Cib.validate_with``."""
    ids: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """Every id in the section, also of what is not understood."""
    referenced: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """Every id that is referred to by an ``id-ref``."""
    _by_id: dict[str, Named] = field(default_factory=dict[str, Named], repr=False, compare=False)
    _parents: dict[str, tuple[Resource, ...]] = field(
        default_factory=dict[str, tuple[Resource, ...]], repr=False, compare=False
    )

    @classmethod
    def of(cls, cib: Cib, known: Known | None = None) -> "Configuration":
        """Read the configuration of ``cib``; values that make no sense are no error.

        With ``known`` what is as it was when that was last given is not read again.
        """
        section = cib.section
        reader = Reader(section("configuration"))
        resources = ResourceReader(section("resources"), reader, known)
        properties = _sets(section("crm_config"), "cluster_property_set", reader)
        rsc_defaults = _sets(section("rsc_defaults"), "meta_attributes", reader)
        op_defaults = _sets(section("op_defaults"), "meta_attributes", reader)
        configuration = cls(
            nodes=read_nodes(section("nodes"), reader),
            resources=resources.resources(),
            templates=resources.templates(),
            constraints=read_constraints(section("constraints"), reader, known),
            tags=_tags(section("tags")),
            properties=merged(properties, BOOTSTRAP),
            property_sets=properties,
            rsc_defaults=merged(rsc_defaults),
            rsc_default_sets=rsc_defaults,
            op_defaults=merged(op_defaults),
            op_default_sets=op_defaults,
            fencing_levels=read_fencing_levels(section("fencing-topology")),
            alerts=read_alerts(section("alerts"), reader),
            acls=read_acls(section("acls")),
            schema=cib.validate_with,
            ids=_found(_IDS, section("configuration")),
            referenced=_found(_REFERENCES, section("configuration")),
        )
        configuration._index()
        return configuration

    def find(self, id: str) -> Named | None:  # noqa: A002
        """What has that id; of a node and something else of one id, the other."""
        return self._by_id.get(id)

    def parents(self, id: str) -> tuple[Resource, ...]:  # noqa: A002
        """The resources around the one of that id, the nearest first."""
        return self._parents.get(id, ())

    def primitives(self) -> Iterator[Primitive]:
        """Every primitive, wherever it is, in document order."""
        for resource in self.resources:
            yield from resource.primitives()

    def every_resource(self) -> Iterator[Resource]:
        """Every resource, each followed by what is inside it, in document order."""
        for resource in self.resources:
            yield from _walk(resource)

    def node(self, name: str) -> Node | None:
        """The node of that name."""
        return next((node for node in self.nodes if node.uname == name), None)

    def constraints_of(self, id: str) -> list[Constraint]:  # noqa: A002
        """The constraints that name that id themselves (not by a pattern or a tag)."""
        return [item for item in self.constraints if id in constrained(item)]

    def _index(self) -> None:
        found = self._by_id
        for group in (self.nodes, self.tags, self.fencing_levels, self.alerts, self.constraints):
            for item in group:
                found[item.id] = item
        found.update(self.templates)
        for resource in self.resources:
            self._index_resource(resource, ())

    def _index_resource(self, resource: Resource, around: tuple[Resource, ...]) -> None:
        self._by_id[resource.id] = resource
        self._parents[resource.id] = around
        for inner in _inside(resource):
            self._index_resource(inner, (resource, *around))


def _found(path: etree.XPath, section: Element | None) -> frozenset[str]:
    found = [] if section is None else path(section)
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _inside(resource: Resource) -> tuple[Resource, ...]:
    match resource:
        case Group():
            return resource.members
        case Clone() | Bundle():
            return () if resource.child is None else (resource.child,)
        case Primitive():
            return ()


def _walk(resource: Resource) -> Iterator[Resource]:
    yield resource
    for inner in _inside(resource):
        yield from _walk(inner)


def _sets(section: Element | None, tag: str, reader: Reader) -> tuple[NvSet, ...]:
    return () if section is None else read_sets((section,), tag, reader)


def _tags(section: Element | None) -> tuple[Tag, ...]:
    if section is None:
        return ()
    return tuple(
        [
            Tag(
                item.get("id") or "",
                tuple([ref.get("id") or "" for ref in item.iterchildren("obj_ref")]),
            )
            for item in section.iterchildren("tag")
        ]
    )
