"""From the resources section to the tree of resources."""

from collections.abc import Mapping
from typing import Final

from engine.cib.boolean import parse_boolean
from engine.cib.views.known import Known
from engine.cib.views.nvsets import merged, read_sets
from engine.cib.views.operations import read_operations
from engine.cib.views.reader import Reader
from engine.cib.views.resources import Bundle, Clone, Group, Primitive, Resource, Template
from engine.cib.xml import Element, attributes, child, elements

_RUNTIMES: Final = ("docker", "podman", "rkt")


class ResourceReader:
    """Reads one resources section."""

    def __init__(self, section: Element | None, reader: Reader, known: Known | None = None) -> None:
        self._section = section
        self._reader = reader
        self._known = known
        found = () if section is None else section.iterchildren("template")
        self._templates = {item.get("id") or "": item for item in found}

    def templates(self) -> dict[str, Template]:
        """The templates, by id."""
        return {id_: self._template(item) for id_, item in self._templates.items()}

    def resources(self) -> tuple[Resource, ...]:
        """The resources that are in no other, in document order."""
        if self._section is None:
            return ()
        if self._known is None:
            found = [self._resource(item) for item in elements(self._section)]
        else:
            found = self._known.resources.each(elements(self._section), self._resource)
        return tuple([item for item in found if item is not None])

    def _resource(self, item: Element) -> Resource | None:
        match item.tag:
            case "primitive":
                return self._primitive(item)
            case "group":
                return self._group(item)
            case "clone" | "master":
                return self._clone(item)
            case "bundle":
                return self._bundle(item)
            case _:
                return None

    def _template(self, item: Element) -> Template:
        parents = (item,)
        parameters = read_sets(parents, "instance_attributes", self._reader)
        meta = read_sets(parents, "meta_attributes", self._reader)
        return Template(
            id=item.get("id") or "",
            standard=item.get("class") or "",
            provider=item.get("provider"),
            type=item.get("type") or "",
            description=item.get("description"),
            parameters=merged(parameters),
            meta=merged(meta),
            utilization=merged(read_sets(parents, "utilization", self._reader)),
            operations=read_operations(item, None, self._reader),
            parameter_sets=parameters,
            meta_sets=meta,
        )

    def _primitive(self, item: Element) -> Primitive:
        name = item.get("template")
        template = None if name is None else self._templates.get(name)
        parents = (item,) if template is None else (template, item)
        agent = item if template is None else template
        parameters = read_sets(parents, "instance_attributes", self._reader)
        meta = read_sets(parents, "meta_attributes", self._reader)
        return Primitive(
            id=item.get("id") or "",
            standard=agent.get("class") or "",
            provider=agent.get("provider"),
            type=agent.get("type") or "",
            description=item.get("description"),
            parameters=merged(parameters),
            meta=merged(meta),
            utilization=merged(read_sets(parents, "utilization", self._reader)),
            operations=read_operations(item, template, self._reader),
            parameter_sets=parameters,
            meta_sets=meta,
            template=name,
        )

    def _group(self, item: Element) -> Group:
        meta = read_sets((item,), "meta_attributes", self._reader)
        parameters = read_sets((item,), "instance_attributes", self._reader)
        return Group(
            id=item.get("id") or "",
            members=tuple([self._primitive(member) for member in item.iterchildren("primitive")]),
            meta=merged(meta),
            parameters=merged(parameters),
            description=item.get("description"),
            meta_sets=meta,
            parameter_sets=parameters,
        )

    def _clone(self, item: Element) -> Clone:
        sets = read_sets((item,), "meta_attributes", self._reader)
        parameters = read_sets((item,), "instance_attributes", self._reader)
        meta = merged(sets)
        inside = next(item.iterchildren("primitive", "group"), None)
        inner = None if inside is None else self._resource(inside)
        return Clone(
            id=item.get("id") or "",
            child=inner if isinstance(inner, Primitive | Group) else None,
            promotable=item.tag == "master" or bool(parse_boolean(meta.get("promotable"))),
            unique=bool(parse_boolean(meta.get("globally-unique"))),
            max=_count(meta, "clone-max"),
            node_max=_or_one(_count(meta, "clone-node-max")),
            promoted_max=_or_one(_count(meta, "promoted-max", "master-max")),
            promoted_node_max=_or_one(_count(meta, "promoted-node-max", "master-node-max")),
            notify=bool(parse_boolean(meta.get("notify"))),
            ordered=bool(parse_boolean(meta.get("ordered"))),
            interleave=bool(parse_boolean(meta.get("interleave"))),
            meta=meta,
            parameters=merged(parameters),
            description=item.get("description"),
            meta_sets=sets,
            parameter_sets=parameters,
        )

    def _bundle(self, item: Element) -> Bundle:
        sets = read_sets((item,), "meta_attributes", self._reader)
        runtime = next(item.iterchildren(*_RUNTIMES), None)
        container = {} if runtime is None else attributes(runtime)
        network = child(item, "network")
        storage = child(item, "storage")
        inside = child(item, "primitive")
        promoted = _count(container, "promoted-max", "masters") or 0
        return Bundle(
            id=item.get("id") or "",
            runtime="" if runtime is None else runtime.tag,
            image=container.get("image", ""),
            # Pacemaker's default: as many replicas as may be promoted, at least one.
            replicas=_or_one(_count(container, "replicas") or promoted),
            replicas_per_host=_or_one(_count(container, "replicas-per-host")),
            promoted_max=promoted,
            container=container,
            network={} if network is None else attributes(network),
            ports=_all(network, "port-mapping"),
            storage=_all(storage, "storage-mapping"),
            child=None if inside is None else self._primitive(inside),
            meta=merged(sets),
            description=item.get("description"),
            meta_sets=sets,
        )


def _all(parent: Element | None, tag: str) -> tuple[Mapping[str, str], ...]:
    if parent is None:
        return ()
    return tuple([attributes(node) for node in parent.iterchildren(tag)])


def _count(values: Mapping[str, str], *names: str) -> int | None:
    """The first of ``names`` that holds a count; None where none does."""
    for name in names:
        text = values.get(name)
        if text is not None and text.isascii() and text.isdigit():
            return min(int(text[:9]), 1_000_000)
    return None


def _or_one(count: int | None) -> int:
    return count or 1
