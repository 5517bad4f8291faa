"""Resource sets: those of the configuration, and those that tags and templates stand for.

Pacemaker Explained: "Resource Sets", "Tagging Configuration Elements".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.cib.boolean import parse_boolean
from engine.cib.state.values import is_true
from engine.cib.xml import Element
from engine.scheduler.constraints.findings import complain, unknown_resource
from engine.scheduler.constraints.references import References
from engine.scheduler.model.resource import Resource


@dataclass(frozen=True, slots=True)
class ResourceSet:
    """A set, with tags and templates in it replaced by what they stand for."""

    element: Element
    """Where it is written: the ``resource_set``, or the constraint that names a tag."""
    id: str | None
    members: tuple[str, ...]
    attributes: Mapping[str, str]

    def get(self, name: str) -> str | None:
        """One of its attributes."""
        return self.attributes.get(name)

    @property
    def in_sequence(self) -> bool:
        """Whether each member depends on the one before it, which is the default."""
        return parse_boolean(self.get("sequential")) is not False

    @property
    def declared_sequential(self) -> bool:
        """Whether ``sequential`` is there and true."""
        return is_true(self.get("sequential"))

    def resources(self, references: References) -> list[Resource] | None:
        """The members; None, with a finding, if one of them does not exist."""
        found: list[Resource] = []
        for name in self.members:
            resource = references.resource(name)
            if resource is None:
                unknown_resource(references.cluster, self.element, name)
                return None
            found.append(resource)
        return found

    def known_resources(self, references: References) -> Iterator[Resource]:
        """The members up to the first that does not exist; that one becomes a finding."""
        for name in self.members:
            resource = references.resource(name)
            if resource is None:
                unknown_resource(references.cluster, self.element, name)
                return
            yield resource


def read_sets(references: References, constraint: Element) -> tuple[list[ResourceSet], bool]:
    """The sets of a constraint, and whether none of them was missing.

    A set may stand elsewhere and be named by ``id-ref``. As in Pacemaker the sets that follow
    that one there are then taken, and not those that follow the reference.
    """
    expanded = _expand_all(references, constraint)
    found: list[ResourceSet] = []
    seen: set[Element] = set()
    node = next(constraint.iterchildren("resource_set"), None)
    while node is not None:
        place = references.resolve(node)
        if place is None:
            complain(
                references.cluster,
                node,
                "constraint-set-missing",
                "The set that is referred to does not exist.",
                reference=node.get("id-ref", ""),
            )
            return found, False
        if place in seen:
            complain(
                references.cluster,
                node,
                "constraint-sets-in-a-circle",
                "The set refers to one that leads back to it.",
                reference=node.get("id-ref", ""),
            )
            return found, True
        seen.add(place)
        members = expanded.get(place)
        found.append(
            ResourceSet(
                place,
                place.get("id"),
                _members(place) if members is None else members,
                {str(name): str(value) for name, value in place.attrib.items()},
            )
        )
        node = next(place.itersiblings("resource_set"), None)
    return found, True


def set_of_tag(
    references: References, constraint: Element, attribute: str, **attributes: str | None
) -> ResourceSet:
    """What one side of a constraint names, as a set of its own.

    A resource is a set of one; a tag or template is all that it stands for, in no sequence. The
    name must be a known one.
    """
    name = constraint.get(attribute, "")
    given = {key: value for key, value in attributes.items() if value is not None}
    if references.resource(name) is not None:
        return ResourceSet(constraint, name, (name,), given)
    members = references.group_of(name) or ()
    return ResourceSet(constraint, name, members, {**given, "sequential": "false"})


def check_reference(references: References, constraint: Element, attribute: str) -> bool:
    """Whether one side of a constraint names something that exists; a finding if it does not."""
    name = constraint.get(attribute)
    if references.known(name):
        return True
    unknown_resource(references.cluster, constraint, name)
    return False


def _members(block: Element) -> tuple[str, ...]:
    return tuple(node.get("id", "") for node in block.iterchildren("resource_ref"))


def _expand_all(references: References, constraint: Element) -> dict[Element, tuple[str, ...]]:
    """Members of each own set with tags replaced; nothing if one of them cannot be."""
    found: dict[Element, tuple[str, ...]] = {}
    for block in constraint.iterchildren("resource_set"):
        members: list[str] = []
        # Tags may hold tags. One that is being replaced already holds itself.
        waiting = [(name, frozenset[str]()) for name in reversed(_members(block))]
        while waiting:
            name, within = waiting.pop()
            if references.resource(name) is not None:
                members.append(name)
                continue
            group = references.group_of(name)
            if group is None or name in within:
                unknown_resource(references.cluster, block, name)
                return {}
            waiting += [(part, within | {name}) for part in reversed(group)]
        found[block] = tuple(members)
    return found
