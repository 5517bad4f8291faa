"""One CIB: Pacemaker's configuration and status in one XML document with a version."""

import copy
from typing import Final

from lxml import etree

from engine.cib.errors import CibError
from engine.cib.lookup import Lookup
from engine.cib.source import parse_tree
from engine.cib.version import Version
from engine.cib.xml import Element, child

__all__ = ["Cib", "CibError"]

_TOP: Final = frozenset({"configuration", "status"})


class Cib:
    """A CIB document. What it holds and we do not know is kept exactly as it is.

    Not safe for use by several threads at once while one of them changes it.
    """

    def __init__(self, root: Element) -> None:
        self._root = root
        self._lookup = Lookup()

    @classmethod
    def parse(cls, data: bytes | str) -> "Cib":
        """Read a CIB from XML text.

        Raises:
            CibError: it is not well-formed, or its root is not ``<cib>``.
        """
        root = parse_tree(data)
        if root.tag != "cib":
            raise _not_a_cib(root)
        return cls(root)

    @property
    def root(self) -> Element:
        """The ``<cib>`` element."""
        return self._root

    @property
    def lookup(self) -> Lookup:
        """Finds children by id; shared by all who walk this document."""
        return self._lookup

    @property
    def version(self) -> Version:
        """The version triple; a counter that is absent or no number counts as 0."""
        return Version(
            _counter(self._root, "admin_epoch"),
            _counter(self._root, "epoch"),
            _counter(self._root, "num_updates"),
        )

    @version.setter
    def version(self, version: Version) -> None:
        self._root.set("admin_epoch", str(version.admin_epoch))
        self._root.set("epoch", str(version.epoch))
        self._root.set("num_updates", str(version.num_updates))

    @property
    def dc_uuid(self) -> str | None:
        """Id of the node that is DC, None while there is none."""
        return self._root.get("dc-uuid") or None

    @property
    def feature_set(self) -> str:
        """Version of Pacemaker's feature set (``3.16.2``), empty where it is not said."""
        return self._root.get("crm_feature_set") or ""

    @property
    def validate_with(self) -> str:
        """Name of the schema it follows (``pacemaker-3.9``), empty where it is not said."""
        return self._root.get("validate-with") or ""

    def section(self, name: str) -> Element | None:
        """``configuration``, ``status``, or a child of configuration such as ``resources``."""
        if name in _TOP:
            return child(self._root, name)
        configuration = child(self._root, "configuration")
        return None if configuration is None else child(configuration, name)

    def text(self, *, pretty: bool = False) -> str:
        """The document as XML text: on one line, or indented for people."""
        tree = self._root.getroottree()
        return etree.tostring(tree, encoding="unicode", pretty_print=pretty)

    def canonical(self) -> bytes:
        """Canonical XML (C14N 1.0, comments included): equal exactly if the content is."""
        return etree.tostring(self._root, method="c14n")

    def copy(self) -> "Cib":
        """A copy that shares nothing with this one."""
        return Cib(copy.deepcopy(self._root.getroottree()).getroot())


def _counter(root: Element, name: str) -> int:
    text = root.get(name)
    try:
        return max(int(text), 0) if text else 0
    except ValueError:
        return 0


def _not_a_cib(root: Element) -> CibError:
    inside = next(root.iter("cib"), None)
    if inside is None:
        words = f"The file holds <{root.tag}>, not a <cib>; choose a CIB file such as cib.xml."
    else:
        words = (
            f"The file holds <{root.tag}>, with a <cib> inside it at line {inside.sourceline}; "
            "save that element in a file of its own and open that."
        )
    return CibError("root", words, line=root.sourceline)
