"""What the configuration says of each resource, inheritance and defaults worked out.

A ``Plan`` is made once per configuration; the status is then read against it any number of times.
"""

import copy
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Final

from engine.cib.fresh import new_dict, new_list
from engine.cib.score import INFINITY, parse_score
from engine.cib.state.bundles import BundleShape
from engine.cib.state.nvpairs import References, unpack
from engine.cib.state.rules import Circumstances
from engine.cib.state.settings import Settings
from engine.cib.state.values import (
    STOPPED,
    UNKNOWN,
    UNPROMOTED,
    is_true,
    parse_milliseconds,
    parse_role,
)
from engine.cib.xml import Element

if TYPE_CHECKING:
    from engine.cib.state.operations import HistoryOperation

MOST_INSTANCES: Final = 1000
"""Pacemaker would make any number of a clone's, and run out of time or memory."""
_UNIQUE_CLASSES: Final = frozenset({"ocf", "stonith"})


class Variant(Enum):
    """The kinds of resource."""

    PRIMITIVE = "primitive"
    GROUP = "group"
    CLONE = "clone"
    BUNDLE = "bundle"


@dataclass(slots=True)
class Replica:
    """One replica of a bundle: the resources that the cluster makes for it."""

    number: int
    container: "Spec"
    address: "Spec | None" = None
    connection: "Spec | None" = None


@dataclass(slots=True, eq=False)
class OperationSpec:
    """A configured operation."""

    element: Element
    name: str
    interval_ms: int


@dataclass(slots=True, eq=False)
class Spec:
    """One resource of the configuration. Instances of a clone share that of their primitive."""

    id: str
    variant: Variant
    element: Element
    parent: "Spec | None"
    meta: dict[str, str]
    agent: tuple[str | None, str | None, str | None] = (None, None, None)
    managed: bool = True
    maintenance: bool = False
    next_role: int = UNKNOWN
    """Role that target-role asks for, UNKNOWN where it leaves it to the cluster."""
    unique: bool = True
    unique_last: bool = False
    """Whether its instance is told apart by number in the last one of its clone, though it is not
    in the others; see ``Instance.unique``."""
    promotable: bool = False
    multiple_active: str = "stop_start"
    migration_threshold: int = INFINITY
    failure_timeout: int = 0
    """Seconds; 0 means that failures do not expire."""
    reconnect_ms: int = 0
    made_at: int = 0
    """Its place in the order in which nodes and resources are made, from 1 on: a resource may be
    placed, as it is made, on the nodes that are there by then."""
    needs_fencing: bool = False
    """Whether a start has to wait for unclean nodes to be fenced (``requires``)."""
    fences: bool = False
    is_connection: bool = False
    """Whether it is a connection to a Pacemaker Remote node."""
    operations: tuple[OperationSpec, ...] = ()
    children: list["Spec"] = field(default_factory=new_list)
    instances: int = 0
    """clone-max, or ``MOST_INSTANCES`` where it is more."""
    shape: BundleShape | None = None
    """What a bundle's element says."""
    replicas: list[Replica] = field(default_factory=new_list)
    container: "Spec | None" = None
    """The resource that hosts the node this one connects to, or lives on."""
    delicate: bool = False
    """On outermost resources: whether the state of a node follows from theirs, or what names in
    histories mean from what else these say."""
    parameters: dict[str, str] | None = None
    """For who schedules: the parameters of a primitive, as soon as they were asked for, where they
    are the same on all nodes."""
    digests: dict[tuple[str, int], str] = field(default_factory=new_dict)
    """The same for digests of these and of an operation's: by its task and interval."""
    settings: dict[tuple[str, int], dict[str, str]] = field(default_factory=new_dict)
    """The same for meta-attributes of operations."""
    unchanged: dict[tuple[str, str], tuple["HistoryOperation", ...]] = field(
        default_factory=new_dict
    )
    """The same for histories: by node's id and entry's name the operations last found to have been
    done with the parameters of today."""
    recalled: dict[
        tuple[str, str], tuple[tuple["HistoryOperation", ...], tuple["HistoryOperation", ...]]
    ] = field(default_factory=new_dict)
    """The same: operations, and those of them that recur by now."""
    common: object = None
    """The same for what all instances have in common."""
    recurring: object = None
    """The same for operations that recur."""

    @property
    def top(self) -> "Spec":
        """The outermost parent, not counting a bundle."""
        spec = self
        while spec.parent is not None and spec.parent.variant is not Variant.BUNDLE:
            spec = spec.parent
        return spec

    @property
    def root(self) -> "Spec":
        """The outermost parent, counting a bundle."""
        spec = self
        while spec.parent is not None:
            spec = spec.parent
        return spec

    @property
    def bundled(self) -> bool:
        """Whether it belongs to a bundle."""
        return self.top.parent is not None

    @property
    def in_promotable(self) -> bool:
        """Whether it is, or belongs to, a promotable clone."""
        return self.top.promotable

    @property
    def agent_name(self) -> str:
        """``class:provider:type`` as crm_mon shows it."""
        standard, provider, kind = self.agent
        middle = "" if provider is None else f":{provider}"
        return f"{standard or ''}{middle}:{kind or ''}"


