"""Colocation constraints: what runs where something else runs, or does not.

Pacemaker Explained: "Placing Resources Relative to Other Resources".
"""

from collections.abc import Iterator

from engine.cib.boolean import parse_boolean
from engine.cib.xml import Element
from engine.scheduler.constraints.colocate import add_colocation
from engine.scheduler.constraints.findings import complain, unknown_resource
from engine.scheduler.constraints.instance import instance_asked_for
from engine.scheduler.constraints.references import References
from engine.scheduler.constraints.score import read_score
from engine.scheduler.constraints.sets import (
    ResourceSet,
    check_reference,
    read_sets,
    set_of_tag,
)
from engine.scheduler.model.resource import Resource
from engine.scheduler.model.role import Role


def read_colocation(references: References, constraint: Element) -> None:
    """Read one ``rsc_colocation``, which names two resources, or one and a tag, or sets."""
    sets, whole = read_sets(references, constraint)
    if not sets and whole and constraint.get("rsc") and constraint.get("with-rsc"):
        converted = _sets_of_tags(references, constraint)
        if converted is None:
            return
        sets = converted
    elif not sets and not whole:
        return
    previous: ResourceSet | None = None
    for block in sets:
        _colocate_within(references, constraint, block)
        if previous is not None:
            _colocate_sets(references, constraint, previous, block)
        previous = block
    if previous is None:
        _colocate_two(references, constraint)


def _sets_of_tags(references: References, constraint: Element) -> list[ResourceSet] | None:
    """Two sets where one side is a tag or template; none where neither is; None if unusable."""
    for attribute in ("rsc", "with-rsc"):
        if not check_reference(references, constraint, attribute):
            return None
    of_tags = [
        references.resource(constraint.get(attribute)) is None for attribute in ("rsc", "with-rsc")
    ]
    if all(of_tags):
        complain(
            references.cluster,
            constraint,
            "colocation-of-two-tags",
            "Two templates or tags cannot be colocated with one another.",
        )
        return None
    if not any(of_tags):
        return []
    return [
        set_of_tag(references, constraint, "rsc", role=constraint.get("rsc-role")),
        set_of_tag(references, constraint, "with-rsc", role=constraint.get("with-rsc-role")),
    ]


def _influence(references: References, constraint: Element, dependent: Resource) -> bool:
    """Whether the dependent's wishes count for the primary's place."""
    text = constraint.get("influence")
    if text is None:
        return dependent.critical
    value = parse_boolean(text)
    if value is None:
        complain(
            references.cluster,
            constraint,
            "colocation-influence-invalid",
            f"{text!r} is neither true nor false.",
            value=text,
        )
        return dependent.critical
    return value


def _colocate_two(references: References, constraint: Element) -> None:
    cluster = references.cluster
    dependent = references.resource(constraint.get("rsc"))
    primary = references.resource(constraint.get("with-rsc"))
    if dependent is None or primary is None:
        attribute = "rsc" if dependent is None else "with-rsc"
        unknown_resource(cluster, constraint, constraint.get(attribute))
        return
    dependent = instance_asked_for(cluster, constraint, "rsc-instance", dependent)
    primary = instance_asked_for(cluster, constraint, "with-rsc-instance", primary)
    if dependent is None or primary is None:
        return
    add_colocation(
        cluster,
        constraint.get("id", ""),
        dependent,
        primary,
        read_score(cluster, constraint.get("score")),
        dependent_role=Role.read(constraint.get("rsc-role")),
        primary_role=Role.read(constraint.get("with-rsc-role")),
        node_attribute=constraint.get("node-attribute") or "#uname",
        influence=_influence(references, constraint, dependent),
    )


def _colocate_within(references: References, constraint: Element, block: ResourceSet) -> None:
    """Each member of a set with the one before it; in a set of enemies with all before it."""
    cluster = references.cluster
    own = block.get("score")
    score = read_score(cluster, constraint.get("score") if own is None else own)
    if score == 0 or not block.in_sequence:
        return
    role = Role.read(block.get("role"))
    id_ = block.id or ""
    reversed_order = (block.get("ordering") or "group").lower() != "group"
    previous: Resource | None = None
    for resource in block.known_resources(references):
        if score < 0:
            partners = [(resource, other) for other in _named_before(references, block, resource)]
        elif previous is None:
            partners = []
        elif reversed_order:
            partners = [(previous, resource)]
        else:
            partners = [(resource, previous)]
        for dependent, primary in partners:
            add_colocation(
                cluster,
                id_,
                dependent,
                primary,
                score,
                dependent_role=role,
                primary_role=role,
                influence=_influence(references, constraint, dependent),
            )
        previous = resource


def _named_before(
    references: References, block: ResourceSet, resource: Resource
) -> Iterator[Resource]:
    """The members of a set up to the one that is named as the resource is.

    A clone that is named by what is inside of it goes by another name, and so meets all members,
    itself included.
    """
    for name in block.members:
        if name == resource.id:
            return
        other = references.resource(name)
        if other is not None:
            yield other


def _colocate_sets(
    references: References, constraint: Element, first: ResourceSet, second: ResourceSet
) -> None:
    """The first set's members with the second's; of a sequence only the end that is nearer."""
    cluster = references.cluster
    score = read_score(cluster, constraint.get("score"))
    if score == 0:
        return
    dependents = first.members[:1] if first.in_sequence else first.members
    primaries = second.members[-1:] if second.in_sequence else second.members
    for name in dependents:
        dependent = references.resource(name)
        if dependent is None:
            unknown_resource(cluster, first.element, name)
            return
        for other in primaries:
            primary = references.resource(other)
            if primary is None:
                unknown_resource(cluster, second.element, other)
                return
            add_colocation(
                cluster,
                constraint.get("id", ""),
                dependent,
                primary,
                score,
                dependent_role=Role.read(first.get("role")),
                primary_role=Role.read(second.get("role")),
                influence=_influence(references, constraint, dependent),
            )
