"""Location constraints: which nodes a resource likes, and how much.

Pacemaker Explained: "Deciding Which Nodes a Resource Can Run On".
"""

from engine.cib.xml import Element
from engine.scheduler.constraints.findings import complain
from engine.scheduler.constraints.location_rule import locate_by_rule
from engine.scheduler.constraints.patterns import (
    PatternTooHard,
    Submatches,
    compile_pattern,
)
from engine.scheduler.constraints.references import References
from engine.scheduler.constraints.score import read_score
from engine.scheduler.constraints.sets import check_reference, read_sets, set_of_tag
from engine.scheduler.model.constraint import Location
from engine.scheduler.model.node import Node
from engine.scheduler.model.resource import Discovery, Resource
from engine.scheduler.model.role import Role


def read_location(references: References, constraint: Element) -> None:
    """Read one ``rsc_location``, which names a resource, a tag, a pattern or sets."""
    sets, whole = read_sets(references, constraint)
    if not sets and whole and constraint.get("rsc") is not None:
        if not check_reference(references, constraint, "rsc"):
            return
        if references.resource(constraint.get("rsc")) is None:
            sets = [set_of_tag(references, constraint, "rsc", role=constraint.get("role"))]
    for block in sets:
        for resource in block.known_resources(references):
            _locate(
                references,
                constraint,
                resource,
                role=block.get("role"),
                score=block.get("score"),
            )
        if any(references.resource(name) is None for name in block.members):
            return
    if sets or not whole:
        return
    resource = references.resource(constraint.get("rsc"))
    if resource is not None:
        _locate(references, constraint, resource)
    pattern = constraint.get("rsc-pattern")
    if pattern is not None:
        _locate_by_pattern(references, constraint, pattern)


def add_location(
    resource: Resource,
    id_: str,
    scores: dict[Node, int],
    *,
    role: Role = Role.UNKNOWN,
    discovery: Discovery | None = None,
    kind: str = "location",
) -> Location:
    """Add scores of a resource on nodes, to be applied with all others of their kind."""
    location = Location(id_, resource, scores, role, discovery, kind)
    resource.cluster.locations.append(location)
    resource.locations.append(location)
    if discovery is Discovery.EXCLUSIVE:
        resource.exclusive_discovery = True
    return location


def _locate_by_pattern(references: References, constraint: Element, text: str) -> None:
    inverted = text.startswith("!")
    pattern = compile_pattern(text[1:] if inverted else text)
    if pattern is None:
        complain(
            references.cluster,
            constraint,
            "location-pattern-invalid",
            f"{text!r} is no regular expression.",
            pattern=text,
        )
        return
    for resource in references.cluster.resources:
        try:
            submatches = pattern.search(resource.id)
        except PatternTooHard:
            complain(
                references.cluster,
                constraint,
                "location-pattern-too-hard",
                f"It takes too long to find what {text!r} matches.",
                pattern=text,
            )
            return
        if inverted and submatches is None:
            _locate(references, constraint, resource)
        elif submatches is not None and not inverted:
            _locate(references, constraint, resource, submatches=submatches)


def _locate(
    references: References,
    constraint: Element,
    resource: Resource,
    *,
    role: str | None = None,
    score: str | None = None,
    submatches: Submatches | None = None,
) -> None:
    """One resource's share of a constraint: a score on a node, or what rules say."""
    cluster = references.cluster
    if score is None:
        score = constraint.get("score")
    name = constraint.get("node")
    discovery = read_discovery(references, constraint)
    if name is None or score is None:
        rules = list(constraint.iterchildren("rule"))
        if not rules:
            complain(
                cluster,
                constraint,
                "location-without-rules",
                "A location needs a node and a score, or rules.",
            )
        for rule in rules:
            found = locate_by_rule(references, rule, resource, submatches)
            if found is not None:
                id_, scores, wanted = found
                # Rules that hold nowhere still restrict where the resource is looked for.
                add_location(resource, id_, scores, role=wanted, discovery=discovery)
        return
    node = cluster.nodes_by_name.get(name)
    if node is None:
        return
    word = constraint.get("role") if role is None else role
    location = add_location(
        resource,
        constraint.get("id", ""),
        {node: read_score(cluster, score)},
        discovery=discovery,
    )
    if word is not None:
        wanted = Role.read(word)
        if wanted is Role.UNKNOWN:
            complain(
                cluster,
                constraint,
                "location-role-invalid",
                f"{word!r} is no role.",
                role=word,
            )
        elif wanted in (Role.PROMOTED, Role.STOPPED):
            location.role = wanted


def read_discovery(references: References, constraint: Element) -> Discovery | None:
    """What ``resource-discovery`` says; None for ``always``, the default."""
    word = constraint.get("resource-discovery")
    if word is None or word.lower() == "always":
        return None
    if word.lower() == "never":
        return Discovery.NEVER
    if word.lower() == "exclusive":
        return Discovery.EXCLUSIVE
    complain(
        references.cluster,
        constraint,
        "location-discovery-invalid",
        f"{word!r} is no way of discovery.",
        value=word,
    )
    return None