class SpecMaker:
    """Turns configuration elements into specs."""

    def __init__(
        self,
        root: Element,
        settings: Settings,
        circumstances: Circumstances,
        references: References,
    ) -> None:
        self._settings = settings
        self._now = circumstances.now
        self.made = 0
        """How many specs were made so far."""
        self._references = references
        self._rsc_defaults = root.find("configuration/rsc_defaults")
        self._templates = {
            str(node.get("id")): node for node in root.iterfind("configuration/resources/template")
        }

    def make(self, element: Element, parent: Spec | None, variant: Variant) -> Spec | None:
        """The spec of one element alone, without its children; None where it is unusable."""
        id_ = element.get("id")
        expanded = self._expanded(element)
        if id_ is None or expanded is None:
            return None
        agent = (expanded.get("class"), expanded.get("provider"), expanded.get("type"))
        spec = Spec(
            id=id_,
            variant=variant,
            element=expanded,
            parent=parent,
            meta=self._meta(expanded, agent, parent),
            agent=agent,
            made_at=self._next(),
        )
        self._read_meta(spec, expanded)
        spec.operations = self._operations(expanded)
        return spec

    def _next(self) -> int:
        self.made += 1
        return self.made

    def _expanded(self, element: Element) -> Element | None:
        reference = element.get("template")
        if reference is None:
            return element
        template = self._templates.get(reference)
        return None if template is None else _with_template(element, template)

    def _meta(
        self,
        element: Element,
        agent: tuple[str | None, str | None, str | None],
        parent: Spec | None,
    ) -> dict[str, str]:
        circumstances = Circumstances(now=self._now, agent=agent)
        meta = {str(name): str(value) for name, value in element.attrib.items()}
        unpack(element, "meta_attributes", meta, circumstances, self._references)
        # A parent's "#default" takes back what its own parents say, never what the child says.
        inherited: dict[str, str] = {}
        ancestor = parent
        while ancestor is not None:
            unpack(ancestor.element, "meta_attributes", inherited, circumstances, self._references)
            ancestor = ancestor.parent
        for name, value in inherited.items():
            meta.setdefault(name, value)
        unpack(self._rsc_defaults, "meta_attributes", meta, circumstances, self._references)
        if parent is not None:
            for name, value in parent.meta.items():
                meta.setdefault(name, value)
        return meta

    def _read_meta(self, spec: Spec, element: Element) -> None:
        meta = spec.meta
        standard, provider, kind = (part.lower() if part else None for part in spec.agent)
        spec.is_connection = (standard, provider, kind) == ("ocf", "pacemaker", "remote")
        spec.fences = standard == "stonith"
        spec.managed = not self._settings.maintenance
        wanted = meta.get("is-managed")
        if wanted is not None and wanted.lower() != "default":
            spec.managed = is_true(wanted)
        if is_true(meta.get("maintenance")) or self._settings.maintenance:
            spec.managed = False
            spec.maintenance = True
        if spec.top.variant is Variant.CLONE:
            spec.unique = is_true(meta.get("globally-unique"))
            spec.promotable = is_true(meta.get("promotable")) or element.tag == "master"
        spec.multiple_active = (meta.get("multiple-active") or "stop_start").lower()
        threshold = meta.get("migration-threshold")
        if threshold is not None and threshold.lower() != "default":
            score = parse_score(threshold)
            spec.migration_threshold = 1 if score < 0 else score
        spec.needs_fencing = self._requires_fencing(spec, meta.get("requires"))
        spec.failure_timeout = parse_milliseconds(meta.get("failure-timeout")) // 1000
        if spec.is_connection and "container" not in meta:
            self._read_reconnect(spec, element)
        spec.next_role = requested_role(spec)

    def _read_reconnect(self, spec: Spec, element: Element) -> None:
        parameters: dict[str, str] = {}
        unpack(
            element,
            "instance_attributes",
            parameters,
            Circumstances(now=self._now),
            self._references,
        )
        interval = parameters.get("reconnect_interval")
        if interval is not None:
            spec.reconnect_ms = parse_milliseconds(interval)
            # The wait before reconnecting is made of the failure's own expiry.
            spec.failure_timeout = spec.reconnect_ms // 1000

    def _requires_fencing(self, spec: Spec, value: str | None) -> bool:
        word = (value or "").lower()
        enabled = self._settings.fencing_enabled
        if word in ("nothing", "quorum"):
            return False
        if word == "fencing":
            return True
        if word == "unfencing":
            return enabled and not spec.fences
        if spec.fences or (spec.variant is Variant.PRIMITIVE and spec.is_connection):
            return False
        return enabled

    def _operations(self, element: Element) -> tuple[OperationSpec, ...]:
        block = next(element.iterchildren("operations"), None)
        block = None if block is None else self._references.resolve(block)
        if block is None:
            return ()
        return tuple(
            OperationSpec(node, node.get("name", ""), parse_milliseconds(node.get("interval")))
            for node in block.iterchildren("op")
        )


