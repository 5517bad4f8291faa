"""The fencing devices of a configuration: where they may be used, and in which order for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cib.document import Cib
from engine.cib.state.values import parse_integer
from engine.cib.views.nodes import FencingLevel, read_fencing_levels
from engine.scheduler.actions.parameters import parameters_on
from engine.scheduler.configured import read_configured
from engine.scheduler.constraints.patterns import PatternTooHard, compile_pattern
from engine.scheduler.model.cluster import Cluster
from engine.scheduler.model.resource import Resource
from engine.stacks.lab.wire import Agent


@dataclass(frozen=True, slots=True)
class Device:
    """One fencing device."""

    id: str
    agent: Agent
    parameters: Mapping[str, Mapping[str, str]]
    """By each node on which it may be used, at least one; they differ where rules say so."""
    unfences: bool = False
    """Whether nodes need it to let them in (``provides=unfencing``)."""

    @property
    def common(self) -> Mapping[str, str]:
        """Parameters for what does not depend on where it is used."""
        return next(iter(self.parameters.values()))


@dataclass(frozen=True, slots=True)
class Arsenal:
    """All that can fence."""

    devices: Mapping[str, Device]
    """By id; those tried first are first."""
    levels: tuple[FencingLevel, ...]
    """The topology, in document order."""
    attributes: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict[str, Mapping[str, str]]
    )
    """Permanent attributes of nodes."""
    timeout_ms: int = 60_000
    """``stonith-timeout``."""

    def topology_of(self, target: str) -> tuple[tuple[str, ...], ...]:
        """Names of the devices of each level for a node; none where no level is about it.

        Levels for its name count before those for a pattern or an attribute, of which only those
        count which say it in the same way as the first that is found.
        """
        named = [level for level in self.levels if _is_named(level, target)]
        if not named:
            first = next((level for level in self.levels if self._fits(level, target)), None)
            if first is None:
                return ()
            named = [level for level in self.levels if _whom(level) == _whom(first)]
        levels: dict[int, list[str]] = {}
        for level in named:
            if level.index > 0:
                levels.setdefault(level.index, []).extend(level.devices)
        return tuple(tuple(dict.fromkeys(levels[index])) for index in sorted(levels))

    def _fits(self, level: FencingLevel, target: str) -> bool:
        if level.target_pattern is not None:
            return _matches(level.target_pattern, target)
        if level.target_attribute is not None:
            found = self.attributes.get(target, {}).get(level.target_attribute)
            return found is not None and found == level.target_value
        return False


def read_arsenal(cib: Cib, now: float) -> Arsenal:
    """What a configuration has to fence with; a device that is to be stopped is not used.

    A device may be used on any node that it is not kept away from, whether or not it is started
    there. The status does not matter, as in Pacemaker: the node where a device was may be the one
    that is to be fenced.

    Args:
        cib: read only.
        now: seconds since 1970, for rules.
    """
    cluster = read_configured(cib, now)
    found: dict[str, Resource] = {}
    for resource in cluster.resources:
        for primitive in resource.primitives():
            if primitive.fences and not primitive.orphan and _is_wanted(primitive):
                found.setdefault(primitive.spec.id, primitive)
    made = [_device(name, resource, cluster) for name, resource in found.items()]
    devices = [device for device in made if device.parameters]
    devices.sort(key=lambda one: (-parse_integer(one.common.get("priority")), one.id))
    return Arsenal(
        devices={device.id: device for device in devices},
        levels=read_fencing_levels(cib.section("fencing-topology")),
        attributes={node.name: node.attributes for node in cluster.nodes},
        timeout_ms=cluster.options.fencing_timeout_ms,
    )


def _is_wanted(resource: Resource) -> bool:
    return resource.meta.get("target-role", "").lower() != "stopped"


def _device(name: str, resource: Resource, cluster: Cluster) -> Device:
    standard, provider, kind = resource.spec.agent
    usable = [
        node for node in cluster.nodes if not node.is_remote and resource.allowed.get(node, -1) >= 0
    ]
    return Device(
        id=name,
        agent=Agent(standard or "", kind or "", provider),
        parameters={node.name: dict(parameters_on(resource, node)) for node in usable},
        unfences=resource.meta.get("provides", "").lower() == "unfencing",
    )


def _is_named(level: FencingLevel, target: str) -> bool:
    return level.target is not None and level.target.casefold() == target.casefold()


def _whom(level: FencingLevel) -> tuple[str | None, ...]:
    return level.target, level.target_pattern, level.target_attribute, level.target_value


def _matches(text: str, target: str) -> bool:
    pattern = compile_pattern(text)
    try:
        return pattern is not None and pattern.search(target) is not None
    except PatternTooHard:
        return False
