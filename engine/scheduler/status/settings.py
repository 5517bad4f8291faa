"""What meta-attributes say of a resource; see "Resource Meta-Attributes" in Pacemaker Explained."""

from dataclasses import dataclass

from engine.cib.score import parse_score
from engine.cib.state.nvpairs import unpack
from engine.cib.state.plan import Plan
from engine.cib.state.rules import Circumstances
from engine.cib.state.specs import Spec, Variant
from engine.cib.state.values import is_true, parse_integer
from engine.scheduler.model.clone import CloneParts
from engine.scheduler.model.resource import MultipleActive


@dataclass(frozen=True, slots=True)
class Needed:
    """What has to be there before a resource may start (``requires``)."""

    quorum: bool = False
    fencing: bool = False
    unfencing: bool = False


@dataclass(frozen=True, slots=True)
class Configured:
    """What all instances of a resource have in common."""

    priority: int
    stickiness: int
    multiple_active: MultipleActive
    needed: Needed
    notify: bool
    allow_migrate: bool
    remotes_allowed: bool
    critical: bool
    promotable: bool
    """Whether it is, or is in, a promotable clone."""
    utilization: dict[str, int]
    custom: tuple[bool, bool, str]
    """What of the cluster's options it follows from: unfencing, fencing, no-quorum-policy."""


def configured(plan: Plan, spec: Spec, *, unfencing: bool) -> Configured:
    """Read a resource's meta-attributes; ``unfencing``: whether that is the cluster's custom.

    What was read is kept in the spec, and holds good as long as the cluster needs the same.
    """
    settings = plan.settings
    custom = unfencing, settings.fencing_enabled, settings.no_quorum_policy
    known = spec.common
    if not isinstance(known, Configured) or known.custom != custom:
        known = spec.common = _read(plan, spec, custom)
    return known


def _read(plan: Plan, spec: Spec, custom: tuple[bool, bool, str]) -> Configured:
    meta = spec.meta
    migrate = meta.get("allow-migrate")
    stickiness = meta.get("resource-stickiness")
    critical = meta.get("critical")
    return Configured(
        priority=parse_score(meta.get("priority")),
        stickiness=0 if (stickiness or "").lower() == "default" else parse_score(stickiness),
        multiple_active=_multiple_active(spec.multiple_active),
        needed=_needed(plan, spec, (meta.get("requires") or "").lower(), unfencing=custom[0]),
        notify=is_true(meta.get("notify")),
        allow_migrate=(
            spec.is_connection and "container" not in spec.meta
            if migrate is None
            else is_true(migrate)
        ),
        remotes_allowed=_remotes_allowed(spec),
        critical=critical is None or is_true(critical),
        promotable=spec.top.promotable,
        utilization=_utilization(plan, spec),
        custom=custom,
    )


def _multiple_active(word: str) -> MultipleActive:
    try:
        return MultipleActive(word)
    except ValueError:
        return MultipleActive.STOP_START


def _needed(plan: Plan, spec: Spec, word: str, *, unfencing: bool) -> Needed:
    settings = plan.settings
    if word == "nothing":
        return Needed()
    if word == "quorum":
        return Needed(quorum=True)
    if word == "fencing":
        return Needed(fencing=True)
    if word == "unfencing":
        if spec.fences or not settings.fencing_enabled:
            return Needed(quorum=True)
        return Needed(fencing=True, unfencing=True)
    if spec.fences or (spec.variant is Variant.PRIMITIVE and spec.is_connection):
        return Needed(quorum=True)
    if unfencing and settings.fencing_enabled:
        return Needed(fencing=True, unfencing=True)
    if settings.fencing_enabled:
        return Needed(fencing=True)
    return Needed(quorum=settings.no_quorum_policy != "ignore")


def _remotes_allowed(spec: Spec) -> bool:
    """Whether it connects into a bundle, whose containers may be on remote nodes."""
    return spec.is_connection and spec.bundled


def _utilization(plan: Plan, spec: Spec) -> dict[str, int]:
    pairs: dict[str, str] = {}
    circumstances = Circumstances(now=plan.circumstances.now)
    unpack(spec.element, "utilization", pairs, circumstances, plan.references)
    return {name: parse_integer(value) for name, value in pairs.items()}


def clone_parts(spec: Spec) -> CloneParts:
    """What only clones are told."""
    meta = spec.meta
    per_node = meta.get("clone-node-max")
    promoted = promoted_per_node = None
    if spec.promotable:
        promoted = meta.get("promoted-max", meta.get("master-max"))
        promoted_per_node = meta.get("promoted-node-max", meta.get("master-node-max"))
    return CloneParts(
        clone_max=spec.instances,
        clone_node_max=_count(per_node) if spec.unique else min(1, _count(per_node)),
        interleave=is_true(meta.get("interleave")),
        ordered=is_true(meta.get("ordered")),
        promoted_max=_count(promoted) if spec.promotable else 0,
        promoted_node_max=_count(promoted_per_node) if spec.promotable else 0,
    )


def _count(text: str | None, *, default: int = 1) -> int:
    """A number that is never negative; 0 where it is none."""
    return default if text is None else max(0, parse_integer(text))
