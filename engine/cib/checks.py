"""Checks of a configuration that need no schema: ids, references, empty containers, bad values."""

from collections.abc import Iterator
from typing import Final

from engine.cib.document import Cib
from engine.cib.duration import parse_duration
from engine.cib.finding import Finding, Severity
from engine.cib.score import INFINITY, parse_score
from engine.cib.xml import Element, child

_RESOURCES: Final = ("primitive", "group", "clone", "master", "bundle")
_OWN_IDS: Final = frozenset(
    {"resource_ref", "obj_ref", "role", "role_ref", "node", "acl_target", "acl_group", "acl_user"}
)
"""Elements whose id is that of something else, or of a name space of its own."""
_CONSTRAINT_ENDS: Final = ("rsc", "with-rsc", "first", "then")
_SCORED: Final = frozenset({"rsc_location", "rsc_colocation", "rule", "resource_set"})
_REMOTE: Final = ("ocf", "pacemaker", "remote")


def check(cib: Cib) -> list[Finding]:
    """All that is wrong or doubtful in the configuration of ``cib``, in document order by kind."""
    configuration = cib.section("configuration")
    if configuration is None:
        return [
            Finding(
                "no-configuration",
                Severity.ERROR,
                "The CIB has no configuration section.",
                line=cib.root.sourceline,
                subject="cib",
            )
        ]
    return list(_Check(cib, configuration).all())


