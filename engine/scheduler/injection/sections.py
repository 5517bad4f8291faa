"""Sections of a CIB, made where they are missing."""

from lxml import etree

from engine.cib.document import Cib
from engine.cib.xml import Element


def status(cib: Cib) -> Element:
    """The status section."""
    return _within(cib.root, "status")


def configuration(cib: Cib, name: str) -> Element:
    """A section of the configuration, such as ``nodes``."""
    return _within(_within(cib.root, "configuration"), name)


def _within(parent: Element, tag: str) -> Element:
    found = parent.find(tag)
    return etree.SubElement(parent, tag) if found is None else found
