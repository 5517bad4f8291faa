"""Compiling a few resources of a configuration again, where nothing else of it has changed."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.cib.state.plan import VARIANTS, Plan, remake
from engine.cib.state.specs import Spec, Variant
from engine.cib.xml import Element, elements

_FEW: Final = 8
"""From more changed resources on it is quicker to compile everything."""
_SECTIONS: Final = ("crm_config", "nodes", "rsc_defaults", "op_defaults")
_REFERENCE: Final = b" id-ref="
_ENTANGLED: Final = (
    *(b" template=", b'"remote', b'"container"', b'"stonith"', b"<bundle", b"date_expression"),
)
"""What may make something outside of a resource depend on it, or it on something outside."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A configuration, cut into its resources and what all of them depend on."""

    context: tuple[bytes, ...]
    roots: tuple[tuple[str, str], ...]
    """Tags and ids of the outermost resources."""
    xml: tuple[bytes, ...]
    """Of the same."""

    @classmethod
    def of(cls, root: Element) -> "Outline":
        """That of a CIB."""
        context: list[bytes] = []
        roots: list[tuple[str, str]] = []
        xml: list[bytes] = []
        for name in _SECTIONS:
            context += [_xml(section) for section in root.iterfind(f"configuration/{name}")]
        resources = root.find("configuration/resources")
        for element in [] if resources is None else elements(resources):
            if element.tag in VARIANTS:
                roots.append((element.tag, element.get("id", "")))
                xml.append(_xml(element))
            else:
                context.append(_xml(element))
        return cls(tuple(context), tuple(roots), tuple(xml))

    def changed(self, before: "Outline") -> list[int] | None:
        """Indexes of the resources that changed; None where more than a few of them did."""
        if self.context != before.context or self.roots != before.roots:
            return None
        found = [at for at, xml in enumerate(self.xml) if xml != before.xml[at]]
        refers = any(_REFERENCE in xml for xml in (*self.context, *self.xml))
        if len(found) > _FEW or (found and refers):
            return None
        mixed = any(
            mark in xml
            for at in found
            for xml in (self.xml[at], before.xml[at])
            for mark in _ENTANGLED
        )
        return None if mixed else found


def replan(plan: Plan, root: Element, changed: list[int], outline: Outline) -> list[Spec] | None:
    """Compile the resources at these places again, into the plan.

    Returns what they are now; None, with the plan as it was, where more depends on it.
    """
    resources = root.find("configuration/resources")
    if resources is None:
        return None
    found = [element for element in elements(resources) if element.tag in VARIANTS]
    places: list[tuple[int, Spec]] = []
    for at in changed:
        id_ = outline.roots[at][1]
        known = [place for place, spec in enumerate(plan.roots) if spec.id == id_]
        new = remake(plan, root, found[at])
        if len(known) != 1 or new is None or not _alike(plan, plan.roots[known[0]], new):
            return None
        places.append((known[0], new))
    for place, new in places:
        plan.roots[place] = new
        for part in _primitives(new):
            plan.primitives[part.id] = part
    return [new for _, new in places]


def _alike(plan: Plan, old: Spec, new: Spec) -> bool:
    """Whether history means the same instances by both."""
    if old.delicate or new.delicate or _shape(old) != _shape(new):
        return False
    return all(plan.primitives.get(part.id) is part for part in _primitives(old))


def _shape(spec: Spec) -> tuple[object, ...]:
    parts = tuple(_shape(part) for part in spec.children)
    return spec.variant, spec.id, spec.unique, spec.promotable, spec.instances, parts


def _primitives(spec: Spec) -> list[Spec]:
    if spec.variant is Variant.PRIMITIVE:
        return [spec]
    return [found for part in spec.children for found in _primitives(part)]


def _xml(element: Element) -> bytes:
    return etree.tostring(element, with_tail=False)