class _Check:
    def __init__(self, cib: Cib, configuration: Element) -> None:
        self._cib = cib
        self._configuration = configuration
        self._ids: dict[str, Element] = {}
        self._nodes: set[str] = set()
        self._twice: list[Element] = []
        for element in configuration.iter("*"):
            id_ = element.get("id")
            if id_ is None:
                continue
            if element.tag in _OWN_IDS:
                if element.tag == "node":
                    self._nodes.add(id_)
            elif id_ in self._ids:
                self._twice.append(element)
            else:
                self._ids[id_] = element

    def all(self) -> Iterator[Finding]:
        yield from self._duplicates()
        yield from self._references()
        yield from self._containers()
        yield from self._primitives()
        yield from self._constraints()
        yield from self._tags_and_levels()
        yield from self._values()

    def _duplicates(self) -> Iterator[Finding]:
        for element in self._twice:
            id_ = element.get("id") or ""
            first = self._ids[id_]
            yield _finding(
                "duplicate-id",
                element,
                f"The id {id_} of <{element.tag}> is already that of a <{first.tag}>; ids must "
                "be unique.",
                other=first.tag,
            )

    def _references(self) -> Iterator[Finding]:
        for element in self._configuration.iter("*"):
            reference = element.get("id-ref")
            if reference is None:
                continue
            target = self._ids.get(reference)
            if target is None or target.tag != element.tag:
                yield _finding(
                    "missing-reference",
                    element,
                    f"<{element.tag}> refers to {reference}, and no <{element.tag}> has that id.",
                    reference=reference,
                )

    def _containers(self) -> Iterator[Finding]:
        for element in self._configuration.iter("group", "clone", "master"):
            inside = ("primitive",) if element.tag == "group" else ("primitive", "group")
            if next(element.iterchildren(*inside), None) is None:
                kind = "group" if element.tag == "group" else "clone"
                yield _finding(
                    f"empty-{kind}", element, f"The {kind} {element.get('id')} has nothing in it."
                )

    def _primitives(self) -> Iterator[Finding]:
        for element in self._configuration.iter("primitive"):
            template = element.get("template")
            if template is not None:
                if not self._is(template, "template"):
                    yield _finding(
                        "unknown-template",
                        element,
                        f"The primitive {element.get('id')} is made from the template "
                        f"{template}, which does not exist.",
                        template=template,
                    )
            elif not element.get("class") or not element.get("type"):
                yield _finding(
                    "no-agent", element, f"The primitive {element.get('id')} names no agent."
                )

    def _constraints(self) -> Iterator[Finding]:
        section = self._cib.section("constraints")
        if section is None:
            return
        nodes = self._node_names()
        for constraint in section.iterchildren("*"):
            named = [constraint.get(end) for end in _CONSTRAINT_ENDS]
            named += [ref.get("id") for ref in constraint.iter("resource_ref")]
            for name in dict.fromkeys(named):
                if name is not None and not self._is(name, *_RESOURCES, "template", "tag"):
                    yield _finding(
                        "unknown-resource",
                        constraint,
                        f"The constraint {constraint.get('id')} names the resource {name}, "
                        "which does not exist.",
                        resource=name,
                    )
            node = constraint.get("node")
            if node is not None and node.lower() not in nodes:
                yield _finding(
                    "unknown-node",
                    constraint,
                    f"The constraint {constraint.get('id')} names the node {node}, which the "
                    "cluster does not have.",
                    Severity.WARNING,
                    node=node,
                )

    def _tags_and_levels(self) -> Iterator[Finding]:
        for reference in self._configuration.iter("obj_ref"):
            name = reference.get("id") or ""
            if name not in self._ids and name not in self._nodes:
                tag = reference.getparent()
                yield _finding(
                    "unknown-tagged",
                    reference if tag is None else tag,
                    f"A tag names {name}, which does not exist.",
                    Severity.WARNING,
                    reference=name,
                )
        for level in self._configuration.iter("fencing-level"):
            for device in (level.get("devices") or "").split(","):
                if device.strip() and not self._is(device.strip(), *_RESOURCES):
                    yield _finding(
                        "unknown-device",
                        level,
                        f"The fencing level {level.get('id')} names the device "
                        f"{device.strip()}, which does not exist.",
                        device=device.strip(),
                    )

    def _values(self) -> Iterator[Finding]:
        for element in self._configuration.iter(*_SCORED):
            score = element.get("score")
            if score is not None and parse_score(score, INFINITY + 1) > INFINITY:
                yield _finding(
                    "bad-score",
                    element,
                    f"The score {score!r} of {element.get('id')} is no number and not INFINITY; "
                    "it counts as 0.",
                    Severity.WARNING,
                    score=score,
                )
        for op in self._configuration.iter("op"):
            for name in ("interval", "timeout", "start-delay"):
                text = op.get(name)
                if text is not None and parse_duration(text) is None:
                    yield _finding(
                        "bad-duration",
                        op,
                        f"The {name} {text!r} of {op.get('id')} is no duration such as 10s.",
                        Severity.WARNING,
                        name=name,
                        value=text,
                    )

    def _is(self, name: str, *tags: str) -> bool:
        element = self._ids.get(name)
        return element is not None and element.tag in tags

    def _node_names(self) -> set[str]:
        """Names of nodes in any case: members, remote nodes and those that resources make."""
        names: set[str] = set()
        status = self._cib.section("status")
        for section in (self._cib.section("nodes"), status):
            if section is not None:
                names.update(node.get("uname") or "" for node in section.iterchildren("*"))
        for primitive in self._configuration.iter("primitive"):
            if tuple(map(primitive.get, ("class", "provider", "type"))) == _REMOTE:
                names.add(primitive.get("id") or "")
        for pair in self._configuration.iter("nvpair"):
            if pair.get("name") == "remote-node":
                names.add(pair.get("value") or "")
        for bundle in self._configuration.iter("bundle"):
            names.update(f"{bundle.get('id')}-{number}" for number in range(_replicas(bundle)))
        return {name.lower() for name in names}


def _replicas(bundle: Element) -> int:
    for runtime in ("docker", "podman", "rkt"):
        found = child(bundle, runtime)
        if found is not None:
            counts = (found.get(name) for name in ("replicas", "promoted-max", "masters"))
            text = next((count for count in counts if count), "1")
            return min(int(text[:9]), 1000) if text.isascii() and text.isdigit() else 1
    return 1


def _finding(
    code: str,
    element: Element,
    message: str,
    severity: Severity = Severity.ERROR,
    **facts: str,
) -> Finding:
    named: Element | None = element
    while named is not None and named.get("id") is None:
        named = named.getparent()
    return Finding(
        code,
        severity,
        message,
        line=element.sourceline,
        subject=None if named is None else named.get("id"),
        facts=facts,
    )
