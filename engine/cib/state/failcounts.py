"""Fail counts, which live in node attributes, and whether a failure has expired.

Attributes are named ``fail-count-RESOURCE#OPERATION_INTERVAL`` and ``last-failure-…`` alike;
before feature set 3.0.13 they had no part after the resource.
"""

import re
from collections.abc import Mapping
from typing import Final

from engine.cib.score import add, parse_score
from engine.cib.state.operations import HistoryOperation
from engine.cib.state.specs import Spec
from engine.cib.state.values import parse_integer
from engine.cib.state.world import Instance, NodeWork, World

_PER_OPERATION: Final = (3, 0, 13)
_ATTRIBUTE: Final = re.compile(r"(fail-count|last-failure)-(.+?)(#.+_[0-9]+)?$")
_INSTANCE: Final = re.compile(r":[0-9]+$")
_NEVER_EXPIRE: Final = frozenset({0, 7, 8, 190, 191})


def fail_counts(
    attributes: Mapping[str, str], feature_set: tuple[int, ...]
) -> dict[str, tuple[int, int]]:
    """Count and time of the last failure (seconds since 1970, 0 if unknown) by resource name."""
    found: dict[str, tuple[int, int]] = {}
    per_operation = feature_set >= _PER_OPERATION
    for name, value in attributes.items():
        if not name.startswith(("fail-count-", "last-failure-")):
            continue
        match = _ATTRIBUTE.match(name)
        if match is None or (match.group(3) is not None) != per_operation:
            continue
        resource = match.group(2)
        count, last = found.get(resource, (0, 0))
        if match.group(1) == "fail-count":
            count = add(count, parse_score(value))
        else:
            last = max(last, parse_integer(value))
        found[resource] = (count, last)
    return found


def failures_of(world: World, instance: Instance, node: NodeWork) -> tuple[int, int]:
    """Fail count of a resource on a node, and the time of the last failure there."""
    name = instance.history_name or instance.id
    counts = fail_counts(node.attributes, world.feature_set)
    if instance.unique:
        return counts.get(name, (0, 0))
    # Instances that cannot be told apart fail together.
    base = _INSTANCE.sub("", name)
    total, latest = 0, 0
    for other, (count, last) in counts.items():
        if _INSTANCE.sub("", other) == base:
            total, latest = add(total, count), max(latest, last)
    return total, latest


def has_expired(
    world: World, instance: Instance, node: NodeWork, operation: HistoryOperation
) -> bool:
    """Whether an operation's result is to be forgotten: older than ``failure-timeout``.

    It is not while the resource has failed on that node more recently. Without a known time
    nothing expires.
    """
    timeout = instance.failure_timeout
    if timeout <= 0 or operation.last_change is None or world.now is None:
        return False
    now = int(world.now)
    count, last = failures_of(world, instance, node)
    if count > 0 and failure_blocks(instance.id, instance.spec, operation):
        instance.failure_timeout = timeout = 0
    expired = now >= operation.last_change + timeout and not _awaits_fencing(
        world, instance, operation
    )
    if not expired:
        world.recheck_at(operation.last_change + timeout)
        return False
    if count > 0:
        counts_as_over = timeout > 0 and last > 0 and now > last + timeout
        if not counts_as_over:
            world.recheck_at(last + timeout + 1)
            return False
    if count > 0 or (instance.spec.reconnect_ms and operation.id.endswith("_last_failure_0")):
        world.found.cleared.append((instance, node))
    if operation.is_probe and operation.rc in _NEVER_EXPIRE:
        # What it found stays true, old as it is.
        world.found.expired[operation] = False
        return False
    return True


def _awaits_fencing(world: World, instance: Instance, operation: HistoryOperation) -> bool:
    """A lost connection with a reconnect interval is kept in mind until its node is fenced."""
    if (
        not instance.spec.reconnect_ms
        or not world.settings.fencing_enabled
        or operation.interval_ms == 0
        or operation.task != "monitor"
    ):
        return False
    node = world.by_name.get(instance.id)
    return node is not None and not node.was_fenced


def failure_blocks(id_: str, spec: Spec, operation: HistoryOperation) -> bool:
    """Whether an operation has failed in a way that blocks its resource (``on-fail="block"``)."""
    base = _INSTANCE.sub("", id_)
    for configured in spec.operations:
        if configured.element.get("on-fail") != "block":
            continue
        if (configured.name, configured.interval_ms) != (operation.task, operation.interval_ms):
            continue
        if operation.id == f"{base}_last_failure_0":
            return True
        expected = f"{base}_{configured.name}_{configured.interval_ms}"
        if operation.id == expected and operation.rc != operation.expected_rc:
            return True
    return False


def base_name(name: str) -> str:
    """A resource's name in an attribute without an instance number."""
    return _INSTANCE.sub("", name)


def resource_of(attribute: str) -> str | None:
    """The resource that a fail-count attribute speaks of; None for other attributes."""
    match = _ATTRIBUTE.match(attribute)
    return None if match is None else match.group(2)
