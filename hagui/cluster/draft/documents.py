"""Documents that hold a configuration and no status: what edits are made on."""

from copy import deepcopy

from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import Element, attributes, child

EMPTY = b"<configuration/>"


def configuration(cib: Cib) -> Element:
    """The configuration of a document; an empty one where it has none."""
    found = cib.section("configuration")
    return etree.fromstring(EMPTY) if found is None else found


def without_status(cib: Cib) -> Cib:
    """A copy of root and configuration alone."""
    return Cib(_with(cib, deepcopy(configuration(cib))))


def with_configuration(cib: Cib, xml: bytes) -> Cib:
    """A document of that configuration, under the root of ``cib``.

    Raises:
        etree.XMLSyntaxError: it is no XML.
    """
    parser = etree.XMLParser(
        huge_tree=True, load_dtd=False, no_network=True, resolve_entities=False
    )
    return Cib(_with(cib, etree.fromstring(xml, parser)))


def written(cib: Cib) -> bytes:
    """The configuration as XML, from which it can be made again exactly."""
    return etree.tostring(configuration(cib), with_tail=False)


def mirror_root(live: Cib, draft: Cib) -> None:
    """Give a draft's root the attributes (quorum, DC, version) that the live one has now."""
    if attributes(draft.root) != attributes(live.root):
        draft.root.attrib.clear()
        draft.root.attrib.update(live.root.attrib)


def joined(live: Cib, draft: Cib) -> Cib:
    """One document of the draft's configuration and everything else that the live one has."""
    return reconfigured(live.copy(), draft)


def reconfigured(whole: Cib, draft: Cib) -> Cib:
    """Give a document the draft's configuration; returns that document."""
    mine = deepcopy(configuration(draft))
    mine.tail = None
    theirs = child(whole.root, "configuration")
    if theirs is None:
        whole.root.insert(0, mine)
    else:
        whole.root.replace(theirs, mine)
        whole.lookup.forget(theirs)
    return whole


def joined_text(live: Cib, draft: Cib) -> str:
    """The text of ``joined``, without making that document."""
    root = etree.Element(live.root.tag, attributes(live.root))
    root.text = "\n"
    opening, closing = etree.tostring(root, encoding="unicode").split("\n")
    parts = [opening]
    if child(live.root, "configuration") is None:
        parts.append(written(draft).decode())
    for part in live.root:
        own = part.tag == "configuration"
        shown = configuration(draft) if own else part
        parts.append(etree.tostring(shown, encoding="unicode", with_tail=False))
    parts.append(closing)
    return "".join(parts)


def _with(cib: Cib, section: Element) -> Element:
    root = etree.Element(cib.root.tag, attributes(cib.root))
    section.tail = None
    root.append(section)
    return root