def requested_role(spec: Spec) -> int:
    """What target-role asks for, UNKNOWN where it asks for nothing out of the ordinary."""
    role = parse_role(spec.meta.get("target-role"))
    if role == STOPPED or (role == UNPROMOTED and spec.in_promotable):
        return role
    return UNKNOWN


def can_be_unique(spec: Spec) -> bool:
    """Whether the class of agent allows instances that can be told apart."""
    return (spec.agent[0] or "").lower() in _UNIQUE_CLASSES


def can_be_promoted(spec: Spec) -> bool:
    """Whether the class of agent knows promotion."""
    return (spec.agent[0] or "").lower() == "ocf"


def _with_template(element: Element, template: Element) -> Element:
    """The primitive as it reads with its template's attributes, sets and operations."""
    merged = copy.deepcopy(template)
    merged.tag = element.tag
    merged.set("id", element.get("id", ""))
    inherited = next(merged.iterchildren("operations"), None)
    own: Element | None = None
    for node in element:
        copied = copy.deepcopy(node)
        merged.append(copied)
        if node.tag == "operations":
            own = copied
    if inherited is not None and own is not None:
        taken = {_operation_key(op) for op in own.iterchildren("op")}
        for op in list(inherited.iterchildren("op")):
            if _operation_key(op) not in taken:
                own.append(op)
        merged.remove(inherited)
    return merged


def _operation_key(op: Element) -> tuple[str | None, str]:
    role = (op.get("role") or "Started").lower()
    return (op.get("name"), "" if role in ("started", "unpromoted", "slave") else role)
