"""Resources as a tree: primitives, groups, clones, bundles; and templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from engine.cib.views.nvsets import NvSet
from engine.cib.views.operations import Operation


@dataclass(frozen=True, slots=True)
class Template:
    """What primitives may be made from."""

    id: str
    standard: str = ""
    """ocf, systemd, service, lsb, stonith, …: the attribute ``class``."""
    provider: str | None = None
    type: str = ""
    description: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    meta: Mapping[str, str] = field(default_factory=dict[str, str])
    utilization: Mapping[str, str] = field(default_factory=dict[str, str])
    operations: tuple[Operation, ...] = ()
    parameter_sets: tuple[NvSet, ...] = ()
    """As the CIB has them, with scores and rules; ``parameters`` merges those without rules."""
    meta_sets: tuple[NvSet, ...] = ()

    @property
    def agent(self) -> str:
        """The agent's full name: ``ocf:heartbeat:IPaddr2``, ``systemd:nginx``."""
        return ":".join(part for part in (self.standard, self.provider, self.type) if part)


@dataclass(frozen=True, slots=True)
class Primitive(Template):
    """One service; what its template says is already merged in, as Pacemaker does."""

    template: str | None = None

    @property
    def fencing(self) -> bool:
        """Whether it is a fencing device."""
        return self.standard == "stonith"

    def primitives(self) -> "Iterator[Primitive]":
        """Itself."""
        yield self


@dataclass(frozen=True, slots=True)
class Group:
    """Primitives that run together on one node, started in order."""

    id: str
    members: tuple[Primitive, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict[str, str])
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    description: str | None = None
    meta_sets: tuple[NvSet, ...] = ()
    parameter_sets: tuple[NvSet, ...] = ()

    def primitives(self) -> Iterator[Primitive]:
        """Its members, in start order."""
        yield from self.members


@dataclass(frozen=True, slots=True)
class Clone:
    """A primitive or group that runs in several instances."""

    id: str
    child: Primitive | Group | None = None
    promotable: bool = False
    unique: bool = False
    """globally-unique: instances are distinct, and several may share a node."""
    max: int | None = None
    """Most instances in the cluster; None means one for each node."""
    node_max: int = 1
    promoted_max: int = 1
    """Most promoted instances (of a promotable clone)."""
    promoted_node_max: int = 1
    notify: bool = False
    ordered: bool = False
    interleave: bool = False
    meta: Mapping[str, str] = field(default_factory=dict[str, str])
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    description: str | None = None
    meta_sets: tuple[NvSet, ...] = ()
    parameter_sets: tuple[NvSet, ...] = ()

    def primitives(self) -> Iterator[Primitive]:
        """The primitive that is cloned, or the members of the group."""
        if self.child is not None:
            yield from self.child.primitives()


@dataclass(frozen=True, slots=True)
class Bundle:
    """Containers of one image, with networking and storage and at most one primitive inside."""

    id: str
    runtime: str = ""
    """docker, podman or rkt."""
    image: str = ""
    replicas: int = 1
    replicas_per_host: int = 1
    promoted_max: int = 0
    container: Mapping[str, str] = field(default_factory=dict[str, str])
    """All settings of the container runtime, as text."""
    network: Mapping[str, str] = field(default_factory=dict[str, str])
    ports: tuple[Mapping[str, str], ...] = ()
    storage: tuple[Mapping[str, str], ...] = ()
    child: Primitive | None = None
    meta: Mapping[str, str] = field(default_factory=dict[str, str])
    description: str | None = None
    meta_sets: tuple[NvSet, ...] = ()

    @property
    def promotable(self) -> bool:
        """Whether the primitive inside may be promoted in some replicas."""
        return self.promoted_max > 0

    def primitives(self) -> Iterator[Primitive]:
        """The primitive inside, if there is one."""
        if self.child is not None:
            yield self.child


Resource = Primitive | Group | Clone | Bundle
