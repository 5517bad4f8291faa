"""The document while edits are made on it: finding, taking out, putting in, naming."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

from lxml import etree

from engine.cib.document import Cib
from engine.cib.edits.ids import unused
from engine.cib.edits.schemas import spelled
from engine.cib.views import Configuration
from engine.cib.views.roles import read_role
from engine.cib.xml import Element, child, take_out

RESOURCES: Final = ("primitive", "group", "clone", "master", "bundle")
_SECTIONS: Final = (
    "crm_config",
    "nodes",
    "resources",
    "constraints",
    "tags",
    "fencing-topology",
    "alerts",
    "acls",
    "rsc_defaults",
    "op_defaults",
)


class Drafted:
    """One document under edit. All changes of its configuration go through here."""

    def __init__(self, cib: Cib, configuration: Configuration) -> None:
        """``configuration`` is what the views say of ``cib`` right now."""
        root = cib.section("configuration")
        assert root is not None
        self.root = root
        self.views = configuration
        self.cib = cib
        self._ids = set(configuration.ids)

    def section(self, name: str) -> Element:
        """A section of the configuration; made in its customary place where it is missing."""
        found = child(self.root, name)
        if found is not None:
            return found
        later = _SECTIONS[_SECTIONS.index(name) + 1 :]
        made = etree.Element(name)
        before = next((node for node in self.root.iterchildren(*later)), None)
        if before is None:
            self.root.append(made)
        else:
            before.addprevious(made)
        return made

    def resource(self, id_: str) -> Element:
        """The resource of that id, which the views say is there."""
        here = self.section("resources")
        for name in (*(each.id for each in reversed(self.views.parents(id_))), id_):
            here = next(_of_id(here, name, RESOURCES))
        return here

    def constraint(self, id_: str) -> Element:
        """The constraint of that id, which the views say is there."""
        kinds = ("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket")
        return next(_of_id(self.section("constraints"), id_, kinds))

    def fresh(self, wish: str) -> str:
        """A free id as close to ``wish`` as possible, taken from now on."""
        id_ = unused(wish, self._ids)
        self._ids.add(id_)
        return id_

    def reserve(self, *ids: str | None) -> None:
        """Keep ids that an edit names from being taken by what it leaves unnamed."""
        self._ids.update(id_ for id_ in ids if id_ is not None)

    def role(self, text: str) -> str:
        """A role as this document's schema spells it."""
        return spelled(self.views.schema, read_role(text) or text)

    def take_out(self, node: Element) -> Element:
        """Remove a node from its parent; text that follows it stays where it is."""
        take_out(node)
        self.cib.lookup.forget(node)
        return node

    def drop(self, node: Element) -> None:
        """Remove a node for good; what others refer to inside it goes to the first of them."""
        ids = {id_: each for each in node.iter("*") if (id_ := each.get("id")) is not None}
        wanted = ids.keys() & self._references()
        self.take_out(node)
        if wanted:
            self._hand_over(wanted, ids)

    def replace(self, old: Element, new: Element) -> None:
        """Put ``new`` (wherever it is now) in the place of ``old``, which goes for good."""
        if new.getparent() is not None:
            self.take_out(new)
        old.addprevious(new)
        self.drop(old)

    def references_to(self, id_: str) -> list[Element]:
        """The elements that refer to that id by an ``id-ref``."""
        return [node for node in self.root.iter("*") if node.get("id-ref") == id_]

    def _references(self) -> set[str]:
        return {
            reference
            for node in self.root.iter("*")
            if (reference := node.get("id-ref")) is not None
        }

    def _hand_over(self, wanted: set[str], ids: dict[str, Element]) -> None:
        for node in list(self.root.iter("*")):
            reference = node.get("id-ref")
            if reference not in wanted or ids[reference].tag != node.tag:
                continue
            wanted.discard(reference)
            definition = deepcopy(ids[reference])
            definition.tail = None
            name = node.get("name")
            if name is not None:
                definition.set("name", name)
            node.addprevious(definition)
            self.take_out(node)


def set_attribute(node: Element, name: str, value: str | None) -> None:
    """Set an attribute, or (None) remove it."""
    if value is not None:
        node.set(name, value)
    elif name in node.attrib:
        del node.attrib[name]


def _of_id(parent: Element, id_: str, tags: tuple[str, ...]) -> Iterator[Element]:
    return (node for node in parent.iterchildren(*tags) if node.get("id") == id_)
