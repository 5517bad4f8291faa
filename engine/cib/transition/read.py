"""Pacemaker's transition graph, as its scheduler writes it, into plain values.

One ``<synapse>`` holds an action and, as ``<trigger>``s, the ids of those that come before it.
"""

import re
from typing import Final

from engine.cib.errors import CibError
from engine.cib.source import parse_tree
from engine.cib.transition.model import Graph, Step, StepKind
from engine.cib.xml import Element, child, elements

_KINDS: Final = {kind.value: kind for kind in StepKind}
_META: Final = "CRM_meta_"
_NUMBER: Final = re.compile(r":\d+\Z")
_TOLD: Final = re.compile(r"(.+)_(?:confirmed-)?(?:pre|post)_notify_[a-z]+_0\Z")
"""Keys of notifications."""
_CANCELLED: Final = re.compile(r"(.+)_[a-z]+_\d+\Z")
"""Keys of cancellations, which name the operation that is cancelled."""


def read_graph(text: str | bytes) -> Graph:
    """Read a ``<transition_graph>``.

    Raises:
        CibError: it is none; code ``syntax``, ``doctype`` or ``root``.
    """
    root = parse_tree(text)
    if root.tag != "transition_graph":
        raise CibError("root", f"This is no transition graph, but <{root.tag}>.")
    steps: list[Step] = []
    for synapse in root.iterchildren("synapse"):
        actions = child(synapse, "action_set")
        if actions is None:
            continue
        inputs = child(synapse, "inputs")
        after = () if inputs is None else _before(inputs)
        priority = _int(synapse.get("priority")) or 0
        steps += [
            _step(action, _KINDS[str(action.tag)], after, priority)
            for action in elements(actions)
            if action.tag in _KINDS
        ]
    return Graph(tuple(steps), {str(name): str(value) for name, value in root.attrib.items()})


def _before(inputs: Element) -> tuple[int, ...]:
    return tuple(
        int(action.get("id", "0"))
        for trigger in inputs.iterchildren("trigger")
        for action in elements(trigger)
    )


def _step(action: Element, kind: StepKind, after: tuple[int, ...], priority: int) -> Step:
    task = action.get("operation", "")
    details = child(action, "attributes")
    attributes = (
        {} if details is None else {str(name): str(value) for name, value in details.attrib.items()}
    )
    resource, instance = _named(action, task)
    primitive = child(action, "primitive")
    fences = task == "stonith"
    return Step(
        id=int(action.get("id", "0")),
        kind=kind,
        task=task,
        key=task if kind is StepKind.CLUSTER else action.get("operation_key", task),
        node=None if fences else action.get("on_node"),
        resource=resource,
        instance=instance,
        recorded_as=None if primitive is None else primitive.get("id"),
        known_as=None if primitive is None else primitive.get("long-id"),
        agent=None if primitive is None else _agent(primitive),
        interval_ms=_int(attributes.get(f"{_META}interval")) or 0,
        timeout_ms=_int(attributes.get(f"{_META}timeout")),
        target=(action.get("on_node") if fences else attributes.get(f"{_META}migrate_target")),
        source=attributes.get(f"{_META}migrate_source"),
        attributes=attributes,
        after=after,
        priority=priority,
    )


def _agent(primitive: Element) -> tuple[str, str | None, str] | None:
    standard, kind = primitive.get("class"), primitive.get("type")
    if standard is None or kind is None:
        return None
    return standard, primitive.get("provider"), kind


def _named(action: Element, task: str) -> tuple[str | None, str | None]:
    """The primitive's id without an instance number, and the instance's name where it differs.

    What is no agent's operation names a resource only in its key, and that may be a group's or a
    clone's.
    """
    primitive = child(action, "primitive")
    inner = _resource_of(action.get("internal_operation_key"), task)
    if primitive is None:
        name, long = _resource_of(action.get("operation_key"), task), None
    else:
        name, long = primitive.get("id"), primitive.get("long-id")
    if name is None:
        return None, None
    instance = next((item for item in (name, inner, long) if item and _NUMBER.search(item)), None)
    return _NUMBER.sub("", name), instance


def _resource_of(key: str | None, task: str) -> str | None:
    """The resource in an operation's key (``webip_start_0``, ``db_pre_notify_start_0``)."""
    name, _, interval = (key or "").rpartition(f"_{task}_")
    if name and interval.isdigit():
        return name
    found = (_CANCELLED if task == "cancel" else _TOLD).match(key or "")
    return None if found is None else found.group(1)


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
