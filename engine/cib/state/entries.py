"""The entries of a node's operation history that can say something about a resource."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from engine.cib.fresh import new_dict, new_set
from engine.cib.state.operations import (
    DONE,
    NOT_RUNNING,
    HistoryOperation,
    in_order,
    read_operations,
)
from engine.cib.state.plan import Place, Plan
from engine.cib.state.running import tell_parents
from engine.cib.state.specs import Variant
from engine.cib.state.world import Instance, Mark, NodeWork
from engine.cib.xml import Element, attributes, child

Agent: TypeAlias = tuple[str | None, str | None, str | None]
"""Class, provider and type."""

_MIGRATIONS: Final = frozenset({"migrate_to", "migrate_from"})


@dataclass(slots=True)
class Outcome:
    """What reading an entry made of an instance of which nothing was known before."""

    flags: tuple[bool, bool, bool, bool]
    """The node's, when it was read: online, unclean, in maintenance, shutting down."""
    role: int
    next_role: int
    managed: bool
    blocked: bool
    failed: bool
    failure_ignored: bool
    running: bool
    known: bool
    held: bool
    """Whether it is there for being unmanaged."""

    @classmethod
    def of(cls, instance: Instance, flags: tuple[bool, bool, bool, bool]) -> "Outcome":
        """Take it from the instance that was read."""
        return cls(
            flags,
            instance.role,
            instance.next_role,
            instance.managed,
            instance.blocked,
            instance.failed,
            instance.failure_ignored,
            bool(instance.running_on),
            bool(instance.known_on),
            bool(instance.marks),
        )

    def apply(self, instance: Instance, node: NodeWork) -> None:
        """Make the same of an instance of which nothing is known."""
        instance.role = self.role
        instance.next_role = self.next_role
        instance.managed = self.managed
        instance.blocked = self.blocked
        instance.failed = self.failed
        instance.failure_ignored = self.failure_ignored
        if self.known:
            instance.known_on.append(node)
        if self.held:
            instance.marks = ((Mark.HELD, node),)
        if self.running:
            instance.running_on.append(node)
            tell_parents(instance, node, managed=not self.held)
        elif instance.history_name is not None and ":" in instance.history_name:
            instance.history_name = None


@dataclass(slots=True, eq=False)
class Entry:
    """One ``lrm_resource``, its operations oldest first."""

    name: str
    place: Place | None
    position: int
    operations: tuple[HistoryOperation, ...]
    lock: str | None
    attributes: dict[str, str]
    """Of the element itself, where it may be that of an orphan."""
    unnumbered: bool
    """Whether nothing in it bears the number of a clone's instance."""
    outcome: Outcome | None = None
    """Where it follows from the entry and the node's state alone."""

    def partners(self) -> list[str]:
        """Names of the nodes that live migrations in it came from or went to."""
        found: list[str] = []
        for operation in self.operations:
            if operation.task in _MIGRATIONS:
                names = (operation.source, operation.target)
                found += [name for name in names if name is not None]
        return found

    def says_nothing(self) -> bool:
        """Whether it is a single probe, of what is no clone, that found nothing."""
        place = self.place
        return (
            place is not None
            and place.spec.top.variant is not Variant.CLONE
            and self.lock is None
            and len(self.operations) == 1
            and is_idle_probe(self.operations[0])
        )


@dataclass(slots=True)
class NodeEntries:
    """A node's history: where entries are, and those worth reading."""

    elements: dict[str, Element] = field(default_factory=new_dict)
    """Of the entries below, so that they are found again at once."""
    positions: dict[str, int] = field(default_factory=new_dict)
    """Places in document order; what went leaves a gap."""
    end: int = 0
    """The place after the last one."""
    repeated: set[str] = field(default_factory=new_set)
    """Names that occur more than once, which happens in hand-made documents only."""
    entries: dict[str, Entry] = field(default_factory=new_dict)

    def copy(self) -> "NodeEntries":
        """A copy that can be kept up to date on its own."""
        return NodeEntries(
            dict(self.elements),
            dict(self.positions),
            self.end,
            set(self.repeated),
            dict(self.entries),
        )


def resources_of(state: Element) -> Element | None:
    """The element that holds a node's history."""
    lrm = child(state, "lrm")
    return None if lrm is None else child(lrm, "lrm_resources")


