"""What the canvas needs of a configuration: each primitive's place, words and preferences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.cib.views import (
    Bundle,
    Clone,
    Configuration,
    Constraint,
    Group,
    Location,
    Primitive,
    Resource,
)

_TELLING: Final = {
    "IPaddr2": ("ip",),
    "IPaddr": ("ip",),
    "IPv6addr": ("ipv6addr",),
    "IPsrcaddr": ("ipaddress",),
    "Filesystem": ("directory",),
    "LVM-activate": ("vgname",),
    "LVM": ("volgrpname",),
    "drbd": ("drbd_resource",),
    "exportfs": ("directory",),
    "nfsserver": ("nfs_shared_infodir",),
    "apache": ("configfile",),
    "nginx": ("configfile",),
    "pgsql": ("pgdata",),
    "mysql": ("datadir",),
    "mariadb": ("datadir",),
    "Route": ("destination",),
    "ping": ("host_list",),
    "VirtualDomain": ("config",),
    "Xen": ("xmfile",),
    "docker": ("image",),
    "podman": ("image",),
    "MailTo": ("email",),
    "Raid1": ("raiddev",),
    "remote": ("server",),
    "external/ssh": ("hostlist",),
}
"""The parameter of an agent that an operator tells its resources apart by."""

_FENCING: Final = ("pcmk_host_list", "ipaddr", "ip", "port", "hostlist")


@dataclass(frozen=True, slots=True)
class Preference:
    """A location constraint of a primitive, or of the group or clone around it."""

    node: str | None
    """None where rules say which nodes are meant."""
    score: int
    """Clamped at ±1,000,000, which is ±INFINITY."""
    resource: str
    """Id of the resource that the constraint names."""
    constraint: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """One configured primitive."""

    id: str
    subtitle: str = ""
    """The agent's type and its most telling parameter; a name of the agent's, not translated."""
    group: str | None = None
    number: int | None = None
    """Place in the group, from 1."""
    clone: str | None = None
    """Id of the clone or bundle around it (or around its group)."""
    promotable: bool = False
    rank: int = 0
    """Order in the configuration; a group's members share the group's."""
    preferences: tuple[Preference, ...] = ()

    @property
    def place(self) -> tuple[object, ...]:
        """Where it stands in the configuration."""
        return self.group, self.number, self.clone, self.promotable, self.rank


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole configuration as the canvas sees it."""

    leaves: Mapping[str, Leaf] = field(default_factory=dict[str, Leaf])
    """By primitive id, in the order of the configuration."""
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """Members of each group in start order."""
    constraints: Mapping[str, Constraint] = field(default_factory=dict[str, Constraint])
    """By id."""
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """What tags and templates stand for where a constraint names them."""

    @classmethod
    def of(cls, configuration: Configuration) -> "Outline":
        """Read it off a configuration."""
        leaves: dict[str, Leaf] = {}
        groups: dict[str, tuple[str, ...]] = {}
        aliases = _aliases(configuration)
        liked = _Preferences(configuration, aliases)
        for rank, resource in enumerate(configuration.resources):
            inner: Resource | None = resource
            clone: str | None = None
            promotable = False
            around = [resource.id]
            if isinstance(resource, Clone | Bundle):
                inner, clone, promotable = resource.child, resource.id, resource.promotable
            if isinstance(inner, Group):
                around.append(inner.id)
                groups[inner.id] = tuple(member.id for member in inner.members)
                group = inner.id
            else:
                group = None
            for number, primitive in enumerate(() if inner is None else inner.primitives(), 1):
                leaves[primitive.id] = Leaf(
                    id=primitive.id,
                    subtitle=subtitle(primitive),
                    group=group,
                    number=number if group is not None else None,
                    clone=clone,
                    promotable=promotable,
                    rank=rank,
                    preferences=liked.of((primitive.id, *around)),
                )
        constraints = {item.id: item for item in configuration.constraints}
        return cls(leaves, groups, constraints, aliases)

    def leaf(self, resource: str) -> Leaf:
        """The primitive with that id; orphans and what a bundle implies get one made up."""
        known = self.leaves.get(resource)
        return known if known is not None else Leaf(resource, rank=len(self.leaves))

    def reworded(self, after: "Outline") -> frozenset[str] | None:
        """Resources of which ``after`` says something else, where all stand as they do here.

        None where resources came, went, or stand elsewhere.
        """
        if after is self:
            return frozenset()
        if self.groups != after.groups or [*self.leaves] != [*after.leaves]:
            return None
        found = {id_ for id_, leaf in self.leaves.items() if leaf != after.leaves[id_]}
        if any(self.leaves[id_].place != after.leaves[id_].place for id_ in found):
            return None
        return frozenset(found)


def subtitle(primitive: Primitive) -> str:
    """The agent's type and the parameter that tells most: ``IPaddr2 172.16.100.51``."""
    names = _FENCING if primitive.fencing else _TELLING.get(primitive.type, ())
    told = next((primitive.parameters[name] for name in names if name in primitive.parameters), "")
    return f"{primitive.type} {told}".strip()


def _aliases(configuration: Configuration) -> dict[str, tuple[str, ...]]:
    found = {tag.id: tag.references for tag in configuration.tags}
    made: dict[str, list[str]] = {}
    for primitive in configuration.primitives():
        if primitive.template is not None:
            made.setdefault(primitive.template, []).append(primitive.id)
    return found | {template: tuple(ids) for template, ids in made.items()}


class _Preferences:
    """Location constraints by the resource that they name."""

    def __init__(
        self, configuration: Configuration, aliases: Mapping[str, tuple[str, ...]]
    ) -> None:
        self._by_id: dict[str, list[Preference]] = {}
        self._patterns: list[tuple[re.Pattern[str], Location]] = []
        for constraint in configuration.constraints:
            if not isinstance(constraint, Location) or not (constraint.node or constraint.rules):
                continue
            names = [constraint.resource] if constraint.resource is not None else []
            names += [name for group in constraint.sets for name in group.resources]
            for name in names:
                for resource in aliases.get(name, (name,)):
                    self._by_id.setdefault(resource, []).append(_preference(constraint, resource))
            if constraint.pattern is not None:
                try:
                    self._patterns.append((re.compile(constraint.pattern), constraint))
                except re.error:
                    continue  # POSIX and Python differ at the edges; Pacemaker still uses it

    def of(self, names: tuple[str, ...]) -> tuple[Preference, ...]:
        found: list[Preference] = []
        for name in dict.fromkeys(names):
            found += self._by_id.get(name, ())
            found += [_preference(c, name) for p, c in self._patterns if p.search(name)]
        return tuple(found)


def _preference(constraint: Location, resource: str) -> Preference:
    return Preference(constraint.node, constraint.score, resource, constraint.id)
