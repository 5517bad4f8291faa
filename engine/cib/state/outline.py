"""A configuration in parts, so that another one is seen to differ in a few of them only."""

from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.cib.state.plan import VARIANTS
from engine.cib.xml import Element, elements

_FEW: Final = 8
"""From more changed parts on it is quicker to compile everything."""
_SECTIONS: Final = ("crm_config", "rsc_defaults", "op_defaults")
_REFERENCE: Final = b" id-ref="
_ENTANGLED: Final = (
    *(b" template=", b'"remote', b'"container"', b'"stonith"', b"<bundle", b"date_expression"),
)
"""What may make something outside of a part depend on it, or it on something outside."""


@dataclass(frozen=True, slots=True)
class Change:
    """What of a configuration is not as it was before."""

    nodes: tuple[int, ...]
    """Places of the nodes of which more than the name changed."""
    made: tuple[int, ...]
    """Places of the outermost resources that are new, or others than before."""
    gone: tuple[str, ...]
    """Ids of those that are no more, or are others now."""
    rearranged: bool
    """Whether other outermost resources follow one another."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A configuration, cut into its nodes, its resources, and what all of these depend on."""

    context: tuple[bytes, ...]
    names: tuple[tuple[str | None, ...], ...]
    """Ids, names and types of the nodes."""
    nodes: tuple[bytes, ...]
    """Of the same."""
    roots: tuple[tuple[str, str], ...]
    """Tags and ids of the outermost resources."""
    xml: tuple[bytes, ...]
    """Of the same."""

    @classmethod
    def of(cls, root: Element) -> "Outline":
        """That of a CIB."""
        context: list[bytes] = []
        for name in _SECTIONS:
            context += [_xml(section) for section in root.iterfind(f"configuration/{name}")]
        nodes = root.findall("configuration/nodes/node")
        names = tuple((node.get("id"), node.get("uname"), node.get("type")) for node in nodes)
        roots: list[tuple[str, str]] = []
        xml: list[bytes] = []
        resources = root.find("configuration/resources")
        for element in [] if resources is None else elements(resources):
            if element.tag in VARIANTS:
                roots.append((element.tag, element.get("id", "")))
                xml.append(_xml(element))
            else:
                context.append(_xml(element))
        return cls(tuple(context), names, tuple(map(_xml, nodes)), tuple(roots), tuple(xml))

    def changed(self, before: "Outline") -> Change | None:
        """What is not as before; None where it is more than a few parts."""
        if self.context != before.context or self.names != before.names:
            return None
        if len({*self.roots, *before.roots}) > len(self.roots) + _FEW:
            return None
        known, mine = (dict(zip(one.roots, one.xml, strict=True)) for one in (before, self))
        if len(mine) != len(self.roots) or len(known) != len(before.roots):
            return None
        made = [at for at, key in enumerate(self.roots) if known.get(key) != self.xml[at]]
        gone = [key for key in before.roots if mine.get(key) != known[key]]
        nodes = [at for at, xml in enumerate(self.nodes) if xml != before.nodes[at]]
        concerned = [known[key] for key in gone]
        concerned += [self.xml[at] for at in made]
        concerned += [one.nodes[at] for at in nodes for one in (self, before)]
        if len(concerned) > 2 * _FEW:
            return None
        refers = any(_REFERENCE in xml for xml in (*self.context, *self.nodes, *self.xml))
        if refers and concerned:
            return None
        if any(mark in xml for xml in concerned for mark in _ENTANGLED):
            return None
        ids = tuple(id_ for _, id_ in gone)
        return Change(tuple(nodes), tuple(made), ids, self.roots != before.roots)


def _xml(element: Element) -> bytes:
    return etree.tostring(element, with_tail=False)