def scan(plan: Plan, state: Element, plain: Mapping[str, Agent]) -> NodeEntries:
    """Read a node's whole history.

    Nearly all entries of a large cluster are single probes that found nothing; those of
    resources that are no clones say nothing that is not so anyway, and are passed over:
    ``plain`` has their names, and the agents they have to be of.
    """
    found = NodeEntries()
    resources = resources_of(state)
    if resources is None:
        return found
    names, positions, locks = found.elements, found.positions, plan.settings.shutdown_lock
    for position, element in enumerate(resources.iterchildren("lrm_resource")):
        name = element.get("id")
        if name is None:
            continue
        if name in positions:
            found.repeated.add(name)
        positions[name] = found.end = position
        if name in plain and not locks and _is_idle(element) and agent_of(element) == plain[name]:
            continue
        names[name] = element
        entry = read_entry(plan, element, name, position)
        if entry is not None:
            key = f"{name}#{position}" if name in found.repeated else name
            found.entries[key] = entry
    found.end += 1
    return found


def replace_entries(
    plan: Plan, state: Element, history: NodeEntries, unread: Collection[str]
) -> bool:
    """Let a history that has not changed count for another configuration.

    ``unread`` are names that were passed over so far and no longer are. False where the history
    has to be read whole, as ``scan`` does.
    """
    resources = resources_of(state)
    if history.repeated or resources is None:
        return False
    for name in unread:
        element = element_of(history, resources, name) if name in history.positions else None
        if element is not None:
            history.elements[name] = element
            entry = read_entry(plan, element, name, history.positions[name])
            if entry is not None:
                history.entries[name] = entry
    for name, entry in history.entries.items():
        place = plan.place(name)
        element = history.elements.get(name)
        if element is None:
            return False
        if place is not None and place == entry.place:
            continue  # the very same resource as before
        history.entries[name] = replace(
            entry,
            place=place,
            attributes=_attributes_where_needed(element, place),
            outcome=None,
        )
    return True


def _attributes_where_needed(element: Element, place: Place | None) -> dict[str, str]:
    return attributes(element) if place is None or place.spec.bundled else {}


def element_of(known: NodeEntries, resources: Element, name: str) -> Element | None:
    """The entry of that name, as it is now."""
    element = known.elements.get(name)
    if element is not None and element.getparent() is resources and element.get("id") == name:
        return element
    position = known.positions.get(name)
    if position is not None and position < len(resources):
        # Nothing before it came or went, as a rule.
        element = resources[position]
        if element.get("id") == name:
            return element
    for candidate in resources.iterchildren("lrm_resource", reversed=True):
        if candidate.get("id") == name:
            return candidate
    return None


def plain_names(plan: Plan) -> dict[str, Agent]:
    """Resources of which a probe that found nothing says nothing, and their agents."""
    return {
        name: spec.agent
        for name, spec in plan.primitives.items()
        if spec.top.variant is not Variant.CLONE and not spec.root.delicate
    }


def agent_of(element: Element) -> Agent:
    """The agent whose operations an entry holds."""
    get = element.get
    return get("class"), get("provider"), get("type")


def read_entry(plan: Plan, element: Element, name: str, position: int) -> Entry | None:
    """Read one entry; None if it says nothing."""
    lock = element.get("shutdown-lock") if plan.settings.shutdown_lock else None
    operations = read_operations(element)
    if not operations and not plan.settings.shutdown_lock:
        return None
    place = plan.place(name)
    return Entry(
        name=name,
        place=place,
        position=position,
        operations=in_order(operations),
        lock=lock,
        attributes=_attributes_where_needed(element, place),
        unnumbered=":" not in name and all(":" not in operation.key for operation in operations),
    )


def is_idle_probe(operation: HistoryOperation) -> bool:
    """Whether an operation is a probe that found nothing running."""
    return operation.is_probe and operation.rc == NOT_RUNNING and operation.status == DONE


def _is_idle(element: Element) -> bool:
    if len(element) != 1:
        return False
    get = element[0].get
    return (
        get("rc-code") == "7"
        and get("interval") == "0"
        and get("operation") == "monitor"
        and get("op-status") == "0"
    )
